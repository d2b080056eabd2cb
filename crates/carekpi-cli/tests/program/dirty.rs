//! A dirty extract is read, every row of it is accounted for, and undamaged children keep every figure.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use carekpi_ssd::{Extract, FindingKind, Severity, Table, Tables};
use serde_json::Value;
use tempfile::TempDir;

use crate::{failure, run, text};

/// An extract of 300 children, damaged by these arguments.
fn made(dirt: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [&[folder.path().to_str().unwrap(), "--children", "300", "--seed", "12"], dirt].concat();
    text(&run("generate", &arguments));
    folder
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// The rows of each child. The identifiers of its records contain its number.
fn rows_by_child(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let tables = serde_json::to_value(Tables::read_dir(folder).unwrap()).unwrap();
    let mut by_child: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, rows) in tables.as_object().unwrap() {
        for row in rows.as_array().unwrap() {
            let texts = row.as_object().unwrap().values().filter_map(Value::as_str);
            let children: BTreeSet<&str> = texts
                .flat_map(|text| text.split(|c: char| !c.is_ascii_digit()))
                .filter(|part| part.len() == 7)
                .collect();
            for child in children {
                by_child.entry(format!("P{child}")).or_default().push(format!("{table} {row}"));
            }
        }
    }
    by_child
}

/// The verdicts of each indicator, by child.
fn verdicts(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let folder = folder.to_str().unwrap();
    let output = run("scorecard", &[folder, "--snapshot", "2026-03-31", "--format", "json", "--subjects"]);
    let scorecard: Value = serde_json::from_str(&text(&output)).unwrap();
    let mut by_child: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for indicator in scorecard["indicators"].as_array().unwrap() {
        for subject in indicator["subjects"].as_array().unwrap() {
            let child = subject["child"].as_str().unwrap().to_owned();
            by_child.entry(child).or_default().push(format!("{} {subject}", indicator["id"]));
        }
    }
    by_child
}

#[test]
fn every_row_of_a_dirty_extract_is_accounted_for() {
    let (clean, dirty) = (made(&[]), made(&["--dirty", "0.3"]));
    let extract = Extract::read_dir(dirty.path()).unwrap();
    let mut set_aside = 0;
    for (table, account) in &extract.rows {
        assert_eq!(account.read, account.kept + account.set_aside, "{}", table);
        set_aside += account.set_aside;
    }
    let not_held = extract.findings.iter().filter(|finding| finding.kind == FindingKind::NotHeld).count();
    assert_eq!(u64::try_from(extract.count(Severity::Error) + not_held).unwrap(), set_aside);

    let codes: BTreeSet<FindingKind> = extract.findings.iter().map(|finding| finding.kind).collect();
    // The one table that is not made is not needed: the supplementary tables hold the same. No column is missing, nobody has two
    // periods of care, no population is damaged so that it is still a number, and there is no mapping.
    let never = [
        FindingKind::LeaversUndated,
        FindingKind::TableAbsent,
        FindingKind::ColumnAbsent,
        FindingKind::ColumnSpare,
        FindingKind::EpisodeLeftOpen,
        FindingKind::PopulationConflicting,
        FindingKind::PopulationZero,
        FindingKind::ColumnShared,
        FindingKind::ValueUnused,
    ];
    let all = FindingKind::ALL.iter().copied().filter(|code| !never.contains(code));
    assert_eq!(codes, all.collect());

    let read = |folder: &TempDir| -> u64 {
        let extract = Extract::read_dir(folder.path()).unwrap();
        Table::ALL.iter().map(|table| extract.rows_of(*table).read).sum()
    };
    let (rows, more) = (read(&clean), read(&dirty) - read(&clean));
    assert!(more > 0 && more < rows / 5, "{more} rows come twice, of {rows}");
}

#[test]
fn undamaged_children_keep_every_figure() {
    let (clean, dirty) = (made(&[]), made(&["--dirty", "0.01"]));
    let (rows, damaged) = (rows_by_child(clean.path()), rows_by_child(dirty.path()));
    let spared = || rows.iter().filter(|(child, rows)| damaged.get(*child) == Some(rows)).map(|(child, _)| child);
    assert!((200..300).contains(&spared().count()));

    let (before, after) = (verdicts(clean.path()), verdicts(dirty.path()));
    assert!(spared().any(|child| before.get(child).is_some_and(|verdicts| verdicts.len() > 5)));
    for child in spared() {
        assert_eq!(before.get(child), after.get(child), "{child}");
    }
    assert_ne!(before, after);
}

#[test]
fn one_seed_one_dirt() {
    let dirty = files(made(&["--dirty", "0.05"]).path());
    assert_eq!(dirty, files(made(&["--dirty", "0.05"]).path()));
    assert_ne!(dirty, files(made(&["--dirty", "0.06"]).path()));
    assert_eq!(files(made(&["--dirty", "0"]).path()), files(made(&[]).path()));
}

#[test]
fn an_invalid_share_exits_2() {
    for rate in ["1.5", "-0.1", "x", "0.0000001", ""] {
        let said = failure("generate", &["/no/such/folder", "--dirty", rate], 2);
        assert!(said.contains(&format!("`{rate}` is not a share")) || rate == "-0.1", "{said}");
    }
}
