//! One child in sentences.

use serde_json::Value;

use crate::{failure, run, text};

#[test]
fn a_child_is_explained_in_sentences() {
    let scorecard: Value = serde_json::from_str(&text(&run("scorecard", &["--format", "json"]))).unwrap();
    let text = text(&run("explain", &["--child", "P0001672"]));
    let unwrapped = text.replace("\n    ", " ");
    for sentence in [
        "Core groups: overdue. The last core group or conference was on 13 February 2026; the time limit passed on 27 March 2026.",
        "Child protection reviews: overdue. Nothing that counts has been recorded since the start of the plan on 19 November 2025; the time limit passed on 18 February 2026.",
        "Child protection visits: up to date. The last visit was on 30 March 2026; it is overdue from 15 April 2026.",
        "No assessment was completed in the period (the last one was on 17 October 2024).",
        "  The child is not looked after. (cla-same-placement, ",
        "  15 April 2026: Child protection visits: overdue.\n",
    ] {
        assert!(unwrapped.contains(sentence), "{sentence}\n{text}");
    }
    // Each of the 23 is there once.
    for measured in scorecard["indicators"].as_array().unwrap() {
        let id = measured["id"].as_str().unwrap();
        let words = unwrapped.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
        assert_eq!(words.filter(|word| *word == id).count(), 1, "{id}");
    }
    let said = failure("explain", &["--child", "\u{1b}[31mnobody"], 2);
    assert!(said.contains("unknown child `\u{fffd}[31mnobody`"), "{said}");
}

/// The child turns 2 less than a year after its health assessment. Until then the assessment counts as a dental check.
#[test]
fn a_check_that_a_birthday_makes_overdue_is_shown_with_its_date() {
    let text = text(&run("explain", &["--child", "P0001535", "--snapshot", "2021-08-21"]));
    assert!(
        text.replace("\n    ", " ").contains("on 21 June 2021; it is overdue from 9 November 2021. (cla-dental"),
        "{text}"
    );
    assert!(text.contains("  9 November 2021: Dental checks: overdue.\n"), "{text}");
}

#[test]
fn the_next_change_of_a_care_leaver_is_shown() {
    let text = text(&run("explain", &["--child", "P0001027"]));
    assert!(text.ends_with("if nothing more is recorded\n  27 April 2026: Care leaver visits: overdue.\n"), "{text}");
}
