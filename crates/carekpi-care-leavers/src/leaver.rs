//! Judging the care leavers of a snapshot date.

use carekpi_measure::{Answer, Clause, Outcome, Verdict};
use carekpi_model::{ChildOn, Id, LeaverOn, LeaverSpell, LeaverStatus};
use chrono::NaiveDate;

/// The status recorded last decided.
pub(crate) const RECORDED: Clause = Clause::new("recorded");

/// Says how a person stands who is a care leaver: `answer` is given the open spell, and the first day that counts as
/// during it. Whoever can't be placed is left out.
#[inline]
pub(crate) fn judge_leaver<'a, A: Into<Answer<'a>>>(
    child: ChildOn<'a, '_>,
    each: &mut dyn FnMut(Verdict<Id, Answer<'a>>),
    answer: impl FnOnce(&LeaverSpell, NaiveDate) -> A,
) {
    match child.leaver_spell() {
        LeaverOn::Leaver { spell, since } => each(Verdict::member(spell.id, answer(spell, since))),
        LeaverOn::Unplaced => each(Verdict::LeftOut),
        LeaverOn::No => {}
    }
}

/// What the status recorded last says, if it says anything of what is asked.
#[inline]
pub(crate) fn recorded(child: ChildOn<'_, '_>, says: impl FnOnce(&LeaverStatus) -> Option<bool>) -> Outcome {
    let decided = child.leaver_status().and_then(|status| Some((says(status)?, status.recorded)));
    decided.map_or(Outcome::UNDETERMINED, |(met, recorded)| Outcome::decided(met, RECORDED, recorded))
}
