//! Indicators of one's own, from a file.

use serde_json::Value;

use crate::{failure, run, text, write};

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data-own");

const VISITS: &str = "[local-cp-visits]\narea = \"child-protection\"\ntitle = \"Visited every four weeks\"\n\
    cohort = \"protection-plan\"\nevents = \"protection-visit\"\nfirst_within = \"5 working days\"\nthen_due = \"4 weeks\"\n";

#[test]
fn they_are_beside_the_23_in_every_output() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "ours.toml", VISITS);
    let targets = write(folder.path(), "targets.toml", "[local-cp-visits]\ntarget = 95\nfloor = 85\n");
    let with =
        |subcommand: &str, arguments: &[&str]| text(&run(subcommand, &[&["--indicators", &*file], arguments].concat()));
    let json = with("scorecard", &["--format", "json", "--subjects", "--expectations", &targets]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let indicators = json["indicators"].as_array().unwrap();
    assert_eq!(indicators.len(), 24);
    let ours = &indicators[5]; // after those of its area
    assert_eq!((&ours["id"], &ours["denominator"]), (&"local-cp-visits".into(), &indicators[0]["numerator"]));
    assert!(ours["status"].is_string() && ours["subjects"][0]["clause"].is_string(), "{ours}");
    let table = with("scorecard", &[]);
    assert!(
        table.contains("Visited every four weeks") && table.contains("own indicators: local-cp-visits\n"),
        "{table}"
    );
    assert!(!table.contains("then_due"), "{table}");
    let page = with("scorecard", &["--format", "html"]);
    assert!(page.contains("Visited every four weeks") && page.contains("own indicators: local-cp-visits"));
    assert_eq!(page.matches("-area\">Child protection</h2>").count(), 1);
    let series = with("series", &["--from", "2025-12-31", "--to", "2026-03-31"]);
    assert_eq!(series.lines().filter(|line| line.contains(",local-cp-visits,")).count(), 4);
    let worklist = with("worklist", &["--indicator", "local-cp-visits", "--format", "csv"]);
    assert!(worklist.lines().count() > 1 && worklist.lines().skip(1).all(|line| line.contains("local-cp-visits")));
    let child = ours["subjects"][0]["child"].as_str().unwrap();
    assert!(with("explain", &["--child", child]).contains("Visited every four weeks"));
    assert!(with("readings", &[]).contains("local-cp-visits"));
    let check = run("check", &["--indicators", &file, "--format", "json"]);
    assert!(String::from_utf8(check.stdout).unwrap().contains("local-cp-visits"));
}

#[test]
fn they_may_be_about_own_kinds_of_record() {
    let file = |name: &str| format!("{OWN}/{name}");
    let (mapping, indicators) = (file("mapping.toml"), file("indicators.toml"));
    let arguments = [OWN, "--snapshot", "2026-03-31", "--indicators", &indicators, "--format", "json", "--subjects"];
    let json = text(&run("scorecard", &[&arguments[..], &["--mapping", &mapping]].concat()));
    let json: Value = serde_json::from_str(&json).unwrap();
    let [followed, ours] = [23, 24].map(|at| &json["indicators"][at]);
    assert_eq!((&followed["id"], &followed["denominator"]), (&"return-interviews-configured".into(), &23.into()));
    assert_eq!(
        (&ours["id"], &ours["area"], &ours["denominator"]),
        (&"missing-interviewed".into(), &"missing".into(), &1.into())
    );
    assert_eq!(ours["subjects"][0]["record"], "M53");
    // Without the mapping, nobody knows these kinds.
    let said = failure("scorecard", &arguments, 2);
    assert!(
        said.contains("indicators.toml line 9: cohort = \"missing-episode\": unknown cohort `missing-episode`"),
        "{said}"
    );
}

#[test]
fn check_lists_what_cannot_be_measured_with_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let unknown = VISITS.replace("[local-cp-visits]", "[other]").replace("protection-visit", "strategy-discussion");
    let file = write(folder.path(), "ours.toml", &format!("{VISITS}{unknown}"));
    let check = run("check", &["--indicators", &file]);
    let said = String::from_utf8(check.stdout).unwrap();
    assert_eq!(check.status.code(), Some(3), "{said}");
    let other: Vec<&str> = said.lines().skip_while(|line| !line.starts_with("  other ")).collect();
    let other = other.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(other.starts_with("other can't be measured: "), "{said}");
    assert!(other.contains("unknown kind of events `strategy-discussion`"), "{said}");
    assert!(other.contains("ours.toml line 12: events = \"strategy-discussion\""), "{said}");
    assert!(said.ends_with("no problem found for 24 of 25 indicators\n"), "{said}");
}

#[test]
fn they_are_not_published() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "ours.toml", VISITS);
    for how in ["--publish", "--publish=rounded"] {
        assert!(failure("scorecard", &["--indicators", &file, how], 2).contains("--publish"));
        let series = ["--indicators", &file, how, "--from", "2026-01-31", "--to", "2026-03-31"];
        assert!(failure("series", &series, 2).contains("--publish"));
    }
}

#[test]
fn a_cohort_is_of_spells_and_events_are_events() {
    let folder = tempfile::tempdir().unwrap();
    let written = std::fs::read_to_string(format!("{OWN}/indicators.toml")).unwrap();
    let mapping = format!("{OWN}/mapping.toml");
    for (was, is, says) in [
        (
            "cohort = \"missing-episode\"",
            "cohort = \"return-interview\"",
            "`return-interview` is a kind of events; expected a kind of spells",
        ),
        (
            "events = \"return-interview\"",
            "events = \"missing-episode\"",
            "`missing-episode` is a kind of spells; expected a kind of events",
        ),
    ] {
        let file = write(folder.path(), "ours.toml", &written.replace(was, is));
        let arguments = [OWN, "--snapshot", "2026-03-31", "--indicators", &file, "--mapping", &mapping];
        let said = failure("scorecard", &arguments, 2);
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn what_is_wrong_with_the_file_is_one_line() {
    let folder = tempfile::tempdir().unwrap();
    for (was, is, says) in [
        ("then_due", "then_du", "line 7: then_du = \"4 weeks\": unknown setting `then_du`; did you mean `then_due`?"),
        (
            "protection-visit",
            "protection-visits",
            "unknown kind of events `protection-visits`; did you mean `protection-visit`?",
        ),
        ("local-cp-visits", "cp-visits", "line 1: [cp-visits]: `cp-visits` is one of the 23 indicators"),
    ] {
        let file = write(folder.path(), "ours.toml", &VISITS.replace(was, is));
        let said = failure("scorecard", &["--indicators", &file], 2);
        assert!(said.contains(says), "{said}");
        assert!(said.contains("ours.toml line "), "{said}");
    }
    assert!(failure("scorecard", &["--indicators", "/no/such/file"], 2).contains("/no/such/file"));
    let file = write(folder.path(), "ours.toml", VISITS);
    assert!(failure("scorecard", &["--indicators", &file, "--out", &file], 2).contains("--indicators"));
}
