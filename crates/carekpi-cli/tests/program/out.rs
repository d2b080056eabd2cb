//! The file that `--out` writes.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use crate::{BUNDLED, CAREKPI, copy, failure, run, text, write};

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

/// Runs a shell that limits the size of files and then becomes the program, which writes a page to `file`.
fn write_within_a_limit(before: &str, file: &Path) -> (ExitStatus, String) {
    let script = format!("ulimit -c 0; ulimit -f 8; {before} exec \"$0\" scorecard --format html --out \"$1\"");
    let output = Command::new("sh").args(["-c", &script, CAREKPI]).arg(file).output().unwrap();
    (output.status, String::from_utf8(output.stderr).unwrap())
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn where_there_is_no_room_the_old_file_stays_whole_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old.html"), folder.path().join("new.html"));
    fs::write(&old, "old").unwrap();
    fs::set_permissions(&old, fs::Permissions::from_mode(0o640)).unwrap();
    for file in [&old, &new] {
        let (status, said) = write_within_a_limit("trap '' XFSZ;", file);
        assert_eq!(status.code(), Some(1), "{said}");
        assert!(said.lines().count() == 1 && said.contains(file.to_str().unwrap()), "{said}");
    }
    assert_eq!(fs::read_to_string(&old).unwrap(), "old");
    assert_eq!(mode(&old), 0o640);
    assert_eq!(names(folder.path()), ["old.html"]);
}

/// The system kills it at the byte that is too many. No destructor runs, as with any other kill.
#[test]
fn a_kill_while_it_writes_leaves_the_old_file_whole() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old.html");
    fs::write(&old, "old").unwrap();
    let (status, said) = write_within_a_limit("", &old);
    assert!(status.code().is_none(), "{status} {said}");
    assert_eq!(fs::read_to_string(&old).unwrap(), "old");
    let (_, said) = write_within_a_limit("", &folder.path().join("new.html"));
    assert!(said.is_empty(), "{said}");
    // What is not complete has a name of its own, and is for its owner only.
    let left: Vec<PathBuf> = names(folder.path()).iter().map(|name| folder.path().join(name)).collect();
    assert_eq!(left.len(), 3, "{left:?}");
    assert_eq!(left[2], old);
    for unfinished in &left[..2] {
        let name = unfinished.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with(".carekpi-") && name.ends_with(".tmp"), "{name}");
        assert_eq!(mode(unfinished), 0o600);
    }
}

#[test]
fn a_file_that_is_read_is_not_replaced() {
    let extract = copy();
    let dir = extract.path();
    let others = tempfile::tempdir().unwrap();
    let definitions = write(others.path(), "ours.toml", "");
    let closures = write(others.path(), "closed.txt", "");
    let holidays = write(others.path(), "holidays.toml", "nation = \"scotland\"\n");
    let mapping = write(others.path(), "mapping.toml", "");
    let expectations = write(others.path(), "expected.toml", "");
    let table = dir.join("ssd_cp_plans.csv");
    let (soft, hard, away) = (dir.join("soft"), dir.join("hard"), others.path().join("away.csv"));
    symlink(&table, &soft).unwrap();
    fs::hard_link(&table, &hard).unwrap();
    fs::hard_link(&table, &away).unwrap();
    let before = fs::read(&table).unwrap();
    let spelling = format!("{}/../{}/./ssd_cp_plans.csv", dir.display(), dir.file_name().unwrap().to_str().unwrap());
    fs::remove_file(dir.join("ssd_disability.csv")).unwrap();
    let missing = dir.join("SSD_Disability.csv");
    let own = [
        ["--definitions", &definitions, "--closures", &closures, "--mapping", &mapping],
        ["--holidays", &holidays, "--snapshot", "2026-03-31", "--name", "Barset"],
    ]
    .concat();
    let all = [dir.to_str().unwrap(), "--expectations", &expectations];
    let outs = [&table, &soft, &hard, &away, &missing].map(|file| file.to_str().unwrap().to_owned());
    let outs =
        outs.into_iter().chain([spelling, definitions.clone(), closures.clone(), holidays.clone(), mapping.clone()]);
    for out in outs.chain([expectations.clone()]) {
        let said = failure("scorecard", &[&all[..], &own, &["--out", &out]].concat(), 2);
        assert!(said.starts_with(&format!("error: --out: {out} is read, as ")), "{said}");
    }
    let out = ["--out", table.to_str().unwrap()];
    let snapshot = ["--snapshot", "2026-03-31"];
    let folder = [dir.to_str().unwrap()];
    for (subcommand, more) in [
        ("series", &["--from", "2026-01-31", "--to", "2026-03-31"][..]),
        ("worklist", &snapshot),
        ("explain", &["--snapshot", "2026-03-31", "--child", "P0000001"]),
        ("readings", &snapshot),
        ("check", &[]),
    ] {
        let said = failure(subcommand, &[&folder[..], more, &out].concat(), 2);
        assert!(said.contains("is read, as a table of"), "{said}");
    }
    let said = failure("check", &[&folder[..], &["--force", "--write-mapping", table.to_str().unwrap()]].concat(), 2);
    assert!(said.starts_with("error: --write-mapping: ") && said.contains("is read"), "{said}");
    let twice = others.path().join("new");
    let twice = twice.to_str().unwrap();
    let said = failure("check", &[&folder[..], &["--out", twice, "--write-mapping", twice]].concat(), 2);
    assert_eq!(said, "error: --write-mapping and --out name the same file; name two\n");
    assert_eq!(fs::read(&table).unwrap(), before);
    assert!(!missing.exists());
    // Another file of the folder is written.
    let other = dir.join("figures.csv");
    text(&run("scorecard", &[&folder[..], &snapshot, &["--out", other.to_str().unwrap()]].concat()));
    assert!(other.exists() && Path::new(BUNDLED).exists());
}
