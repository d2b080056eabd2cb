//! The first dates of the records of each kind: where the records of an extract begin.

use chrono::NaiveDate;

use crate::{Caseload, EventKind, HasDates, RecordKind};

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
        let place = self.first_dates.find_or_add(|(known, _)| *known == kind, || (kind, first_date_of(self, kind)));
        self.first_dates.get(place).and_then(|(_, date)| *date)
    }
}

fn first_date_of(caseload: &Caseload, kind: RecordKind) -> Option<NaiveDate> {
    match kind {
        RecordKind::ProtectionPlan => first_start(caseload.protection_plans.records()),
        RecordKind::InNeedPlan => first_start(caseload.in_need_plans.records()),
        RecordKind::Referral => first_start(caseload.referrals.records()),
        RecordKind::PeriodOfCare => first_start(caseload.periods_of_care.records()),
        RecordKind::LegalStatus => first_start(caseload.legal_statuses.records()),
        RecordKind::Placement => first_start(caseload.placements.records()),
        RecordKind::Allocation => first_start(caseload.allocations.records()),
        RecordKind::HealthCheck => caseload.health_checks.records().iter().map(|check| check.date).min(),
        RecordKind::Assessment => caseload.assessments.records().iter().filter_map(|assessment| assessment.end).min(),
        RecordKind::LeaverSpell => caseload.leaver_spells.records().iter().filter_map(|spell| spell.start).min(),
        RecordKind::LeaverStatus => {
            caseload.leaver_statuses.records().iter().filter_map(|status| status.recorded).min()
        }
        RecordKind::Event(event) => {
            let first = caseload.events.get(event as usize).and_then(|events| events.dates().iter().min()).copied();
            let stated = caseload.stated_pathway_plans.records().iter().map(|plan| plan.date).min();
            first.into_iter().chain(stated.filter(|_| event == EventKind::PathwayPlan)).min()
        }
        RecordKind::Own(kind) => caseload.own_records(kind)?.first_date(),
        _ => None,
    }
}

fn first_start(records: &[impl HasDates]) -> Option<NaiveDate> {
    records.iter().map(HasDates::start).min()
}
