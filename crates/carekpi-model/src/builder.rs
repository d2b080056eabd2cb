//! Collecting the records of a caseload.

mod finish;
mod ordered;
mod part;

pub use ordered::OrderedBuilder;
pub use part::CaseloadPart;

use crate::event::{Event, EventsByKind};
use crate::own_records::AllOwnEntries;
use crate::person::Person;
use crate::text::{Interner, Remap};
use crate::{
    Allocation, Assessment, Caseload, Code, EventKind, Executor, HealthCheck, LeaverSpell, LeaverStatus, LegalStatus,
    OneThread, PathwayPlan, PeriodOfCare, Placement, PlacementKind, Plan, PopulationEstimate, RecordKind, Referral,
    Task, entry,
};

/// Identifies a child while a caseload is being built. Keys are ordered as the children were added.
///
/// A key belongs to the builder that gave it, to the [`OrderedBuilder`] that is made of it, and to a builder that
/// [appended](CaseloadBuilder::append) it. A key from another builder is not detected: it names the child at the same index. If there
/// is none, the records are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChildKey(u32);

impl ChildKey {
    pub(crate) const fn number(self) -> u32 {
        self.0
    }
}

/// Collects the records of a caseload, in any order.
///
/// ```
/// use carekpi_model::{entry, Caseload, EventKind};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
/// builder.event(child, EventKind::CoreGroup, entry::Event::new("G1", day(1, 20)));
/// let caseload = builder.finish().unwrap();
/// assert_eq!(caseload.len(), 1);
/// ```
#[derive(Debug, Default)]
pub struct CaseloadBuilder {
    pub(crate) interner: Interner,
    children: Vec<Person>,
    protection_plans: Vec<(u32, Plan)>,
    in_need_plans: Vec<(u32, Plan)>,
    referrals: Vec<(u32, Referral)>,
    periods_of_care: Vec<(u32, PeriodOfCare)>,
    legal_statuses: Vec<(u32, LegalStatus)>,
    placements: Vec<(u32, Placement)>,
    allocations: Vec<(u32, Allocation)>,
    assessments: Vec<(u32, Assessment)>,
    leaver_spells: Vec<(u32, LeaverSpell)>,
    leaver_statuses: Vec<(u32, LeaverStatus)>,
    disabilities: Vec<(u32, Code)>,
    health_checks: Vec<(u32, HealthCheck)>,
    stated_pathway_plans: Vec<(u32, PathwayPlan)>,
    events: [Vec<(u32, Event)>; EventKind::ALL.len()],
    /// Records of the embedder's own kinds.
    pub(crate) own: AllOwnEntries,
    teams: Vec<(Code, Code)>,
    population: Vec<PopulationEstimate>,
    roles: bool,
    ids_checked: bool,
}

impl Caseload {
    /// An empty builder.
    #[must_use]
    pub fn builder() -> CaseloadBuilder {
        CaseloadBuilder::default()
    }
}

impl CaseloadBuilder {
    /// Adds a child, and gives the key to add its records with.
    pub fn child(&mut self, child: entry::Child<&str>) -> ChildKey {
        let key = u32::try_from(self.children.len()).unwrap_or(u32::MAX);
        self.children.push(Person {
            id: self.interner.id(child.id),
            // Set when all children are known.
            id_rank: 0,
            born: child.born,
            expected: child.expected,
            died: child.died,
            sex: self.interner.code(child.sex),
            gender: self.interner.code(child.gender),
            ethnicity: self.interner.code(child.ethnicity),
        });
        ChildKey(key)
    }

    /// Adds a child protection plan.
    pub fn protection_plan(&mut self, child: ChildKey, plan: entry::Plan<&str>) {
        let plan = self.plan(plan);
        self.protection_plans.push((child.0, plan));
    }

    /// Adds a child in need plan.
    pub fn in_need_plan(&mut self, child: ChildKey, plan: entry::Plan<&str>) {
        let plan = self.plan(plan);
        self.in_need_plans.push((child.0, plan));
    }

