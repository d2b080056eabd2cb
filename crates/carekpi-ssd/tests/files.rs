//! Files in memory give the same result as the same files in a folder.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use carekpi_ssd::{Extract, ReadError, Tables};

const BUNDLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data");

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

fn read_dir(files: &BTreeMap<String, Vec<u8>>) -> Result<Extract, ReadError> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    Extract::read_dir(folder.path())
}

fn from_files(files: &BTreeMap<String, Vec<u8>>) -> Result<Extract, ReadError> {
    Extract::from_files(files.iter().map(|(name, bytes)| (name.as_str(), bytes)))
}

fn assert_same(one: &Extract, other: &Extract) {
    assert_eq!(one.findings, other.findings);
    assert_eq!(one.rows, other.rows);
    assert_eq!(Tables::from(&one.caseload), Tables::from(&other.caseload));
}

/// The bundled files with a part of the rows damaged, one table missing, one file that is not a table, and one file in
/// Windows-1252.
fn damaged() -> BTreeMap<String, Vec<u8>> {
    let mut files = files(Path::new(BUNDLED));
    for bytes in files.values_mut() {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let rows = text.lines().enumerate().map(|(number, row)| match number % 12 {
            3 => row.replacen("202", "soon", 1),
            6 => row.replace(",P0", ",X0"),
            9 => format!("{row}\r\n{row}"),
            _ => row.to_owned(),
        });
        *bytes = rows.collect::<Vec<_>>().join("\n").into_bytes();
    }
    files.get_mut("ssd_person.csv").unwrap().extend(b"\nP\xE9,F,,W\x80,2015-06-01,,");
    files.remove("local_core_groups.csv");
    files.insert("notes.txt".to_owned(), b"anything".to_vec());
    files
}

#[test]
fn a_folder_and_its_files_in_memory_make_the_same() {
    let bundled = files(Path::new(BUNDLED));
    let read = Extract::read_dir(BUNDLED).unwrap();
    assert!(read.caseload.len() > 1000);
    assert_same(&from_files(&bundled).unwrap(), &read);

    let damaged = damaged();
    let read = read_dir(&damaged).unwrap();
    assert!(read.counts().len() >= 7, "{:?}", read.counts());
    assert!(read.caseload.find("Pé").is_some());
    assert_same(&from_files(&damaged).unwrap(), &read);
}

#[test]
fn the_errors_are_the_same_too() {
    let broken = |name: &str, text: &str| {
        let mut files = files(Path::new(BUNDLED));
        files.insert(name.to_owned(), text.as_bytes().to_vec());
        files
    };
    let mut cases = vec![
        broken("ssd_cp_plans.csv", ""),
        broken("ssd_cp_plans.csv", "cppl_cp_plan_id,cppl_person_id\n"),
        broken("local_core_groups.csv", "core_group_id,person_id,core_group_date\nG1,P1\n"),
        broken("local_core_groups.csv", "core_group_id,person_id,core_group_date\n\"G\"1,P1,\n"),
    ];
    let mut nobody = files(Path::new(BUNDLED));
    nobody.remove("ssd_person.csv");
    cases.push(nobody);
    for files in cases {
        let (read, made) = (read_dir(&files).unwrap_err().to_string(), from_files(&files).unwrap_err().to_string());
        assert!(made.contains(".csv") && read.ends_with(&made), "{read} {made}");
    }

    let twice = Extract::from_files([("ssd_person.csv", ""), ("ssd_person.csv", "")]).unwrap_err();
    assert!(matches!(twice, ReadError::FileTwice { .. }), "{twice}");
}
