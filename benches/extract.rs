//! Reading an extract, beside a plain pass of the `csv` crate over the same files, by rows and by bytes; and making a
//! caseload of rows that are in memory.

use std::fs;
use std::path::Path;

use carekpi_benches::caseload;
use carekpi_ssd::{Extract, Table, Tables, write_dir};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// How many rows the files of a folder hold, and how many bytes.
fn plain_pass(folder: &Path) -> (u64, u64) {
    let mut rows = 0;
    let mut bytes = 0;
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        let content = fs::read(file.path()).unwrap_or_default();
        bytes += u64::try_from(content.len()).unwrap_or(0);
        let mut reader = csv::Reader::from_reader(content.as_slice());
        let mut record = csv::ByteRecord::new();
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            rows += 1;
        }
    }
    (rows, bytes)
}

fn extract(criterion: &mut Criterion) {
    let Ok(folder) = tempfile::tempdir() else { return };
    let caseload = caseload(100_000);
    let tables = Tables::from(&caseload);
    if write_dir(folder.path(), &tables, Table::ALL.iter().copied()).is_err() {
        return;
    }
    let (rows, bytes) = plain_pass(folder.path());
    for (unit, throughput) in [("rows", Throughput::Elements(rows)), ("bytes", Throughput::Bytes(bytes))] {
        let mut group = criterion.benchmark_group(format!("extract, 100000 children, {unit}"));
        group.sample_size(10);
        group.throughput(throughput);
        group.bench_function("read_dir", |bencher| bencher.iter(|| Extract::read_dir(folder.path()).is_ok()));
        group.bench_function("plain csv pass", |bencher| bencher.iter(|| plain_pass(folder.path())));
        group.finish();
    }
    let mut group = criterion.benchmark_group("rows in memory, 100000 children, rows");
    group.sample_size(10);
    group.throughput(Throughput::Elements(rows));
    group.bench_function("from_rows", |bencher| bencher.iter(|| Extract::from_rows(&tables).is_ok()));
    group.finish();
}

criterion_group!(benches, extract);
criterion_main!(benches);
