//! The scorecard, with what the program shows beside it.

use carekpi::Step;
use carekpi::check::incomplete;
use carekpi::report::{DataQuality, ScorecardReport};
use carekpi::ssd::Extract;
use carekpi::xlsx::to_xlsx;
use chrono::Months;

use crate::settings::{Settings, calendar};

/// The figures on the snapshot date, in a format.
pub(crate) fn scorecard(extract: &Extract, settings: &Settings, format: &str) -> Result<Vec<u8>, String> {
    let snapshot = settings.snapshot()?;
    let expectations = settings.expectations()?;
    let measurement = settings.measure(extract)?;
    let notice = incomplete(extract, &measurement, None);
    let quality = DataQuality::of(&measurement, snapshot)
        .with_rows(extract.row_counts())
        .with_findings(extract.source_findings());
    let scorecard = measurement.scorecard(snapshot).map_err(|error| error.to_string())?;
    let mut report = ScorecardReport::from(&scorecard)
        .beginning(&measurement)
        .quality(&quality)
        .incomplete(notice.as_deref())
        .council(settings.council());
    if let Some(expectations) = &expectations {
        report = report.expectations(expectations);
    }
    match format {
        "csv" => return Ok(report.csv().into_bytes()),
        "json" => return Ok(report.json().into_bytes()),
        _ => {}
    }
    let a_year_ago = snapshot.checked_sub_months(Months::new(12)).unwrap_or(snapshot);
    let from = a_year_ago.max(calendar().days_covered().start());
    let history = measurement.series(from, snapshot, Step::Month).map_err(|error| error.to_string())?;
    let earlier = measurement.earlier(snapshot).map_err(|error| error.to_string())?;
    let case_workers = measurement.case_workers(snapshot).map_err(|error| error.to_string())?;
    report = report.history(&history).earlier(&earlier).case_workers(&case_workers);
    if format == "xlsx" {
        return to_xlsx(&report.workbook()).map_err(|error| error.to_string());
    }
    let reasons = measurement.reasons(snapshot).map_err(|error| error.to_string())?;
    Ok(report.reasons(&reasons).html().into_bytes())
}
