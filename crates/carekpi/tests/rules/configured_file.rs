//! What is wrong with a file of indicators is said with its line, what is valid there, and the name that may be meant.

use carekpi::model::Caseload;
use carekpi::{ConfiguredIndicators, Definitions, WorkingCalendar};

const RIGHT: &str = r#"[ours]
area = "child-protection"
title = "Core groups"
cohort = "protection-plan"
events = "core-group"
first_within = "10 days"
then_within = "6 weeks"
"#;

/// The error of a file in which one text is another.
fn error(was: &str, is: &str) -> String {
    assert!(RIGHT.contains(was));
    let text = RIGHT.replace(was, is);
    let configured = match ConfiguredIndicators::from_toml(&text) {
        Ok(configured) => configured,
        Err(error) => return error.to_string(),
    };
    let (caseload, definitions) = (Caseload::default(), Definitions::default());
    let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
    configured.added_to(measurement, &definitions).unwrap_err().to_string()
}

#[test]
fn each_error_names_its_line_and_what_is_valid() {
    for (was, is, says) in [
        ("[ours]", "[Ours]", "line 1: [Ours]: `Ours` is not an identifier; expected lower-case letters"),
        ("[ours]", "[cp-visits]", "line 1: [cp-visits]: `cp-visits` is one of the 23 indicators; expected another"),
        ("[ours]", "ours = 1\n[theirs]", "line 1: ours = 1: expected a table [ours] with the keys"),
        ("title = \"Core groups\"\n", "", "line 1: [ours]: `title` is missing"),
        ("title = \"Core groups\"", "title = \" \"", "line 3: title = \" \": expected a text on one line"),
        ("title = \"Core groups\"", "title = \"a\\u202eb\"", "expected a text on one line"),
        ("title = \"Core groups\"", "title = 1", "line 3: title = 1: expected a text in double quotes, not `1`"),
        ("title", "titel", "line 3: titel = \"Core groups\": unknown setting `titel`; did you mean `title`? expected"),
        ("\"child-protection\"", "\"child-protect\"", "unknown area `child-protect`; did you mean `child-protection`?"),
        ("\"child-protection\"", "\"edge\"", "or an area of your own with its area_title"),
        (
            "\"child-protection\"",
            "\"Edge\"\narea_title = \"Edge\"",
            "line 2: area = \"Edge\": `Edge` is not an identifier",
        ),
        (
            "area = \"child-protection\"",
            "area = \"cypds\"\narea_title = \"D\"",
            "line 3: area_title = \"D\": `cypds` is a built-in area, which has a title; remove area_title",
        ),
        (
            "\"protection-plan\"",
            "\"protection-plans\"",
            "line 4: cohort = \"protection-plans\": unknown cohort `protection-plans`; did you mean `protection-plan`?",
        ),
        (
            "\"core-group\"",
            "\"core_group\"",
            "line 5: events = \"core_group\": unknown kind of events `core_group`; did you mean `core-group`?",
        ),
        ("6 weeks", "6 fortnights", "line 7: then_within = \"6 fortnights\": "),
        (
            "6 weeks\"",
            "6 weeks\"\nthen_due = \"42 days\"",
            "line 8: then_due = \"42 days\": the clause has a limit already",
        ),
        ("first_within = \"10 days\"\nthen_within", "second_due", "line 1: [ours]: the limit since the last event"),
        ("then_within", "second_within", "line 1: [ours]: the limit since the last event"),
        (
            "then_within",
            "from_age = 16\nuntil_age = 16\nthen_within",
            "line 8: until_age = 16: nobody is both at least 16 and younger than 16",
        ),
        ("then_within", "until_age = -1\nthen_within", "expected an age in whole years from 0 to 130"),
        ("then_within", "until_age = 200\nthen_within", "expected an age in whole years from 0 to 130"),
        ("then_within", "age_limit = 4\nthen_within", "what differs below age_limit"),
        (
            "then_within",
            "younger_within = \"1 day\"\nthen_within",
            "age_limit, below which children are younger, is missing",
        ),
        ("then_within", "then_events = \"leaver-visit\"\nthen_within", "visits can't be a second kind"),
        (
            "then_within",
            "polarity = \"up\"\nthen_within",
            "unknown value `up`; expected one of `higher`, `lower`, `neither`",
        ),
        ("then_within", "first_from = \"recorded\"\nthen_within", "unknown value `recorded`; did you mean `record`?"),
        (
            "then_within",
            "clauses.since-first = \"the first\"\nthen_within",
            "there is no limit for the clause since-first",
        ),
        (
            "then_within",
            "clauses.since-lst = \"the last\"\nthen_within",
            "unknown setting `since-lst`; did you mean `since-last`?",
        ),
        (
            "then_within",
            "then_events = \"supervision\"\nsecond_within",
            "line 7: then_events = \"supervision\": then_events is about the clause about the last event; it needs then_within",
        ),
        ("[ours]", "[ours", "line 1: [ours: expected `]`"),
        ("title = \"Core groups\"", "title = \"a\\u200bb\"", "expected a text on one line"),
        (
            "title = \"Core groups\"",
            "title = { a = 1 }",
            "line 3: title = { a = 1 }: expected a text in double quotes, not a table",
        ),
        (
            "first_within",
            "first_from = \"placement\"\nsecond_within",
            "line 6: first_from = \"placement\": first_from is about the clause without an event; it needs first_within or first_due",
        ),
        (
            "first_within",
            "no_event_since = \"record\"\nsecond_within",
            "line 6: no_event_since = \"record\": no_event_since is about the clause without an event; it needs first_within",
        ),
        (
            "then_within",
            "age_limit = 0\nyounger_within = \"1 day\"\nthen_within",
            "line 7: age_limit = 0: nobody is at least 0 and below the age_limit",
        ),
        (
            "then_within",
            "until_age = 5\nage_limit = 5\nyounger_within = \"1 day\"\nthen_within",
            "line 8: age_limit = 5: all are below the age_limit; expected an age below until_age",
        ),
        (
            "then_within",
            "until_age = 0\nthen_within",
            "line 7: until_age = 0: nobody is both at least 0 and younger than 0",
        ),
        (
            "10 days",
            "72 hours",
            "line 6: first_within = \"72 hours\": hours are counted from the start of a spell of your own",
        ),
        ("6 weeks", "72 hours", "line 7: then_within = \"72 hours\": `72 hours` is not a length of time"),
    ] {
        let said = error(was, is);
        assert!(said.contains(says), "{is:?} says: {said}");
    }
}

