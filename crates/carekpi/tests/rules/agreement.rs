//! Measuring many days says on each what measuring that day says.

use carekpi::dates::DateRange;
use carekpi::{Definitions, Period, Scorecard, Series, Step, WorkingCalendar, indicators};
use carekpi_testkit::{agree, day, world};
use proptest::prelude::*;

use crate::definitions::definitions;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn every_day_of_a_range_is_as_that_day_alone(world in world(), definitions in definitions()) {
        let caseload = world.caseload();
        let conventions = definitions.shared.conventions(WorkingCalendar::england_and_wales());
        let days = DateRange::half_open(day(2025, 4, 1), day(2026, 7, 1));
        for indicator in indicators(&definitions, &caseload) {
            agree(indicator.as_ref(), &caseload, days, &conventions);
        }
    }

    #[test]
    fn every_row_of_a_series_is_the_scorecard_of_its_date(
        world in world(),
        definitions in definitions(),
        step in proptest::sample::select(vec![Step::Week, Step::Month, Step::Quarter]),
    ) {
        let caseload = world.caseload();
        let calendar = WorkingCalendar::england_and_wales();
        let (from, to) = (day(2024, 8, 31), day(2026, 5, 31));
        let series = Series::measure(&caseload, &definitions, &calendar, from, to, step).unwrap();
        prop_assert!(series.dates().len() > 6);
        let mut rows = series.rows();
        for date in series.dates() {
            let scorecard = Scorecard::measure(&caseload, &definitions, &calendar, *date, Period::YearToDate).unwrap();
            for measured in &scorecard.indicators {
                let (of, about, figure) = rows.next().unwrap();
                prop_assert_eq!((of, about.id.as_ref(), figure), (*date, measured.about.id, measured.figure));
            }
        }
        prop_assert!(rows.next().is_none());
    }
}

#[test]
fn a_series_of_no_dates_and_dates_outside_the_calendar() {
    let caseload = carekpi::model::Caseload::default();
    let calendar = WorkingCalendar::england_and_wales();
    let measure = |from, to| Series::measure(&caseload, &Definitions::default(), &calendar, from, to, Step::Day);
    assert!(measure(day(2026, 1, 2), day(2026, 1, 1)).unwrap().rows().next().is_none());
    assert_eq!(measure(day(2026, 1, 1), day(2026, 1, 2)).unwrap().rows().count(), 46);
    assert!(measure(day(1949, 1, 1), day(2026, 1, 2)).is_err());
    assert!(measure(day(2026, 1, 1), day(2101, 1, 2)).is_err());
}
