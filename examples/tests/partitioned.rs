//! A nation of councils measured apart.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use std::path::PathBuf;
use std::process::{Command, Output};

/// Where cargo has put a program of this package.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().unwrap().parent().unwrap().join("examples").join(name)
}

fn run(name: &str, arguments: &[&str]) -> Output {
    Command::new(program(name)).args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Runs a program that must fail with this code, and gives what it says: one line.
fn failure(name: &str, arguments: &[&str], code: i32) -> String {
    let output = run(name, arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

#[test]
fn a_nation_is_not_measured_on_dates_that_are_none() {
    let before = failure("partitioned", &["--from", "1900-01-01"], 2);
    assert!(before.contains("1900-01-01"), "{before}");
    failure("partitioned", &["--from", "2026-03-31", "--to", "2025-01-01"], 2);
}

#[test]
fn councils_measured_apart_add_up() {
    let of = |councils: &str| {
        let arguments = ["--councils", councils, "--children", "60", "--from", "2025-12-31"];
        text(&run("partitioned", &arguments))
    };
    let numbers = |csv: &str| -> Vec<u64> {
        let rows = csv.lines().skip(1);
        rows.flat_map(|row| row.split(',').skip(2).take(3).map(|cell| cell.parse().unwrap_or(0)).collect::<Vec<_>>())
            .collect()
    };
    let (one, three) = (of("1"), of("3"));
    assert_eq!(three.lines().count(), 1 + 2 * 23);
    assert!(numbers(&three).iter().zip(numbers(&one)).all(|(nation, council)| *nation >= council));
    assert!(numbers(&three).iter().sum::<u64>() > numbers(&one).iter().sum::<u64>());
    assert_eq!(three, of("3"));
    assert!(failure("partitioned", &["--councils", "0"], 2).contains("no council"));
}
