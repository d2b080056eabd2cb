//! Bytes as the tables of an extract. They are read or refused, every row is kept or set aside, a folder and the same rows in
//! memory give the same caseload, and it can be measured.
#![no_main]

use carekpi::{Definitions, readings};
use carekpi_fuzz::folder::with_folder;
use carekpi_fuzz::measure;
use carekpi_ssd::{Extract, Tables};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

/// The default definitions, and those with the last alternative of every reading.
static DEFINITIONS: LazyLock<[Definitions; 2]> = LazyLock::new(|| {
    let mut other = Definitions::default();
    for reading in readings() {
        let last = reading.choices.last().expect("a reading has answers");
        other = other.with_setting(&reading.setting, last.name).expect("an answer of the reading");
    }
    [Definitions::default(), other]
});

fuzz_target!(|bytes: &[u8]| {
    with_folder(bytes, |folder, tables| {
        let extract = match Extract::read_dir(folder) {
            Ok(extract) => extract,
            Err(error) => {
                assert!(!error.to_string().is_empty());
                return;
            }
        };
        for (table, rows) in extract.row_counts() {
            assert_eq!(rows.read, rows.kept + rows.set_aside, "{table}");
        }
        for finding in &extract.findings {
            assert!(!finding.to_string().is_empty());
        }
        let rows = Tables::read_dir(folder).expect("what was read is read again");
        let of_rows = Extract::from_tables(&rows, tables.iter().copied()).expect("rows are read as files are");
        assert_eq!(of_rows.rows, extract.rows);
        assert_eq!(Tables::from(&of_rows.caseload), Tables::from(&extract.caseload));
        for definitions in &*DEFINITIONS {
            measure(&extract.caseload, definitions);
        }
    });
});
