//! Files that are none, and environments that ask for too much.
#![cfg(unix)]

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::{CAREKPI, copy, failure, text, write};

/// Runs the program, which must end within a minute.
fn in_time(command: &mut Command) -> std::process::Output {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let until = Instant::now() + Duration::from_secs(60);
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > until {
            child.kill().unwrap();
            panic!("it hangs");
        }
        sleep(Duration::from_millis(10));
    }
    child.wait_with_output().unwrap()
}

#[test]
fn a_pipe_or_a_device_as_a_table_is_refused() {
    for (odd, make) in [("a pipe", "mkfifo"), ("a device", "ln -s /dev/zero")] {
        let extract = copy();
        let table = extract.path().join("ssd_cp_plans.csv");
        fs::remove_file(&table).unwrap();
        let made = Command::new("sh").args(["-c", &format!("{make} \"$0\"")]).arg(&table).status().unwrap();
        assert!(made.success());
        for subcommand in ["scorecard", "check"] {
            let mut command = Command::new(CAREKPI);
            command.arg(subcommand).arg(extract.path());
            if subcommand == "scorecard" {
                command.args(["--snapshot", "2026-03-31"]);
            }
            let output = in_time(&mut command);
            let said = String::from_utf8(output.stderr).unwrap();
            let expected = format!("error: {}: this is a pipe or a device; expected a file\n", table.display());
            if subcommand == "scorecard" {
                assert_eq!((output.status.code(), said), (Some(1), expected), "{odd}");
            } else {
                assert_eq!(output.status.code(), Some(3), "{odd}: {said}");
            }
        }
    }
}

#[test]
fn a_folder_that_is_named_like_a_table_is_refused() {
    let extract = copy();
    let table = extract.path().join("ssd_cp_plans.csv");
    fs::remove_file(&table).unwrap();
    fs::create_dir(&table).unwrap();
    let said = failure("scorecard", &[extract.path().to_str().unwrap(), "--snapshot", "2026-03-31"], 1);
    assert_eq!(said, format!("error: {}: this is a folder; expected a file\n", table.display()));
}

#[test]
fn a_field_without_an_end_is_refused_with_its_line() {
    let extract = copy();
    let dir = extract.path().to_str().unwrap();
    let header = "pers_person_id,pers_sex\nP1,F\nP2,";
    for field in ["x".repeat(3 << 20), format!("\"{}", "P3,F\n".repeat(1 << 19))] {
        let file = write(extract.path(), "ssd_person.csv", &format!("{header}{field}\n"));
        let said = failure("scorecard", &[dir, "--snapshot", "2026-03-31"], 1);
        let what = "the field is longer than a megabyte; a quote may not be closed";
        assert_eq!(said, format!("error: {file} line 3, column pers_sex: {what}\n"));
    }
}

#[test]
fn lines_that_end_with_a_carriage_return_have_the_right_numbers() {
    let extract = copy();
    let dir = extract.path().to_str().unwrap();
    let file = write(extract.path(), "ssd_person.csv", "pers_person_id,pers_sex\rP1,F\rP2,F\rP3\r");
    let said = failure("scorecard", &[dir, "--snapshot", "2026-03-31"], 1);
    assert!(said.starts_with(&format!("error: {file} line 4: the row has 1 field")), "{said}");
}

#[test]
fn the_environment_does_not_choose_the_number_of_threads() {
    let expected = text(&Command::new(CAREKPI).args(["scorecard", "--format", "csv"]).output().unwrap());
    for threads in ["20000", "0", "", "many", "-1", "99999999999999999999"] {
        let mut command = Command::new(CAREKPI);
        let output = command.args(["scorecard", "--format", "csv"]).env("RAYON_NUM_THREADS", threads).output();
        assert_eq!(text(&output.unwrap()), expected, "{threads}");
    }
}
