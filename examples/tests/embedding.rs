//! For those who embed: JSON in and out.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use carekpi::{Definitions, Period, Scorecard, WorkingCalendar};
use carekpi_examples::{BUNDLED, BUNDLED_SNAPSHOT};
use carekpi_json::{CaseRecords, write_lines};
use carekpi_report::ScorecardReport;
use carekpi_ssd::Extract;
use carekpi_testkit::schema_violation;
use serde_json::Value;

fn run(name: &str, arguments: &[&str]) -> Output {
    let test = std::env::current_exe().unwrap();
    let program: PathBuf = test.parent().unwrap().parent().unwrap().join("examples").join(name);
    Command::new(program).args(arguments).output().unwrap()
}

fn printed(name: &str, arguments: &[&str]) -> String {
    let output = run(name, arguments);
    assert!(output.status.success(), "{name} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(name: &str, arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(name, arguments)).unwrap()
}

/// The message of a program that stops with exit code 1 or 2.
fn refused(name: &str, arguments: &[&str]) -> String {
    let output = run(name, arguments);
    assert!(matches!(output.status.code(), Some(1 | 2)), "{output:?}");
    assert!(output.stdout.is_empty());
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(message.trim_end().lines().count(), 1, "{message}");
    message
}

#[test]
fn case_records_give_the_scorecard_of_the_tables_they_were_made_of() {
    let extract = Extract::read_dir(Path::new(BUNDLED)).unwrap();
    let (caseload, definitions) = (&extract.caseload, Definitions::default());
    let folder = tempfile::tempdir().unwrap();
    let (nested, lines) = (folder.path().join("cases.json"), folder.path().join("cases.jsonl"));
    CaseRecords::from(caseload).write(fs::File::create(&nested).unwrap()).unwrap();
    write_lines(caseload, fs::File::create(&lines).unwrap()).unwrap();

    let (calendar, on) = (WorkingCalendar::england_and_wales(), BUNDLED_SNAPSHOT.parse().unwrap());
    let scorecard = Scorecard::measure(caseload, &definitions, &calendar, on, Period::YearToDate).unwrap();
    let expected: Value = serde_json::from_str(&ScorecardReport::new(&scorecard).subjects().json()).unwrap();
    let (nested, lines) = (nested.to_str().unwrap(), lines.to_str().unwrap());
    let of_nested = json("embed_json", &[nested, "--snapshot", "2026-03-31", "--subjects"]);
    let of_lines = json("embed_json", &[lines, "--lines", "--snapshot", "2026-03-31", "--subjects"]);
    assert_eq!(of_nested, of_lines);
    for part in ["snapshot", "period", "indicators"] {
        assert_eq!(of_nested[part], expected[part], "{part}");
    }
}

#[test]
fn what_is_read_and_written_is_as_the_schemas_say() {
    let schemas = json("embed_json", &["--schema"]);
    let records = concat!(env!("CARGO_MANIFEST_DIR"), "/data-json/cases.json");
    let records: Value = serde_json::from_str(&fs::read_to_string(records).unwrap()).unwrap();
    assert_eq!(schema_violation(&schemas["input"], &records), None);
    for child in records["children"].as_array().unwrap() {
        let line = serde_json::json!({ "child": child });
        assert_eq!(schema_violation(&schemas["line"], &line), None);
    }
    for arguments in [&[][..], &["--subjects"], &["--profile", "statutory"]] {
        assert_eq!(schema_violation(&schemas["output"], &json("embed_json", arguments)), None, "{arguments:?}");
    }
    let mut wrong = json("embed_json", &[]);
    wrong["indicators"][0]["numerator"] = Value::from("many");
    assert!(schema_violation(&schemas["output"], &wrong).is_some());
}

#[test]
fn what_is_wrong_with_case_records_is_said_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cases.json");
    let arguments = [file.to_str().unwrap(), "--snapshot", "2026-03-31"];
    fs::write(&file, r#"{"children": [{"id": "P1", "protection_plans": [{"start": "2026-01-12", "ends": null}]}]}"#)
        .unwrap();
    assert!(refused("embed_json", &arguments).contains("children[0].protection_plans[0].ends"));
    fs::write(&file, r#"{"children": [{"id": "P1", "born": "12/01/2026"}]}"#).unwrap();
    assert!(refused("embed_json", &arguments).contains("children[0].born"));
    assert!(refused("embed_json", &[file.to_str().unwrap()]).contains("--snapshot"));
}
