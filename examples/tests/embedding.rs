//! The programs for those who embed: JSON in and out, and one child in sentences.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use carekpi_json::{CaseRecords, write_lines};
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
    let caseload = Extract::read_dir(Path::new(carekpi_examples::BUNDLED)).unwrap().caseload;
    let folder = tempfile::tempdir().unwrap();
    let (nested, lines) = (folder.path().join("cases.json"), folder.path().join("cases.jsonl"));
    CaseRecords::from(&caseload).write(fs::File::create(&nested).unwrap()).unwrap();
    write_lines(&caseload, fs::File::create(&lines).unwrap()).unwrap();

    let expected = json("scorecard", &["--format", "json", "--subjects"]);
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

#[test]
fn a_child_is_explained_in_sentences() {
    let text = printed("explain", &["--child", "P0001144"]);
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
    for measured in json("scorecard", &["--format", "json"])["indicators"].as_array().unwrap() {
        let id = measured["id"].as_str().unwrap();
        let told =
            unwrapped.lines().filter(|line| line.contains(&format!("({id})")) || line.contains(&format!("({id}, ")));
        assert_eq!(told.count(), 1, "{id}");
    }
    assert!(refused("explain", &["--child", "\u{1b}[31mnobody"]).contains(r#""\u{1b}[31mnobody""#));
}

/// The child turns two before a year has passed since its health assessment, which counts as a dental check until then.
#[test]
fn what_a_birthday_makes_overdue_is_told_by_the_day_on_which_it_is() {
    let text = printed("explain", &["--child", "P0000462", "--snapshot", "2025-06-16"]);
    assert!(
        text.replace("\n    ", " ").contains("on 31 March 2025; it is overdue from 6 September 2025 on. (cla-dental"),
        "{text}"
    );
    assert!(text.contains("  6 September 2025: Dental checks: overdue.\n"), "{text}");
}

#[test]
fn a_care_leaver_is_told_what_changes_next() {
    let text = printed("explain", &["--child", "P0000871"]);
    assert!(text.ends_with("if nothing more is recorded\n  12 April 2026: Care leaver visits: overdue.\n"), "{text}");
}
