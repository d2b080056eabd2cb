//! Small extracts of situations that happen, each in a folder of `tests/cases` with what is expected of it.
//!
//! `expected.toml` has one or more situations: the files of the folder as they are, or with edits, a mapping or a definitions
//! file. A figure that a situation does not name must be zero, and a finding that it does not name must not be there; only
//! tables and columns that are absent go without saying.

mod checks;
mod expected;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use carekpi::ssd::{Extract, Mapping};
use carekpi::{Definitions, WorkingCalendar};
use tempfile::TempDir;

use crate::{failure, run};
use checks::Checked;
use expected::{Expected, Failure, Situation};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");

fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(CASES).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn expected(folder: &Path) -> Expected {
    let text = read(&folder.join("expected.toml"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

/// The tables of a folder, with the edits of a situation.
fn extract_of(folder: &Path, situation: &Situation) -> TempDir {
    let made = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if !name.to_lowercase().ends_with(".csv") {
            continue;
        }
        let edits: Vec<_> = situation.edits.iter().filter(|edit| edit.file == name).collect();
        let mut content = fs::read(entry.path()).unwrap();
        for edit in edits {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains(&edit.from), "{name} has no {:?}", edit.from);
            content = text.replace(&edit.from, &edit.to).into_bytes();
        }
        fs::write(made.path().join(name), content).unwrap();
    }
    for edit in &situation.edits {
        assert!(folder.join(&edit.file).is_file(), "{} is not there", edit.file);
    }
    made
}

/// What the program says of a situation that it must refuse.
fn refused(extract: &Path, situation: &Situation, Failure { exit, says }: &Failure) {
    let command: Vec<&str> = situation.command.iter().map(String::as_str).collect();
    let (subcommand, more) = command.split_first().map_or(("scorecard", &[][..]), |(first, rest)| (*first, rest));
    let snapshot = situation.snapshot.to_string();
    let arguments = [&[extract.to_str().unwrap(), "--snapshot", &snapshot], more].concat();
    let said = failure(subcommand, &arguments, *exit);
    for part in says {
        assert!(said.contains(part), "{}: {said} says nothing of {part}", situation.name);
    }
}

fn check(folder: &Path, situation: &Situation) -> Vec<String> {
    let made = extract_of(folder, situation);
    if let Some(error) = &situation.error {
        assert!(situation.figures.is_empty() && situation.findings.is_empty(), "an error leaves nothing to expect");
        refused(made.path(), situation, error);
        return Vec::new();
    }
    assert!(situation.command.is_empty(), "a command is for errors");
    let mut reader = Extract::reader();
    if let Some(name) = &situation.mapping {
        reader = reader.mapping(&Mapping::from_toml(&read(&folder.join(name)), name).unwrap());
    }
    let extract = reader.read_dir(made.path()).unwrap();
    let mut definitions = Definitions::default();
    if let Some(name) = &situation.definitions {
        definitions = definitions.with_overrides(&read(&folder.join(name))).unwrap();
    }
    let measurement = definitions.over(&extract.caseload, &WorkingCalendar::england_and_wales());
    let mut wrong = Checked { situation, extract: &extract, measurement: &measurement }.wrong();
    if let Some(series) = &situation.series {
        let (from, to) = (series.from.to_string(), series.to.to_string());
        let arguments = [made.path().to_str().unwrap(), "--from", &from, "--to", &to, "--every", "year"];
        let said = String::from_utf8(run("series", &arguments).stderr).unwrap();
        let line = said.lines().find(|line| series.says.iter().all(|part| line.contains(part)));
        wrong.extend(line.is_none().then(|| format!("the program says nothing of {:?}: {said}", series.says)));
    }
    wrong
}

#[test]
fn every_situation_is_as_expected() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let Expected { situation: situations } = expected(&folder);
        assert!(!situations.is_empty(), "{}", folder.display());
        for situation in &situations {
            let of_situation = check(&folder, situation);
            let case = folder.file_name().unwrap().to_str().unwrap();
            wrong.extend(of_situation.iter().map(|wrong| format!("{case}, {}: {wrong}", situation.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files beside the tables are those that a situation names.
#[test]
fn every_file_of_a_folder_is_used() {
    for folder in folders() {
        let named: BTreeSet<String> = expected(&folder)
            .situation
            .into_iter()
            .flat_map(|situation| [situation.mapping, situation.definitions])
            .flatten()
            .chain(["expected.toml".to_owned()])
            .collect();
        let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let beside: BTreeSet<String> = files.filter(|name| !name.to_lowercase().ends_with(".csv")).collect();
        assert_eq!(beside, named, "{}", folder.display());
    }
}
