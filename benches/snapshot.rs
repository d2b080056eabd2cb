//! All 23 figures on one date, at three sizes: the counts alone, and with the evidence of every child, by team too.

use carekpi::{Definitions, GroupBy, WorkingCalendar};
use carekpi_benches::{caseload, events, last_day, on_threads};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn snapshot(criterion: &mut Criterion) {
    let definitions = Definitions::default();
    let calendar = WorkingCalendar::england_and_wales();
    let on = last_day();
    let mut group = criterion.benchmark_group("one date, an event");
    group.sample_size(10);
    for children in [10_000, 100_000, 1_000_000] {
        let caseload = caseload(children);
        let measurement = definitions.over(&caseload, &calendar);
        group.throughput(Throughput::Elements(events(&caseload)));
        for threads in [1, 2] {
            let id = BenchmarkId::new(format!("counts, threads: {threads}"), children);
            group.bench_with_input(id, &measurement, |bencher, measurement| {
                on_threads(threads, || bencher.iter(|| measurement.figures(on)));
            });
        }
        let id = BenchmarkId::new("with evidence", children);
        group.bench_with_input(id, &measurement, |bencher, measurement| {
            bencher.iter(|| measurement.scorecard(on));
        });
        let id = BenchmarkId::new("with evidence, by team", children);
        group.bench_with_input(id, &measurement, |bencher, measurement| {
            bencher.iter(|| measurement.by(GroupBy::Team).scorecard(on));
        });
    }
    group.finish();
}

criterion_group!(benches, snapshot);
criterion_main!(benches);
