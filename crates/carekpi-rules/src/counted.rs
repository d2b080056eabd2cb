//! A record that a rule counts.

use carekpi_measure::Answer;
use carekpi_model::Id;

/// A record that a rule counts: it is in the denominator (for counts: it is counted), and the answer says whether it meets the
/// rule.
///
/// ```
/// use carekpi_measure::Outcome;
/// use carekpi_model::{Caseload, entry};
/// use carekpi_rules::Counted;
///
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.protection_plan(child, entry::Plan { id: "CP1", ..Default::default() });
/// let caseload = builder.finish().unwrap();
/// let plan = caseload.find("P1").unwrap().protection_plans()[0];
/// let counted = Counted::by(plan.id, Outcome::UNDETERMINED);
/// assert_eq!(caseload.text(counted.record), "CP1");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// The record that the rule was applied to.
    pub record: Id,
    /// Whether it meets the rule, and why.
    pub answer: Answer<'a>,
}

impl<'a> Counted<'a> {
    /// This record, by this answer: when it is up to date, or an outcome.
    #[inline]
    #[must_use]
    pub fn by(record: Id, answer: impl Into<Answer<'a>>) -> Self {
        Self { record, answer: answer.into() }
    }
}
