//! The care leavers on a snapshot date, and their latest recorded status.

use carekpi_measure::{Clause, Outcome};
use carekpi_model::{CareLeaver, ChildAsOf, LeaverSpell, LeaverStatus};
use carekpi_rules::NotCounted;
use chrono::NaiveDate;

/// The latest recorded status decides.
pub(crate) const RECORDED: Clause = Clause::new("recorded");

/// The open spell of a care leaver, and the first day that counts as during it.
#[inline]
pub(crate) fn leaver<'a>(child: ChildAsOf<'a, '_>) -> Result<(&'a LeaverSpell, NaiveDate), NotCounted> {
    match child.leaver_spell() {
        CareLeaver::Open { spell, since } => Ok((spell, since)),
        CareLeaver::Undetermined => Err(NotCounted::Undecidable),
        CareLeaver::NotOpen => Err(NotCounted::NoSpell),
    }
}

/// The outcome by the latest recorded status; undetermined if there is none, or if `says` gives `None`.
#[inline]
pub(crate) fn recorded(child: ChildAsOf<'_, '_>, says: impl FnOnce(&LeaverStatus) -> Option<bool>) -> Outcome {
    let decided = child.leaver_status().and_then(|status| Some((says(status)?, status.recorded)));
    decided.map_or(Outcome::UNDETERMINED, |(met, recorded)| Outcome::decided(met, RECORDED, recorded))
}
