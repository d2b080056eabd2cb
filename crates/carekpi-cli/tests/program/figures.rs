//! What the program prints: figures of scorecards, series and worklists.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{BUNDLED, CAREKPI, copy, failure, run, text, write};

#[test]
fn figures_are_printed_when_standard_error_is_closed() {
    let arguments = ["--format", "csv", "--profile", "statutory", "--findings"];
    let mut process = Command::new(CAREKPI)
        .arg("scorecard")
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(process.stderr.take());
    assert_eq!(text(&process.wait_with_output().unwrap()), text(&run("scorecard", &arguments)));
}

/// A page also shows the findings about the data.
#[test]
fn a_page_is_the_same_from_another_order_of_the_rows() {
    let folder = copy();
    let page =
        || text(&run("scorecard", &[folder.path().to_str().unwrap(), "--snapshot", "2026-03-31", "--format", "html"]));
    let plans = folder.path().join("ssd_cp_plans.csv");
    let content = fs::read_to_string(&plans).unwrap().replace(",,N\n", ",9999-12-31,N\n");
    let (header, rows) = content.split_once('\n').unwrap();
    let mut backwards: Vec<&str> = rows.lines().collect();
    backwards.reverse();
    fs::write(&plans, &content).unwrap();
    let forwards = page();
    assert!(forwards.contains("ssd_cp_plans cppl_cp_plan_end_date (CP"), "{forwards}");
    fs::write(&plans, format!("{header}\n{}\n", backwards.join("\n"))).unwrap();
    assert!(forwards == page());
}

#[test]
fn the_bundled_scorecard_has_every_figure() {
    let json: Value = serde_json::from_str(&text(&run("scorecard", &["--format", "json", "--subjects"]))).unwrap();
    assert_eq!(json["snapshot"], "2026-03-31");
    assert_eq!(json["period"]["start"], "2025-04-01");
    let indicators = json["indicators"].as_array().unwrap();
    assert_eq!(indicators.len(), 23);
    for indicator in indicators {
        assert!(indicator["value"].is_number() && indicator["denominator"] != 0, "{}", indicator["id"]);
        let subjects = indicator["subjects"].as_array().unwrap();
        let met = subjects.iter().filter(|subject| subject["met"] == true).count();
        assert_eq!(indicator["numerator"], met, "{}", indicator["id"]);
        if indicator["measure"] == "proportion" {
            assert_eq!(indicator["denominator"], subjects.len(), "{}", indicator["id"]);
        }
        let keys: Vec<_> =
            subjects.iter().map(|subject| (subject["child"].as_str(), subject["record"].as_str())).collect();
        assert!(keys.is_sorted(), "{}", indicator["id"]);
    }
    for (table, rows) in json["rows"].as_object().unwrap() {
        let count = |which: &str| rows[which].as_u64().unwrap();
        assert_eq!(count("read"), count("kept") + count("set_aside"), "{table}");
    }
    assert_eq!(json["rows"].as_object().unwrap().len(), 27);
}

#[test]
fn the_bundled_extract_is_what_the_generator_makes() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("extract");
    text(&run("generate", &[made.to_str().unwrap(), "--children", "2000", "--seed", "3", "--years", "10"]));
    for file in fs::read_dir(&made).unwrap() {
        let name = file.unwrap().file_name();
        let bundled = fs::read(Path::new(BUNDLED).join(&name)).unwrap();
        assert!(fs::read(made.join(&name)).unwrap() == bundled, "{}", name.to_string_lossy());
    }
}

#[test]
fn every_row_of_a_series_is_the_scorecard_of_its_date() {
    let arguments = [BUNDLED, "--from", "2025-12-31", "--to", "2026-03-31", "--every", "quarter"];
    let series = text(&run("series", &arguments));
    assert!(series.starts_with("date,indicator,numerator,denominator,undetermined,value\n"));
    assert_eq!(series.lines().count(), 1 + 2 * 23);
    for date in ["2025-12-31", "2026-03-31"] {
        let scorecard = text(&run("scorecard", &[BUNDLED, "--snapshot", date, "--format", "csv"]));
        for row in scorecard.lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            // The polarity comes last.
            let figures = cells[cells.len() - 5..cells.len() - 1].join(",");
            let row = format!("{date},{},{figures}", cells[1]);
            assert!(series.lines().any(|line| line == row), "{row}");
        }
    }
}

