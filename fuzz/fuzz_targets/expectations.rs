//! A text as an expectations file. It is refused with its line, or every report can be made with it.
#![no_main]

use std::sync::LazyLock;

use carekpi::model::Caseload;
use carekpi::{Definitions, GroupBy, Step, WorkingCalendar, catalogue, expectations_from_toml};
use carekpi_fuzz::day;
use carekpi_report::{ScorecardReport, SeriesReport, TableStyle};
use carekpi_synthetic::Synthetic;
use libfuzzer_sys::fuzz_target;

static CASELOAD: LazyLock<Caseload> = LazyLock::new(|| Synthetic::new(12, 7, day(2026, 3, 31)).caseload());

fuzz_target!(|text: &str| {
    let expectations = match expectations_from_toml(text, &catalogue()) {
        Ok(expectations) => expectations,
        Err(error) => {
            assert!(error.line >= 1 && error.line <= text.matches('\n').count() + 1);
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let measurement = Definitions::default().over(&CASELOAD, &WorkingCalendar::england_and_wales());
    let (from, to) = (day(2025, 3, 31), day(2026, 3, 31));
    let grouped = measurement.by(GroupBy::Sex);
    let scorecard = grouped.scorecard(to).expect("a date of the calendar");
    let report = ScorecardReport::from(&scorecard).expectations(&expectations);
    drop((report.table(TableStyle::default()), report.csv(), report.json(), report.html(), report.workbook()));
    let series = grouped.series(from, to, Step::Year).expect("dates of the calendar");
    let report = SeriesReport::from(&series).expectations(&expectations);
    drop((report.csv(), report.json(), report.html(), report.workbook()));
});
