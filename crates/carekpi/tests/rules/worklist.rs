//! The worklist, against judging day after day.

use carekpi::dates::{AsOf, Limit, Span};
use carekpi::measure::{About, Answer, Clause, Indicator, Measure, Outcome, Standing, Verdict};
use carekpi::model::{Caseload, Child, Id, entry};
use carekpi::{BoxedIndicator, Definitions, Period, WorkingCalendar, indicators, worklist, worklist_of};
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
                let on = |on: NaiveDate| -> Vec<(&str, Outcome)> {
                    let as_of = AsOf::new(on, Period::YearToDate, &conventions);
                    let mut members = Vec::new();
                    indicator.judge(child, &as_of, &mut |verdict| {
                        if let Some(Verdict::Member { record, outcome }) = verdict.decided(&as_of) {
                            members.push((child.text(record), outcome));
                        }
                    });
                    members
                };
                for (record, today) in on(snapshot).into_iter().filter(|(_, today)| today.lapses.is_some()) {
                    let is_unmet = |later: NaiveDate| {
                        on(later).iter().any(|(of, outcome)| *of == record && outcome.met == Some(false))
                    };
                    let overdue_from = match today.met {
                        None => None,
                        Some(false) => today.lapses.map(|lapses| lapses.min(snapshot)),
                        Some(true) => {
                            snapshot.iter_days().take(usize::try_from(within).unwrap() + 1).find(|later| is_unmet(*later))
                        }
                    };
                    if let Some(overdue_from) = overdue_from {
                        expected.push((indicator.about().id, child.id().to_owned(), record.to_owned(), overdue_from));
                    }
                }
            }
        }
        let mut found: Vec<_> = tasks.iter()
            .map(|task| {
                (task.about.id, task.child.to_owned(), task.record.unwrap_or("").to_owned(), task.overdue_from)
            })
            .collect();
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
    let caseload = Caseload::default();
    let calendar = WorkingCalendar::england_and_wales();
    let on = |on, within| worklist(&caseload, &Definitions::default(), &calendar, on, within);
    assert!(on(day(2026, 3, 31), 14).unwrap().is_empty());
    assert!(on(day(1949, 3, 31), 14).is_err());
    assert!(on(day(2100, 12, 31), 1).is_err());
    assert!(on(day(2026, 3, 31), u32::MAX).is_err());
}

/// Assessments under way, each in time for ten days after it began.
struct UnderWay;

const SINCE_START: Clause = Clause::new("since-start");

impl<'a> Indicator<'a, Child<'a>, Id> for UnderWay {
    fn about(&self) -> &About {
        &About {
            id: "assessments-under-way",
            area: "assessments",
            title: "Assessments in time",
            measure: Measure::Proportion,
            unit: "assessment",
            numerator: "those that began less than 10 days ago",
            denominator: "assessments under way",
            clauses: &[(SINCE_START, "the start of the assessment")],
            settings: &[],
        }
    }

    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        for assessment in child.assessments() {
            if let Some(start) = assessment.start.filter(|start| as_of.is_open(*start, assessment.end)) {
                let standing = Standing::new(SINCE_START, start, Limit::less_than(Span::days(10)), as_of);
                each(Verdict::member(assessment.id, standing));
            }
        }
    }
}

#[test]
fn each_record_of_a_child_has_a_task_of_its_own() {
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    for (id, start) in [("A1", 2), ("A2", 18), ("A3", 24), ("", 15), ("", 17), ("A4", 27)] {
        builder.assessment(child, entry::Assessment { id, start: Some(day(2026, 3, start)), end: None });
    }
    let caseload = builder.finish().unwrap();
    let calendar = WorkingCalendar::england_and_wales();
    let ours: [BoxedIndicator; 1] = [Box::new(UnderWay)];
    let tasks = worklist_of(&ours, &caseload, &Definitions::default(), &calendar, day(2026, 3, 26), 8).unwrap();
    let due: Vec<_> = tasks.iter().map(|task| (task.record, task.outcome.met, task.days_left)).collect();
    let (late, in_time) = (Some(false), Some(true));
    assert_eq!(
        due,
        [
            (Some("A1"), late, -14),
            (None, late, -1),
            (None, in_time, 1),
            (Some("A2"), in_time, 2),
            (Some("A3"), in_time, 8)
        ]
    );
}

/// Nobody counts the working days of before 1950: when such a limit lapsed can't be told, only that it did.
#[test]
fn what_has_been_overdue_since_before_the_calendar_is_on_the_list() {
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    builder.protection_plan(child, entry::Plan { id: "CP1", start: day(1900, 1, 1), ..Default::default() });
    let caseload = builder.finish().unwrap();
    let calendar = WorkingCalendar::england_and_wales();
    let tasks = worklist(&caseload, &Definitions::default(), &calendar, day(2026, 3, 31), 8).unwrap();
    let visits = tasks.iter().find(|task| task.about.id == "cp-visits").unwrap();
    assert_eq!((visits.outcome.met, visits.outcome.anchor), (Some(false), Some(day(1900, 1, 1))));
    assert_eq!((visits.outcome.lapses, visits.overdue_from), (None, day(1950, 1, 1)));
    let groups = tasks.iter().find(|task| task.about.id == "cp-core-groups").unwrap();
    assert_eq!((groups.outcome.lapses, groups.overdue_from), (Some(day(1900, 1, 11)), day(1900, 1, 11)));
}
