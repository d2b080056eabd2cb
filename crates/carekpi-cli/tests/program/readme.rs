//! The README shows what the program prints.

use crate::{run, text};

/// Every command of the README that is followed by its output: the subcommand, its arguments, and the lines shown. A line `...`
/// means that lines are left out.
fn shown_in_the_readme() -> Vec<(String, Vec<String>, String)> {
    let readme = include_str!("../../../../README.md");
    let mut shown = Vec::new();
    for part in readme.split("```sh\ncargo run --release -- ").skip(1) {
        let (command, after) = part.split_once("\n```").unwrap();
        let Some((_, output)) = after.split_once("```text\n").filter(|(between, _)| !between.contains("```")) else {
            continue;
        };
        let (name, arguments) = command.split_once(' ').unwrap_or((command, ""));
        let arguments = arguments.split_whitespace().map(str::to_owned).collect();
        shown.push((name.to_owned(), arguments, output.split_once("```").unwrap().0.to_owned()));
    }
    shown
}

#[test]
fn the_output_in_the_readme_is_what_is_printed() {
    let shown = shown_in_the_readme();
    assert!(shown.len() >= 5, "{shown:?}");
    for (name, arguments, output) in shown {
        let printed = text(&run(&name, &arguments.iter().map(String::as_str).collect::<Vec<_>>()));
        let mut lines = printed.lines();
        let mut skipping = false;
        for line in output.lines() {
            if line == "..." {
                skipping = true;
                continue;
            }
            let found = if skipping { lines.any(|printed| printed == line) } else { lines.next() == Some(line) };
            assert!(found, "{name} {arguments:?} does not print: {line}");
            skipping = false;
        }
        assert!(skipping || lines.next().is_none(), "{name} {arguments:?} prints more");
        assert!(printed.lines().all(|line| line.chars().count() <= 120), "{name} {arguments:?}");
    }
}
