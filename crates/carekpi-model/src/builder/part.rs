//! A part of the records of a caseload.

use super::{CaseloadBuilder, ChildKey};
use crate::event::EventsByKind;
use crate::layout::ChildOrder;

/// A part of the records of a caseload, for [`OrderedBuilder::finish_with`](crate::OrderedBuilder::finish_with).
/// [`OrderedBuilder::lay_out`](crate::OrderedBuilder::lay_out) makes one whose events are laid out. That it was made by another
/// `OrderedBuilder` is not detected. A part that is made [`From`] a builder is laid out when the caseload is built.
///
/// ```
/// use carekpi_model::{Caseload, CaseloadPart, OneThread, entry};
///
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// let mut referrals = Caseload::builder();
/// let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
/// referrals.referral(child, entry::Referral::new("R1", start));
/// let ordered = builder.order_children(&OneThread).unwrap();
/// let caseload = ordered.finish_with(vec![CaseloadPart::from(referrals)], &OneThread).unwrap();
/// assert_eq!(caseload.find("P1").unwrap().referrals().len(), 1);
/// ```
#[derive(Debug, Default)]
pub struct CaseloadPart {
    /// The records that are not laid out.
    pub(super) builder: CaseloadBuilder,
    /// The events that are laid out.
    pub(super) events: EventsByKind,
}

impl From<CaseloadBuilder> for CaseloadPart {
    fn from(builder: CaseloadBuilder) -> Self {
        Self { builder, events: EventsByKind::default() }
    }
}

impl CaseloadBuilder {
    /// Takes over the children of another builder, after those of this one, so that persons can be read in parallel. Returns the keys
    /// that they have here, in the order in which they were added. The records of `part` are left out: their keys are of `part`.
    ///
    /// ```
    /// use carekpi_model::{Caseload, entry};
    ///
    /// let [mut builder, mut part] = [Caseload::builder(), Caseload::builder()];
    /// builder.child(entry::Child { id: "P1", ..Default::default() });
    /// part.child(entry::Child { id: "P2", ..Default::default() });
    /// let keys = builder.append_children(part);
    /// let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
    /// builder.referral(keys[0], entry::Referral::new("R1", start));
    /// assert_eq!(builder.finish().unwrap().find("P2").unwrap().referrals().len(), 1);
    /// ```
    pub fn append_children(&mut self, part: Self) -> Vec<ChildKey> {
        let remap = self.interner.add_all(&part.interner);
        let first = self.children.len();
        self.children.extend(part.children.into_iter().map(|mut child| {
            child.renumber(&remap);
            child
        }));
        (first..self.children.len()).map(|number| ChildKey(u32::try_from(number).unwrap_or(u32::MAX))).collect()
    }

    /// Joins the events of parts that are laid out. If events of a kind are in several parts, or in this builder too, all of them
    /// are added to this builder, to be laid out together.
    pub(super) fn join(&mut self, parts: Vec<EventsByKind>, order: &ChildOrder) -> EventsByKind {
        let mut joined = EventsByKind::default();
        for part in parts {
            for ((columns, more), entries) in joined.iter_mut().zip(part).zip(&mut self.events) {
                if columns.is_empty() && entries.is_empty() {
                    *columns = more;
                } else if !more.is_empty() {
                    let keys = order.keys();
                    for columns in [std::mem::take(columns), more] {
                        entries.append(&mut columns.entries(&keys));
                    }
                }
            }
        }
        joined
    }
}
