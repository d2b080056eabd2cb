//! How it is known that a care leaver is in touch, and the latest contact.

use carekpi_dates::{Span, reading};
use carekpi_measure::{Clause, ClauseResult, Outcome};
use carekpi_model::{ChildAsOf, Eligibility};

reading! {
    /// How is it known that a care leaver is in touch?
    pub enum InTouchReading: "in_touch" {
        /// The latest recorded status has one of the codes.
        Recorded = "recorded",
        /// The latest contact in any status recorded so far was within the last two months. Visits do not count as contacts.
        ContactWithin = "contact_within",
    }
}

/// The outcome by the latest contact in any status recorded so far.
#[inline]
pub(crate) fn by_contact(child: ChildAsOf<'_, '_>, eligibility: &Eligibility, within: Span) -> Outcome {
    let as_of = child.as_of();
    let contacts = child.leaver_statuses(eligibility).filter_map(|status| status.contact);
    let latest = contacts.filter(|contact| as_of.happened(*contact)).max();
    let within = as_of.within_last(within);
    latest.and_then(|contact| ClauseResult::new(Clause::SINCE_LAST, contact, within, as_of)).into()
}
