//! The file that `--out` writes.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use crate::{failure, run, text};

fn to(file: &Path) -> String {
    text(&run("scorecard", &["--format", "csv", "--out", file.to_str().unwrap()]));
    fs::read_to_string(file).unwrap()
}

fn mode(file: &Path) -> u32 {
    fs::metadata(file).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_new_file_is_for_its_owner_only_and_a_replaced_one_keeps_its_permissions() {
    let folder = tempfile::tempdir().unwrap();
    let expected = text(&run("scorecard", &["--format", "csv"]));
    let (file, link) = (folder.path().join("scorecard.csv"), folder.path().join("link.csv"));
    assert_eq!(to(&file), expected);
    assert_eq!(mode(&file), 0o600);

    fs::write(&file, "old").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    symlink(&file, &link).unwrap();
    assert_eq!(to(&link), expected);
    assert_eq!(mode(&file), 0o644);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_workbook_is_the_same_in_a_file_and_in_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("workbook.xlsx");
    for arguments in [
        vec!["scorecard", "--by", "team", "--compare", "2025-12-31"],
        vec!["scorecard", "--publish"],
        vec!["series", "--from", "2025-12-31", "--to", "2026-03-31"],
        vec!["worklist"],
    ] {
        let (subcommand, options) = arguments.split_first().unwrap();
        let options = [options, &["--format", "xlsx"]].concat();
        let piped = run(subcommand, &options);
        assert!(piped.status.success() && piped.stderr.is_empty(), "{arguments:?}");
        assert!(piped.stdout.starts_with(b"PK"), "{arguments:?}");
        text(&run(subcommand, &[&options[..], &["--out", file.to_str().unwrap()]].concat()));
        assert_eq!(fs::read(&file).unwrap(), piped.stdout, "{arguments:?}");
    }
}

#[test]
fn where_nothing_can_be_written_the_file_is_named() {
    let said = failure("scorecard", &["--out", "/no/such/folder/scorecard.txt"], 1);
    assert_eq!(said, "error: /no/such/folder/scorecard.txt: there is no such file or folder\n");
    let folder = tempfile::tempdir().unwrap();
    failure("scorecard", &["--out", folder.path().to_str().unwrap()], 1);
}