#[test]
fn the_worklist_has_those_who_are_overdue_and_those_who_fall_due() {
    let json: Value = serde_json::from_str(&text(&run("worklist", &["--format", "json", "--within", "7"]))).unwrap();
    let tasks = json.as_array().unwrap();
    let scorecard: Value = serde_json::from_str(&text(&run("scorecard", &["--format", "json", "--subjects"]))).unwrap();
    let overdue: usize = scorecard["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|indicator| indicator["subjects"].as_array().unwrap())
        .filter(|subject| subject["met"] == false && !subject["lapses"].is_null())
        .count();
    assert_eq!(tasks.iter().filter(|task| task["days_left"].as_i64().unwrap() <= 0).count(), overdue);
    assert!(tasks.iter().all(|task| task["days_left"].as_i64().unwrap() <= 7));
    let of = |filter: &[&str]| text(&run("worklist", &[&["--format", "csv"], filter].concat())).lines().count();
    assert!(of(&["--indicator", "cp-visits"]) < of(&["--area", "child-protection"]));
    assert!(of(&["--area", "child-protection"]) < of(&[]));
    assert!(text(&run("worklist", &[])).lines().all(|line| line.len() <= 120));
    assert!(failure("worklist", &["--area", "children"], 2).contains("children"));
    assert!(
        failure("worklist", &["--indicator", "cp"], 2).contains("unknown indicator `cp`; expected one of cp-plans, ")
    );
    assert!(failure("worklist", &["--indicator", "cp-visit"], 2).contains("did you mean `cp-visits`?"));
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let folder = copy();
    for file in fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap().path();
        let content = fs::read_to_string(&file).unwrap();
        let (header, rows) = content.split_once('\n').unwrap();
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.reverse();
        fs::write(&file, format!("{header}\n{}\n", rows.join("\n"))).unwrap();
    }
    let arguments = ["--snapshot", "2026-03-31", "--format", "json", "--subjects"];
    let of = |folder: &str| text(&run("scorecard", &[&[folder], &arguments[..]].concat()));
    assert_eq!(of(folder.path().to_str().unwrap()), of(BUNDLED));
}

#[test]
fn definitions_and_closures_change_figures() {
    let folder = tempfile::tempdir().unwrap();
    let definitions = write(folder.path(), "definitions.toml", "[child-protection.cp-visits]\nwithin = \"1 day\"\n");
    let closures =
        write(folder.path(), "closures.txt", "# the office is closed\n\n2026-03-30\n2026-03-31 # year's end\n");
    let default = text(&run("scorecard", &["--format", "csv"]));
    assert_ne!(text(&run("scorecard", &["--format", "csv", "--definitions", &definitions])), default);
    assert_ne!(text(&run("scorecard", &["--format", "csv", "--closures", &closures])), default);
    let out = folder.path().join("scorecard.csv");
    let printed = text(&run("scorecard", &["--format", "csv", "--out", out.to_str().unwrap()]));
    assert_eq!((printed.as_str(), fs::read_to_string(&out).unwrap()), ("", default));
}

#[test]
fn groups_add_up_in_scorecard_and_series() {
    let scorecard = text(&run("scorecard", &["--by", "team", "--format", "csv"]));
    let series = text(&run("series", &["--from", "2026-03-31", "--to", "2026-03-31", "--by", "team"]));
    let numbers = |line: &str| -> Vec<u64> {
        let cells: Vec<&str> = line.split(',').collect();
        cells[cells.len() - 4..cells.len() - 1].iter().map(|cell| cell.parse().unwrap_or(0)).collect()
    };
    // A series has no rows of groups that count nobody.
    for (text, count) in [(&scorecard, 6), (&series, 4)] {
        let rows: Vec<&str> = text.lines().filter(|line| line.contains(",cp-visits,")).collect();
        assert_eq!(rows.len(), count, "{rows:?}");
        let sum =
            rows[1..].iter().fold(vec![0; 3], |sum, row| sum.iter().zip(numbers(row)).map(|(a, b)| a + b).collect());
        assert_eq!(sum, numbers(rows[0]));
    }
    let first = scorecard.lines().next().unwrap().split(',').position(|column| column == "numerator").unwrap();
    let counts = |line: &str| line.split(',').skip(first).take(3).any(|cell| cell.parse().unwrap_or(0) > 0);
    let shown = scorecard.lines().skip(1).filter(|line| !line.contains(",team,") || counts(line));
    assert_eq!(series.lines().skip(1).count(), shown.count());
}