    fn plan(&mut self, plan: entry::Plan<&str>) -> Plan {
        let entry::Plan { id, start, end, team, other_authority } = plan;
        Plan { id: self.interner.id(id), start, end, team: self.interner.code(team), other_authority }
    }

    /// Adds a referral.
    #[inline]
    pub fn referral(&mut self, child: ChildKey, referral: entry::Referral<&str>) {
        let entry::Referral { id, start, end, nfa } = referral;
        self.referrals.push((child.0, Referral { id: self.interner.id(id), start, end, nfa }));
    }

    /// Adds a period of care.
    pub fn period_of_care(&mut self, child: ChildKey, period: entry::PeriodOfCare<&str>) {
        let entry::PeriodOfCare { id, start, end } = period;
        self.periods_of_care.push((child.0, PeriodOfCare { id: self.interner.id(id), start, end }));
    }

    /// Adds a legal status.
    pub fn legal_status(&mut self, child: ChildKey, status: entry::LegalStatus<&str>) {
        let entry::LegalStatus { id, start, end, code } = status;
        let (id, code) = (self.interner.id(id), self.interner.code(code));
        self.legal_statuses.push((child.0, LegalStatus { id, start, end, code }));
    }

    /// Adds a placement.
    pub fn placement(&mut self, child: ChildKey, placement: entry::Placement<&str>) {
        let entry::Placement { id, start, end, code, setting } = placement;
        let kind = PlacementKind::of(code);
        let (id, code) = (self.interner.id(id), self.interner.code(code));
        let setting = self.interner.code(setting);
        self.placements.push((child.0, Placement { id, start, end, code, kind, setting }));
    }

    /// Adds a worker's involvement.
    #[inline]
    pub fn allocation(&mut self, child: ChildKey, allocation: entry::Allocation<&str>) {
        let entry::Allocation { id, start, end, worker, team, role } = allocation;
        let id = self.interner.id(id);
        self.roles |= !role.is_empty();
        let [worker, team, role] = [worker, team, role].map(|text| self.interner.code(text));
        self.allocations.push((child.0, Allocation { id, start, end, worker, team, role }));
    }

    /// Adds a child and family assessment.
    #[inline]
    pub fn assessment(&mut self, child: ChildKey, assessment: entry::Assessment<&str>) {
        let entry::Assessment { id, start, end } = assessment;
        self.assessments.push((child.0, Assessment { id: self.interner.id(id), start, end }));
    }

    /// Adds a spell as a care leaver.
    pub fn leaver_spell(&mut self, child: ChildKey, spell: entry::LeaverSpell<&str>) {
        let entry::LeaverSpell { id, start, end, eligibility, team } = spell;
        let id = self.interner.id(id);
        let [eligibility, team] = [eligibility, team].map(|text| self.interner.code(text));
        self.leaver_spells.push((child.0, LeaverSpell { id, start, end, eligibility, team }));
    }

    /// Adds a status as a care leaver.
    pub fn leaver_status(&mut self, child: ChildKey, status: entry::LeaverStatus<&str>) {
        let entry::LeaverStatus { id, recorded, in_touch, accommodation, suitable, activity, contact, eligibility } =
            status;
        let id = self.interner.id(id);
        let [in_touch, accommodation, suitable, activity, eligibility] =
            [in_touch, accommodation, suitable, activity, eligibility].map(|text| self.interner.code(text));
        let status = LeaverStatus { id, recorded, in_touch, accommodation, suitable, activity, contact, eligibility };
        self.leaver_statuses.push((child.0, status));
    }

    /// Adds a health check, by its type and status.
    pub fn health_check(&mut self, child: ChildKey, check: entry::HealthCheck<&str>) {
        let entry::HealthCheck { id, date, kind, status } = check;
        let id = self.interner.id(id);
        let [kind, status] = [kind, status].map(|text| self.interner.code(text));
        self.health_checks.push((child.0, HealthCheck { id, date, kind, status }));
    }

