//! JSON in and out: case records, one object for each child, become the scorecard as JSON.
//!
//! Run it with `cargo run -p carekpi-examples --example json_in_out`. It reads `data-json/cases.json`, and
//! `data-json/scorecard.schema.json` describes what it writes.

use std::error::Error;
use std::fs::File;

use carekpi::json::CaseRecords;
use carekpi::report::{DataQuality, ScorecardReport};
use carekpi::{Definitions, WorkingCalendar};
use chrono::NaiveDate;

const RECORDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data-json/cases.json");

fn main() -> Result<(), Box<dyn Error>> {
    let on: NaiveDate = "2026-03-31".parse()?;

    // Wrong case records are refused. The error has the path of what is wrong, such as `children[0].born`.
    let caseload = CaseRecords::from_reader(File::open(RECORDS)?)?.caseload()?;

    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let scorecard = measurement.scorecard(on)?;
    let quality = DataQuality::of(&measurement, on);
    // With every child of every figure.
    print!("{}", ScorecardReport::from(&scorecard).quality(&quality).subjects().json());
    Ok(())
}
