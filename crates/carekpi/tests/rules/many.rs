//! Many children, measured in chunks and in parallel.

use std::collections::BTreeMap;

use carekpi::dates::AsOf;
use carekpi::measure::{Figure, Tally};
use carekpi::model::{CaseWorkers, Caseload};
use carekpi::{Definitions, GroupBy, Period, Step, Subject, WorkingCalendar};
use carekpi_synthetic::Synthetic;
use carekpi_testkit::day;

#[test]
fn many_are_measured_as_one_by_one() {
    let to = day(2026, 3, 31);
    let caseload: Caseload = Synthetic::new(20_000, 7, to).caseload();
    let definitions = Definitions::default();
    let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
    let by_worker = measurement.by(GroupBy::Worker);
    let from = day(2025, 3, 31);
    let whole = measurement.series(from, to, Step::Quarter).unwrap();
    let series = by_worker.series(from, to, Step::Quarter).unwrap();
    assert!(series.whole == whole, "groups add up");
    assert!(series.groups.len() > 100 && series.groups.iter().any(|(name, _)| name.is_empty()));

    let conventions = measurement.context().conventions();
    let case_workers = CaseWorkers::new(&caseload, &definitions.allocations);
    for (at, date) in whole.dates().iter().enumerate() {
        let as_of = AsOf::new(*date, Period::YearToDate, conventions);
        // The worker of each member, looked up again.
        let worker_of = |subject: &Subject<'_>| {
            let child = caseload.find(subject.child).unwrap();
            child
                .as_of(&as_of)
                .case_worker(&case_workers)
                .map_or("", |allocation| caseload.code_text(allocation.worker))
        };
        let cards = by_worker.scorecard(*date).unwrap();
        for (place, measured) in cards.whole.indicators().iter().enumerate() {
            let id = &*measured.info.id;
            assert_eq!(whole.indicators()[place].figures[at], measured.figure, "{id} {date}");
            assert!(measured.subjects.is_sorted_by_key(|subject| (subject.child, subject.record)), "{id} {date}");
            let mut members = BTreeMap::<&str, Vec<Subject<'_>>>::new();
            for subject in &measured.subjects {
                members.entry(worker_of(subject)).or_default().push(*subject);
            }
            for (name, part) in &cards.groups {
                let subjects = members.remove(name.as_str()).unwrap_or_default();
                assert!(part.indicators()[place].subjects == subjects, "{id} {date} {name}");
            }
            assert!(members.is_empty(), "{id} {date}");
            for (name, part) in &series.groups {
                let card =
                    cards.groups.iter().find(|(of, _)| of == name).map(|(_, card)| card.indicators()[place].figure);
                let nobody = Figure::new(measured.figure.kind, Tally::default(), None);
                assert_eq!(part.indicators()[place].figures[at], card.unwrap_or(nobody), "{id} {date} {name}");
            }
        }
    }
}
