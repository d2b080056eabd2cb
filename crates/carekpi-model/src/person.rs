//! A child's personal details, as the caseload stores them.

use chrono::NaiveDate;

use crate::text::Remap;
use crate::{Code, Id};

/// A child's personal details.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Person {
    pub(crate) id: Id,
    /// The child's place in the order of identifiers.
    pub(crate) id_rank: u32,
    pub(crate) born: Option<NaiveDate>,
    pub(crate) expected: Option<NaiveDate>,
    pub(crate) died: Option<NaiveDate>,
    pub(crate) sex: Code,
    pub(crate) gender: Code,
    pub(crate) ethnicity: Code,
}

impl Person {
    /// Renumbers its identifier and codes for another interner.
    pub(crate) fn renumber(&mut self, remap: &Remap) {
        remap.id(&mut self.id);
        remap.codes([&mut self.sex, &mut self.gender, &mut self.ethnicity]);
    }
}
