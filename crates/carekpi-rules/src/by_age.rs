//! Rules with one limit for younger children and another for older ones.

use carekpi_measure::{Answer, Outcome, UpToDate};
use carekpi_model::ChildAsOf;

/// The answer for a child's age: `up_to_date(true)` for a child younger than `age_limit`, else `up_to_date(false)`.
///
/// Without a date of birth it is the answer for the older child if both agree on whether the rule is met, else undetermined.
#[inline]
pub fn by_age<'a>(child: ChildAsOf<'a, '_>, age_limit: u32, up_to_date: impl Fn(bool) -> UpToDate<'a>) -> Answer<'a> {
    match child.is_under(age_limit) {
        Some(younger) => up_to_date(younger).into(),
        None => {
            let outcome = |younger| up_to_date(younger).outcome(child.as_of());
            Outcome::if_agreed(outcome(true), outcome(false)).into()
        }
    }
}