    /// Adds a pathway plan, or a review of one, that is stated beside the eligibility of a care leaver.
    pub fn stated_pathway_plan(&mut self, child: ChildKey, plan: entry::PathwayPlan<&str>) {
        let entry::PathwayPlan { id, date, eligibility } = plan;
        let (id, eligibility) = (self.interner.id(id), self.interner.code(eligibility));
        self.stated_pathway_plans.push((child.0, PathwayPlan { id, date, eligibility }));
    }

    /// Adds a disability, as a code of the national returns.
    pub fn disability(&mut self, child: ChildKey, code: &str) {
        let code = self.interner.code(code);
        self.disabilities.push((child.0, code));
    }

    /// Adds an event.
    #[inline]
    pub fn event(&mut self, child: ChildKey, kind: EventKind, event: entry::Event<&str>) {
        self.events(kind, [(child, event)]);
    }

    /// Adds events of a kind. Returns how many there are.
    ///
    /// ```
    /// use carekpi_model::{Caseload, EventKind, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let days = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap().iter_weeks().take(3);
    /// let added = builder.events(EventKind::CoreGroup, days.map(|day| (child, entry::Event::new("", day))));
    /// assert_eq!(added, 3);
    /// assert_eq!(builder.finish().unwrap().find("P1").unwrap().events(EventKind::CoreGroup).len(), 3);
    /// ```
    #[inline]
    pub fn events<'t>(
        &mut self,
        kind: EventKind,
        events: impl IntoIterator<Item = (ChildKey, entry::Event<&'t str>)>,
    ) -> usize {
        let Some(all) = self.events.get_mut(kind as usize) else { return 0 };
        let before = all.len();
        all.extend(events.into_iter().map(|(child, event)| {
            let entry::Event { id, date, seen } = event;
            (child.0, Event { date, seen, id: self.interner.id(id) })
        }));
        all.len().saturating_sub(before)
    }

    /// Adds the name of a team that allocations give by its number.
    pub fn team(&mut self, number: &str, name: &str) {
        let team = (self.interner.code(number), self.interner.code(name));
        self.teams.push(team);
    }

    /// Adds a population estimate.
    pub fn population(&mut self, estimate: PopulationEstimate) {
        self.population.push(estimate);
    }

    /// Notes that roles of workers are recorded, even if no allocation here has one. If no role is recorded in the whole caseload,
    /// every allocation is to a case worker; a part of the records cannot show that.
    ///
    /// ```
    /// use carekpi_model::Caseload;
    ///
    /// let whole = Caseload::default();
    /// let mut part = Caseload::builder();
    /// if whole.records_roles() {
    ///     part.records_roles();
    /// }
    /// assert_eq!(part.finish().unwrap().records_roles(), whole.records_roles());
    /// ```
    pub const fn records_roles(&mut self) {
        self.roles = true;
    }

    /// Notes that the source of the records has no identifier twice, or reports those itself. [`Caseload::findings`] then does not
    /// look for them.
    ///
    /// ```
    /// use carekpi_dates::{Conventions, WorkingCalendar};
    /// use carekpi_model::{Caseload, FindingKind, entry};
    /// use chrono::NaiveDate;
    ///
    /// let day = |d| NaiveDate::from_ymd_opt(2026, 1, d).unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// for (checked, found) in [(false, 1), (true, 0)] {
    ///     let mut builder = Caseload::builder();
    ///     let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    ///     builder.referral(child, entry::Referral::new("R1", day(5)));
    ///     builder.referral(child, entry::Referral::new("R1", day(6)));
    ///     if checked {
    ///         builder.ids_checked();
    ///     }
    ///     let caseload = builder.finish().unwrap();
    ///     let findings = caseload.findings(day(31), &conventions);
    ///     let twice = findings.iter().filter(|finding| finding.kind == FindingKind::IdentifierTwice);
    ///     assert_eq!(twice.count(), found);
    /// }
    /// ```
    pub const fn ids_checked(&mut self) {
        self.ids_checked = true;
    }

