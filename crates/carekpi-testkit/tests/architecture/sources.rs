//! The source files of the workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The crates that are published.
pub(crate) const PUBLISHED: [&str; 21] = [
    "carekpi",
    "carekpi-arrow",
    "carekpi-assessments",
    "carekpi-care-leavers",
    "carekpi-check",
    "carekpi-child-protection",
    "carekpi-children-in-need",
    "carekpi-cli",
    "carekpi-cypds",
    "carekpi-dates",
    "carekpi-definitions",
    "carekpi-engine",
    "carekpi-json",
    "carekpi-looked-after",
    "carekpi-measure",
    "carekpi-model",
    "carekpi-report",
    "carekpi-rules",
    "carekpi-ssd",
    "carekpi-synthetic",
    "carekpi-xlsx",
];

/// The program. It may depend on every published crate, and read files and the environment.
pub(crate) const PROGRAM: &str = "carekpi-cli";

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Adds every source file below a folder.
pub(crate) fn find(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.insert(path);
        }
    }
}

/// The source files of a crate, parsed, by the path of their module: `["series", "wire"]`; the root is `[]`.
pub(crate) fn modules(name: &str) -> BTreeMap<Vec<String>, syn::File> {
    let folder = root().join("crates").join(name).join("src");
    let mut files = BTreeSet::new();
    find(&folder, &mut files);
    let module = |file: &PathBuf| {
        let inside = file.strip_prefix(&folder).unwrap().with_extension("");
        let mut path: Vec<String> = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        if matches!(path.last().map(String::as_str), Some("lib" | "main" | "mod")) {
            path.pop();
        }
        (path, syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap())
    };
    files.iter().map(module).collect()
}
