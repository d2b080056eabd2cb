//! Record batches are read as CSV files with the same values are.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that can't go on should stop")]

mod tables;

use std::path::Path;

use carekpi::report::{DataQuality, ScorecardReport};
use carekpi::{Definitions, Step, WorkingCalendar};
use carekpi_ssd::{Extract, ExtractReader, Finding, Mapping, ReadError, Table, Tables, write_dir};
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

/// The bytes of the caseload.
fn packed(extract: &Extract) -> Vec<u8> {
    let mut bytes = Vec::new();
    extract.caseload.pack(&mut bytes).unwrap();
    bytes
}

/// The findings of files, as they are of batches: the first row is on the line after the header, and no table has a file.
fn by_row(mut findings: Vec<Finding>) -> Vec<Finding> {
    for finding in &mut findings {
        finding.line = finding.line.map(|line| line - 1);
        finding.message = finding.message.replacen(".csv is missing", " is missing", 1);
        finding.file = finding.file.take().map(|file| file.trim_end_matches(".csv").into());
    }
    findings
}

/// The message about a file, as it is about batches.
fn about_table(error: &ReadError) -> String {
    error.to_string().replacen(".csv line 1", "", 1).replacen(".csv", "", 1)
}

/// Reads the same rows as files and as batches. Returns how many findings there are, if they can be read.
fn read_both(reader: &ExtractReader, tables: &[Rows], choices: &mut Choices) -> Option<usize> {
    let of_files = reader.from_files(tables.iter().map(Rows::file));
    let batches: Vec<(Table, Vec<_>)> = tables.iter().map(|rows| (rows.table, rows.batches(choices))).collect();
    let of_batches = carekpi_arrow::read(reader, batches);
    match (of_files, of_batches) {
        (Ok(of_files), Ok(of_batches)) => {
            assert_eq!(of_batches.rows, of_files.rows);
            assert_eq!(of_batches.findings, by_row(of_files.findings.clone()));
            assert_eq!(told(&of_batches), told(&of_files));
            assert_eq!(packed(&of_batches), packed(&of_files));
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
        assert!(
            read_both(&Extract::reader(), &tables, &mut Choices::new((seed..251).rev().step_by(7).collect())).is_some()
        );
    }
}

/// Days before and after the usual years, and what makes a row another one than most. A mapping changes some of them.
#[test]
fn dates_that_are_given_are_checked_as_those_that_are_written() {
    let days = ["1900-01-01", "1949-12-31", "1950-01-01", "2024-02-29", "", "2098-12-31", "2099-01-01", "9999-12-31"];
    let rows = |table, columns: [&str; 5], row: &dyn Fn(usize, [&str; 2]) -> [String; 5]| {
        let pairs = days.iter().flat_map(|start| days.iter().map(move |end| [*start, *end]));
        let rows = pairs.enumerate().flat_map(|(number, pair)| {
            let row = row(number, pair).to_vec();
            // Every third row is there twice, and every seventh again with another end.
            let mut other = row.clone();
            other[3] = days[number % days.len()].to_owned();
            let again = [(number % 3 == 0).then(|| row.clone()), (number % 7 == 0).then_some(other)];
            [Some(row)].into_iter().chain(again).flatten()
        });
        Rows { table, columns: columns.map(str::to_owned).to_vec(), rows: rows.collect() }
    };
    let person = |number: usize, [born, died]: [&str; 2]| {
        [format!("P{number}"), born.to_owned(), String::new(), died.to_owned(), "F".to_owned()]
    };
    let plan = |number: usize, [start, end]: [&str; 2]| {
        let person = ["P1", "", "P2", "P3", "nobody"][number % 5].to_owned();
        [format!("C{number}"), person, start.to_owned(), end.to_owned(), ["N", "Y", "maybe", ""][number % 4].to_owned()]
    };
    let visit = |number: usize, [date, _]: [&str; 2]| {
        let person = ["P1", "P2", ""][number % 3].to_owned();
        [format!("V{number}"), person, date.to_owned(), format!("C{number}"), ["Y", "N", ""][number % 3].to_owned()]
    };
    let persons = ["pers_person_id", "pers_dob", "pers_expected_dob", "pers_death_date", "pers_sex"];
    let plans =
        ["cppl_cp_plan_id", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date", "cppl_cp_plan_ola"];
    let visits = ["cppv_cp_visit_id", "cppv_person_id", "cppv_cp_visit_date", "cppv_cp_plan_id", "cppv_cp_visit_seen"];
    let tables = [
        rows(Table::Person, persons, &person),
        rows(Table::CpPlans, plans, &plan),
        rows(Table::CpVisits, visits, &visit),
    ];
    let mapping = r#"
        [values.ssd_cp_plans.cppl_cp_plan_end_date]
        "2098-12-31" = ""
        "1900-01-01" = "2098-01-01"
        [values.ssd_person.pers_dob]
        "1949-12-31" = "2015-06-01"
    "#;
    let mapped = Extract::reader().mapping(&Mapping::from_toml(mapping, "ours.toml").unwrap());
    for reader in [Extract::reader(), mapped] {
        for seed in 0..40 {
            let mut choices = Choices::new((seed..251).rev().step_by(3).collect());
            assert!(read_both(&reader, &tables, &mut choices).is_some_and(|findings| findings > 100));
        }
    }
}

#[test]
fn dates_in_columns_of_texts_are_texts() {
    let tables = [
        Rows::of(Table::Person, "pers_person_id,pers_sex\n2026-01-01,2026-01-02\n2026-01-02,2026-01-03"),
        Rows::of(
            Table::CpVisits,
            "cppv_cp_visit_id,cppv_person_id,cppv_cp_visit_date,cppv_cp_visit_seen\n\
             2026-02-01,2026-01-01,2026-03-01,2026-03-02\n2026-02-02,2026-01-02,2026-03-02,2026-03-02\n\
             2026-02-02,2026-01-02,2026-03-04,2026-03-02",
        ),
    ];
    for seed in 0..40 {
        let mut choices = Choices::new((seed..251).rev().step_by(3).collect());
        assert!(read_both(&Extract::reader(), &tables, &mut choices).is_some_and(|findings| findings > 5));
    }
}

#[test]
fn records_of_own_kinds_are_read_as_their_files_are() {
    let mapping = r#"
        [records.missing-episode]
        table = "missing-episode"
        id = "missing id"
        person = "person"
        start = "went"
        start_time = "at"
        end = "returned"
        end_time = "back at"
        [records.return-interview]
        table = "return-interview"
        id = "id"
        person = "person"
        date = "held"
        seen = "alone"
        [records.never-there]
        table = "never-there"
        id = "id"
        person = "person"
        date = "held"
    "#;
    let kind = |name| carekpi::model::OwnKind::new(name).unwrap();
    let tables = [
        Rows::of(Table::Person, "pers_person_id,pers_dob\nP1,2015-06-01\nP2,2016-06-01"),
        Rows::of(
            Table::OwnSpells(kind("missing-episode")),
            "missing id,person,went,at,returned,back at\nM1,P1,2026-01-12,23:30,2026-01-13,2:05\n\
             M1,P1,2026-01-12,23:30,2026-01-13,2:05\nM2,P9,2026-01-12,,,\nM3,P2,,,,\nM4,P2,2026-01-12,25:00,,\n\
             M5,P2,2026-01-12,,2026-01-11,",
        ),
        Rows::of(
            Table::OwnEvents(kind("return-interview")),
            "id,person,held,alone\nI1,P1,2026-01-15,Y\nI2,P2,,N\nI3,P2,2026-02-05,maybe",
        ),
    ];
    let reader = Extract::reader().mapping(&Mapping::from_toml(mapping, "ours.toml").unwrap());
    for seed in 0..20 {
        let mut choices = Choices::new((seed..251).rev().step_by(3).collect());
        assert!(read_both(&reader, &tables, &mut choices).is_some_and(|findings| findings > 5));
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
        let findings = read_both(&Extract::reader(), &tables, &mut Choices::new(choices));
        prop_assert!(findings.is_some() || left_out.is_some() || per_million > 0);
    }
}
