//! Names of kinds of record in a file.

use carekpi_model::{Caseload, OwnKind};

use crate::DefinitionsError;
use crate::near::unknown;

/// The name of a kind of record.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) name: String,
    /// The error for a caseload that does not know it, without its message.
    pub(super) place: DefinitionsError,
}

impl Named {
    /// The name in words.
    pub(super) fn words(&self) -> String {
        self.name.replace('-', " ")
    }

    /// The kind of a caseload with this name that fits, and is none of `ours`. Names are looked up when a measurement is made, and never again.
    pub(super) fn own_kind(
        &self,
        what: &'static str,
        ours: &[&str],
        caseload: &Caseload,
        fits: impl Fn(OwnKind) -> bool,
    ) -> Result<OwnKind, DefinitionsError> {
        let kinds: Vec<OwnKind> = caseload.own_kinds().filter(|kind| fits(*kind)).collect();
        let found = kinds.iter().find(|kind| kind.name() == self.name).copied();
        found.ok_or_else(|| {
            let known = ours.iter().copied().chain(kinds.iter().map(OwnKind::name));
            let message = unknown(what, &self.name, known);
            DefinitionsError { message: format!("{message}, or a kind that a mapping names"), ..self.place.clone() }
        })
    }
}
