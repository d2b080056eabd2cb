//! A packed extract gives what its folder gives.

use std::fs;

use super::{copy, failure, run, text, write};

/// Packs a folder, with these options, and returns the file.
fn packed(into: &tempfile::TempDir, folder: &str, options: &[&str]) -> String {
    let file = into.path().join("extract.carekpi").display().to_string();
    text(&run("pack", &[&[folder, "--out", &file], options].concat()));
    file
}

fn text_of_any_status(subcommand: &str, arguments: &[&str]) -> String {
    String::from_utf8(run(subcommand, arguments).stdout).unwrap()
}

#[test]
fn every_subcommand_prints_the_same() {
    let (folder, damaged) = (tempfile::tempdir().unwrap(), copy());
    let plans = damaged.path().join("ssd_cp_plans.csv");
    let spoilt = fs::read_to_string(&plans).unwrap().replacen("2025-", "2o25-", 3);
    fs::write(&plans, spoilt).unwrap();
    fs::remove_file(damaged.path().join("local_supervisions.csv")).unwrap();
    let missing = "id,person,went,returned,\u{1b}[2J\nM\u{1b}[2J4,P\u{7}9,soon,,x\n\
                   M1,P0001144,2026-01-12,2026-01-14,\nM2,P0001144,soon,,\nM3,P0001144,2026-02-02,x,\n";
    write(damaged.path(), "local_missing.csv", missing);
    let mapping = write(
        folder.path(),
        "ours.toml",
        "[values.ssd_person.pers_ethnicity]\n\"WBRI\" = \"WHITE, \\\"BRITISH\\\"\"\n\
         [records.missing-episode]\ntable = \"local_missing\"\nid = \"id\"\nperson = \"person\"\n\
         start = \"went\"\nend = \"returned\"\n",
    );
    let damaged = damaged.path().display().to_string();
    let file = packed(&folder, &damaged, &["--mapping", &mapping]);
    let checked = text_of_any_status("check", &[&file]);
    assert!(checked.contains("missing-episode"), "{checked}");
    assert!(!checked.contains(['\u{1b}', '\u{7}']), "{checked:?}");
    let snapshot = ["--snapshot", "2026-03-31"];
    for (subcommand, options) in [
        ("check", vec![]),
        ("check", vec!["--format", "json"]),
        (
            "scorecard",
            [&snapshot[..], &["--by", "ethnicity", "--findings=all", "--subjects", "--format", "json"]].concat(),
        ),
        ("scorecard", [&snapshot[..], &["--compare", "2025-03-31", "--format", "html"]].concat()),
        ("series", vec!["--from", "2025-04-01", "--to", "2026-03-31"]),
        ("worklist", [&snapshot[..], &["--format", "csv"]].concat()),
        ("explain", [&snapshot[..], &["--child", "P0001144", "--format", "json"]].concat()),
        ("readings", snapshot.to_vec()),
    ] {
        let of_folder = run(subcommand, &[&[&*damaged, "--mapping", &mapping], &options[..]].concat());
        let of_file = run(subcommand, &[&[&*file], &options[..]].concat());
        assert_eq!(of_file.status, of_folder.status, "{subcommand}");
        let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(lines(&of_file.stdout), lines(&of_folder.stdout), "{subcommand} {options:?}");
        assert_eq!(lines(&of_file.stderr), lines(&of_folder.stderr), "{subcommand} {options:?}");
    }
}

#[test]
fn a_packed_file_is_packed_again_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = packed(&folder, super::BUNDLED, &[]);
    let again = folder.path().join("again.carekpi");
    text(&run("pack", &[&file, "--out", again.to_str().unwrap()]));
    assert!(fs::read(&file).unwrap() == fs::read(again).unwrap());
    assert!(failure("pack", &[&file, "--out", &file], 2).contains("is read, as the packed extract"));
}

#[test]
fn the_bundled_extract_is_packed_without_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bundled.carekpi").display().to_string();
    text(&run("pack", &["--out", &file]));
    let options = ["--snapshot", "2026-03-31", "--format", "csv"];
    assert_eq!(text(&run("scorecard", &[&[&*file], &options[..]].concat())), text(&run("scorecard", &options)));
}

#[test]
fn what_is_not_a_packed_extract_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = ["--snapshot", "2026-03-31"];
    let scorecard = |file: &str, code| failure("scorecard", &[&[file], &snapshot[..]].concat(), code);
    let other = write(folder.path(), "persons.csv", "pers_person_id\nP1\n");
    assert_eq!(scorecard(&other, 1), format!("error: {other}: neither a folder nor a file that carekpi pack wrote\n"));

    let file = packed(&folder, super::BUNDLED, &[]);
    let mapping = write(folder.path(), "ours.toml", "");
    let said = failure("scorecard", &[&[&*file, "--mapping", &mapping], &snapshot[..]].concat(), 2);
    assert!(said.contains("pack the folder again with --mapping"), "{said}");

    let mut bytes = fs::read(&file).unwrap();
    bytes[16] = 200;
    fs::write(&file, &bytes).unwrap();
    let said = scorecard(&file, 1);
    assert!(said.ends_with("version 200 of the form; expected version 1; pack the records again\n"), "{said}");
    bytes[16] = 1;
    fs::write(&file, [&bytes[..], &[0]].concat()).unwrap();
    assert_eq!(scorecard(&file, 1), format!("error: {file}: the packed records are damaged or incomplete\n"));
    bytes.truncate(bytes.len() / 2);
    fs::write(&file, &bytes).unwrap();
    assert_eq!(scorecard(&file, 1), format!("error: {file}: the packed records are damaged or incomplete\n"));
    assert!(failure("pack", &[super::BUNDLED], 2).contains("--out"));
}
