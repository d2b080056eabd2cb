//! Identifiers that two records of one kind have.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::{Caseload, Child, EventKind, HasDates, Id, RecordKind};

/// A record whose identifier an earlier record of its kind has.
pub(crate) struct RepeatedId<'c> {
    pub(crate) child: Child<'c>,
    pub(crate) record_kind: RecordKind,
    pub(crate) id: Id,
    pub(crate) date: Option<NaiveDate>,
}

/// The records whose identifier an earlier record of their kind has, kind by kind, in the order of the children's identifiers.
/// None if the source of the records checked that.
pub(crate) fn repeated_ids(caseload: &Caseload) -> Vec<RepeatedId<'_>> {
    let mut search = Search { caseload, found: Vec::new() };
    if caseload.ids_checked {
        return search.found;
    }
    search.lasting(RecordKind::ProtectionPlan, Child::protection_plans);
    search.lasting(RecordKind::InNeedPlan, Child::in_need_plans);
    search.lasting(RecordKind::Referral, Child::referrals);
    search.lasting(RecordKind::PeriodOfCare, Child::periods_of_care);
    search.lasting(RecordKind::LegalStatus, Child::legal_statuses);
    search.lasting(RecordKind::Placement, Child::placements);
    search.lasting(RecordKind::Allocation, Child::allocations);
    search
        .records(RecordKind::Assessment, |child| child.assessments().iter().map(|one| (one.id, one.end.or(one.start))));
    search.records(RecordKind::LeaverSpell, |child| child.leaver_spells().iter().map(|spell| (spell.id, spell.start)));
    search.records(RecordKind::LeaverStatus, |child| {
        child.leaver_statuses().iter().map(|status| (status.id, status.recorded))
    });
    search.records(RecordKind::HealthCheck, |child| {
        child.health_checks().iter().map(|check| (check.id, Some(check.date)))
    });
    for kind in EventKind::ALL {
        search
            .records(RecordKind::Event(kind), |child| child.events(kind).iter().map(|(date, _, id)| (id, Some(date))));
    }
    for kind in caseload.own_kinds() {
        search.records(RecordKind::Own(kind), |child| {
            let events = child.events(kind).iter().map(|(date, _, id)| (id, Some(date)));
            events.chain(child.spells(kind).iter().map(|spell| (spell.id, Some(spell.start))))
        });
    }
    search.found
}

struct Search<'c> {
    caseload: &'c Caseload,
    found: Vec<RepeatedId<'c>>,
}

impl<'c> Search<'c> {
    fn lasting<R: HasDates + 'c>(&mut self, record_kind: RecordKind, records: impl Fn(&Child<'c>) -> &'c [R]) {
        self.records(record_kind, |child| records(&child).iter().map(|record| (record.id(), Some(record.start()))));
    }

    fn records<I: Iterator<Item = (Id, Option<NaiveDate>)>>(
        &mut self,
        record_kind: RecordKind,
        records: impl Fn(Child<'c>) -> I,
    ) {
        let mut seen = HashSet::new();
        for child in self.caseload.children() {
            for (id, date) in records(child) {
                if !id.is_blank() && !seen.insert(self.caseload.text(id)) {
                    self.found.push(RepeatedId { child, record_kind, id, date });
                }
            }
        }
    }
}
