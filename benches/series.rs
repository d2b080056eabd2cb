//! All 23 figures on every day of ten years: at three sizes, on one thread and on two, and beside a snapshot for each date.

use carekpi::{Definitions, Period, Scorecard, Series, Step, WorkingCalendar};
use carekpi_benches::{caseload, events, last_day, on_threads};
use carekpi_model::Caseload;
use chrono::Months;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn series(criterion: &mut Criterion) {
    let definitions = Definitions::default();
    let calendar = WorkingCalendar::england_and_wales();
    let to = last_day();
    let from = to.checked_sub_months(Months::new(120)).unwrap_or(to);
    let measure = |caseload: &Caseload, step| Series::measure(caseload, &definitions, &calendar, from, to, step);
    let mut group = criterion.benchmark_group("ten years, an event");
    group.sample_size(10);
    for children in [10_000, 100_000, 1_000_000] {
        let caseload = caseload(children);
        group.throughput(Throughput::Elements(events(&caseload)));
        for threads in [1, 2] {
            let id = BenchmarkId::new(format!("every day, threads: {threads}"), children);
            group.bench_with_input(id, &caseload, |bencher, caseload| {
                on_threads(threads, || bencher.iter(|| measure(caseload, Step::Day)));
            });
        }
        if children > 10_000 {
            continue;
        }
        group.bench_with_input(BenchmarkId::new("every month", children), &caseload, |bencher, caseload| {
            bencher.iter(|| measure(caseload, Step::Month));
        });
        group.bench_with_input(BenchmarkId::new("a snapshot a month", children), &caseload, |bencher, caseload| {
            bencher.iter(|| {
                let of = |on| Scorecard::measure(caseload, &definitions, &calendar, on, Period::YearToDate);
                let cards = Step::Month.dates(from, to).filter_map(|on| of(on).ok());
                cards.map(|card| card.indicators.len()).sum::<usize>()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, series);
criterion_main!(benches);