    /// Takes over the records that another builder collected for children of this one, so that tables can be read in parallel. The
    /// children of `part` are taken over only if this builder has none.
    ///
    /// ```
    /// use carekpi_model::{Caseload, EventKind, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let mut part = Caseload::builder();
    /// let date = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
    /// part.event(child, EventKind::CoreGroup, entry::Event::new("G1", date));
    /// builder.append(part);
    /// assert_eq!(builder.finish().unwrap().find("P1").unwrap().events(EventKind::CoreGroup).len(), 1);
    /// ```
    pub fn append(&mut self, part: Self) {
        self.append_all(vec![part], &OneThread);
    }

    /// Takes over the records of several other builders, as [`append`](Self::append) does.
    ///
    /// ```
    /// use carekpi_model::{Caseload, OneThread, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let mut parts = vec![Caseload::builder(), Caseload::builder()];
    /// for (part, id) in parts.iter_mut().zip(["R1", "R2"]) {
    ///     let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
    ///     part.referral(child, entry::Referral::new(id, start));
    /// }
    /// builder.append_all(parts, &OneThread);
    /// assert_eq!(builder.finish().unwrap().find("P1").unwrap().referrals().len(), 2);
    /// ```
    pub fn append_all(&mut self, parts: Vec<Self>, executor: &impl Executor) {
        let without_events = parts.into_iter().map(|part| (part, EventsByKind::default()));
        self.append_with_events(without_events.collect(), executor);
    }