#[test]
fn an_area_has_one_title() {
    let with_title = |title: &str| RIGHT.replace("\"child-protection\"", &format!("\"edge\"\narea_title = {title:?}"));
    let two = |one, other| format!("{}{}", with_title(one), with_title(other).replace("[ours]", "[theirs]"));
    assert_eq!(ConfiguredIndicators::from_toml(&two("Edge", "Edge")).unwrap().catalogue().count(), 2);
    let error = ConfiguredIndicators::from_toml(&two("Edge", "Edge of care")).unwrap_err();
    let says =
        "line 11: area_title = \"Edge of care\": the area `edge` has the title \"Edge\" above; expected the same title";
    assert_eq!(error.to_string(), says);
}

#[test]
fn indicators_are_in_the_order_of_the_file() {
    let text = format!("{}{RIGHT}{}", RIGHT.replace("ours", "z"), RIGHT.replace("ours", "a"));
    let configured = ConfiguredIndicators::from_toml(&text).unwrap();
    let ids: Vec<&str> = configured.catalogue().map(|info| &*info.id).collect();
    assert_eq!(ids, ["z", "ours", "a"]);
    let info = configured.catalogue().next().unwrap();
    assert_eq!((&*info.source, info.subject()), ("local standard", "Core groups"));
    assert_eq!(info.clauses[1].1, "the last core group");
    assert_eq!(ConfiguredIndicators::from_toml("").unwrap().catalogue().count(), 0);
}
