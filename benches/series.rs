//! All 23 figures on every day of ten years: at three sizes, on one thread and on two, by team, and beside a snapshot for each
//! date.

use carekpi::dates::{DateRange, Limit, MonthEnd, Span};
use carekpi::measure::{Clause, History, HistoryBuilder, Outcome, Stretch, Timeline, Verdict};
use carekpi::model::{Child, Cohort, EventKind};
use carekpi::{Definitions, GroupBy, Step, WorkingCalendar};
use carekpi_benches::{caseload, events, last_day, on_threads};
use chrono::{Months, NaiveDate};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn series(criterion: &mut Criterion) {
    let definitions = Definitions::default();
    let calendar = WorkingCalendar::england_and_wales();
    let to = last_day();
    let from = to.checked_sub_months(Months::new(120)).unwrap_or(to);
    let mut group = criterion.benchmark_group("ten years, an event");
    group.sample_size(10);
    for children in [10_000, 100_000, 1_000_000] {
        let caseload = caseload(children);
        let measurement = definitions.over(&caseload, &calendar);
        group.throughput(Throughput::Elements(events(&caseload)));
        for threads in [1, 2] {
            let id = BenchmarkId::new(format!("every day, threads: {threads}"), children);
            group.bench_with_input(id, &measurement, |bencher, measurement| {
                on_threads(threads, || bencher.iter(|| measurement.series(from, to, Step::Day)));
            });
        }
        let id = BenchmarkId::new("every day, by team", children);
        group.bench_with_input(id, &measurement, |bencher, measurement| {
            on_threads(1, || bencher.iter(|| measurement.by(GroupBy::Team).series(from, to, Step::Day)));
        });
        if children > 10_000 {
            continue;
        }
        group.bench_with_input(BenchmarkId::new("every month", children), &measurement, |bencher, measurement| {
            bencher.iter(|| measurement.series(from, to, Step::Month));
        });
        let id = BenchmarkId::new("a snapshot a month", children);
        group.bench_with_input(id, &measurement, |bencher, measurement| {
            bencher.iter(|| {
                let cards = Step::Month.dates(from, to).filter_map(|on| measurement.scorecard(on).ok());
                cards.map(|card| card.indicators().len()).sum::<usize>()
            });
        });
    }
    group.finish();
}

/// One rule, `cp-visits`, in three forms: its clauses, followed through the visits; judged again at every visit; and a form made
/// for it alone, which merges plans and visits in one pass and says the rule once more, in another way, for the default
/// definitions and plans that end in the order of their starts.
fn forms(criterion: &mut Criterion) {
    let caseload = caseload(100_000);
    let calendar = WorkingCalendar::england_and_wales();
    let measurement = Definitions::default().over(&caseload, &calendar).only(|info| info.id == "cp-visits");
    let (period, conventions) = (measurement.period(), measurement.context().conventions());
    let [rule] = measurement.rules() else { return };
    let to = last_day();
    let days = DateRange::closed(to.checked_sub_months(Months::new(120)).unwrap_or(to), to);
    let with_plans: Vec<(Child<'_>, DateRange)> = caseload
        .cohort(Cohort::ProtectionPlans)
        .iter()
        .filter_map(|(position, days)| Some((caseload.child(usize::try_from(*position).ok()?)?, *days)))
        .collect();
    let general = || {
        let mut histories = HistoryBuilder::new(&History::new(days), 1, period, conventions);
        rule.trace(&with_plans, &mut histories, 0);
        histories.into_histories().pop()
    };
    let again = || {
        let mut history = History::new(days);
        for (child, of_child) in &with_plans {
            let timeline = Timeline::new(days.intersection(*of_child), period, conventions);
            timeline
                .stretches(|as_of, each| rule.judge_for_kernel(*child, as_of, each), |stretch| history.add(&stretch));
        }
        history
    };
    let merged = || {
        let mut history = History::new(days);
        with_plans.iter().for_each(|(child, _)| merge_visits(*child, &calendar, &mut history));
        history
    };
    assert!(general() == Some(merged()) && again() == merged(), "all forms say the same");
    let visits: usize = with_plans.iter().map(|(child, _)| child.events(EventKind::ProtectionVisit).len()).sum();
    let mut group = criterion.benchmark_group("cp-visits on every day of ten years, a visit");
    group.sample_size(10);
    group.throughput(Throughput::Elements(u64::try_from(visits).unwrap_or(u64::MAX)));
    group.bench_function("clauses followed through the visits", |bencher| bencher.iter(general));
    group.bench_function("judged again at every visit", |bencher| bencher.iter(again));
    group.bench_function("merged by hand", |bencher| bencher.iter(merged));
    group.finish();
}

/// Adds a child's stretches with a plan, each up to date or not, to a history.
fn merge_visits(child: Child<'_>, calendar: &WorkingCalendar, history: &mut History) {
    let within = Limit::less_than(Span::working_days(10));
    let visits = child.events(EventKind::ProtectionVisit).dates();
    let plans = child.protection_plans();
    let later = plans.iter().skip(1).map(|plan| plan.start).chain([NaiveDate::MAX]);
    for (plan, next) in plans.iter().zip(later) {
        let closes = plan.end.map_or(next, |end| end.min(next));
        let first = visits.partition_point(|visit| *visit < plan.start);
        let mut during = visits.iter().copied().skip(first).take_while(|visit| *visit < closes).peekable();
        let mut anchor = plan.start;
        while anchor < closes {
            let until = loop {
                match during.next() {
                    Some(visit) if visit == anchor => {}
                    visit => break visit.unwrap_or(closes),
                }
            };
            let lapses = within.lapses(anchor, calendar, MonthEnd::Clamp).unwrap_or(anchor).clamp(anchor, until);
            for (from, until, met) in [(anchor, lapses, true), (lapses, until, false)] {
                let outcome = Outcome::decided(met, Clause::SINCE_LAST, None);
                history.add(&Stretch { from, until, verdict: Verdict::member(plan.id, outcome) });
            }
            anchor = until;
        }
    }
}

criterion_group!(benches, series, forms);
criterion_main!(benches);
