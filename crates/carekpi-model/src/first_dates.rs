//! The first dates of the records of each kind: where the records of an extract begin.

use chrono::NaiveDate;

use crate::{Caseload, Child, EventKind, HasDates, RecordKind};

impl Caseload {
    /// The first date of the records of a kind: of records with a start, the first start. `None` if there are none, and for kinds
    /// that are a part of another record or of a person, such as a placement's code or a date of birth.
    ///
    /// An extract can begin later than what it is about. Before this date, no record of the kind says nothing.
    ///
    /// ```
    /// use carekpi_model::{Caseload, EventKind, RecordKind, entry};
    /// use chrono::NaiveDate;
    ///
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// for (id, start) in [("P1", day(2026, 1, 5)), ("P2", day(2019, 1, 5))] {
    ///     let child = builder.child(entry::Child { id, ..Default::default() });
    ///     builder.protection_plan(child, entry::Plan::new("", start));
    /// }
    /// let caseload = builder.finish().unwrap();
    /// assert_eq!(caseload.first_date(RecordKind::ProtectionPlan), Some(day(2019, 1, 5)));
    /// assert_eq!(caseload.first_date(RecordKind::Event(EventKind::CoreGroup)), None);
    /// ```
    #[must_use]
    pub fn first_date(&self, kind: RecordKind) -> Option<NaiveDate> {
        if kind == RecordKind::Population {
            return self.population().estimates().iter().map(|estimate| estimate.published).min();
        }
        let first = || self.by_storage_index().filter_map(|child| of_child(child, kind)).min();
        let place = self.first_dates.find_or_add(|(known, _)| *known == kind, || (kind, first()));
        self.first_dates.get(place).and_then(|(_, date)| *date)
    }
}

/// The first date of a child's records of a kind. Records are stored by date.
fn of_child(child: Child<'_>, kind: RecordKind) -> Option<NaiveDate> {
    match kind {
        RecordKind::ProtectionPlan => first_start(child.protection_plans()),
        RecordKind::InNeedPlan => first_start(child.in_need_plans()),
        RecordKind::Referral => first_start(child.referrals()),
        RecordKind::PeriodOfCare => first_start(child.periods_of_care()),
        RecordKind::LegalStatus => first_start(child.legal_statuses()),
        RecordKind::Placement => first_start(child.placements()),
        RecordKind::Allocation => first_start(child.allocations()),
        RecordKind::HealthCheck => child.health_checks().first().map(|check| check.date),
        RecordKind::Assessment => child.assessments().iter().find_map(|assessment| assessment.end),
        RecordKind::LeaverSpell => child.leaver_spells().iter().find_map(|spell| spell.start),
        RecordKind::LeaverStatus => child.leaver_statuses().iter().find_map(|status| status.recorded),
        RecordKind::Event(event) => {
            let stated = child.stated_pathway_plans().first().filter(|_| event == EventKind::PathwayPlan);
            let first = child.events(event).iter().next().map(|(date, ..)| date);
            first.into_iter().chain(stated.map(|plan| plan.date)).min()
        }
        _ => None,
    }
}

fn first_start(records: &[impl HasDates]) -> Option<NaiveDate> {
    records.first().map(HasDates::start)
}
