//! Rules that ask one thing of younger children and another of older ones.

use carekpi_measure::{Answer, Clauses, Outcome, Verdict};
use carekpi_model::{ChildOn, Id, PeriodOfCare};

/// Says how a child stands by the clauses for its age: those for one that is younger than `age_limit`, or not. Without a date of
/// birth it is what both say, if they agree.
#[inline]
pub(crate) fn judge_by_age<'a>(
    child: ChildOn<'a, '_>,
    age_limit: u32,
    period: &PeriodOfCare,
    clauses: impl Fn(bool) -> Clauses<'a>,
    each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>),
) {
    match child.is_under(age_limit) {
        Some(younger) => each(Verdict::member(period.id, &clauses(younger))),
        None => {
            let outcome = |younger| clauses(younger).outcome(child.as_of());
            each(Verdict::member(period.id, Outcome::agreed(outcome(true), outcome(false))));
        }
    }
}
