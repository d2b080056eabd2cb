//! The caseload: all records of all children, laid out for reading.

use carekpi_dates::DateRange;
use chrono::NaiveDate;

use crate::coded_events::Derived;
use crate::cohort::{Members, dates_of, days_of, members, only};
use crate::deaths::DeathIndex;
use crate::event::EventsByKind;
use crate::latest_ends::LatestEnds;
use crate::once_list::OnceList;
use crate::own_records::OwnRecords;
use crate::person::Person;
use crate::record_kind::RecordKind;
use crate::table::{Table, to_usize};
use crate::text::Interner;
use crate::{
    Allocation, Assessment, Child, Code, CodeSet, Cohort, Executor, HealthCheck, Id, LeaverSpell, LeaverStatus,
    LegalStatus, PathwayPlan, PeriodOfCare, Placement, Plan, Population, Referral, Task,
};

/// All records of all children. A [`CaseloadBuilder`](crate::CaseloadBuilder) builds it once; then it is read many times.
///
/// [`children`](Self::children) is in the order of identifiers, byte by byte, and each child's records are in the order of their
/// dates. The order in which they were added does not matter. In memory, children that the same indicators read are stored together
/// ([`Child::storage_index`]).
#[derive(Clone, Debug, Default)]
pub struct Caseload {
    pub(crate) interner: Interner,
    /// By storage index.
    pub(crate) children: Vec<Person>,
    /// The storage indices, in the order of the identifiers.
    pub(crate) by_id_rank: Vec<u32>,
    pub(crate) protection_plans: Table<Plan>,
    pub(crate) in_need_plans: Table<Plan>,
    pub(crate) referrals: Table<Referral>,
    pub(crate) periods_of_care: Table<PeriodOfCare>,
    pub(crate) legal_statuses: Table<LegalStatus>,
    pub(crate) placements: Table<Placement>,
    pub(crate) allocations: Table<Allocation>,
    pub(crate) allocation_codes: AllocationCodes,
    pub(crate) assessments: Table<Assessment>,
    pub(crate) leaver_spells: Table<LeaverSpell>,
    pub(crate) leaver_statuses: Table<LeaverStatus>,
    pub(crate) disabilities: Table<Code>,
    pub(crate) health_checks: Table<HealthCheck>,
    /// Pathway plans that are stated beside an eligibility.
    pub(crate) stated_pathway_plans: Table<PathwayPlan>,
    /// Events by given lists of words, found when they are first asked for.
    pub(crate) derived: OnceList<Derived>,
    /// The first dates of kinds of record, found when they are first asked for.
    pub(crate) first_dates: OnceList<(RecordKind, Option<NaiveDate>)>,
    /// Placements that were the same as another, by child: the identifiers left out.
    pub(crate) same_placements: Vec<(u32, Placement)>,
    pub(crate) events: EventsByKind,
    /// Records of the embedder's own kinds, by kind.
    pub(crate) own: Vec<OwnRecords>,
    pub(crate) cohorts: [Members; Cohort::ALL.len()],
    pub(crate) teams: Vec<(Code, Code)>,
    pub(crate) population: Population,
    pub(crate) roles: bool,
    /// Whether the source of the records found identifiers that are used twice.
    pub(crate) ids_checked: bool,
    pub(crate) deaths: DeathIndex,
    pub(crate) latest_ends: LatestEndsByKind,
    /// Which children these are.
    pub(crate) digest: u128,
}

/// The codes that allocations have.
#[derive(Clone, Debug, Default)]
pub(crate) struct AllocationCodes {
    pub(crate) teams: CodeSet,
    pub(crate) roles: CodeSet,
}

impl AllocationCodes {
    fn of(caseload: &Caseload) -> Self {
        let mut codes = Self::default();
        for Allocation { team, role, .. } in caseload.allocations.records() {
            caseload.add_known(&mut codes.teams, *team);
            caseload.add_known(&mut codes.roles, *role);
        }
        codes
    }
}

/// The latest ends of records, for children who have many of a kind.
#[derive(Clone, Debug, Default)]
pub(crate) struct LatestEndsByKind {
    pub(crate) protection_plans: LatestEnds,
    pub(crate) in_need_plans: LatestEnds,
    pub(crate) referrals: LatestEnds,
    pub(crate) periods_of_care: LatestEnds,
    pub(crate) placements: LatestEnds,
    pub(crate) allocations: LatestEnds,
    pub(crate) leaver_spells: LatestEnds,
}

