//! What the fuzz targets share.

pub mod folder;

use carekpi::measure::Figure;
use carekpi::model::Caseload;
use carekpi::{Definitions, Period, Scorecard, Series, Step, WorkingCalendar, worklist};
use carekpi_report::{DataQuality, ScorecardReport, SeriesReport, worklist_csv, worklist_json, worklist_table};
use chrono::NaiveDate;

/// The day of a year, month and day that are one.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

/// Measures a caseload in every way: the series says on each date what the scorecard of that date says, and everything
/// can be shown.
pub fn measure(caseload: &Caseload, definitions: &Definitions) {
    let calendar = WorkingCalendar::england_and_wales();
    let (from, to) = (day(2024, 2, 29), day(2026, 3, 31));
    let series =
        Series::measure(caseload, definitions, &calendar, from, to, Step::Year).expect("dates of the calendar");
    for (at, date) in series.dates().iter().enumerate() {
        let scorecard = Scorecard::measure(caseload, definitions, &calendar, *date, Period::YearToDate)
            .expect("a date of the calendar");
        let of_series: Vec<Figure> = series.indicators().iter().map(|of| of.figures[at]).collect();
        let of_scorecard: Vec<Figure> = scorecard.indicators.iter().map(|of| of.figure).collect();
        assert_eq!(of_series, of_scorecard, "{date}");
        if at == 0 {
            let quality = DataQuality::default();
            let report = ScorecardReport::new(&scorecard).quality(&quality).history(&series).subjects();
            drop((report.table(false), report.csv(), report.json(), report.html()));
        }
    }
    show(&series);
    let tasks = worklist(caseload, definitions, &calendar, to, 60).expect("dates of the calendar");
    drop((worklist_table(&tasks), worklist_csv(&tasks), worklist_json(&tasks)));
}

/// Shows a series.
pub fn show(series: &Series) {
    let report = SeriesReport::new(series);
    drop((report.csv(), report.json(), report.html()));
}
