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
    /// The index of allocations whose interner has `codes` codes. Teams and roles with other codes are left out.
    pub(crate) fn new(allocations: &Table<Allocation>, codes: usize) -> Self {
        let mut teams: Vec<Vec<(u32, DateRange)>> = vec![Vec::new(); codes.saturating_add(1)];
        for (storage_index, allocation) in allocations.iter().filter(|(_, allocation)| !allocation.team.is_blank()) {
            let days = days_of(std::iter::once(dates_of(allocation)));
            let (Some(days), Some(children)) = (days, teams.get_mut(allocation.team.index())) else { continue };
            let stay = (storage_index, days);
            if !children.last_mut().is_some_and(|earlier| joined(&stay, earlier)) {
                children.push(stay);
            }
        }
        let roles = allocations.iter().map(|(_, allocation)| allocation.role);
        Self { teams, roles: roles.filter(|role| role.index() <= codes).collect() }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, Id};
    use chrono::NaiveDate;

    #[test]
    fn children_of_teams_are_listed_once_with_all_their_days() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
        let of = |child, team, start, end| {
            let [worker, team, role] = [1, team, team].map(Code::from_number);
            let (id, start, end) = (Id::default(), day(start), Some(day(end)));
            (child, Allocation { id, start, end, worker, team, role })
        };
        let damaged = u32::MAX;
        let entries =
            [of(0, 2, 5, 12), of(0, 3, 1, 7), of(0, 2, 9, 10), of(1, 0, 1, 2), of(2, 3, 1, 2), of(4, damaged, 1, 2)];
        let allocations = Table::new(&entries, 5, |one, other| one.start.cmp(&other.start));
        let index = AllocationIndex::new(&allocations, 3);
        let of_teams = |teams: &[u32]| {
            let teams: CodeSet = teams.iter().copied().map(Code::from_number).collect();
            index.of_teams(&teams)
        };
        let days = |start, end| days_of(std::iter::once((day(start), Some(day(end))))).unwrap();
        assert_eq!(of_teams(&[2]), [(0, days(5, 12))]);
        assert_eq!(of_teams(&[3]), [(0, days(1, 7)), (2, days(1, 2))]);
        assert_eq!(of_teams(&[2, 3]), [(0, days(1, 12)), (2, days(1, 2))]);
        assert_eq!(of_teams(&[0, 1]), []);
        assert_eq!(index.roles().iter().map(Code::number).collect::<Vec<_>>(), [2, 3]);
    }
}
