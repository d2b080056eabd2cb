//! Every program runs, and prints its result.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

/// A line that each program prints.
const LINES: [(&str, &str); 11] = [
    ("changed_definitions", "  looked-after.cla-health.age_limit = 5 (default 4)"),
    ("daily_series", "23 indicators on 3652 days"),
    ("database", "cp-visits: 50 %"),
    ("explain_child", "cla-visits: overdue from 2026-02-26"),
    ("json_in_out", "  \"snapshot\": \"2026-03-31\","),
    ("merge_parts", "2026-03-31  Child protection plans per 10,000 under 18: 33.8, of 68 children with a plan"),
    ("own_indicator", "24 indicators"),
    ("return_interviews", "2026-03-31  17 of 23"),
    ("rows_in_memory", "Child protection visits up to date: 50.0%"),
    ("scorecard", "0 rows set aside, 3 warnings, 1 note"),
    ("worklist", "overdue by worker"),
];

/// The output of a program. Cargo puts the program beside the tests.
fn printed(name: &str) -> String {
    let test = std::env::current_exe().unwrap();
    let program: PathBuf = test.parent().unwrap().parent().unwrap().join("examples").join(name);
    let output = Command::new(program).output().unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_program_prints_its_result() {
    for (name, line) in LINES {
        let printed = printed(name);
        assert!(printed.lines().any(|printed| printed == line), "{name} does not print {line:?}:\n{printed}");
    }
}

#[test]
fn every_program_is_listed() {
    let files = std::fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap().map(|entry| entry.unwrap().path());
    let programs: BTreeSet<String> = files
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        .map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|name| name != "lib")
        .collect();
    assert_eq!(programs, LINES.iter().map(|(name, _)| (*name).to_owned()).collect());
}
