//! Results as record batches hold what the reports hold.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can't go on should stop")]

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{Array as _, RecordBatch};
use arrow_schema::DataType;
use carekpi::report::{ScorecardReport, SeriesReport, WorklistReport};
use carekpi::{Definitions, Step, WorkingCalendar};
use carekpi_ssd::{Extract, Tables, rows};
use carekpi_synthetic::Synthetic;
use chrono::NaiveDate;

fn day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 3, 31).unwrap()
}

/// The cell of a record batch as CSV has it; blank if it is null.
fn cell(batch: &RecordBatch, column: &str, row: usize) -> String {
    let array = batch.column_by_name(column).unwrap_or_else(|| panic!("no column {column}"));
    if array.is_null(row) {
        return String::new();
    }
    match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(row).to_owned(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Boolean => array.as_boolean().value(row).to_string(),
        DataType::Date32 => {
            NaiveDate::from_epoch_days(array.as_primitive::<Date32Type>().value(row)).unwrap().to_string()
        }
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).to_string(),
        other => panic!("{other}"),
    }
}

/// Whether a batch has the cells of a CSV report, in the same order, apart from columns that only it has.
fn assert_same(batch: &RecordBatch, report: &str, more: &[&str]) {
    let mut report = csv::Reader::from_reader(report.as_bytes());
    let header = report.headers().unwrap().clone();
    let names = batch.schema().fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>();
    let shared: Vec<&String> = names.iter().filter(|name| !more.contains(&name.as_str())).collect();
    assert_eq!(shared, header.iter().collect::<Vec<_>>());
    let mut rows = 0;
    for (row, record) in report.records().enumerate() {
        for (name, expected) in header.iter().zip(&record.unwrap()) {
            let expected = if name == "value" { expected.trim_end_matches(".0") } else { expected };
            assert_eq!(cell(batch, name, row), expected, "{name} of row {row}");
        }
        rows += 1;
    }
    assert!(rows > 0);
    assert_eq!(batch.num_rows(), rows);
}

#[test]
fn results_are_those_of_the_reports() {
    let caseload = Synthetic::new(300, 7, day(2026)).years(5).caseload();
    let calendar = WorkingCalendar::england_and_wales();
    let definitions = Definitions::statutory();
    let measurement = definitions.over(&caseload, &calendar);

    let scorecard = measurement.scorecard(day(2026)).unwrap();
    let figures = carekpi_arrow::figures(&scorecard).unwrap();
    assert_same(&figures, &ScorecardReport::from(&scorecard).csv(), &[]);
    let series = measurement.series(day(2025), day(2026), Step::Month).unwrap();
    assert_same(&carekpi_arrow::series(&series).unwrap(), &SeriesReport::from(&series).csv(), &[]);
    let worklist = measurement.worklist(day(2026), 14).unwrap();
    assert_same(
        &carekpi_arrow::worklist(&worklist).unwrap(),
        &WorklistReport::from(&worklist).csv(),
        &["snapshot", "due_time"],
    );

    let schema = figures.schema();
    assert_eq!(schema.metadata()["carekpi.version"], scorecard.provenance().version);
    assert_eq!(schema.metadata()["carekpi.notes"], scorecard.provenance().notes().join("\n"));
    assert!(schema.metadata()["carekpi.notes"].contains("age_limit"));
}

#[test]
fn every_member_is_a_row() {
    let caseload = Synthetic::new(300, 7, day(2026)).years(5).caseload();
    let calendar = WorkingCalendar::england_and_wales();
    let definitions = Definitions::default();
    let scorecard = definitions.over(&caseload, &calendar).scorecard(day(2026)).unwrap();
    let batch = carekpi_arrow::subjects(&scorecard).unwrap();
    let mut row = 0;
    for result in scorecard.indicators() {
        for subject in &result.subjects {
            let text = |date: Option<NaiveDate>| date.map_or_else(String::new, |date| date.to_string());
            let outcome = subject.outcome;
            for (column, expected) in [
                ("snapshot", "2026-03-31".to_owned()),
                ("indicator", result.info.id.to_string()),
                ("child", subject.child.to_owned()),
                ("record", subject.record.unwrap_or("").to_owned()),
                ("met", outcome.met.map_or_else(String::new, |met| met.to_string())),
                ("clause", outcome.clause.map_or_else(String::new, |clause| clause.to_string())),
                ("anchor", text(outcome.anchor)),
                ("lapses", text(outcome.lapses.date())),
            ] {
                assert_eq!(cell(&batch, column, row), expected, "{column} of row {row}");
            }
            row += 1;
        }
    }
    assert_eq!((batch.num_rows(), batch.num_columns()), (row, 8));
    assert!(row > 50);
}

#[test]
fn findings_are_rows() {
    let mut tables = Tables::default();
    let [pers_person_id, pers_dob] = ["P1", "31.3.15"].map(Into::into);
    tables.person.push(rows::Person { pers_person_id, pers_dob, ..Default::default() });
    let extract = Extract::from_rows(&tables).unwrap();
    let batch = carekpi_arrow::findings(&extract).unwrap();
    assert_eq!(batch.num_rows(), extract.findings.len());
    let columns = ["table", "line", "code", "severity", "column", "identifier", "message"];
    let names = batch.schema().fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>();
    assert_eq!(names, columns);
    let row = |row| columns.map(|column| cell(&batch, column, row));
    let message = "\"31.3.15\" is not a date; read as missing";
    let born = ["ssd_person", "1", "date-ignored", "warning", "pers_dob", "P1", message];
    assert!((0..batch.num_rows()).any(|at| row(at) == born), "{:?}", row(0));
    assert!((0..batch.num_rows()).any(|at| row(at)[0] == "ssd_cp_plans" && row(at)[1].is_empty()));
}

#[test]
fn nothing_measured_has_the_same_columns() {
    let caseload = carekpi::model::Caseload::default();
    let calendar = WorkingCalendar::england_and_wales();
    let definitions = Definitions::default();
    let measurement = definitions.over(&caseload, &calendar);
    let batch = carekpi_arrow::subjects(&measurement.scorecard(day(2026)).unwrap()).unwrap();
    assert_eq!((batch.num_rows(), batch.num_columns()), (0, 8));
    assert_eq!(batch.schema().field_with_name("lapses").unwrap().data_type(), &DataType::Date32);
}
