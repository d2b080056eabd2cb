//! Findings: what may be wrong in the records of a caseload.

use std::fmt;

use carekpi_dates::{AsOf, Conventions};
use chrono::NaiveDate;

use crate::covered::Covered;
use crate::repeated_ids::{RepeatedId, repeated_ids};
use crate::table::to_usize;
use crate::{Caseload, Child, EventKind, HasDates, Id, RecordKind};

/// The kind of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum FindingKind {
    /// The record overlaps another of its kind.
    Overlapping,
    /// The record is outside every plan, period of care or spell that it could belong to.
    OutsideAnyPeriod,
    /// The record is dated before the child's birth.
    BeforeBirth,
    /// The record is dated after the snapshot date.
    AfterSnapshot,
    /// A child protection plan or a period of care continues after the eighteenth birthday.
    PastEighteen,
    /// The child is looked after and no placement is open.
    NoPlacement,
    /// The child has a child in need plan and no referral on record.
    NoReferral,
    /// The record continues after the child's death, or is dated after it.
    AfterDeath,
    /// The placement is the same as another one, and is counted once.
    Repeated,
    /// The record ends before it starts.
    EndBeforeStart,
    /// An earlier record of this kind has the same identifier. Both count.
    IdentifierTwice,
    /// No population estimate was published by the snapshot date.
    NoPopulation,
}

impl FindingKind {
    /// What is found, to follow the name of a record.
    ///
    /// ```
    /// use carekpi_model::FindingKind;
    ///
    /// assert_eq!(FindingKind::BeforeBirth.message(), " is before the child's birth");
    /// ```
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Overlapping => " overlaps another",
            Self::OutsideAnyPeriod => " is outside every period that it could belong to",
            Self::BeforeBirth => " is before the child's birth",
            Self::AfterSnapshot => " is after the snapshot date",
            Self::PastEighteen => " continues after the eighteenth birthday",
            Self::NoPlacement => ": no placement is open",
            Self::NoReferral => ": no referral is on record",
            Self::AfterDeath => " continues after, or is dated after, the child's death",
            Self::Repeated => " is the same as another; they count as one",
            Self::EndBeforeStart => " ends before it starts",
            Self::IdentifierTwice => " has the identifier of another; both count",
            Self::NoPopulation => ": none was published by the snapshot date",
        }
    }
}

/// A finding about one record. It is not an error: the record still counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Finding<'c> {
    /// Its kind.
    pub kind: FindingKind,
    /// The child's identifier; blank if it is not about a child.
    pub child: &'c str,
    /// The kind of record that it is about.
    pub record_kind: RecordKind,
    /// The record's identifier; blank if it has none.
    pub record: &'c str,
    /// The date that it is about.
    pub date: Option<NaiveDate>,
}

impl fmt::Display for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, child, record_kind, record, date } = self;
        if !child.is_empty() {
            write!(f, "{child}: ")?;
        }
        write!(f, "{record_kind}")?;
        if !record.is_empty() {
            write!(f, " {record}")?;
        }
        if let Some(date) = date {
            write!(f, " of {date}")?;
        }
        f.write_str(kind.message())
    }
}

impl Caseload {
    /// The findings about the records on the snapshot date `on`: child by child, in a fixed order.
    ///
    /// ```
    /// use carekpi_dates::{Conventions, WorkingCalendar};
    /// use carekpi_model::{Caseload, FindingKind, entry};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.protection_plan(child, entry::Plan::new("CP1", day(1, 5)));
    /// builder.protection_plan(child, entry::Plan::new("CP2", day(2, 2)));
    /// let caseload = builder.finish().unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let findings = caseload.findings(day(3, 31), &conventions);
    /// let overlap = findings.iter().find(|finding| finding.kind == FindingKind::Overlapping).unwrap();
    /// assert_eq!(overlap.to_string(), "P1: child protection plan CP2 of 2026-02-02 overlaps another");
    /// ```
    #[must_use]
    pub fn findings(&self, on: NaiveDate, conventions: &Conventions) -> Vec<Finding<'_>> {
        let as_of = AsOf::new(on, carekpi_dates::Period::YearToDate, conventions);
        let mut findings = Vec::new();
        if self.population().on(&as_of).is_none() {
            let record_kind = RecordKind::Population;
            findings.push(Finding { kind: FindingKind::NoPopulation, child: "", record_kind, record: "", date: None });
        }
        let mut of_children = Vec::new();
        for child in self.by_storage_index() {
            let death = child.as_of(&as_of).death();
            ChildFindings { child, as_of: &as_of, death, findings: &mut of_children }.find();
        }
        for (child, placement) in &self.same_placements {
            let Some(child) = self.child(to_usize(*child)) else { continue };
            let (record_kind, record, date) = (RecordKind::Placement, self.text(placement.id), Some(placement.start));
            let finding = Finding { kind: FindingKind::Repeated, child: child.id(), record_kind, record, date };
            of_children.push((child.id_rank(), finding));
        }
        for RepeatedId { child, record_kind, id, date } in repeated_ids(self) {
            let kind = FindingKind::IdentifierTwice;
            let finding = Finding { kind, child: child.id(), record_kind, record: self.text(id), date };
            of_children.push((child.id_rank(), finding));
        }
        of_children.sort_by_key(|(id_rank, _)| *id_rank);
        findings.extend(of_children.into_iter().map(|(_, finding)| finding));
        findings
    }
}

