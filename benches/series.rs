//! All 23 figures on every day of ten years, and the baseline: a snapshot for each date.

use carekpi::{Definitions, Period, Scorecard, Series, Step, WorkingCalendar};
use carekpi_benches::{caseload, events, last_day};
use chrono::Months;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn series(criterion: &mut Criterion) {
    let definitions = Definitions::default();
    let calendar = WorkingCalendar::england_and_wales();
    let to = last_day();
    let from = to.checked_sub_months(Months::new(120)).unwrap_or(to);
    let mut group = criterion.benchmark_group("series");
    group.sample_size(10);
    for children in [1_000, 10_000] {
        let caseload = caseload(children);
        group.throughput(Throughput::Elements(events(&caseload)));
        group.bench_with_input(BenchmarkId::new("ten years, every day", children), &caseload, |bencher, caseload| {
            bencher.iter(|| Series::measure(caseload, &definitions, &calendar, from, to, Step::Day));
        });
        group.bench_with_input(
            BenchmarkId::new("ten years, a snapshot a month", children),
            &caseload,
            |bencher, caseload| {
                bencher.iter(|| {
                    let of = |on| Scorecard::measure(caseload, &definitions, &calendar, on, Period::YearToDate);
                    Step::Month
                        .dates(from, to)
                        .filter_map(|on| of(on).ok())
                        .map(|card| card.indicators.len())
                        .sum::<usize>()
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, series);
criterion_main!(benches);
