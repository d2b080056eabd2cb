//! One child in sentences.

use serde_json::Value;

use crate::{failure, run, text};

#[test]
fn a_child_is_explained_in_sentences() {
    let scorecard: Value = serde_json::from_str(&text(&run("scorecard", &["--format", "json"]))).unwrap();
    let text = text(&run("explain", &["--child", "P0001144"]));
    let unwrapped = text.replace("\n    ", " ");
    for sentence in [
        "Core groups: up to date. The last core group or conference was on 11 March 2026; it is overdue from 22 April 2026 on.",
        "Child protection reviews: overdue. There has been none that counts since the start of the plan on 6 October 2025, and the time ran out on 5 January 2026.",
        "Child and family assessments completed: counted. The end of the assessment was on 9 January 2026.",
        "  Health assessments up to date (cla-health)\n",
        "  8 April 2026: Child protection visits: overdue.\n",
    ] {
        assert!(unwrapped.contains(sentence), "{sentence}\n{text}");
    }
    // All 23 are there, each in one place.
    for measured in scorecard["indicators"].as_array().unwrap() {
        let id = measured["id"].as_str().unwrap();
        let told =
            unwrapped.lines().filter(|line| line.contains(&format!("({id})")) || line.contains(&format!("({id}, ")));
        assert_eq!(told.count(), 1, "{id}");
    }
    let said = failure("explain", &["--child", "\u{1b}[31mnobody"], 2);
    assert!(said.contains("unknown child `\u{fffd}[31mnobody`"), "{said}");
}

/// The child turns two before a year has passed since its health assessment, which counts as a dental check until then.
#[test]
fn what_a_birthday_makes_overdue_is_told_by_the_day_on_which_it_is() {
    let text = text(&run("explain", &["--child", "P0000462", "--snapshot", "2025-06-16"]));
    assert!(
        text.replace("\n    ", " ").contains("on 31 March 2025; it is overdue from 6 September 2025 on. (cla-dental"),
        "{text}"
    );
    assert!(text.contains("  6 September 2025: Dental checks: overdue.\n"), "{text}");
}

#[test]
fn a_care_leaver_is_told_what_changes_next() {
    let text = text(&run("explain", &["--child", "P0000871"]));
    assert!(text.ends_with("if nothing more is recorded\n  12 April 2026: Care leaver visits: overdue.\n"), "{text}");
}
