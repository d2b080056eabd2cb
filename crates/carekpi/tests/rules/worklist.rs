//! The worklist, against judging day after day.

use carekpi::dates::{AsOf, Limit, Span};
use carekpi::measure::{Clause, ClauseResult, FigureKind, Lapse, Outcome, Verdict};
use carekpi::model::{Caseload, ChildAsOf, RecordKind, entry};
use carekpi::rules::{Area, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};
use carekpi::{Definitions, Period, WorkingCalendar};
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
        // Nothing dated later changes the forecast: neither starts nor events nor ends.
        let mut known = world.known_on(snapshot).builder();
        let caseload = world.caseload();
        if caseload.records_roles() {
            known.records_roles();
        }
        let known = known.finish().unwrap();
        let measurement = definitions.over(&known, &calendar);
        let tasks = definitions.over(&caseload, &calendar);
        let worklist = tasks.worklist(snapshot, within).unwrap();
        let tasks = worklist.tasks();
        prop_assert!(tasks.is_sorted_by_key(|task| (task.days_left, task.child)));

        let mut expected = Vec::new();
        for rule in measurement.rules() {
            for child in known.children() {
                let on = |on: NaiveDate| -> Vec<(&str, Outcome)> {
                    let as_of = AsOf::new(on, Period::YearToDate, measurement.context().conventions());
                    let mut members = Vec::new();
                    rule.verdicts(child, &as_of, &mut |verdict| {
                        if let Verdict::Member { record, outcome } = verdict {
                            members.push((child.text(record), outcome));
                        }
                    });
                    members
                };
                for (record, today) in on(snapshot).into_iter().filter(|(_, today)| today.lapses.date().is_some()) {
                    let is_unmet = |later: NaiveDate| {
                        on(later).iter().any(|(of, outcome)| *of == record && outcome.met == Some(false))
                    };
                    let overdue_from = match today.met {
                        None => None,
                        Some(false) => today.lapses.date().map(|lapses| lapses.min(snapshot)),
                        Some(true) => {
                            snapshot.iter_days().take(usize::try_from(within).unwrap() + 1).find(|later| is_unmet(*later))
                        }
                    };
                    if let Some(overdue_from) = overdue_from {
                        expected.push((&*rule.info().id, child.id().to_owned(), record.to_owned(), overdue_from));
                    }
                }
            }
        }
        let mut found: Vec<_> = tasks.iter()
            .map(|task| {
                (&*task.info.id, task.child.to_owned(), task.record.unwrap_or("").to_owned(), task.overdue_from)
            })
            .collect();
        expected.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, expected);
        for task in tasks {
            prop_assert_eq!(task.days_left <= 0, task.outcome.met == Some(false));
            prop_assert!(!task.measured_from().is_empty());
        }
    }
}

#[test]
fn dates_outside_the_calendar_are_an_error() {
    let caseload = Caseload::default();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let on = |on, within| measurement.worklist(on, within);
    assert!(on(day(2026, 3, 31), 14).unwrap().tasks().is_empty());
    assert!(on(day(1949, 3, 31), 14).is_err());
    assert!(on(day(2100, 12, 31), 1).is_err());
    assert!(on(day(2026, 3, 31), u32::MAX).is_err());
}

/// Assessments under way, each in time for ten days after it began.
struct UnderWay;

const SINCE_START: Clause = Clause::new("since-start");

impl Rule for UnderWay {
    fn info(&self) -> &IndicatorInfo {
        static INFO: IndicatorInfo = indicator_info! {
            id: "assessments-under-way",
            area: Area::named("assessments", "Assessments"),
            title: "Assessments in time",
            up_to_date: None,
            kind: FigureKind::Proportion,
            unit: Unit::Assessment,
            polarity: Polarity::Higher,
            numerator: "those that began less than 10 days ago",
            denominator: "assessments under way",
            clauses: [(SINCE_START, "the start of the assessment")],
            settings: [],
            source: "local standard",
        };
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[RecordKind::Assessment]
    }

    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        self.last_of(child)
    }

    fn judge_each<'a>(&self, child: ChildAsOf<'a, '_>, each: &mut dyn FnMut(Counted<'a>)) -> Result<(), NotCounted> {
        let as_of = child.as_of();
        for assessment in child.child().assessments() {
            if let Some(start) = assessment.start.filter(|start| as_of.is_open(*start, assessment.end)) {
                let result = ClauseResult::new(SINCE_START, start, Limit::less_than(Span::days(10)), as_of);
                each(Counted::by(assessment.id, result));
            }
        }
        Ok(())
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
    let ours: Box<dyn Rule> = Box::new(UnderWay);
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let worklist = measurement.only(|_| false).with_indicators([ours]).unwrap().worklist(day(2026, 3, 26), 8).unwrap();
    let due: Vec<_> = worklist.tasks().iter().map(|task| (task.record, task.outcome.met, task.days_left)).collect();
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

/// Working days before 1950 are unknown: such a limit has lapsed, on a day that can't be computed.
#[test]
fn what_has_been_overdue_since_before_the_calendar_is_on_the_list() {
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    builder.protection_plan(child, entry::Plan::new("CP1", day(1900, 1, 1)));
    let caseload = builder.finish().unwrap();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let worklist = measurement.worklist(day(2026, 3, 31), 8).unwrap();
    let tasks = worklist.tasks();
    let visits = tasks.iter().find(|task| task.info.id == "cp-visits").unwrap();
    assert_eq!((visits.outcome.met, visits.outcome.anchor), (Some(false), Some(day(1900, 1, 1))));
    assert_eq!((visits.outcome.lapses, visits.overdue_from), (Lapse::BeforeCalendar, day(1950, 1, 1)));
    let groups = tasks.iter().find(|task| task.info.id == "cp-core-groups").unwrap();
    assert_eq!((groups.outcome.lapses, groups.overdue_from), (Lapse::On(day(1900, 1, 11)), day(1900, 1, 11)));
}
