//! So many children that they are measured a few at a time, and side by side.

use carekpi::dates::AsOf;
use carekpi::model::{CaseWorkers, Caseload};
use carekpi::{By, Definitions, Grouping, Period, Scorecard, Series, Step, WorkingCalendar};
use carekpi_synthetic::Synthetic;
use carekpi_testkit::day;

#[test]
fn many_are_measured_as_one_by_one() {
    let to = day(2026, 3, 31);
    let caseload: Caseload = Synthetic::new(20_000, 7, to).caseload();
    let (definitions, calendar) = (Definitions::default(), WorkingCalendar::england_and_wales());
    let grouping = Grouping::by(By::Worker, &caseload, &definitions);
    let from = day(2025, 3, 31);
    let whole = Series::measure(&caseload, &definitions, &calendar, from, to, Step::Quarter).unwrap();
    let series = Series::measure_by(&caseload, &definitions, &calendar, from, to, Step::Quarter, &grouping).unwrap();
    assert!(series.whole == whole, "groups add up");
    assert!(series.groups.len() > 100 && series.groups.iter().any(|(name, _)| name.is_empty()));

    let conventions = definitions.shared.conventions(calendar.clone());
    let case_workers = CaseWorkers::new(&caseload, &definitions.allocations);
    for (at, date) in whole.dates().iter().enumerate() {
        let card = Scorecard::measure(&caseload, &definitions, &calendar, *date, Period::YearToDate).unwrap();
        let as_of = AsOf::new(*date, Period::YearToDate, &conventions);
        for (place, measured) in card.indicators.iter().enumerate() {
            assert_eq!(whole.indicators()[place].figures[at], measured.figure, "{} {date}", measured.about.id);
            // Who is whose, asked of each member anew.
            let mut members = std::collections::BTreeMap::<&str, u64>::new();
            for subject in &measured.subjects {
                let child = caseload.find(subject.child).unwrap();
                let worker = child.on(&as_of).case_worker(&case_workers).map(|allocation| allocation.worker);
                *members.entry(worker.map_or("", |worker| caseload.word(worker))).or_default() += 1;
            }
            for (name, part) in &series.groups {
                let figure = part.indicators()[place].figures[at];
                let count = match figure.measure {
                    carekpi::measure::Measure::Proportion => figure.denominator.unwrap(),
                    _ => figure.numerator,
                };
                let expected = members.remove(name.as_str()).unwrap_or(0);
                assert_eq!(count, expected, "{} {date} {name}", measured.about.id);
            }
            assert!(members.is_empty(), "{} {date}", measured.about.id);
        }
    }
}
