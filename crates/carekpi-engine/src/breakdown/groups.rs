//! The groups of children, and the days on which each child is in which group.

use std::borrow::Cow;
use std::collections::BTreeMap;

use carekpi_dates::DateRange;
use chrono::NaiveDate;

use super::group_order::group_order;

/// The days that a child spends in a group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Membership {
    pub(crate) days: DateRange,
    pub(crate) group: usize,
}

/// The number of the group without a name.
const BLANK: usize = usize::MAX;

/// The groups of some children.
#[derive(Debug, Default)]
pub(crate) struct GroupAssignments {
    /// The groups that have a name, numbered in the order in which they were found. The group without a name has [`BLANK`].
    numbers: BTreeMap<String, usize>,
    /// The memberships, child after child.
    memberships: Vec<Membership>,
    /// Where the memberships of each child end.
    ends: Vec<usize>,
}

impl GroupAssignments {
    /// Adds the next child. `group_on` gives the name of its group on a day, and the first later day on which the group can change.
    pub(crate) fn add<'n>(&mut self, days: DateRange, group_on: impl Fn(NaiveDate) -> (Cow<'n, str>, NaiveDate)) {
        let first = self.memberships.len();
        let mut from = days.start();
        while from < days.end() {
            let (name, until) = group_on(from);
            let until = until.min(days.end());
            let group = self.number(name);
            match self.memberships.get_mut(first..).and_then(<[Membership]>::last_mut) {
                Some(membership) if membership.group == group => {
                    membership.days = DateRange::half_open(membership.days.start(), until)
                }
                _ => self.memberships.push(Membership { days: DateRange::half_open(from, until), group }),
            }
            from = until;
        }
        self.ends.push(self.memberships.len());
    }

    fn number(&mut self, name: Cow<'_, str>) -> usize {
        // The group without a name always comes last. Also, comparing an empty text is slow on some processors.
        if name.is_empty() {
            return BLANK;
        }
        if let Some(number) = self.numbers.get(name.as_ref()) {
            return *number;
        }
        let number = self.numbers.len();
        self.numbers.insert(name.into_owned(), number);
        number
    }
}

/// All groups, and the days on which each child is in which group.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// The names, in order, with a blank name last.
    pub(crate) names: Vec<String>,
    /// The memberships, child after child, by position.
    memberships: Vec<Membership>,
    /// Where the memberships of each child end.
    ends: Vec<usize>,
}

impl Groups {
    /// The groups of all children, from assignments of a chunk each, in the order of their positions.
    pub(crate) fn new(found: Vec<GroupAssignments>) -> Self {
        let mut names: Vec<String> = found.iter().flat_map(|found| found.numbers.keys().cloned()).collect();
        names.sort_by(|one, other| group_order(one).cmp(&group_order(other)));
        names.dedup();
        let places: BTreeMap<&str, usize> = names.iter().map(String::as_str).zip(0..).collect();
        // The group without a name comes after all others.
        let blank = names.len();
        let any_blank = found.iter().flat_map(|found| &found.memberships).any(|membership| membership.group == BLANK);
        let (mut memberships, mut ends) = (Vec::new(), Vec::new());
        for found in found {
            let mut group_of = vec![0; found.numbers.len()];
            for (name, number) in &found.numbers {
                if let (Some(group), Some(place)) = (group_of.get_mut(*number), places.get(name.as_str())) {
                    *group = *place;
                }
            }
            ends.extend(found.ends.iter().map(|end| memberships.len().saturating_add(*end)));
            let group = |membership: &Membership| group_of.get(membership.group).copied().unwrap_or(blank);
            memberships.extend(
                found.memberships.iter().map(|membership| Membership { group: group(membership), ..*membership }),
            );
        }
        if any_blank {
            names.push(String::new());
        }
        Self { names, memberships, ends }
    }

    /// The memberships of the child at that position, in order of day.
    pub(crate) fn of(&self, position: usize) -> &[Membership] {
        let start = position.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(position).and_then(|end| self.memberships.get(start..*end)).unwrap_or(&[])
    }

    /// Regroups results. `by_indicator` has for each indicator the result of all children and of each group, in order. The answer
    /// has the results of all children, and the results of each group with its name.
    pub(crate) fn transpose<T>(self, by_indicator: Vec<(T, Vec<T>)>) -> (Vec<T>, Vec<(String, Vec<T>)>) {
        let mut whole = Vec::with_capacity(by_indicator.len());
        let mut groups: Vec<(String, Vec<T>)> = self.names.into_iter().map(|name| (name, Vec::new())).collect();
        for (of_all, of_groups) in by_indicator {
            whole.push(of_all);
            groups.iter_mut().zip(of_groups).for_each(|((_, group), part)| group.push(part));
        }
        (whole, groups)
    }
}
