//! Rules with one limit for younger children and another for older ones.

use carekpi_measure::{Answer, Outcome};
use carekpi_model::ChildAsOf;

/// The answer for a child's age: `answer(true)` for a child younger than `age_limit`, else `answer(false)`.
///
/// Without a date of birth it is the answer for the older child if both agree on whether the rule is met, else undetermined.
#[inline]
pub fn by_age<'a, A: Into<Answer<'a>>>(
    child: ChildAsOf<'a, '_>,
    age_limit: u32,
    answer: impl Fn(bool) -> A,
) -> Answer<'a> {
    match child.is_under(age_limit) {
        Some(younger) => answer(younger).into(),
        None => {
            let outcome = |younger| answer(younger).into().decided(child.as_of()).unwrap_or(Outcome::UNDETERMINED);
            Outcome::if_agreed(outcome(true), outcome(false)).into()
        }
    }
}
