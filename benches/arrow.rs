//! Reading the same rows from CSV files in memory, from record batches, and from rows in memory, which need no decoding.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, Date32Array, DictionaryArray, RecordBatch, StringArray};
use carekpi_benches::caseload;
use carekpi_ssd::{Extract, Table, Tables, write_dir};
use chrono::NaiveDate;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

/// The file of a table, and its rows in batches.
fn read_table(file: &[u8]) -> (u64, Vec<RecordBatch>) {
    let mut reader = csv::Reader::from_reader(file);
    let Ok(names) = reader.headers().cloned() else { return (0, Vec::new()) };
    let rows: Vec<csv::StringRecord> = reader.records().flatten().collect();
    let batch = |rows: &[csv::StringRecord]| {
        let columns = names.iter().enumerate().map(|(at, name)| {
            let texts = rows.iter().map(|row| row.get(at).filter(|text| !text.is_empty())).collect();
            (name, array(name, texts))
        });
        RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true))).ok()
    };
    (u64::try_from(rows.len()).unwrap_or(0), rows.chunks(8192).filter_map(batch).collect())
}

/// Dates as dates, identifiers as texts, and whatever else as a dictionary.
fn array(name: &str, texts: Vec<Option<&str>>) -> ArrayRef {
    let days: Option<Vec<Option<i32>>> = texts
        .iter()
        .map(|text| {
            text.map(|text| Some(text.parse::<NaiveDate>().ok()?.to_epoch_days()))
                .map_or(Some(None), |day| day.map(Some))
        })
        .collect();
    match days {
        Some(days) if name.ends_with("_date") || name.ends_with("_dob") => Arc::new(Date32Array::from(days)),
        _ if name.ends_with("_id") => Arc::new(StringArray::from(texts)),
        _ => Arc::new(texts.into_iter().collect::<DictionaryArray<Int32Type>>()),
    }
}

fn record_batches(criterion: &mut Criterion) {
    let Ok(folder) = tempfile::tempdir() else { return };
    let caseload = caseload(20_000);
    let tables = Tables::from(&caseload);
    if write_dir(folder.path(), &tables, Table::ALL.iter().copied()).is_err() {
        return;
    }
    let file = |table: &Table| {
        let name = format!("{table}.csv");
        std::fs::read(folder.path().join(&name)).ok().map(|bytes| (*table, name, bytes))
    };
    let files: Vec<(Table, String, Vec<u8>)> = Table::ALL.iter().filter_map(file).collect();
    let mut rows = 0;
    let mut batches = Vec::new();
    for (table, _, file) in &files {
        let (of_table, batch) = read_table(file);
        rows += of_table;
        batches.push((*table, batch));
    }

    let mut group = criterion.benchmark_group("record batches, 20000 children, rows");
    group.sample_size(10);
    group.throughput(Throughput::Elements(rows));
    let of_files = || files.iter().map(|(_, name, file)| (name.clone(), file.as_slice()));
    group.bench_function("CSV files in memory", |bencher| bencher.iter(|| Extract::from_files(of_files()).is_ok()));
    group.bench_function("record batches", |bencher| {
        bencher.iter_batched(
            || batches.clone(),
            |batches| carekpi_arrow::read(&Extract::reader(), batches).is_ok(),
            BatchSize::LargeInput,
        );
    });
    group.bench_function("rows in memory", |bencher| bencher.iter(|| Extract::from_rows(&tables).is_ok()));
    group.finish();
}

criterion_group!(benches, record_batches);
criterion_main!(benches);
