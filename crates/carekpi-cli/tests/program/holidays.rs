//! The holidays file: whose bank holidays count.

use std::fs;

use serde_json::Value;

use crate::{BUNDLED, copy, failure, run, text, write};

const SCOTLAND: &str = "nation = \"scotland\"\n";

/// The day on which a clause of a figure lapses for a child.
fn lapses(folder: &str, more: &[&str]) -> Value {
    let arguments = ["--snapshot", "2026-04-10", "--format", "json", "--subjects"];
    let facts: Value =
        serde_json::from_str(&text(&run("scorecard", &[&[folder], &arguments[..], more].concat()))).unwrap();
    let indicators = facts["indicators"].as_array().unwrap();
    let visits = indicators.iter().find(|indicator| indicator["id"] == "cp-visits").unwrap();
    let subject = visits["subjects"].as_array().unwrap().iter().find(|subject| subject["record"] == "CP1").unwrap();
    subject["lapses"].clone()
}

#[test]
fn limits_in_working_days_follow_it() {
    let (extract, files) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(extract.path().join("ssd_person.csv"), "pers_person_id,pers_sex,pers_dob\nP1,F,2015-01-01\n").unwrap();
    let plans = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date\nCP1,P1,2026-03-27,\n";
    fs::write(extract.path().join("ssd_cp_plans.csv"), plans).unwrap();
    let folder = extract.path().to_str().unwrap();
    let with = |name: &str, content: &str| lapses(folder, &["--holidays", &write(files.path(), name, content)]);
    // Ten working days after 27 March 2026; Good Friday is on 3 April, Easter Monday on 6 April.
    assert_eq!(lapses(folder, &[]), "2026-04-14");
    assert_eq!(with("england.toml", "nation = \"england-and-wales\"\n"), "2026-04-14");
    assert_eq!(with("ireland.toml", "nation = \"northern-ireland\"\n"), "2026-04-14");
    // Easter Monday is a working day in Scotland.
    assert_eq!(with("scotland.toml", SCOTLAND), "2026-04-13");
    let own = "name = \"Barset\"\nfrom = \"2026-01-01\"\nto = 2026-12-31\n";
    assert_eq!(with("none.toml", own), "2026-04-10");
    let four = "working_week = [\"monday\", \"tuesday\", \"wednesday\", \"thursday\"]\n";
    assert_eq!(with("four.toml", &format!("\u{feff}{own}{four}")), "2026-04-14");
    let fair = format!("{own}[[holidays]]\ndate = 2026-04-01\nname = \"Fair\"\n");
    assert_eq!(with("fair.toml", &fair), "2026-04-13");
    // Closure days count beside it.
    let (scotland, closures) = (write(files.path(), "s.toml", SCOTLAND), write(files.path(), "c.txt", "2026-04-07\n"));
    assert_eq!(lapses(folder, &["--holidays", &scotland, "--closures", &closures]), "2026-04-14");
}

#[test]
fn every_subcommand_that_reads_an_extract_takes_it() {
    let folder = tempfile::tempdir().unwrap();
    let (scotland, wrong) = (write(folder.path(), "s.toml", SCOTLAND), write(folder.path(), "w.toml", "nation = 1\n"));
    let snapshot = ["--snapshot", "2026-03-31"];
    for (subcommand, more) in [
        ("scorecard", &snapshot[..]),
        ("series", &["--from", "2026-01-31", "--to", "2026-03-31"]),
        ("worklist", &snapshot),
        ("explain", &["--snapshot", "2026-03-31", "--child", "P0001144"]),
        ("readings", &snapshot),
        ("check", &[]),
    ] {
        let run = run(subcommand, &[&[BUNDLED], more, &["--holidays", &scotland]].concat());
        assert!(run.status.success(), "{subcommand}: {}", String::from_utf8_lossy(&run.stderr));
        let said = failure(subcommand, &[&[BUNDLED], more, &["--holidays", &wrong]].concat(), 2);
        assert!(
            said.contains("w.toml line 1: nation = 1: unknown nation; expected one of england-and-wales, "),
            "{said}"
        );
    }
}

