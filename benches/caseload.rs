//! Making a synthetic caseload, builder included.

use carekpi_benches::{caseload, events};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn build(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("caseload");
    group.sample_size(10);
    group.throughput(Throughput::Elements(events(&caseload(10_000))));
    group.bench_function("make and build, an event", |bencher| bencher.iter(|| caseload(10_000)));
    group.finish();
}

criterion_group!(benches, build);
criterion_main!(benches);
