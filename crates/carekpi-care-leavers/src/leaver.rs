//! Judging the care leavers of a snapshot date.

use carekpi_measure::{Answer, Clause, Outcome, Verdict};
use carekpi_model::{ChildOn, Id, LeaverOn, LeaverSpell, LeaverStatus};
use chrono::NaiveDate;

/// The status recorded last decided.
pub(crate) const RECORDED: Clause = Clause::new("recorded");

/// The open spell of a person who is a care leaver, and the first day that counts as during it. Whoever can't be placed is left
/// out.
#[inline]
pub(crate) fn leaver_or_left_out<'a>(
    child: ChildOn<'a, '_>,
    each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>),
) -> Option<(&'a LeaverSpell, NaiveDate)> {
    match child.leaver_spell() {
        LeaverOn::Leaver { spell, since } => Some((spell, since)),
        LeaverOn::Unplaced => {
            each(Verdict::LeftOut);
            None
        }
        LeaverOn::No => None,
    }
}

/// What the status recorded last says, if it says anything of what is asked.
#[inline]
pub(crate) fn recorded(child: ChildOn<'_, '_>, says: impl FnOnce(&LeaverStatus) -> Option<bool>) -> Outcome {
    let decided = child.leaver_status().and_then(|status| Some((says(status)?, status.recorded)));
    decided.map_or(Outcome::UNDETERMINED, |(met, recorded)| Outcome::decided(met, RECORDED, recorded))
}
