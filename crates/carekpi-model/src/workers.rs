//! Which allocations are a child's case worker's, and which teams are meant.

use carekpi_dates::DateRange;

use crate::cohort::{days_of, lasts};
use crate::table::Table;
use crate::{Allocation, Caseload, Code, CodeSet};

/// Which roles make an involvement the allocation of a case worker: the table `[allocations]` of a definitions file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct AllocationSettings {
    /// A role that contains one of these, in capitals or not, is a case worker's.
    pub case_worker_roles: Vec<String>,
}

impl Default for AllocationSettings {
    fn default() -> Self {
        let roles = ["social worker", "case worker", "caseworker", "allocated"];
        Self { case_worker_roles: roles.map(str::to_owned).into() }
    }
}

/// The case workers' allocations of one caseload. Where no role is recorded at all, every allocation is one.
///
/// ```
/// use carekpi_model::{AllocationSettings, CaseWorkers, Caseload, entry};
///
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// for (id, role) in [("I1", "Allocated Worker"), ("I2", "IRO")] {
///     builder.allocation(child, entry::Allocation { id, role, ..Default::default() });
/// }
/// let caseload = builder.finish().unwrap();
/// let case_workers = CaseWorkers::new(&caseload, &AllocationSettings::default());
/// let included = caseload.find("P1").unwrap().allocations().iter().map(|one| case_workers.is_case_worker(one));
/// assert!(included.eq([true, false]));
/// ```
#[derive(Clone, Debug)]
pub struct CaseWorkers(Option<CodeSet>);

impl CaseWorkers {
    /// Those of `caseload`, by role.
    #[inline]
    #[must_use]
    pub fn new(caseload: &Caseload, allocations: &AllocationSettings) -> Self {
        if !caseload.records_roles() {
            return Self(None);
        }
        let wanted: Vec<String> = allocations.case_worker_roles.iter().map(|role| role.to_lowercase()).collect();
        let is_wanted = |role: &Code| {
            let role = caseload.code_text(*role).to_lowercase();
            wanted.iter().any(|wanted| role.contains(wanted))
        };
        Self(Some(caseload.allocation_index.roles.iter().filter(is_wanted).collect()))
    }

    /// Whether an allocation is a case worker's.
    #[inline]
    #[must_use]
    pub fn is_case_worker(&self, allocation: &Allocation) -> bool {
        self.0.as_ref().is_none_or(|roles| roles.contains(allocation.role))
    }
}

impl Caseload {
    /// The teams whose number or name equals one of `names`, as allocations give them.
    ///
    /// ```
    /// use carekpi_model::{Caseload, entry};
    ///
    /// let mut builder = Caseload::builder();
    /// builder.team("T7", "CYPDS");
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.allocation(child, entry::Allocation { team: "T7", ..Default::default() });
    /// let caseload = builder.finish().unwrap();
    /// let teams = caseload.teams_named(&["CYPDS".to_owned()]);
    /// assert!(teams.contains(caseload.find("P1").unwrap().allocations()[0].team));
    /// ```
    #[inline]
    #[must_use]
    pub fn teams_named(&self, names: &[String]) -> CodeSet {
        let wanted = self.codes_among(names.iter().map(String::as_str));
        let numbers = self.teams().filter(|(_, name)| wanted.contains(*name)).map(|(number, _)| number);
        wanted.iter().chain(numbers).collect()
    }
}

/// By what allocations are looked up: their teams and their roles.
#[derive(Clone, Debug, Default)]
pub(crate) struct AllocationIndex {
    /// By the place of the team's word: the positions of its children, in order, each with the days of an allocation or of several
    /// in a row. A child that came back is there again.
    teams: Table<(u32, DateRange)>,
    /// The roles that are recorded.
    roles: CodeSet,
}

impl AllocationIndex {
    /// The index of the allocations of a interner with so many words.
    pub(crate) fn new(allocations: &Table<Allocation>, words: usize) -> Self {
        let with_team = allocations.iter().filter(|(_, allocation)| !allocation.team.is_blank());
        let mut stays: Vec<(u32, (u32, DateRange))> = with_team
            .filter_map(|(position, allocation)| {
                let days = days_of(std::iter::once(lasts(allocation)))?;
                Some((allocation.team.number(), (position, days)))
            })
            .collect();
        stays.dedup_by(|(team, later), (of, earlier)| team == of && joined(later, earlier));
        let key = |(position, days): &(u32, DateRange)| (*position, days.start(), days.end());
        let order = |one: &_, other: &_| key(one).cmp(&key(other));
        Self {
            teams: Table::new(&stays, words.saturating_add(1), order),
            roles: allocations.iter().map(|(_, allocation)| allocation.role).collect(),
        }
    }

    /// The children who were ever allocated to one of `teams`, by position, each with the days from the first start through the
    /// latest end.
    pub(crate) fn of_teams(&self, teams: &CodeSet) -> Vec<(u32, DateRange)> {
        let mut stays: Vec<_> = teams.iter().flat_map(|team| self.teams.of(team.place())).copied().collect();
        stays.sort_unstable_by_key(|(position, _)| *position);
        stays.dedup_by(|later, earlier| joined(later, earlier));
        stays
    }
}

/// Whether two stays are of one child: then the earlier one gets the days of both.
fn joined((of, later): &(u32, DateRange), (position, days): &mut (u32, DateRange)) -> bool {
    let same = of == position;
    if same {
        *days = DateRange::half_open(days.start().min(later.start()), days.end().max(later.end()));
    }
    same
}
