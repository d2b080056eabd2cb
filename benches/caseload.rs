//! Building a caseload: of synthetic lives, and of rows that are there.

use carekpi_benches::{Rows, caseload, events};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn build(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("caseload");
    group.sample_size(10);
    group.throughput(Throughput::Elements(events(&caseload(10_000))));
    group.bench_function("make and build, an event", |bencher| bencher.iter(|| caseload(10_000)));
    for children in [10_000, 100_000] {
        // Of rows that were built once, the text stands in their order, as in the memory of whoever has read them.
        let made = caseload(children);
        let Some(made) = Rows::of(&made).build() else { return };
        let rows = Rows::of(&made);
        group.throughput(Throughput::Elements(rows.records()));
        let id = BenchmarkId::new("build, a record", children);
        group.bench_with_input(id, &rows, |bencher, rows| bencher.iter_with_large_drop(|| rows.build()));
    }
    group.finish();
}

criterion_group!(benches, build);
criterion_main!(benches);
