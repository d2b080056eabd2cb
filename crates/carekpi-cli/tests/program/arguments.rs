//! Messages about wrong arguments and unreadable data.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{BUNDLED, CAREKPI, copy, failure, run, text, write};

const SUBCOMMANDS: [&str; 7] = ["scorecard", "series", "worklist", "explain", "readings", "generate", "completions"];

#[test]
fn bad_arguments_exit_2_with_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let definitions = write(folder.path(), "definitions.toml", "[shared]\nend_day = \"exclusive\"\n");
    let closures = write(folder.path(), "closures.txt", "2026-12-29\ntomorrow\n");
    let cases: [(&[&str], &str); 29] = [
        (
            &["--publish", "--by", "worker"],
            "error: --publish: figures by worker are about persons; use another grouping\n",
        ),
        (&["--by", "height"], "error: unknown grouping `height`; use team, sex, ethnicity, age-band or worker\n"),
        (&["--by", ""], "error: --by needs a value; use team, sex, ethnicity, age-band or worker\n"),
        (&["--profile", "ours"], "error: unknown profile `ours`; use default, statutory or national-returns\n"),
        (&["--publish", "--subjects"], "--subjects"),
        (
            &["--format", "csv", "--subjects"],
            "error: --subjects: CSV cannot list the members of a figure; use --format json\n",
        ),
        (&["--publish", "--compare", "2025-12-31"], "--publish"),
        (&["--compare", "2025-12-31", "--period-start", "2025-04-01"], "--compare"),
        (&["--compare", "1949-12-31"], "1949-12-31"),
        (&["--compare", "2026-04-01"], "must be earlier than the snapshot date"),
        (&["--compare", "2026-03-31"], "must be earlier than the snapshot date"),
        (&["--findings=some"], "error: --findings: unknown value `some`; use all or no value\n"),
        (&["--mapping", "/no/such/file"], "error: /no/such/file: there is no such file or folder\n"),
        (&["--snapshot", "31.3.26"], "error: --snapshot: `31.3.26` is not a date; expected YYYY-MM-DD\n"),
        (&["--snapshot", "31/03/2026"], "31/03/2026"),
        (&["--snapshot", "2026-02-30"], "2026-02-30"),
        (&["--out"], "--out needs a value"),
        (&["--snapshot", "1949-12-31"], "1949-12-31"),
        (&["--period-start", "2026-01-02", "--period-end", "2026-01-01"], "before it starts"),
        (&["--period-start", "2026-04-01"], "before it starts"),
        (&["--format", "pdf"], "error: unknown format `pdf`; use table, json, csv, html or xlsx\n"),
        (&["--nonsense"], "error: unknown option `--nonsense`; --help lists the options\n"),
        (&["--snapshots", "2026-03-31"], "error: unknown option `--snapshots`; did you mean --snapshot?\n"),
        (&["one", "two"], "error: unexpected argument `two`\n"),
        (&[BUNDLED], "data needs a snapshot date; give --snapshot YYYY-MM-DD\n"),
        (
            &["--definitions", &definitions],
            "definitions.toml line 2: end_day = \"exclusive\": unknown value `exclusive`; expected `excluded`",
        ),
        (&["--definitions", "/no/such/file"], "/no/such/file"),
        (&["--closures", &closures], "line 2: `tomorrow` is not a date; expected YYYY-MM-DD\n"),
        (&["--closures", "/no/such/file"], "/no/such/file"),
    ];
    for (arguments, says) in cases {
        let said = failure("scorecard", arguments, 2);
        assert!(said.contains(says), "{said}");
    }
    let weekly = ["--from", "2026-01-01", "--to", "2026-03-31", "--every", "week", "--publish"];
    assert!(failure("series", &weekly, 2).contains("a month apart"));
    assert!(failure("worklist", &["--team", "Nowhere"], 2).contains("Nowhere"));
    let said = failure("series", &["--from", "2026-04-01", "--to", "2026-03-31"], 2);
    assert!(said.contains("before it starts"), "{said}");
    assert!(failure("series", &["--from", "2026-04-01"], 2).contains("--to"));
    assert!(
        failure("worklist", &["--within", "-1"], 2)
            .contains("error: --within: `-1` is not a whole number of 0 or more\n")
    );
    let children = |number| failure("generate", &["/no/such/folder", "--children", number], 2);
    for (arguments, says) in [
        (["--children", "0"], "--children: there must be at least 1 child"),
        (["--years", "0"], "--years: there must be at least 1 year of records"),
        (["--years", "3000"], "--years 3000: the records would begin before 1950-01-01"),
        (["--to", "2200-01-01"], "--to: 2200-01-01 is outside the working calendar"),
    ] {
        let said = failure("generate", &[&["/no/such/folder"], &arguments[..]].concat(), 2);
        assert_eq!(said, format!("error: {says}\n"));
    }
    assert_eq!(children("4294967296"), "error: --children: `4294967296` is too large\n");
    assert_eq!(failure("series", &[], 2), "error: missing --from <DATE> and --to <DATE>\n");
    assert!(failure("completions", &["sh"], 2).contains("unknown shell `sh`; use bash, "));
    assert!(failure("scorcard", &[], 2).contains("unknown subcommand `scorcard`; use check, scorecard, series, "));
}

