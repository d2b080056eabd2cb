//! Which parts are in a result.

use std::collections::BTreeSet;

use crate::{Fingerprint, MergeError};

/// Which parts are in a result: those that were added, less those that were subtracted without having been added as such.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, MergeError, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
/// let council = |id| {
///     let mut builder = Caseload::builder();
///     builder.child(entry::Child { id, ..Default::default() });
///     let caseload = builder.finish().unwrap();
///     Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales()).figures(on).unwrap()
/// };
/// let mut nation = council("A1");
/// nation.merge(&council("B1")).unwrap();
/// assert_eq!(nation.parts().added().count(), 2);
/// let twice = nation.merge(&council("B1")).unwrap_err();
/// assert!(matches!(twice, MergeError::AlreadyAdded(_)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    added: BTreeSet<Fingerprint>,
    subtracted: BTreeSet<Fingerprint>,
}

impl Parts {
    /// The parts that were added, in order.
    pub fn added(&self) -> impl ExactSizeIterator<Item = Fingerprint> + '_ {
        self.added.iter().copied()
    }

    /// The parts that were subtracted, in order, such as one child of a council that was added as a whole.
    pub fn subtracted(&self) -> impl ExactSizeIterator<Item = Fingerprint> + '_ {
        self.subtracted.iter().copied()
    }

    /// One part, or none.
    pub(crate) fn of(fingerprint: Option<Fingerprint>) -> Self {
        Self { added: fingerprint.into_iter().collect(), subtracted: BTreeSet::new() }
    }

    /// The parts as they were written; `None` if they are not in order, or one was both added and subtracted.
    pub(crate) fn read(added: &[Fingerprint], subtracted: &[Fingerprint]) -> Option<Self> {
        let in_order = [added, subtracted].iter().all(|list| list.is_sorted_by(|one, next| one < next));
        let parts = Self { added: added.iter().copied().collect(), subtracted: subtracted.iter().copied().collect() };
        (in_order && parts.added.is_disjoint(&parts.subtracted)).then_some(parts)
    }

    /// Checks that these parts can be added.
    pub(crate) fn check_add(&self, other: &Self) -> Result<(), MergeError> {
        check(&self.added, &other.added, MergeError::AlreadyAdded)?;
        check(&self.subtracted, &other.subtracted, MergeError::AlreadySubtracted)
    }

    /// Checks that these parts can be subtracted.
    pub(crate) fn check_subtract(&self, other: &Self) -> Result<(), MergeError> {
        check(&self.subtracted, &other.added, MergeError::AlreadySubtracted)?;
        check(&self.added, &other.subtracted, MergeError::AlreadyAdded)
    }

    /// Adds parts that were checked. A part that was subtracted and is added again is neither.
    pub(crate) fn add(&mut self, other: &Self) {
        move_all(&other.added, &mut self.subtracted, &mut self.added);
        move_all(&other.subtracted, &mut self.added, &mut self.subtracted);
    }

    /// Subtracts parts that were checked.
    pub(crate) fn subtract(&mut self, other: &Self) {
        move_all(&other.added, &mut self.added, &mut self.subtracted);
        move_all(&other.subtracted, &mut self.subtracted, &mut self.added);
    }
}

/// Refuses a part that is among both.
fn check(
    mine: &BTreeSet<Fingerprint>,
    theirs: &BTreeSet<Fingerprint>,
    error: fn(Fingerprint) -> MergeError,
) -> Result<(), MergeError> {
    theirs.iter().find(|part| mine.contains(part)).map_or(Ok(()), |part| Err(error(*part)))
}

/// Takes each part out of one set, or puts it into the other if it was not there.
fn move_all(parts: &BTreeSet<Fingerprint>, from: &mut BTreeSet<Fingerprint>, to: &mut BTreeSet<Fingerprint>) {
    for part in parts {
        if !from.remove(part) {
            to.insert(*part);
        }
    }
}
