//! The public API of each published library is kept in a file beside it, so that every change is seen.
//!
//! The test reads the compiler's description of a crate, which is an unstable feature. Its form can change with the Rust version,
//! so the test runs only on request, as in `.ci/run`:
//! `cargo test -p carekpi-testkit --test architecture -- --ignored`.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::sources::{PROGRAM, PUBLISHED, root};

/// The public API of a crate with all its features, one item on each line.
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
fn the_public_api_is_as_recorded() {
    let root = root();
    let target = root.join("target/public-api");
    let mut changed = Vec::new();
    for name in PUBLISHED.into_iter().filter(|name| *name != PROGRAM) {
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
