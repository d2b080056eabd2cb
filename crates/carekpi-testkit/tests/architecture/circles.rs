//! No crate has a circle of files, apart from the model's store and its view. Names that come through `lib.rs` or a `mod.rs` are
//! resolved to the file that defines them.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{Item, ItemUse, UseTree, Visibility};

use crate::sources::{PUBLISHED, modules};

type Module = Vec<String>;

/// The files of the model that may need each other: the store and its view.
const STORE_AND_VIEWS: [&str; 11] = [
    "caseload",
    "child",
    "child_as_of",
    "own_caseload",
    // Indices of the store, and what is found in it by lists of texts.
    "care_statuses",
    "code_column",
    "coded_events",
    "deaths",
    "eligibility",
    "workers",
    "findings",
];

/// The `use` declarations of a file, and the paths in its code, as lists of names.
#[derive(Default)]
struct Paths {
    private: Vec<Vec<String>>,
    /// The paths that it re-exports, each with its new name.
    re_exports: Vec<(String, Vec<String>)>,
    /// The first name of each path in its code.
    used: BTreeSet<String>,
}

impl Paths {
    fn add_use(&mut self, tree: &UseTree, mut path: Vec<String>, is_re_export: bool) {
        match tree {
            UseTree::Path(part) => {
                path.push(part.ident.to_string());
                self.add_use(&part.tree, path, is_re_export);
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.add_use(tree, path.clone(), is_re_export));
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                if name != "self" {
                    path.push(name.clone());
                }
                self.add(name, path, is_re_export);
            }
            UseTree::Rename(rename) => {
                path.push(rename.ident.to_string());
                self.add(rename.rename.to_string(), path, is_re_export);
            }
            UseTree::Glob(_) => {
                let is_ours = matches!(path.first().map(String::as_str), Some("crate" | "self" | "super"));
                assert!(!is_ours, "a glob hides which file is needed: {path:?}");
            }
        }
    }

    fn add(&mut self, name: String, path: Vec<String>, is_re_export: bool) {
        if is_re_export { self.re_exports.push((name, path)) } else { self.private.push(path) }
    }
}

impl<'f> Visit<'f> for Paths {
    fn visit_item_use(&mut self, item: &'f ItemUse) {
        let is_re_export = !matches!(item.vis, Visibility::Inherited);
        self.add_use(&item.tree, Vec::new(), is_re_export);
    }

    fn visit_path(&mut self, path: &'f syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.used.extend(names.first().cloned());
        if names.len() > 1 {
            self.private.push(names);
        }
        visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, item: &'f syn::ItemMod) {
        // The tests of a file may use anything.
        if !item.attrs.iter().any(|attribute| attribute.path().is_ident("cfg")) {
            visit::visit_item_mod(self, item);
        }
    }
}

struct Crate {
    paths: BTreeMap<Module, Paths>,
    /// The names of the items that each file defines.
    items: BTreeMap<Module, BTreeSet<String>>,
}

impl Crate {
    fn new(files: &BTreeMap<Module, syn::File>) -> Self {
        let mut paths = BTreeMap::new();
        let mut items = BTreeMap::new();
        for (module, file) in files {
            let mut of_file = Paths::default();
            of_file.visit_file(file);
            paths.insert(module.clone(), of_file);
            items.insert(module.clone(), file.items.iter().filter_map(name_of).collect());
        }
        Self { paths, items }
    }

    /// The file that defines what a path names, seen from a module; `None` for other crates.
    fn defines(&self, from: &Module, path: &[String]) -> Option<Module> {
        let mut at = match path.first()?.as_str() {
            "crate" => Module::new(),
            "self" => from.clone(),
            "super" => from.split_last()?.1.to_vec(),
            child if self.is_module(from, child) => [from.as_slice(), &[child.to_owned()]].concat(),
            _ => return None,
        };
        let relative = matches!(path[0].as_str(), "crate" | "self" | "super");
        for (place, name) in path.iter().enumerate().skip(1) {
            if name == "super" && relative {
                at.pop();
            } else if self.is_module(&at, name) {
                at.push(name.clone());
            } else if self.items[&at].contains(name) {
                return Some(at);
            } else {
                let re_exports = &self.paths[&at].re_exports;
                let Some((_, next)) = re_exports.iter().find(|(exported, _)| exported == name) else {
                    // Made by a macro.
                    return Some(at);
                };
                let further = [next.as_slice(), &path[place + 1..]].concat();
                return self.defines(&at, &further);
            }
        }
        Some(at)
    }

