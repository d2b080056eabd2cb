//! Rules with one limit for younger children and another for older ones.

use carekpi_measure::Outcome;
use carekpi_model::ChildAsOf;

use crate::Counted;

/// The answer for a child's age: `counted(true)` for a child younger than `age_limit`, else `counted(false)`.
///
/// Without a date of birth it is the answer for the older child if both agree on whether the rule is met, else undetermined.
#[inline]
pub fn by_age<'a>(child: ChildAsOf<'a, '_>, age_limit: u32, counted: impl Fn(bool) -> Counted<'a>) -> Counted<'a> {
    match child.is_under(age_limit) {
        Some(younger) => counted(younger),
        None => at_any_age(child, counted),
    }
}

/// The answer if both agree.
#[cold]
fn at_any_age<'a>(child: ChildAsOf<'a, '_>, counted: impl Fn(bool) -> Counted<'a>) -> Counted<'a> {
    let outcome = |counted: Counted<'a>| counted.answer.decided(child.as_of()).unwrap_or(Outcome::UNDETERMINED);
    let older = counted(false);
    Counted::by(older.record, Outcome::if_agreed(outcome(counted(true)), outcome(older)))
}
