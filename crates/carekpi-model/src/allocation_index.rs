//! Allocations by team, and their roles.

use carekpi_dates::DateRange;

use crate::cohort::{dates_of, days_of};
use crate::table::Table;
use crate::{Allocation, CodeSet};

/// The teams and the roles of allocations, for fast lookups.
#[derive(Clone, Debug, Default)]
pub(crate) struct AllocationIndex {
    /// By the index of the team's code: the storage indices of the children who were ever allocated to it, in order. Each has the
    /// days from the first start through the latest end.
    teams: Vec<Vec<(u32, DateRange)>>,
    /// The roles that are recorded.
    roles: CodeSet,
}

impl AllocationIndex {
    /// The index of allocations.
    pub(crate) fn new(allocations: &Table<Allocation>) -> Self {
        let mut teams: Vec<Vec<(u32, DateRange)>> = Vec::new();
        for (storage_index, allocation) in allocations.iter().filter(|(_, allocation)| !allocation.team.is_blank()) {
            let Some(days) = days_of(std::iter::once(dates_of(allocation))) else { continue };
            let team = allocation.team.index();
            if teams.len() <= team {
                teams.resize_with(team.saturating_add(1), Vec::new);
            }
            let Some(children) = teams.get_mut(team) else { continue };
            let stay = (storage_index, days);
            if !children.last_mut().is_some_and(|earlier| joined(&stay, earlier)) {
                children.push(stay);
            }
        }
        Self { teams, roles: allocations.iter().map(|(_, allocation)| allocation.role).collect() }
    }

    /// The storage indices of the children who were ever allocated to one of `teams`, in order. Each has the days from the first
    /// start through the latest end.
    pub(crate) fn of_teams(&self, teams: &CodeSet) -> Vec<(u32, DateRange)> {
        let mut stays: Vec<_> =
            teams.iter().filter_map(|team| self.teams.get(team.index())).flatten().copied().collect();
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