    fn is_module(&self, at: &Module, name: &str) -> bool {
        self.paths.contains_key(&[at.as_slice(), &[name.to_owned()]].concat())
    }

    /// The files that each file depends on, apart from itself.
    fn needs(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let needs = self.paths.iter().map(|(module, paths)| {
            let re_exported = paths.re_exports.iter().filter(|(name, _)| paths.used.contains(name));
            let needed = paths.private.iter().chain(re_exported.map(|(_, path)| path));
            let needed = needed.filter_map(|path| self.defines(module, path));
            (module.clone(), needed.filter(|needed| needed != module).collect())
        });
        needs.collect()
    }
}

fn name_of(item: &Item) -> Option<String> {
    Some(
        match item {
            Item::Const(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Fn(item) => &item.sig.ident,
            Item::Static(item) => &item.ident,
            Item::Struct(item) => &item.ident,
            Item::Trait(item) => &item.ident,
            Item::Type(item) => &item.ident,
            Item::Macro(item) => item.ident.as_ref()?,
            _ => return None,
        }
        .to_string(),
    )
}

/// The sets of files that depend on one another in a circle.
fn circles(files: &BTreeMap<Module, syn::File>) -> BTreeSet<BTreeSet<String>> {
    let needs = Crate::new(files).needs();
    let reached_from = |start: &Module| {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&Module> = needs[start].iter().collect();
        while let Some(next) = open.pop() {
            if reached.insert(next.clone()) {
                open.extend(&needs[next]);
            }
        }
        reached
    };
    let reached: BTreeMap<&Module, BTreeSet<Module>> =
        needs.keys().map(|module| (module, reached_from(module))).collect();
    let circle = |module: &&Module| -> Option<BTreeSet<String>> {
        let is_in = |other: &&Module| reached[*module].contains(*other) && reached[*other].contains(*module);
        let circle: BTreeSet<String> = reached.keys().filter(|other| is_in(other)).map(|one| one.join("::")).collect();
        (circle.len() > 1).then_some(circle)
    };
    reached.keys().filter_map(circle).collect()
}

#[test]
fn no_circle_of_files_but_the_store_and_its_views() {
    for name in PUBLISHED {
        let files = modules(name);
        for circle in circles(&files) {
            let is_store = |file: &String| STORE_AND_VIEWS.contains(&file.as_str());
            assert!(name == "carekpi-model" && circle.iter().all(is_store), "{name}: {circle:?}");
        }
    }
}

/// The circles of a root and two files.
fn circles_of(root: &str, a: &str, b: &str) -> Vec<Vec<String>> {
    let file = |text: &str| syn::parse_str(text).unwrap();
    let files = [(vec![], file(root)), (vec!["a".to_owned()], file(a)), (vec!["b".to_owned()], file(b))];
    circles(&BTreeMap::from(files)).into_iter().map(|circle| circle.into_iter().collect()).collect()
}

#[test]
fn a_circle_is_seen_however_it_is_written() {
    let root = "mod a; mod b; pub use a::A; pub use b::B;";
    let b_needs_a = "pub struct B; impl B { fn a(self) -> crate::a::A { todo!() } }";
    for a in [
        "use crate::B; pub struct A(B);",
        "pub(crate) use crate::b::B; pub struct A(B);",
        "pub struct A(super::b::B);",
        "use crate::B as Other; pub struct A(Other);",
    ] {
        assert_eq!(circles_of(root, a, b_needs_a), [["a", "b"]], "{a}");
    }
    assert!(circles_of(root, "pub struct A;", b_needs_a).is_empty());
    // Between the root and a file, and by a type that a macro makes.
    let calls = "mod a; pub struct R; fn f() { a::g() }";
    assert_eq!(circles_of(calls, "use crate::R; pub fn g() -> R { R }", ""), [["", "a"]]);
    let used = "mod a; pub use a::A; pub struct R; fn f() -> A { todo!() }";
    assert_eq!(circles_of(used, "use crate::R; pub struct A(R);", ""), [["", "a"]]);
    let (by_macro, needs) = ("use crate::b::B; make! { A(B) }", "use crate::a::A; pub struct B(A);");
    assert_eq!(circles_of(root, by_macro, needs), [["a", "b"]]);
}
