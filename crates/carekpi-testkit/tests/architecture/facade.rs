//! The facade only re-exports.

use syn::{Item, ItemMod};

use crate::sources::modules;

/// The kinds of these items that are not re-exports.
fn more_than_re_exports(items: &[Item]) -> Vec<&'static str> {
    let kind = |item: &Item| match item {
        Item::Use(_) | Item::Mod(ItemMod { content: None, .. }) => Vec::new(),
        Item::Mod(ItemMod { content: Some((_, items)), .. }) => more_than_re_exports(items),
        Item::Fn(_) => vec!["a function"],
        Item::Impl(_) => vec!["an impl"],
        _ => vec!["an item"],
    };
    items.iter().flat_map(kind).collect()
}

#[test]
fn the_facade_has_no_function_body() {
    let modules = modules("carekpi");
    assert!(modules.len() >= 2);
    for (module, file) in modules {
        assert_eq!(more_than_re_exports(&file.items), [""; 0], "{}", module.join("::"));
    }
}

#[test]
fn a_function_body_is_seen() {
    let file: syn::File = syn::parse_str("pub use a::B; pub mod c { pub use d::E; pub fn f() {} }").unwrap();
    assert_eq!(more_than_re_exports(&file.items), ["a function"]);
}
