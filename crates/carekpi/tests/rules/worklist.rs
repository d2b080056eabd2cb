//! The worklist, against judging day after day.

use carekpi::dates::AsOf;
use carekpi::measure::{Outcome, Verdict};
use carekpi::{BoxedIndicator, Period, WorkingCalendar, indicators, worklist};
use carekpi_testkit::{day, world};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::definitions::definitions;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_falls_due_is_found_day_by_day(world in world(), definitions in definitions(), offset in 0_u64..600, within in 0_u32..40) {
        let snapshot = day(2024, 9, 1).checked_add_days(Days::new(offset)).unwrap();
        let calendar = WorkingCalendar::england_and_wales();
        // Nothing dated later bears on what is foreseen: neither starts nor events nor ends.
        let mut known = world.known_on(snapshot).builder();
        let caseload = world.caseload();
        if caseload.records_roles() {
            known.records_roles();
        }
        let known = known.finish().unwrap();
        let conventions = definitions.shared.conventions(calendar.clone());
        let tasks = worklist(&caseload, &definitions, &calendar, snapshot, within).unwrap();
        prop_assert!(tasks.is_sorted_by_key(|task| (task.days_left, task.child)));

        let mut expected = Vec::new();
        for indicator in indicators(&definitions, &known) {
            for child in known.children() {
                let on = |on: NaiveDate, indicator: &BoxedIndicator| -> Option<Outcome> {
                    let as_of = AsOf::new(on, Period::YearToDate, &conventions);
                    let mut outcome = None;
                    indicator.judge(child, &as_of, &mut |verdict| {
                        if let Some(Verdict::Member { outcome: of, .. }) = verdict.decided(&as_of) {
                            outcome = outcome.or(Some(of));
                        }
                    });
                    outcome
                };
                let Some(today) = on(snapshot, &indicator).filter(|today| today.lapses.is_some()) else { continue };
                let overdue_from = match today.met {
                    None => None,
                    Some(false) => today.lapses.map(|lapses| lapses.min(snapshot)),
                    Some(true) => snapshot
                        .iter_days()
                        .take(usize::try_from(within).unwrap() + 1)
                        .find(|later| on(*later, &indicator).is_some_and(|outcome| outcome.met == Some(false))),
                };
                if let Some(overdue_from) = overdue_from {
                    expected.push((indicator.about().id, child.id().to_owned(), overdue_from));
                }
            }
        }
        let mut found: Vec<_> = tasks.iter().map(|task| (task.about.id, task.child.to_owned(), task.overdue_from)).collect();
        expected.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, expected);
        for task in &tasks {
            prop_assert_eq!(task.days_left <= 0, task.outcome.met == Some(false));
            prop_assert!(!task.measured_from().is_empty());
        }
    }
}

#[test]
fn dates_outside_the_calendar_are_an_error() {
    let caseload = carekpi::model::Caseload::default();
    let calendar = WorkingCalendar::england_and_wales();
    let on = |on, within| worklist(&caseload, &carekpi::Definitions::default(), &calendar, on, within);
    assert!(on(day(2026, 3, 31), 14).unwrap().is_empty());
    assert!(on(day(1949, 3, 31), 14).is_err());
    assert!(on(day(2100, 12, 31), 1).is_err());
    assert!(on(day(2026, 3, 31), u32::MAX).is_err());
}
