//! All 23 figures on one date, at three sizes.

use carekpi::dates::AsOf;
use carekpi::measure::tally;
use carekpi::{Definitions, Period, WorkingCalendar, indicators};
use carekpi_benches::{caseload, events, last_day};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn snapshot(criterion: &mut Criterion) {
    let definitions = Definitions::default();
    let conventions = definitions.shared.conventions(WorkingCalendar::england_and_wales());
    let mut group = criterion.benchmark_group("snapshot");
    group.sample_size(10);
    for children in [1_000, 10_000, 100_000] {
        let caseload = caseload(children);
        let indicators = indicators(&definitions, &caseload);
        group.throughput(Throughput::Elements(events(&caseload)));
        group.bench_with_input(BenchmarkId::new("23 figures, an event", children), &caseload, |bencher, caseload| {
            let as_of = AsOf::new(last_day(), Period::YearToDate, &conventions);
            bencher.iter(|| {
                let of = |indicator: &carekpi::BoxedIndicator| tally(indicator.as_ref(), caseload.children(), &as_of);
                indicators.iter().map(of).collect::<Vec<_>>()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, snapshot);
criterion_main!(benches);
