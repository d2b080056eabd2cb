//! The documents show what the program prints, and link to what exists.

use std::path::Path;

use crate::{run, text};

/// The documents with output of the program, or links, by their paths in the workspace.
const DOCUMENTS: [(&str, &str); 8] = [
    ("README.md", include_str!("../../../../README.md")),
    ("CONTRIBUTING.md", include_str!("../../../../CONTRIBUTING.md")),
    ("SECURITY.md", include_str!("../../../../SECURITY.md")),
    ("crates/carekpi-cli/README.md", include_str!("../../README.md")),
    ("crates/carekpi-cli/docs/program.md", include_str!("../../docs/program.md")),
    ("crates/carekpi-cli/docs/your-extract.md", include_str!("../../docs/your-extract.md")),
    ("crates/carekpi/docs/limits.md", include_str!("../../../carekpi/docs/limits.md")),
    ("crates/carekpi/docs/which-crate.md", include_str!("../../../carekpi/docs/which-crate.md")),
];

/// Every command of a document that is followed by its output: the subcommand, its arguments, and the lines shown. A line `...`
/// means that lines are left out.
fn shown_in(document: &str) -> Vec<(String, Vec<String>, String)> {
    let mut shown = Vec::new();
    for part in document.split("```sh\n").skip(1) {
        let Some((command, after)) = part.split_once("```") else { continue };
        let command = command.trim_end();
        let ours =
            ["cargo run -- ", "cargo run --release -- ", "carekpi "].iter().find_map(|run| command.strip_prefix(run));
        let Some(command) = ours.filter(|command| !command.contains('\n')) else { continue };
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
fn the_output_in_the_documents_is_what_is_printed() {
    let mut outputs = 0;
    for (document, content) in DOCUMENTS {
        for (name, arguments, output) in shown_in(content) {
            outputs += 1;
            let printed = text(&run(&name, &arguments.iter().map(String::as_str).collect::<Vec<_>>()));
            let mut lines = printed.lines();
            let mut skipping = false;
            for line in output.lines() {
                if line == "..." {
                    skipping = true;
                    continue;
                }
                let found = if skipping { lines.any(|printed| printed == line) } else { lines.next() == Some(line) };
                assert!(found, "{document}: {name} {arguments:?} does not print: {line}");
                skipping = false;
            }
            assert!(skipping || lines.next().is_none(), "{document}: {name} {arguments:?} prints more");
            assert!(printed.lines().all(|line| line.chars().count() <= 120), "{document}: {name} {arguments:?}");
        }
    }
    assert!(outputs >= 10, "{outputs}");
}

#[test]
fn links_lead_to_files() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut links = 0;
    for (document, content) in DOCUMENTS {
        for target in content.split("](").skip(1).filter_map(|after| Some(after.split_once(')')?.0)) {
            let file = target.split('#').next().unwrap();
            if !target.contains("://") && !file.is_empty() {
                links += 1;
                assert!(top.join(document).with_file_name(file).exists(), "{document} links to {target}");
            }
        }
    }
    assert!(links >= 15, "{links}");
}

#[test]
fn the_readme_is_short() {
    assert!(DOCUMENTS[0].1.lines().count() <= 200);
}
