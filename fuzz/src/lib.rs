//! What the fuzz targets share.

pub mod folder;

use carekpi::measure::Figure;
use carekpi::model::Caseload;
use carekpi::{Definitions, Series, Step, WorkingCalendar};
use carekpi_report::{DataQuality, ScorecardReport, SeriesReport, TableStyle, WorklistReport};
use chrono::NaiveDate;

/// The date of a year, month and day.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

/// Measures a caseload in every way. The series has the same figures as the scorecard of each date, and every report can be made.
pub fn measure(caseload: &Caseload, definitions: &Definitions) {
    let measurement = definitions.over(caseload, &WorkingCalendar::england_and_wales());
    let (from, to) = (day(2024, 2, 29), day(2026, 3, 31));
    let series = measurement.series(from, to, Step::Year).expect("dates of the calendar");
    for (at, date) in series.dates().iter().enumerate() {
        let scorecard = measurement.scorecard(*date).expect("a date of the calendar");
        let of_series: Vec<Figure> = series.indicators().iter().map(|of| of.figures[at]).collect();
        let of_scorecard: Vec<Figure> = scorecard.indicators().iter().map(|of| of.figure).collect();
        assert_eq!(of_series, of_scorecard, "{date}");
        if at == 0 {
            let quality = DataQuality::of(&measurement, *date);
            let report = ScorecardReport::from(&scorecard).quality(&quality).history(&series).subjects();
            drop((report.table(TableStyle::default()), report.csv(), report.json(), report.html()));
        }
    }
    show(&series);
    let worklist = measurement.worklist(to, 60).expect("dates of the calendar");
    let report = WorklistReport::from(&worklist);
    drop((report.table(TableStyle::default()), report.csv(), report.json(), report.html()));
}

/// Makes every report of a series.
pub fn show(series: &Series) {
    let report = SeriesReport::from(series);
    drop((report.csv(), report.json(), report.html()));
}
