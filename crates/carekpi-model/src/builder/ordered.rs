//! Deciding where children are stored, before all records are known.

use super::CaseloadPart;
use crate::digest::digest_of_persons;
use crate::layout::{ChildOrder, Layout, SortKey, SortKeys, keys_by_id};
use crate::person::Person;
use crate::{CaseloadBuilder, CaseloadError, Executor};

/// A builder whose children are all known, with the place where each is stored. Events can then be laid out in parts while others
/// are still being read, which needs less memory than collecting them all first. The children and records are the same as without
/// it.
///
/// ```
/// use carekpi_model::{Caseload, EventKind, OneThread, entry};
///
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// let ordered = builder.order_children(&OneThread).unwrap();
/// let mut visits = Caseload::builder();
/// for date in chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap().iter_weeks().take(9) {
///     visits.event(child, EventKind::ProtectionVisit, entry::Event::new("", date));
/// }
/// let visits = ordered.lay_out(visits);
/// let caseload = ordered.finish_with(vec![visits], &OneThread).unwrap();
/// assert_eq!(caseload.find("P1").unwrap().events(EventKind::ProtectionVisit).len(), 9);
/// ```
#[derive(Debug)]
pub struct OrderedBuilder {
    pub(super) builder: CaseloadBuilder,
    pub(super) order: ChildOrder,
    /// In storage order.
    pub(super) children: Vec<Person>,
    /// The digest of the persons without their records.
    pub(super) digest: u128,
}

impl CaseloadBuilder {
    /// Decides where each child is stored. There is an example with [`OrderedBuilder`]. Add all children first, and all allocations,
    /// referrals, plans, periods of care and spells as a care leaver. By these, children of one service are stored together, which
    /// makes figures faster. If they are added later, figures are the same.
    ///
    /// # Errors
    ///
    /// Two children have the same identifier.
    pub fn order_children(mut self, executor: &impl Executor) -> Result<OrderedBuilder, CaseloadError> {
        let persons = std::mem::take(&mut self.children);
        let (mut by_id, mut digest, mut sort_keys) = (Ok(Vec::new()), 0, Vec::new());
        executor.run_all(vec![
            Box::new(|| sort_keys = self.sort_keys(persons.len())),
            Box::new(|| {
                let are_sorted;
                (digest, are_sorted) = digest_of_persons(&persons, &self.interner);
                by_id = keys_by_id(&self.interner, &persons, are_sorted);
            }),
        ]);
        let (order, children) = ChildOrder::new(&persons, &by_id?, &sort_keys);
        Ok(OrderedBuilder { builder: self, order, children, digest })
    }

    /// The sort key of each child, by child key.
    fn sort_keys(&self, children: usize) -> Vec<SortKey> {
        let mut sort_keys = SortKeys::new(children);
        sort_keys.assign(&self.leaver_spells, |spell| spell.start);
        sort_keys.assign(&self.periods_of_care, |period| Some(period.start));
        sort_keys.assign(&self.protection_plans, |plan| Some(plan.start));
        sort_keys.assign(&self.in_need_plans, |plan| Some(plan.start));
        sort_keys.assign(&self.referrals, |referral| Some(referral.start));
        sort_keys.by_team(&self.allocations, &self.interner)
    }
}

impl OrderedBuilder {
    /// Lays out the events of a part, to be given to [`finish_with`](Self::finish_with) of this builder, which lays out the part's
    /// other records. The keys in the part belong to this builder; children of the part itself are left out. There is an example with
    /// [`OrderedBuilder`].
    #[must_use]
    pub fn lay_out(&self, mut part: CaseloadBuilder) -> CaseloadPart {
        let entries = std::mem::take(&mut part.events);
        let layout = Layout { interner: &part.interner, children: &self.order };
        let events = entries.map(|entries| layout.columns(entries));
        CaseloadPart { builder: part, events }
    }
}