impl LatestEndsByKind {
    pub(crate) fn of(caseload: &Caseload) -> Self {
        Self {
            protection_plans: LatestEnds::of(&caseload.protection_plans),
            in_need_plans: LatestEnds::of(&caseload.in_need_plans),
            referrals: LatestEnds::of(&caseload.referrals),
            periods_of_care: LatestEnds::of(&caseload.periods_of_care),
            placements: LatestEnds::of(&caseload.placements),
            allocations: LatestEnds::of(&caseload.allocations),
            leaver_spells: LatestEnds::of(&caseload.leaver_spells),
        }
    }
}

impl Caseload {
    /// The number of children.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.children.len()
    }

    /// Whether there are no children.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.children.is_empty()
    }

    /// The children, in the order of their identifiers.
    pub fn children(&self) -> impl ExactSizeIterator<Item = Child<'_>> + DoubleEndedIterator + Clone {
        self.by_id_rank.iter().map(|index| Child { caseload: self, storage_index: to_usize(*index) })
    }

    /// The children, by [`storage_index`](Child::storage_index). This is the fastest way to read all of them.
    pub fn by_storage_index(&self) -> impl ExactSizeIterator<Item = Child<'_>> + DoubleEndedIterator + Clone {
        (0..self.len()).map(|storage_index| Child { caseload: self, storage_index })
    }

    /// The child with a [`storage_index`](Child::storage_index); `None` if there is none.
    #[inline]
    #[must_use]
    pub fn child(&self, storage_index: usize) -> Option<Child<'_>> {
        (storage_index < self.len()).then_some(Child { caseload: self, storage_index })
    }

    /// The child with this identifier.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Child<'_>> {
        let id_at = |index: &u32| self.children.get(to_usize(*index)).map_or("", |person| self.text(person.id));
        let id_rank = self.by_id_rank.binary_search_by(|index| id_at(index).cmp(id)).ok()?;
        self.child(to_usize(*self.by_id_rank.get(id_rank)?))
    }

    /// The text of an identifier.
    #[inline]
    #[must_use]
    pub fn text(&self, id: Id) -> &str {
        self.interner.text(id)
    }

    /// The text of a code.
    #[inline]
    #[must_use]
    pub fn code_text(&self, code: Code) -> &str {
        self.interner.code_text(code)
    }

    /// The set of the codes with one of `texts`, compared exactly.
    ///
    /// ```
    /// use carekpi_model::{Caseload, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
    /// builder.placement(child, entry::Placement { code: "U1", ..entry::Placement::new("", start) });
    /// let caseload = builder.finish().unwrap();
    /// let long_term = caseload.codes_among(["U1", "U4"]);
    /// assert!(long_term.contains(caseload.find("P1").unwrap().placements()[0].code));
    /// ```
    #[must_use]
    pub fn codes_among<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> CodeSet {
        self.interner.codes_among(texts)
    }

    /// The set of the codes, of all coded columns, for whose text `wanted` is true. It is called for every code: if the texts are
    /// known, [`codes_among`](Self::codes_among) is faster.
    #[must_use]
    pub fn codes_where(&self, wanted: impl FnMut(&str) -> bool) -> CodeSet {
        self.interner.codes_where(wanted)
    }

    /// The population estimates.
    #[must_use]
    pub const fn population(&self) -> &Population {
        &self.population
    }

    /// The name of a team of an allocation. If the team is a number with a name, it is that name; if there are several, the least
    /// one, byte by byte. Otherwise it is the team as written.
    ///
    /// ```
    /// use carekpi_model::{Caseload, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// builder.team("T7", "North");
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
    /// builder.allocation(child, entry::Allocation { team: "T7", ..entry::Allocation::new("I1", start) });
    /// let caseload = builder.finish().unwrap();
    /// assert_eq!(caseload.team_name(caseload.find("P1").unwrap().allocations()[0].team), "North");
    /// ```
    #[must_use]
    pub fn team_name(&self, team: Code) -> &str {
        let named = |(number, name): &(Code, Code)| *number == team && !name.is_blank();
        let name = self.teams().filter(named).map(|(_, name)| self.code_text(name)).min();
        name.unwrap_or_else(|| self.code_text(team))
    }

    /// The numbers of teams with their names, in the order in which they were added.
    pub fn teams(&self) -> impl Iterator<Item = (Code, Code)> {
        self.teams.iter().copied()
    }

    /// Whether roles of workers are recorded: an allocation has one, or the builder was told so.
    #[must_use]
    pub const fn records_roles(&self) -> bool {
        self.roles
    }

    /// The storage indices, in order, of the children of a cohort, each with its days.
    ///
    /// ```
    /// use carekpi_dates::DateRange;
    /// use carekpi_model::{Caseload, Cohort, entry};
    /// use chrono::NaiveDate;
    ///
    /// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let child = builder.child(entry::Child { id: "P2", ..Default::default() });
    /// builder.protection_plan(child, entry::Plan { end: Some(day(9)), ..entry::Plan::new("", day(2)) });
    /// let caseload = builder.finish().unwrap();
    /// let index = caseload.find("P2").unwrap().storage_index();
    /// assert_eq!(caseload.cohort(Cohort::ProtectionPlans), [(index as u32, DateRange::closed(day(2), day(9)))]);
    /// ```
    #[must_use]
    pub fn cohort(&self, cohort: Cohort) -> &[(u32, DateRange)] {
        self.cohorts.get(cohort.number()).map_or(&[], |members| members)
    }

    /// The storage indices, in order, of the children who were ever allocated to one of `teams`. Each has the days from the first
    /// start of such an allocation through the latest end. This reads every allocation.
    ///
    /// ```
    /// use carekpi_dates::DateRange;
    /// use carekpi_model::{Caseload, entry};
    /// use chrono::NaiveDate;
    ///
    /// let start = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    /// let mut builder = Caseload::builder();
    /// builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let child = builder.child(entry::Child { id: "P2", ..Default::default() });
    /// builder.allocation(child, entry::Allocation { team: "North", ..entry::Allocation::new("", start) });
    /// let caseload = builder.finish().unwrap();
    /// let north = caseload.teams_named(&["North".to_owned()]);
    /// assert_eq!(caseload.allocated_to(&north), [(1, DateRange::from(start))]);
    /// ```
    #[must_use]
    pub fn allocated_to(&self, teams: &CodeSet) -> Vec<(u32, DateRange)> {
        let is_to_team = |allocation: &Allocation| teams.contains(allocation.team);
        let days = |of_child: &[Allocation]| days_of(of_child.iter().filter(|one| is_to_team(one)).map(dates_of));
        let of_teams = self.allocations.children_with(is_to_team);
        of_teams.filter_map(|(child, of_child)| Some((child, days(of_child)?))).collect()
    }

    /// The caseload with what is found once in its records, for all who ask.
    pub(crate) fn with_indices(mut self, executor: &impl Executor) -> Self {
        let mut allocation_codes = AllocationCodes::default();
        let mut cohorts = Cohort::ALL.map(|_| Members::default());
        let mut deaths = DeathIndex::default();
        let mut latest_ends = LatestEndsByKind::default();
        let mut tasks: Vec<Task<'_>> = vec![
            Box::new(|| allocation_codes = AllocationCodes::of(&self)),
            Box::new(|| deaths = DeathIndex::of(&self)),
            Box::new(|| latest_ends = LatestEndsByKind::of(&self)),
        ];
        for (members, cohort) in cohorts.iter_mut().zip(Cohort::ALL) {
            let caseload = &self;
            tasks.push(Box::new(move || *members = caseload.members_of(cohort)));
        }
        executor.run_all(tasks);
        self.allocation_codes = allocation_codes;
        self.cohorts = cohorts;
        self.deaths = deaths;
        self.latest_ends = latest_ends;
        self
    }

    /// Whether a code is blank or has a text. In a packed caseload that was made by hand, a record can have any code; a set of such
    /// codes would need too much memory.
    #[inline]
    pub(crate) const fn knows(&self, code: Code) -> bool {
        code.number() as usize <= self.interner.code_count()
    }

    /// Adds a code to a set, if it has a text.
    #[inline]
    fn add_known(&self, set: &mut CodeSet, code: Code) {
        if self.knows(code) {
            set.insert(code);
        }
    }

    /// The set of those codes that have a text.
    pub(crate) fn set_of(&self, codes: impl Iterator<Item = Code>) -> CodeSet {
        let mut set = CodeSet::default();
        codes.for_each(|code| self.add_known(&mut set, code));
        set
    }

    /// The members of a cohort, from the table of records.
    fn members_of(&self, cohort: Cohort) -> Members {
        match cohort {
            Cohort::ProtectionPlans => members(&self.protection_plans, |plan| Some(dates_of(plan))),
            Cohort::InNeedPlans => members(&self.in_need_plans, |plan| Some(dates_of(plan))),
            Cohort::Referrals => members(&self.referrals, |referral| Some(dates_of(referral))),
            Cohort::PeriodsOfCare => members(&self.periods_of_care, |period| Some(dates_of(period))),
            Cohort::PlacementStarts => members(&self.placements, |placement| Some(only(placement.start))),
            Cohort::CompletedAssessments => members(&self.assessments, |assessment| assessment.end.map(only)),
            Cohort::LeaverSpells => {
                members(&self.leaver_spells, |spell| Some((spell.start.unwrap_or(NaiveDate::MIN), spell.end)))
            }
        }
    }
}
