//! Case records as JSON, and scorecards as JSON.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use std::fs;

use carekpi::json::{CaseRecords, line_schema, read_lines, schema, write_lines};
use carekpi::model::Caseload;
use carekpi::report::{DataQuality, ScorecardReport};
use carekpi::ssd::Extract;
use carekpi::{Definitions, WorkingCalendar};
use carekpi_testkit::schema_violation;
use serde_json::{Value, json};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data-json/cases.json");
const EXTRACT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// The scorecard of a caseload as JSON.
fn scorecard(caseload: &Caseload, definitions: &Definitions, subjects: bool) -> Value {
    let on = "2026-03-31".parse().unwrap();
    let measurement = definitions.over(caseload, &WorkingCalendar::england_and_wales());
    let (scorecard, quality) = (measurement.scorecard(on).unwrap(), DataQuality::of(&measurement, on));
    let report = ScorecardReport::from(&scorecard).quality(&quality);
    serde_json::from_str(&if subjects { report.subjects() } else { report }.json()).unwrap()
}

#[test]
fn case_records_give_the_scorecard_of_the_tables_they_were_made_of() {
    let of_tables = Extract::read_dir(EXTRACT).unwrap().caseload;
    let document = CaseRecords::from(&of_tables).to_json();
    let of_document = CaseRecords::from_json(&document).unwrap().caseload().unwrap();
    let mut lines = Vec::new();
    write_lines(&of_tables, &mut lines).unwrap();
    let of_lines = read_lines(&*lines).unwrap();

    let expected = scorecard(&of_tables, &Definitions::default(), true);
    assert_eq!(scorecard(&of_document, &Definitions::default(), true), expected);
    assert_eq!(scorecard(&of_lines, &Definitions::default(), true), expected);
}

#[test]
fn input_and_output_match_the_schemas() {
    let text = fs::read_to_string(CASES).unwrap();
    let records: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(schema_violation(&schema(), &records), None);
    for child in records["children"].as_array().unwrap() {
        assert_eq!(schema_violation(&line_schema(), &json!({ "child": child })), None);
    }

    let caseload = CaseRecords::from_json(&text).unwrap().caseload().unwrap();
    let output: Value = serde_json::from_str(include_str!("../data-json/scorecard.schema.json")).unwrap();
    for definitions in [Definitions::default(), Definitions::statutory()] {
        for subjects in [false, true] {
            let written = scorecard(&caseload, &definitions, subjects);
            assert_eq!(schema_violation(&output, &written), None, "subjects: {subjects}");
        }
    }
    let mut wrong = scorecard(&caseload, &Definitions::default(), false);
    wrong["indicators"][0]["numerator"] = Value::from("many");
    assert!(schema_violation(&output, &wrong).is_some());
}

#[test]
fn an_error_in_case_records_has_its_path() {
    for (json, path) in [
        (
            r#"{"children": [{"id": "P1", "protection_plans": [{"start": "2026-01-12", "ends": null}]}]}"#,
            "children[0].protection_plans[0].ends",
        ),
        (r#"{"children": [{"id": "P1", "born": "12/01/2026"}]}"#, "children[0].born"),
    ] {
        let refused = CaseRecords::from_json(json).unwrap_err().to_string();
        assert!(refused.contains(path), "{refused}");
    }
}