#[test]
fn a_worklist_that_can_have_no_line_is_refused() {
    for (arguments, says) in [
        (
            &["--within", "99999999"][..],
            "--within 99999999: this is too far ahead; the working calendar ends on 2100-12-31",
        ),
        (&["--area", "care-leavers", "--indicator", "cp-visits"], "cp-visits is not an indicator of this area"),
        (&["--indicator", "cp-plans"], "--indicator cp-plans: nothing falls due in it"),
        (&["--area", "care-leavers", "--indicator", "leavers-eet"], "--indicator leavers-eet: nothing falls due in it"),
        (&["--area", "assessments"], "--area assessments: nothing falls due in its indicators"),
    ] {
        let said = failure("worklist", arguments, 2);
        assert!(said.contains(says), "{said}");
    }
    // Every indicator of which there is a line can be asked for, and no other.
    let list = text(&run("worklist", &["--within", "3650", "--format", "csv"]));
    let mut lines = csv::Reader::from_reader(list.as_bytes());
    let place = lines.headers().unwrap().iter().position(|name| name == "indicator").unwrap();
    let listed: BTreeSet<String> = lines.records().map(|line| line.unwrap()[place].to_owned()).collect();
    let accepts = |indicator: &str| run("worklist", &["--indicator", indicator]).status.success();
    let accepted =
        carekpi::catalogue().iter().map(|info| &*info.id).filter(|id| accepts(id)).map(str::to_owned).collect();
    assert_eq!(listed, accepted);
}

#[test]
fn without_a_subcommand_one_line_says_which_there_are() {
    let output = Command::new(CAREKPI).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    for subcommand in SUBCOMMANDS {
        assert!(said.contains(subcommand), "{said}");
    }
}

#[test]
fn help_says_what_there_is_to_choose() {
    for subcommand in SUBCOMMANDS {
        let help = text(&run(subcommand, &["--help"]));
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        let dated = !matches!(subcommand, "series" | "generate" | "completions");
        assert_eq!(help.contains("your own folder"), dated, "{help}");
        let reads = !matches!(subcommand, "generate" | "completions");
        assert_eq!(help.contains("[possible values: default, statutory, national-returns]"), reads, "{help}");
        assert!(!help.contains("[possible values: team") || help.contains("age-band, worker]"), "{help}");
    }
    let help = text(&run("scorecard", &["--help"]));
    for column in [
        "value",
        "of",
        "undetermined",
        "findings",
        "then",
        "change",
        "new",
        "left",
        "met",
        "not met",
        "target",
        "status",
    ] {
        assert!(help.lines().any(|line| line.starts_with(&format!("  {column:14}"))), "{column}: {help}");
    }
}

#[test]
fn a_shell_can_complete_the_arguments() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = text(&run("completions", &[shell]));
        for subcommand in SUBCOMMANDS {
            assert!(script.contains(subcommand), "{shell} {subcommand}");
        }
    }
    for shell in ["bash", "fish", "zsh"] {
        let script = text(&run("completions", &[shell]));
        assert!(script.contains("national-returns") && script.contains("age-band"), "{shell}");
    }
}

#[test]
fn unreadable_data_exits_1_and_names_the_place() {
    let scorecard = |folder: &Path| failure("scorecard", &[folder.to_str().unwrap(), "--snapshot", "2026-03-31"], 1);
    assert!(scorecard(Path::new("/no/such/folder")).contains("/no/such/folder"));

    let folder = copy();
    fs::remove_file(folder.path().join("ssd_person.csv")).unwrap();
    assert!(scorecard(folder.path()).contains("ssd_person"));

    let folder = copy();
    write(folder.path(), "ssd_cp_plans.csv", "cppl_cp_plan_id,cppl_person_id\nCP1,P1\n");
    let said = scorecard(folder.path());
    assert!(said.contains("ssd_cp_plans.csv line 1") && said.contains("cppl_cp_plan_start_date"), "{said}");

    let folder = copy();
    write(folder.path(), "ssd_cp_plans.csv", "");
    let said = scorecard(folder.path());
    assert!(said.contains("ssd_cp_plans.csv line 1") && said.contains("expected the names of the columns"), "{said}");

    let folder = copy();
    let rows = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date\n\"CP\n1\",P1,2026-01-05\n\nCP2,P1\n";
    write(folder.path(), "ssd_cp_plans.csv", rows);
    let said = scorecard(folder.path());
    assert!(said.contains("line 5") && said.contains("cppl_cp_plan_start_date"), "{said}");
}
