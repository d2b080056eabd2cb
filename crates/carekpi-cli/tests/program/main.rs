//! The program, run as a person would run it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that can't go on should stop")]

mod arguments;
mod cases;
mod check;
mod configured;
mod dirty;
mod explain;
mod facts;
mod figures;
mod holidays;
mod misspelt;
mod odd_files;
mod out;
mod packed;
mod readme;
mod styles;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const CAREKPI: &str = env!("CARGO_BIN_EXE_carekpi");

const BUNDLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

fn run(subcommand: &str, arguments: &[&str]) -> Output {
    Command::new(CAREKPI).arg(subcommand).args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Runs a subcommand that must fail with this code, and returns its message, which must be one line.
fn failure(subcommand: &str, arguments: &[&str], code: i32) -> String {
    let output = run(subcommand, arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

/// A copy of the bundled extract that a test may damage.
fn copy() -> tempfile::TempDir {
    copy_of(BUNDLED)
}

/// A copy of an extract that a test may damage.
fn copy_of(extract: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in fs::read_dir(extract).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    folder
}

fn write(folder: &Path, name: &str, content: &str) -> String {
    let file = folder.join(name);
    fs::write(&file, content).unwrap();
    file.to_str().unwrap().to_owned()
}
