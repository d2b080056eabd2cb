//! The scorecard of a folder of CSV tables, with the quality of the data: the table that `carekpi scorecard` prints.
//!
//! Run it with `cargo run --release -p carekpi-examples --example scorecard`.

use std::error::Error;

use carekpi::report::{DataQuality, ScorecardReport, TableStyle};
use carekpi::ssd::Extract;
use carekpi::{Definitions, WorkingCalendar};
use chrono::NaiveDate;

/// A synthetic extract.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

fn main() -> Result<(), Box<dyn Error>> {
    let on: NaiveDate = "2026-03-31".parse()?;
    let extract = Extract::read_dir(FOLDER)?;
    let measurement = Definitions::default().over(&extract.caseload, &WorkingCalendar::england_and_wales());
    let scorecard = measurement.scorecard(on)?;

    // The findings about the records on that date, and the findings of the reader about the rows.
    let quality =
        DataQuality::of(&measurement, on).with_rows(extract.row_counts()).with_findings(extract.source_findings());

    print!("{}", ScorecardReport::from(&scorecard).quality(&quality).table(TableStyle::default()));
    Ok(())
}