    /// Takes over the records of other builders, each with events that are laid out already, and returns these events.
    fn append_with_events(
        &mut self,
        mut parts: Vec<(Self, EventsByKind)>,
        executor: &impl Executor,
    ) -> Vec<EventsByKind> {
        let remaps: Vec<Remap> =
            parts.iter_mut().map(|(part, _)| self.interner.append(std::mem::take(&mut part.interner))).collect();
        let renumber = parts.iter_mut().zip(&remaps).map(|((part, events), remap)| -> Task<'_> {
            Box::new(|| {
                part.renumber(remap);
                events.iter_mut().for_each(|columns| columns.renumber(remap));
            })
        });
        executor.run_all(renumber.collect());
        let take = |(part, events)| {
            self.take(part);
            events
        };
        parts.into_iter().map(take).collect()
    }

    /// Renumbers all identifiers and codes for another interner.
    fn renumber(&mut self, remap: &Remap) {
        fn each<R>(records: &mut [(u32, R)], renumber: impl Fn(&mut R)) {
            records.iter_mut().for_each(|(_, record)| renumber(record));
        }
        self.children.iter_mut().for_each(|child| child.renumber(remap));
        each(&mut self.protection_plans, |one| {
            remap.id(&mut one.id);
            remap.codes([&mut one.team]);
        });
        each(&mut self.in_need_plans, |one| {
            remap.id(&mut one.id);
            remap.codes([&mut one.team]);
        });
        each(&mut self.referrals, |one| remap.id(&mut one.id));
        each(&mut self.periods_of_care, |one| remap.id(&mut one.id));
        each(&mut self.legal_statuses, |one| {
            remap.id(&mut one.id);
            remap.codes([&mut one.code]);
        });
        each(&mut self.placements, |one| {
            remap.id(&mut one.id);
            remap.codes([&mut one.code, &mut one.setting]);
        });
        each(&mut self.allocations, |one| {
            remap.id(&mut one.id);
            remap.codes([&mut one.worker, &mut one.team, &mut one.role]);
        });
        each(&mut self.assessments, |one| remap.id(&mut one.id));
        each(&mut self.leaver_spells, |one| {
            remap.id(&mut one.id);
            remap.codes([&mut one.eligibility, &mut one.team]);
        });
        each(&mut self.leaver_statuses, |one| {
            remap.id(&mut one.id);
            remap.codes([&mut one.in_touch, &mut one.accommodation, &mut one.suitable, &mut one.activity]);
            remap.codes([&mut one.eligibility]);
        });
        each(&mut self.health_checks, |one| {
            remap.id(&mut one.id);
            remap.codes([&mut one.kind, &mut one.status]);
        });
        each(&mut self.stated_pathway_plans, |one| {
            remap.id(&mut one.id);
            remap.codes([&mut one.eligibility]);
        });
        each(&mut self.disabilities, |code| remap.codes([code]));
        for events in &mut self.events {
            each(events, |event| remap.id(&mut event.id));
        }
        self.own.renumber(remap);
        for (number, name) in &mut self.teams {
            remap.codes([number, name]);
        }
    }

    /// Takes over records whose identifiers and codes are renumbered.
    fn take(&mut self, part: Self) {
        fn take<R>(records: &mut Vec<R>, mut more: Vec<R>) {
            if records.is_empty() {
                *records = more;
            } else {
                records.append(&mut more);
            }
        }
        if self.children.is_empty() {
            self.children = part.children;
        }
        take(&mut self.protection_plans, part.protection_plans);
        take(&mut self.in_need_plans, part.in_need_plans);
        take(&mut self.referrals, part.referrals);
        take(&mut self.periods_of_care, part.periods_of_care);
        take(&mut self.legal_statuses, part.legal_statuses);
        take(&mut self.placements, part.placements);
        take(&mut self.allocations, part.allocations);
        take(&mut self.assessments, part.assessments);
        take(&mut self.leaver_spells, part.leaver_spells);
        take(&mut self.leaver_statuses, part.leaver_statuses);
        take(&mut self.health_checks, part.health_checks);
        take(&mut self.stated_pathway_plans, part.stated_pathway_plans);
        take(&mut self.disabilities, part.disabilities);
        for (events, of_part) in self.events.iter_mut().zip(part.events) {
            take(events, of_part);
        }
        self.own.append(part.own);
        take(&mut self.teams, part.teams);
        take(&mut self.population, part.population);
        self.roles |= part.roles;
        self.ids_checked |= part.ids_checked;
    }

    /// Reserves memory for about this many more records of a kind, so that they are moved less often while records are added. Does
    /// nothing for a kind that has no list of its own, and for your own kinds.
    ///
    /// ```
    /// use carekpi_model::{Caseload, EventKind, RecordKind, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// builder.reserve(RecordKind::Event(EventKind::CoreGroup), 1_000);
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let first = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
    /// for date in first.iter_days().take(1_000) {
    ///     builder.event(child, EventKind::CoreGroup, entry::Event::new("", date));
    /// }
    /// ```
    pub fn reserve(&mut self, kind: RecordKind, records: usize) {
        match kind {
            RecordKind::Birth => self.children.reserve(records),
            RecordKind::ProtectionPlan => self.protection_plans.reserve(records),
            RecordKind::InNeedPlan => self.in_need_plans.reserve(records),
            RecordKind::Referral => self.referrals.reserve(records),
            RecordKind::Allocation => self.allocations.reserve(records),
            RecordKind::Assessment => self.assessments.reserve(records),
            RecordKind::Event(kind) => {
                if let Some(events) = self.events.get_mut(kind as usize) {
                    events.reserve(records);
                }
            }
            _ => {}
        }
    }

    /// Releases memory reserved for further records.
    pub fn shrink_to_fit(&mut self) {
        self.interner.shrink_to_fit();
        self.children.shrink_to_fit();
        self.protection_plans.shrink_to_fit();
        self.in_need_plans.shrink_to_fit();
        self.referrals.shrink_to_fit();
        self.allocations.shrink_to_fit();
        self.assessments.shrink_to_fit();
        self.events.iter_mut().for_each(Vec::shrink_to_fit);
    }
}
