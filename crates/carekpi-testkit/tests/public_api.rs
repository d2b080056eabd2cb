//! What each published crate offers is written down beside it, so that no change of it goes unseen.
//!
//! The compiler's own description is read, which it gives only when asked as if it were a nightly one. That form may
//! change from one Rust version to the next, so that the test is run on purpose, as `.ci/run` does:
//! `cargo test -p carekpi-testkit --test public_api -- --ignored`.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use std::fs;
use std::path::Path;
use std::process::Command;

const CRATES: [&str; 17] = [
    "carekpi",
    "carekpi-assessments",
    "carekpi-care-leavers",
    "carekpi-child-protection",
    "carekpi-children-in-need",
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
];

/// What a crate offers with all its features, an item a line.
fn surface(root: &Path, target: &Path, name: &str) -> String {
    let described = Command::new(env!("CARGO"))
        .args(["rustdoc", "--quiet", "--lib", "--all-features", "--package", name, "--target-dir"])
        .arg(target)
        .args(["--", "-Zunstable-options", "--output-format=json", "--cap-lints=allow"])
        .env("RUSTC_BOOTSTRAP", "1")
        .current_dir(root)
        .status()
        .unwrap();
    assert!(described.success(), "{name} can't be described");
    let description = target.join("doc").join(format!("{}.json", name.replace('-', "_")));
    let surface = public_api::Builder::from_rustdoc_json(description)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build()
        .unwrap();
    surface.to_string()
}

#[test]
#[ignore = "reads the compiler's description of the crates, whose form depends on its version"]
fn what_the_crates_offer_is_what_is_written_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    let target = root.join("target/public-api");
    let mut changed = Vec::new();
    for name in CRATES {
        let written_down = root.join("crates").join(name).join("public-api.txt");
        let surface = surface(&root, &target, name);
        if fs::read_to_string(&written_down).is_ok_and(|text| text == surface) {
            continue;
        }
        let now = target.join(format!("{name}.txt"));
        fs::write(&now, surface).unwrap();
        changed.push(format!("diff {} {}", written_down.display(), now.display()));
    }
    assert!(
        changed.is_empty(),
        "the public surface has changed; look, and copy what is meant:\n{}",
        changed.join("\n")
    );
}
