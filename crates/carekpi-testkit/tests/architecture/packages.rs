//! What every published crate has in its package.

use std::fs;

use crate::sources::{PROGRAM, PUBLISHED, root};

/// The README.md of a library is the beginning of its documentation, so that there is one text and its example is a test.
#[test]
fn every_package_is_complete() {
    let licence = fs::read_to_string(root().join("LICENSE")).unwrap();
    for name in PUBLISHED {
        let folder = root().join("crates").join(name);
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        for key in ["version", "edition", "rust-version", "license", "keywords", "repository"] {
            assert!(manifest.contains(&format!("\n{key}.workspace = true\n")), "{name} does not inherit {key}");
        }
        for key in ["description = \"", "categories"] {
            assert!(manifest.contains(&format!("\n{key}")), "{name} has no {key}");
        }
        assert_eq!(fs::read_to_string(folder.join("LICENSE")).unwrap(), licence, "{name}");

        let readme = fs::read_to_string(folder.join("README.md")).unwrap();
        if name == PROGRAM {
            continue;
        }
        assert!(readme.contains("\n```rust\n"), "the README.md of {name} has no example");
        assert!(
            !readme.contains("[`"),
            "the README.md of {name} links to an item, which works in the documentation only"
        );
        let library = fs::read_to_string(folder.join("src/lib.rs")).unwrap();
        assert!(library.starts_with("#![doc = include_str!(\"../README.md\")]\n"), "{name}");
        if manifest.contains("\n[features]\n") {
            assert!(manifest.contains("\n[package.metadata.docs.rs]\nall-features = true\n"), "{name}");
            assert!(library.contains("\n#![cfg_attr(docsrs, feature(doc_cfg))]\n"), "{name}");
        }
    }
}
