//! Record batches are read as CSV files with the same values are.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that can't go on should stop")]

mod tables;

use std::path::Path;

use carekpi::report::{DataQuality, ScorecardReport};
use carekpi::{Definitions, Step, WorkingCalendar};
use carekpi_ssd::{Extract, Finding, ReadError, Table, Tables, write_dir};
use carekpi_synthetic::Synthetic;
use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;

use tables::{Choices, Rows};

fn day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 3, 31).unwrap()
}

/// All that is told about an extract: the scorecard with everyone in it and the findings, and a series.
fn told(extract: &Extract) -> String {
    let calendar = WorkingCalendar::england_and_wales();
    let definitions = Definitions::default();
    let measurement = definitions.over(&extract.caseload, &calendar);
    let scorecard = measurement.scorecard(day(2026)).unwrap();
    let quality = DataQuality::of(&measurement, day(2026))
        .with_findings(extract.source_findings())
        .with_rows(extract.row_counts());
    let series = measurement.series(day(2024), day(2026), Step::Month).unwrap();
    let json = ScorecardReport::from(&scorecard).quality(&quality).subjects().json();
    json + &carekpi::report::SeriesReport::from(&series).csv()
}

/// The findings of files, as they are of batches: the first row is on the line after the header.
fn by_row(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.iter_mut().for_each(|finding| finding.line = finding.line.map(|line| line - 1));
    findings
}

/// The message about a file, as it is about batches.
fn about_table(error: &ReadError) -> String {
    error.to_string().replacen(".csv line 1", "", 1).replacen(".csv", "", 1)
}

/// Reads the same rows as files and as batches. Returns how many findings there are, if they can be read.
fn read_both(tables: &[Rows], choices: &mut Choices) -> Option<usize> {
    let of_files = Extract::from_files(tables.iter().map(Rows::file));
    let batches: Vec<(Table, Vec<_>)> = tables.iter().map(|rows| (rows.table, rows.batches(choices))).collect();
    let of_batches = carekpi_arrow::read(&Extract::reader(), batches);
    match (of_files, of_batches) {
        (Ok(of_files), Ok(of_batches)) => {
            assert_eq!(of_batches.rows, of_files.rows);
            assert_eq!(of_batches.findings, by_row(of_files.findings.clone()));
            assert_eq!(told(&of_batches), told(&of_files));
            Some(of_files.findings.len())
        }
        (Err(of_files), Err(of_batches)) => {
            assert_eq!(of_batches.to_string(), about_table(&of_files));
            assert_eq!(of_batches.table(), of_files.table());
            None
        }
        (of_files, of_batches) => panic!("{:?} but {:?}", of_files.err(), of_batches.err()),
    }
}

#[test]
fn the_bundled_extract_is_read_as_its_files_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../carekpi-cli/data");
    let tables = Rows::of_folder(&folder);
    assert!(tables.len() > 20);
    for seed in 0..3 {
        assert!(read_both(&tables, &mut Choices::new((seed..251).rev().step_by(7).collect())).is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn damaged_tables_are_read_as_their_files_are(
        seed in any::<u64>(),
        per_million in 0_u32..400_000,
        left_out in proptest::option::weighted(0.3, (any::<proptest::sample::Index>(), any::<proptest::sample::Index>())),
        choices in vec(any::<u8>(), 50..100),
    ) {
        let caseload = Synthetic::new(40, seed, day(2026)).years(4).caseload();
        let folder = tempfile::tempdir().unwrap();
        write_dir(folder.path(), &Tables::from(&caseload), Table::ALL.iter().copied()).unwrap();
        let mut tables: Vec<Rows> =
            Rows::of_folder(folder.path()).iter().map(|rows| rows.damaged(per_million, seed)).collect();
        if let Some((table, column)) = left_out {
            let table = table.index(tables.len());
            let column = column.index(tables[table].columns.len());
            tables[table] = tables[table].clone().without(column);
        }
        let findings = read_both(&tables, &mut Choices::new(choices));
        prop_assert!(findings.is_some() || left_out.is_some() || per_million > 0);
    }
}