#[test]
fn a_wrong_file_exits_2_and_names_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let own = "name = \"Barset\"\nfrom = 2026-01-01\nto = 2026-12-31\n";
    for (content, says) in [
        (
            "nation = \"wales\"\n".to_owned(),
            "line 1: nation = \"wales\": unknown nation; expected one of england-and-wales, scotland, northern-ireland, in quotes",
        ),
        (
            "nation = \"scotland\"\nname = \"x\"\n".to_owned(),
            "line 1: nation = \"scotland\": a nation has a working week and holidays of its own; remove the other keys",
        ),
        (
            format!("{own}until = 3\n"),
            "line 4: until = 3: unknown key `until`; expected nation alone, or name, working_week, from, to and [[holidays]]",
        ),
        (
            format!("{own}[[holidays]]\ndate = 2026-12-25\ntitle = \"x\"\n"),
            "line 6: title = \"x\": unknown key `title`; expected date and name",
        ),
        (format!("{own}[[holidays]]\ndate = 2026-12-25\n"), "a holiday needs both date and name"),
        (
            format!("{own}[[holidays]]\ndate = \"25/12/2026\"\nname = \"x\"\n"),
            "line 5: date = \"25/12/2026\": `25/12/2026` is not a date; expected YYYY-MM-DD",
        ),
        (format!("{own}[[holidays]]\ndate = 2026-12-25T10:00:00\nname = \"x\"\n"), "line 5: "),
        (
            format!("{own}[[holidays]]\ndate = 2027-12-25\nname = \"x\"\n"),
            "line 5: date = 2027-12-25: the holiday 2027-12-25 is after the working calendar, which ends on 2026-12-31",
        ),
        (
            format!("{own}holidays = 3\n"),
            "line 4: holidays = 3: expected a table [[holidays]] with date and name for each holiday",
        ),
        (
            format!("{own}working_week = [\"Mon\"]\n"),
            "line 4: working_week = [\"Mon\"]: expected a list of days such as [\"monday\", \"tuesday\"]",
        ),
        (format!("{own}working_week = []\n"), "line 4: working_week = []: the calendar has no working day"),
        (
            "name = \"x\"\nfrom = 2026-01-01\nto = 2025-12-31\n".to_owned(),
            "line 3: to = 2025-12-31: the calendar has no day: it would begin on 2026-01-01 and end on 2025-12-31",
        ),
        (
            "name = \"x\"\nfrom = 1500-01-01\nto = 2025-12-31\n".to_owned(),
            "line 3: to = 2025-12-31: the calendar is too long",
        ),
        ("name = \"\"\n".to_owned(), "line 1: name = \"\": expected a text on one line that is not blank"),
        ("name = \"x\"\nto = 2025-12-31\n".to_owned(), "`from` is missing; expected from = 2020-01-01"),
        (String::new(), "line 1: `name` is missing; expected name = \"Barset\", or nation = \"scotland\""),
        (format!("{own}{own}"), "line 4: name = \"Barset\": this name appears twice; keep one of the lines"),
        ("name = \"a\\u200bb\"\n".to_owned(), "line 1: name = \"a\\u200bb\": expected a text on one line"),
        (
            "name = \"x\"\nfrom = 2026-01-01\nto = 2026-01-01\n[[holidays]]\ndate = 2026-01-01\nname = \"y\"\n"
                .to_owned(),
            "line 3: to = 2026-01-01: the calendar has no working day",
        ),
    ] {
        let file = write(folder.path(), "holidays.toml", &content);
        let said = failure("scorecard", &["--holidays", &file], 2);
        assert!(said.contains(says), "{said} does not say {says}");
    }
    assert!(failure("scorecard", &["--holidays", "/no/such/file"], 2).contains("/no/such/file"));
}

#[test]
fn dates_outside_it_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let short = write(folder.path(), "short.toml", "name = \"x\"\nfrom = 2026-01-01\nto = 2026-03-31\n");
    let said = failure("scorecard", &["--snapshot", "2026-04-01", "--holidays", &short], 2);
    assert_eq!(said, "error: 2026-04-01 is after the working calendar, which ends on 2026-03-31\n");
    let said = failure("worklist", &["--holidays", &short], 2);
    assert_eq!(said, "error: --within 14: this is too far ahead; the working calendar ends on 2026-03-31\n");
    // What a page shows of earlier months begins with the calendar.
    let page = run("scorecard", &["--format", "html", "--holidays", &short]);
    assert!(page.status.success(), "{}", String::from_utf8_lossy(&page.stderr));
    let scotland = write(folder.path(), "scotland.toml", SCOTLAND);
    let said = failure("scorecard", &["--snapshot", "1977-12-31", "--holidays", &scotland], 2);
    assert_eq!(said, "error: 1977-12-31 is before the working calendar, which begins on 1978-01-01\n");
}

#[test]
fn the_file_is_never_written() {
    let extract = copy();
    let file = write(extract.path(), "holidays.toml", SCOTLAND);
    let said =
        failure("series", &["--from", "2026-01-31", "--to", "2026-03-31", "--holidays", &file, "--out", &file], 2);
    assert!(said.contains("is read, as the file of --holidays"), "{said}");
}