#[test]
fn a_series_by_group_has_the_same_rows_as_json_and_as_csv() {
    let options = ["--from", "2025-12-31", "--to", "2026-03-31", "--by", "team"];
    let csv = text(&run("series", &options));
    let json = text(&run("series", &[&options[..], &["--format", "json"]].concat()));
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(csv.lines().count(), rows.len() + 1);
    for (line, row) in csv.lines().skip(1).zip(&rows) {
        let plain = |key: &str| match &row[key] {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Null => String::new(),
            number => number.to_string(),
        };
        let cells = ["date", "indicator", "by", "group", "numerator", "denominator", "undetermined"].map(plain);
        assert!(line.starts_with(&cells.join(",")), "{line} {cells:?}");
    }
    // It is laid out as a list.
    let one = ["--from", "2026-03-30", "--to", "2026-03-30", "--by", "team", "--every", "year", "--format", "json"];
    assert!(text(&run("series", &one)).starts_with("[\n  {\n    \"date\": \"2026-03-30\""));
}

#[test]
fn published_output_does_not_say_how_many_rows_were_set_aside() {
    let folder = copy();
    let persons = folder.path().join("ssd_person.csv");
    let content = fs::read_to_string(&persons).unwrap();
    let columns = content.lines().next().unwrap().split(',').count();
    fs::write(&persons, format!("{content}{}\n", ",".repeat(columns - 1))).unwrap();
    let folder = folder.path().to_str().unwrap();
    let options = [folder, "--snapshot", "2026-03-31"];
    assert!(text(&run("scorecard", &options)).contains("1 row set aside"));
    for way in ["--publish", "--publish=rounded"] {
        for format in ["table", "html", "json", "csv"] {
            let published = text(&run("scorecard", &[&options[..], &[way, "--format", format]].concat()));
            assert!(!published.contains("1 row set aside"), "{way} {format}");
            assert_eq!(published.contains("some rows set aside"), matches!(format, "table" | "html"), "{way} {format}");
        }
    }
}

#[test]
fn published_figures_name_no_child() {
    for way in ["--publish", "--publish=suppressed", "--publish=rounded"] {
        for format in ["table", "json", "csv", "html"] {
            let output = run("scorecard", &["--by", "team", way, "--format", format]);
            let published = text(&output);
            assert!(!published.contains("P0000"), "{format}");
            assert_ne!(published, text(&run("scorecard", &["--by", "team", "--format", format])));
            let sentence = if way.ends_with("rounded") { "rounded to the nearest 5" } else { "are suppressed" };
            let said =
                published.split_whitespace().chain(std::str::from_utf8(&output.stderr).unwrap().split_whitespace());
            assert!(said.collect::<Vec<_>>().join(" ").contains(sentence), "{way} {format}");
        }
    }
    let series = ["--from", "2025-04-01", "--to", "2026-03-31", "--publish", "--format"];
    assert!(text(&run("series", &[&series[..], &["csv"]].concat())).contains(",c,26,0,c\n"));
    assert!(text(&run("series", &[&series[..], &["html"]].concat())).contains("are suppressed and shown as c"));
}

#[test]
fn another_date_and_another_profile() {
    let compared = text(&run("scorecard", &["--compare", "2025-12-31", "--format", "json"]));
    let compared: Value = serde_json::from_str(&compared).unwrap();
    let earlier: Value =
        serde_json::from_str(&text(&run("scorecard", &["--snapshot", "2025-12-31", "--format", "json"]))).unwrap();
    for (now, then) in compared["indicators"].as_array().unwrap().iter().zip(earlier["indicators"].as_array().unwrap())
    {
        for part in ["numerator", "denominator", "undetermined", "value"] {
            assert_eq!(now["compared"][part], then[part]);
        }
    }
    let profile = text(&run("scorecard", &["--profile", "statutory"]));
    assert!(profile.contains("non-default setting: looked-after.cla-health.age_limit = 5 (default 4)"));
    let csv = run("series", &["--from", "2026-03-31", "--to", "2026-03-31", "--profile", "statutory"]);
    assert!(
        String::from_utf8_lossy(&csv.stderr)
            .contains("non-default setting: looked-after.cla-health.age_limit = 5 (default 4)\n")
    );
    assert!(text(&csv).starts_with("date,indicator,numerator"));
}

#[test]
fn a_worklist_of_one_team() {
    let tasks = |filter: &[&str]| -> Value {
        serde_json::from_str(&text(&run("worklist", &[&["--format", "json"], filter].concat()))).unwrap()
    };
    let all = tasks(&[]);
    let team = all[0]["team"].as_str().unwrap();
    let of_team = tasks(&["--team", team]);
    let expected: Vec<&Value> = all.as_array().unwrap().iter().filter(|task| task["team"] == team).collect();
    assert!(expected.len() < all.as_array().unwrap().len());
    assert_eq!(of_team.as_array().unwrap().iter().collect::<Vec<_>>(), expected);
}
