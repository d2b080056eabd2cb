//! No public function has more than four arguments, apart from `self`.

use syn::visit::{self, Visit};
use syn::{FnArg, ImplItemFn, ItemFn, ItemTrait, Signature, TraitItem, Visibility};

use crate::sources::{PUBLISHED, modules};

const MOST: usize = 4;

/// The public functions with too many arguments.
#[derive(Default)]
struct TooMany {
    functions: usize,
    found: Vec<String>,
}

impl TooMany {
    fn look(&mut self, signature: &Signature) {
        self.functions += 1;
        let arguments = signature.inputs.iter().filter(|input| matches!(input, FnArg::Typed(_))).count();
        if arguments > MOST {
            self.found.push(format!("{} has {arguments} arguments", signature.ident));
        }
    }
}

impl<'f> Visit<'f> for TooMany {
    fn visit_item_fn(&mut self, function: &'f ItemFn) {
        if matches!(function.vis, Visibility::Public(_)) {
            self.look(&function.sig);
        }
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'f ImplItemFn) {
        if matches!(function.vis, Visibility::Public(_)) {
            self.look(&function.sig);
        }
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_item_trait(&mut self, item: &'f ItemTrait) {
        for item in &item.items {
            if let TraitItem::Fn(function) = item {
                self.look(&function.sig);
            }
        }
    }
}

fn too_many(file: &syn::File) -> TooMany {
    let mut too_many = TooMany::default();
    too_many.visit_file(file);
    too_many
}

#[test]
fn no_public_function_has_more_than_four_arguments() {
    let mut functions = 0;
    for name in PUBLISHED {
        for (module, file) in modules(name) {
            let looked_at = too_many(&file);
            functions += looked_at.functions;
            assert!(looked_at.found.is_empty(), "{name} {}: {:?}", module.join("::"), looked_at.found);
        }
    }
    assert!(functions > 300, "{functions}");
}

#[test]
fn five_arguments_are_seen() {
    let file = syn::parse_str("impl A { pub fn b(&self, a: u8, b: u8, c: u8, d: u8, e: u8) {} fn c() {} }").unwrap();
    assert_eq!(too_many(&file).found, ["b has 5 arguments"]);
    let file = syn::parse_str("pub trait A { fn b(&self, a: u8, b: u8, c: u8, d: u8); fn c(a: [u8; 5]); }").unwrap();
    assert!(too_many(&file).found.is_empty());
}
