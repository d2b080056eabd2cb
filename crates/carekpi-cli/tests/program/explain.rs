//! One child in sentences.

use serde_json::Value;

use crate::{failure, run, text, write};

#[test]
fn a_child_is_explained_in_sentences() {
    let scorecard: Value = serde_json::from_str(&text(&run("scorecard", &["--format", "json"]))).unwrap();
    let text = text(&run("explain", &["--child", "P0001672"]));
    let unwrapped = text.replace("\n    ", " ");
    for sentence in [
        "Core groups: overdue. The last core group or conference was on 13 February 2026; it has been overdue since 27 March 2026.",
        "Child protection reviews: overdue. Nothing that counts has been recorded since the start of the plan on 19 November 2025; it has been overdue since 18 February 2026.",
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

/// What counts or lasts is explained by what it rests on, and the text, the page and the JSON say the same.
#[test]
fn what_counts_or_lasts_is_explained_in_every_format() {
    let of = |child: &str, format: &str| text(&run("explain", &["--child", child, "--format", format]));
    for (child, sentence) in [
        ("P0000131", "The start of the placement was on 6 May 2025. It is long enough from 6 May 2027."),
        ("P0000010", "The start of the placement was on 29 May 2023. It has been long enough since 29 May 2025."),
        (
            "P0000131",
            "3 placements count: 13 October 2023 to 7 April 2025; 7 April 2025 to 6 May 2025; since 6 May 2025. It takes 3 or more.",
        ),
        ("P0000010", "1 placement counts: since 29 May 2023. It takes 3 or more."),
        ("P0000131", "The nearest placement change meeting was on 8 May 2025, 31 days after."),
        ("P0001027", "The latest status was on 2 February 2026. It records the activity as G5."),
        ("P0001027", "The latest record, of 2 February 2026, does not record the suitability of the accommodation."),
    ] {
        let unwrapped = of(child, "text").replace("\n    ", " ");
        assert!(unwrapped.contains(sentence), "{sentence}\n{unwrapped}");
        let page = of(child, "html");
        assert!(
            page.contains(&format!("{sentence}</td>")) || page.contains(&format!("{sentence} ")),
            "{sentence}\n{page}"
        );
    }
    let json: Value = serde_json::from_str(&of("P0000131", "json")).unwrap();
    let evidence = |id: &str| {
        let of = json["indicators"].as_array().unwrap().iter().find(|of| of["indicator"] == id).unwrap();
        of["records"][0]["evidence"][0].clone()
    };
    assert_eq!(evidence("cla-three-placements")["at_least"], 3);
    assert_eq!(evidence("cla-three-placements")["records"].as_array().unwrap().len(), 3);
    assert_eq!(evidence("cla-same-placement")["date"], "2027-05-06");
    assert_eq!(evidence("placement-change-meetings")["nearest"], "2025-05-08");
    assert_eq!(evidence("cla-reviews"), Value::Null);
}

/// One child whose plans end before the snapshot date and begin after it, and one who has died.
#[test]
fn the_last_and_the_next_plan_are_named_and_so_is_a_death() {
    let folder = tempfile::tempdir().unwrap();
    let persons = "pers_person_id,pers_death_date\nP1,\nP2,2026-02-10\n";
    let plans = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_ola\n\
                 CP1,P1,2025-01-06,2025-06-02,\nCP2,P1,2026-05-04,,\nCP3,P2,2025-01-06,,\n";
    write(folder.path(), "ssd_person.csv", persons);
    write(folder.path(), "ssd_cp_plans.csv", plans);
    let explained = |child: &str, format: &str| {
        let arguments =
            [folder.path().to_str().unwrap(), "--snapshot", "2026-03-31", "--child", child, "--format", format];
        text(&run("explain", &arguments)).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for format in ["text", "html"] {
        let plans =
            "No child protection plan is open (the last one ended on 2 June 2025; the next starts on 4 May 2026).";
        assert!(explained("P1", format).contains(plans), "{}", explained("P1", format));
        assert!(explained("P2", format).contains("The child has died (on 10 February 2026)."));
    }
    assert!(
        explained("P1", "json").contains("\"reason\": \"no-plan-open\", \"since\": \"2025-06-02\", \"from\": null")
    );
}