/// Reports the findings about one child.
struct ChildFindings<'c, 'd> {
    child: Child<'c>,
    as_of: &'d AsOf<'d>,
    /// The day on which the child died, if it is reached.
    death: Option<NaiveDate>,
    /// The findings of all children, each with the child's id rank.
    findings: &'d mut Vec<(usize, Finding<'c>)>,
}

impl<'c> ChildFindings<'c, '_> {
    fn report(&mut self, kind: FindingKind, record_kind: RecordKind, record: Id, date: Option<NaiveDate>) {
        let (child, record) = (self.child.id(), self.child.text(record));
        self.findings.push((self.child.id_rank(), Finding { kind, child, record_kind, record, date }));
    }

    fn find(&mut self) {
        let child = self.child;
        if let Some(born) = child.born() {
            self.dated(RecordKind::Birth, Id::default(), born);
        }
        self.with_dates(RecordKind::ProtectionPlan, child.protection_plans(), true);
        self.with_dates(RecordKind::InNeedPlan, child.in_need_plans(), true);
        self.with_dates(RecordKind::Referral, child.referrals(), false);
        self.with_dates(RecordKind::PeriodOfCare, child.periods_of_care(), true);
        self.with_dates(RecordKind::LegalStatus, child.legal_statuses(), true);
        self.with_dates(RecordKind::Placement, child.placements(), true);
        self.with_dates(RecordKind::Allocation, child.allocations(), false);
        if let Some(died) = child.died() {
            self.dated(RecordKind::Death, Id::default(), died);
        }
        self.past_eighteen(RecordKind::ProtectionPlan, child.protection_plans());
        self.past_eighteen(RecordKind::PeriodOfCare, child.periods_of_care());
        for kind in EventKind::ALL {
            self.events(kind);
        }
        for kind in child.caseload().own_kinds() {
            for (date, _, id) in child.events(kind).iter() {
                self.dated(RecordKind::Own(kind), id, date);
            }
            self.with_dates(RecordKind::Own(kind), child.spells(kind), true);
        }
        let in_care = Covered::by(child.periods_of_care());
        for placement in child.placements() {
            if !in_care.contains(placement.start) {
                self.report(FindingKind::OutsideAnyPeriod, RecordKind::Placement, placement.id, Some(placement.start));
            }
        }
        for assessment in child.assessments() {
            for date in [assessment.start, assessment.end].into_iter().flatten() {
                self.dated(RecordKind::Assessment, assessment.id, date);
            }
            if let Some(start) = assessment.start {
                self.ends(RecordKind::Assessment, assessment.id, start, assessment.end);
            }
        }
        self.leaver_spells();
        for check in child.health_checks() {
            self.dated(RecordKind::HealthCheck, check.id, check.date);
        }
        for plan in child.stated_pathway_plans() {
            self.dated(RecordKind::Event(EventKind::PathwayPlan), plan.id, plan.date);
        }
        let in_spell = Covered::by_spells(child.leaver_spells());
        for status in child.leaver_statuses() {
            if let Some(recorded) = status.recorded {
                self.dated(RecordKind::LeaverStatus, status.id, recorded);
                if !in_spell.contains(recorded) {
                    self.report(FindingKind::OutsideAnyPeriod, RecordKind::LeaverStatus, status.id, Some(recorded));
                }
            }
            // One day is reported once.
            if let Some(contact) = status.contact.filter(|contact| Some(*contact) != status.recorded) {
                self.dated(RecordKind::LeaverContact, status.id, contact);
            }
        }
        let today = child.as_of(self.as_of);
        let in_care = child
            .periods_of_care()
            .iter()
            .find(|period| self.as_of.is_open(period.start, today.end(period.end, self.death)));
        if let Some(period) = in_care.filter(|_| today.placement().is_none()) {
            self.report(FindingKind::NoPlacement, RecordKind::PeriodOfCare, period.id, None);
        }
        if let Some(plan) = today.in_need_plan().filter(|_| today.last_referral().is_none()) {
            self.report(FindingKind::NoReferral, RecordKind::InNeedPlan, plan.id, None);
        }
    }

    fn with_dates<R: HasDates>(&mut self, record_kind: RecordKind, records: &'c [R], one_at_a_time: bool) {
        let mut latest_close = None;
        for record in records {
            let overlaps = self.overlaps(&mut latest_close, record.start(), record.end());
            // A record that starts after the death is reported for that.
            let starts_after_death = self.death.is_some_and(|died| record.start() > died);
            if overlaps && one_at_a_time && !starts_after_death {
                self.report(FindingKind::Overlapping, record_kind, record.id(), Some(record.start()));
            }
            self.dated(record_kind, record.id(), record.start());
            self.ends(record_kind, record.id(), record.start(), record.end());
            let continues = |died| record.start() <= died && record.end().is_none_or(|end| end > died);
            if record_kind != RecordKind::LegalStatus && self.death.is_some_and(continues) {
                self.report(FindingKind::AfterDeath, record_kind, record.id(), Some(record.start()));
            }
        }
    }

    /// Whether a record shares a day with those before it. `latest_close` is the latest day on which one of them closed.
    fn overlaps(&self, latest_close: &mut Option<NaiveDate>, start: NaiveDate, end: Option<NaiveDate>) -> bool {
        let closes = end.map_or(NaiveDate::MAX, |end| self.as_of.closes(end));
        let overlaps = latest_close.is_some_and(|close| start < close && start < closes);
        *latest_close = (*latest_close).max(Some(closes));
        overlaps
    }

    /// A spell without a start is not checked for overlaps.
    fn leaver_spells(&mut self) {
        let mut latest_close = None;
        for spell in self.child.leaver_spells() {
            if let Some(start) = spell.start {
                if self.overlaps(&mut latest_close, start, spell.end) {
                    self.report(FindingKind::Overlapping, RecordKind::LeaverSpell, spell.id, Some(start));
                }
                self.dated(RecordKind::LeaverSpell, spell.id, start);
                self.ends(RecordKind::LeaverSpell, spell.id, start, spell.end);
            }
        }
    }

    fn dated(&mut self, record_kind: RecordKind, record: Id, date: NaiveDate) {
        if self.child.born().is_some_and(|born| date < born) {
            self.report(FindingKind::BeforeBirth, record_kind, record, Some(date));
        }
        if !self.as_of.reached(date) {
            self.report(FindingKind::AfterSnapshot, record_kind, record, Some(date));
        } else if self.death.is_some_and(|died| date > died) {
            self.report(FindingKind::AfterDeath, record_kind, record, Some(date));
        }
    }

    fn ends(&mut self, record_kind: RecordKind, record: Id, start: NaiveDate, end: Option<NaiveDate>) {
        if end.is_some_and(|end| end < start) {
            self.report(FindingKind::EndBeforeStart, record_kind, record, end);
        }
    }

    fn past_eighteen<R: HasDates>(&mut self, record_kind: RecordKind, records: &'c [R]) {
        let leap_day = self.as_of.conventions().leap_day_birthday;
        let Some(adult) = self.child.born().and_then(|born| carekpi_dates::birthday(born, 18, leap_day)) else {
            return;
        };
        for record in records {
            let last = record.end().map_or(self.as_of.on(), |end| end.min(self.as_of.on()));
            if last > adult {
                self.report(FindingKind::PastEighteen, record_kind, record.id(), None);
            }
        }
    }

    fn events(&mut self, kind: EventKind) {
        let child = self.child;
        let record_kind = RecordKind::Event(kind);
        let within = match kind {
            EventKind::CoreGroup | EventKind::ReviewConference | EventKind::ProtectionVisit => {
                Some(Covered::by(child.protection_plans()))
            }
            EventKind::LookedAfterReview | EventKind::LookedAfterVisit => Some(Covered::by(child.periods_of_care())),
            EventKind::LeaverVisit => Some(Covered::by_spells(child.leaver_spells())),
            _ => None,
        };
        for (date, _, id) in child.events(kind).iter() {
            self.dated(record_kind, id, date);
            let belongs = within.as_ref().is_none_or(|within| within.contains(date));
            if !belongs {
                self.report(FindingKind::OutsideAnyPeriod, record_kind, id, Some(date));
            }
        }
    }
}
