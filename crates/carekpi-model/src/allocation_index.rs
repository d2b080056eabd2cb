//! Allocations by team, and their roles.

use carekpi_dates::DateRange;

use crate::cohort::{dates_of, days_of};
use crate::table::Table;
use crate::{Allocation, CodeSet};

/// The teams and the roles of allocations, for fast lookups.
#[derive(Clone, Debug, Default)]
pub(crate) struct AllocationIndex {
    /// By the index of the team's code: the storage indices of its children, in order. Each has the days of one allocation, or of
    /// several in a row. A child that returns to a team is listed again.
    teams: Table<(u32, DateRange)>,
    /// The roles that are recorded.
    roles: CodeSet,
}

impl AllocationIndex {
    /// The index of allocations whose interner has `codes` codes.
    pub(crate) fn new(allocations: &Table<Allocation>, codes: usize) -> Self {
        let mut stays: Vec<(u32, (u32, DateRange))> = Vec::with_capacity(allocations.records().len());
        for (storage_index, allocation) in allocations.iter().filter(|(_, allocation)| !allocation.team.is_blank()) {
            let Some(days) = days_of(std::iter::once(dates_of(allocation))) else { continue };
            let (team, stay) = (allocation.team.number(), (storage_index, days));
            let last = stays.last_mut().filter(|(of, _)| *of == team);
            if last.is_none_or(|(_, earlier)| !joined(&stay, earlier)) {
                stays.push((team, stay));
            }
        }
        let key = |(storage_index, days): &(u32, DateRange)| (*storage_index, days.start(), days.end());
        let order = |one: &_, other: &_| key(one).cmp(&key(other));
        Self {
            teams: Table::new(&stays, codes.saturating_add(1), order),
            roles: allocations.iter().map(|(_, allocation)| allocation.role).collect(),
        }
    }

    /// The storage indices of the children who were ever allocated to one of `teams`, in order. Each has the days from the first
    /// start through the latest end.
    pub(crate) fn of_teams(&self, teams: &CodeSet) -> Vec<(u32, DateRange)> {
        let mut stays: Vec<_> = teams.iter().flat_map(|team| self.teams.of(team.index())).copied().collect();
        stays.sort_unstable_by_key(|(storage_index, _)| *storage_index);
        stays.dedup_by(|later, earlier| joined(later, earlier));
        stays
    }

    /// The roles that are recorded.
    pub(crate) const fn roles(&self) -> &CodeSet {
        &self.roles
    }
}

/// Whether two stays are of the same child. If so, the earlier one is extended to the days of both.
fn joined((of, later): &(u32, DateRange), (child, days): &mut (u32, DateRange)) -> bool {
    let same = of == child;
    if same {
        *days = DateRange::half_open(days.start().min(later.start()), days.end().max(later.end()));
    }
    same
}
