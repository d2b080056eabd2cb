//! Which crates a crate may depend on, how long files may be, and what the libraries may read.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::sources::{PROGRAM, PUBLISHED, find, root};

const CORE: &[&str] = &["chrono", "serde", "thiserror"];
const RULES: &[&str] = &["carekpi-dates", "carekpi-measure", "carekpi-model"];
const AREA: &[&str] = &["carekpi-dates", "carekpi-measure", "carekpi-model", "carekpi-rules"];
const ENGINE: &[&str] = &["carekpi-dates", "carekpi-engine", "carekpi-measure", "carekpi-model", "carekpi-rules"];
const AREAS: [&str; 6] = [
    "carekpi-assessments",
    "carekpi-care-leavers",
    "carekpi-child-protection",
    "carekpi-children-in-need",
    "carekpi-cypds",
    "carekpi-looked-after",
];

/// The crates of the workspace that a published crate may depend on, and whether it is limited to the core's outside crates.
fn allowed(name: &str) -> Option<(Vec<&'static str>, bool)> {
    Some(match name {
        "carekpi-dates" => (vec![], true),
        "carekpi-measure" | "carekpi-model" => (vec!["carekpi-dates"], true),
        "carekpi-rules" => (RULES.to_vec(), true),
        area if AREAS.contains(&area) => (AREA.to_vec(), true),
        // The engine knows no area.
        "carekpi-engine" => (AREA.to_vec(), false),
        "carekpi-definitions" => (ENGINE.iter().chain(&AREAS).copied().collect(), false),
        "carekpi-arrow" => (vec!["carekpi-engine", "carekpi-measure", "carekpi-ssd"], false),
        "carekpi-json" => (vec!["carekpi-model"], false),
        "carekpi-ssd" | "carekpi-synthetic" => (vec!["carekpi-dates", "carekpi-model"], false),
        "carekpi-report" => (ENGINE.to_vec(), false),
        "carekpi-check" => (vec!["carekpi-engine", "carekpi-model", "carekpi-report", "carekpi-ssd"], false),
        "carekpi-xlsx" => (vec!["carekpi-report"], false),
        "carekpi" | PROGRAM => (PUBLISHED.to_vec(), false),
        _ => return None,
    })
}

#[test]
fn dependencies_point_one_way() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let mut checked = 0;
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let Some((ours, core)) = allowed(name) else {
            let unpublished = package["publish"].as_array().is_some_and(Vec::is_empty);
            assert!(unpublished, "{name} is published; add what it may depend on to this test");
            continue;
        };
        checked += 1;
        for dependency in package["dependencies"].as_array().unwrap() {
            if dependency["kind"] == "dev" {
                continue;
            }
            let needs = dependency["name"].as_str().unwrap();
            if needs.starts_with("carekpi") {
                assert!(ours.contains(&needs), "{name} may not depend on {needs}");
            } else if core {
                assert!(CORE.contains(&needs), "{name} may not depend on {needs}");
            }
        }
    }
    assert_eq!(checked, PUBLISHED.len());
}

#[test]
fn files_are_short() {
    let mut files = BTreeSet::new();
    for folder in ["crates", "examples", "benches"] {
        find(&root().join(folder), &mut files);
    }
    assert!(files.len() > 80);
    for file in files {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        let shown = file.strip_prefix(root()).unwrap().display().to_string();
        let is_rule = AREAS.iter().any(|area| shown.starts_with(&format!("crates/{area}/src")));
        let most = if is_rule { 150 } else { 500 };
        assert!(lines <= most, "{shown} has {lines} lines; the limit is {most}");
    }
}

/// The same input gives the same output on every machine. No published crate reads a clock, the environment, other processes or
/// the network, and only extracts are read from files. The program reads no clock and no network.
#[test]
fn libraries_read_only_their_input() {
    const NEVER: [&str; 7] = ["std::net", "Utc::", "Local::", "std::time", "std::env", "std::process", "std::thread"];
    const NEVER_BY_THE_PROGRAM: [&str; 5] = ["std::net", "Utc::", "Local::", "SystemTime", "Instant"];
    let mut files = BTreeSet::new();
    find(&root().join("crates"), &mut files);
    let mut looked_at = 0;
    for file in files {
        let shown = file.strip_prefix(root()).unwrap().display().to_string();
        let name = shown.split('/').nth(1).unwrap();
        if allowed(name).is_none() || !shown.starts_with(&format!("crates/{name}/src")) {
            continue;
        }
        looked_at += 1;
        let text = fs::read_to_string(&file).unwrap();
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let never = if name == PROGRAM { &NEVER_BY_THE_PROGRAM[..] } else { &NEVER };
            let found = never.iter().find(|path| line.contains(**path));
            let reads_files = ["carekpi-ssd", PROGRAM].contains(&name);
            let found = found.or(Some(&"std::fs").filter(|path| line.contains(**path) && !reads_files));
            assert_eq!(found, None, "{shown}: {line}");
        }
    }
    assert!(looked_at > 80, "{looked_at}");
}
