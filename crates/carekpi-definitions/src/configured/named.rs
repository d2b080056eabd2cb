//! Names of kinds of record in a file.

use std::ops::Range;

use carekpi_model::{Caseload, OwnKind};
use toml::Spanned;

use crate::near::unknown;
use crate::toml_file::Fault;

/// The name of a kind of record.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) name: String,
    /// Where it is in the file.
    pub(super) place: Range<usize>,
}

impl Named {
    /// A name where it is written.
    pub(super) fn of(name: &Spanned<String>) -> Self {
        Self { name: name.get_ref().clone(), place: name.span() }
    }

    /// The name in words.
    pub(super) fn words(&self) -> String {
        self.name.replace('-', " ")
    }

    /// The kind of a caseload with this name that fits; the names of `built_in` fit too. Names are looked up when a measurement is made, and never again.
    pub(super) fn own_kind(
        &self,
        what: &'static str,
        built_in: &[&str],
        caseload: &Caseload,
        fits: impl Fn(OwnKind) -> bool,
    ) -> Result<OwnKind, Fault> {
        let kinds: Vec<OwnKind> = caseload.own_kinds().filter(|kind| fits(*kind)).collect();
        let found = kinds.iter().find(|kind| kind.name() == self.name).copied();
        found.ok_or_else(|| {
            if caseload.own_kind(&self.name).is_ok() {
                let (is, expected) = if what == "cohort" { ("events", "spells") } else { ("spells", "events") };
                return (
                    self.place.clone(),
                    format!("`{}` is a kind of {is}; expected a kind of {expected}", self.name),
                );
            }
            let known = built_in.iter().copied().chain(kinds.iter().map(OwnKind::name));
            let message = unknown(what, &self.name, known);
            (self.place.clone(), format!("{message}, or a kind of your own that a mapping names"))
        })
    }
}
