//! Measuring many days says on each what measuring that day says.

use carekpi::dates::DateRange;
use carekpi::{Definitions, Step, WorkingCalendar};
use carekpi_testkit::{agree, day, world};
use proptest::prelude::*;

use crate::definitions::definitions;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn every_day_of_a_range_is_as_that_day_alone(world in world(), definitions in definitions()) {
        let caseload = world.caseload();
        let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
        let days = DateRange::half_open(day(2025, 4, 1), day(2026, 7, 1));
        for rule in measurement.rules() {
            agree(rule.as_ref(), &caseload, days, measurement.context().conventions());
        }
    }

    #[test]
    fn every_row_of_a_series_is_the_scorecard_of_its_date(
        world in world(),
        definitions in definitions(),
        step in proptest::sample::select(vec![Step::Week, Step::Month, Step::Quarter]),
    ) {
        let caseload = world.caseload();
        let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
        let series = measurement.series(day(2024, 8, 31), day(2026, 5, 31), step).unwrap();
        prop_assert!(series.dates().len() > 6);
        let mut rows = series.rows();
        for date in series.dates() {
            let scorecard = measurement.scorecard(*date).unwrap();
            prop_assert_eq!(&measurement.figures(*date).unwrap(), &scorecard.figures());
            for measured in scorecard.indicators() {
                let (of, series, figure) = rows.next().unwrap();
                prop_assert_eq!((of, series.id.as_ref(), figure), (*date, &*measured.info.id, measured.figure));
            }
        }
        prop_assert!(rows.next().is_none());
    }
}

#[test]
fn a_series_of_no_dates_and_dates_outside_the_calendar() {
    let caseload = carekpi::model::Caseload::default();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let measure = |from, to| measurement.series(from, to, Step::Day);
    assert!(measure(day(2026, 1, 2), day(2026, 1, 1)).unwrap().rows().next().is_none());
    assert_eq!(measure(day(2026, 1, 1), day(2026, 1, 2)).unwrap().rows().count(), 46);
    assert!(measure(day(1949, 1, 1), day(2026, 1, 2)).is_err());
    assert!(measure(day(2026, 1, 1), day(2101, 1, 2)).is_err());
}
