//! Councils measured apart add up to a nation.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi::ssd::{Extract, Tables};
use carekpi::{Definitions, Series, Step, WorkingCalendar};
use carekpi_synthetic::Synthetic;
use chrono::NaiveDate;

/// The series of a council from its tables, in its written form.
fn council(seed: u64, definitions: &Definitions, from: &str) -> String {
    let to: NaiveDate = "2026-03-31".parse().unwrap();
    let caseload = Synthetic::new(60, seed, to).caseload();
    let extract = Extract::from_rows(&Tables::from(&caseload)).unwrap();
    let measurement = definitions.over(&extract.caseload, &WorkingCalendar::england_and_wales());
    serde_json::to_string(&measurement.series(from.parse().unwrap(), to, Step::Quarter).unwrap()).unwrap()
}

fn read(written: &str) -> Series {
    serde_json::from_str(written).unwrap()
}

#[test]
fn councils_measured_apart_add_up() {
    let parts: Vec<Series> = (1..=3).map(|seed| read(&council(seed, &Definitions::default(), "2025-12-31"))).collect();
    let mut nation = parts[0].clone();
    nation.merge(&parts[1]).unwrap();
    nation.merge(&parts[2]).unwrap();
    assert_eq!(nation.rows().count(), 2 * 23);
    let mut rows = 0;
    for (row, (date, indicator, figure)) in nation.rows().enumerate() {
        let of_parts: u64 = parts.iter().map(|part| part.rows().nth(row).unwrap().2.numerator).sum();
        assert_eq!(figure.numerator, of_parts, "{} on {date}", indicator.id);
        rows += usize::from(figure.numerator > 0);
    }
    assert!(rows > 20, "{rows}");
}

#[test]
fn a_council_measured_differently_is_refused() {
    let mut nation = read(&council(1, &Definitions::default(), "2025-12-31"));
    let before = nation.clone();
    let other_settings = nation.merge(&read(&council(2, &Definitions::statutory(), "2025-12-31"))).unwrap_err();
    assert!(other_settings.to_string().starts_with("the settings differ: child-protection."), "{other_settings}");
    let other_dates = nation.merge(&read(&council(2, &Definitions::default(), "2025-03-31"))).unwrap_err();
    assert!(other_dates.to_string().starts_with("the dates differ"), "{other_dates}");
    assert_eq!(nation, before);
}

#[test]
fn a_nation_is_not_measured_on_dates_outside_the_calendar() {
    let caseload = Synthetic::new(60, 1, "2026-03-31".parse().unwrap()).caseload();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let (from, to) = ("1900-01-01".parse().unwrap(), "2026-03-31".parse().unwrap());
    let outside = measurement.series(from, to, Step::Year).unwrap_err();
    assert!(outside.to_string().contains("1900-01-01"), "{outside}");
}
