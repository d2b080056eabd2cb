//! How the tallies of groups change from date to date.

use carekpi_dates::DateRange;
use carekpi_measure::{HistoryBuilder, Tally, TallyChange};
use carekpi_model::Child;
use carekpi_rules::Rule;
use chrono::NaiveDate;

use crate::breakdown::{Groups, Membership};

/// A child with more memberships than this is followed once, not in each of them.
const FEW: usize = 8;

/// A change in the tally of a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct GroupChange {
    pub(super) date: NaiveDate,
    pub(super) group: u32,
    pub(super) change: TallyChange,
}

/// The changes in the tallies of all groups by one rule, in order of date, then of group. The two histories of `builder` are
/// empty, and are left empty.
pub(super) fn group_changes(
    rule: &dyn Rule,
    candidates: &[(Child<'_>, DateRange)],
    groups: &Groups,
    builder: &mut HistoryBuilder<'_>,
) -> Vec<GroupChange> {
    let mut changes = Vec::new();
    let mut of_groups: Vec<Vec<(Child<'_>, DateRange)>> = vec![Vec::new(); groups.names.len()];
    let mut of_child = Vec::new();
    for (child, days) in candidates {
        let memberships = groups.of(child.storage_index());
        if memberships.len() > FEW {
            rule.trace(&[(*child, *days)], builder, 1);
            of_child.clear();
            builder.take_changes(1, *days, |date, change| of_child.push((date, change)));
            split(&of_child, memberships, &mut changes);
            continue;
        }
        for membership in memberships {
            let days = days.intersection(membership.days);
            if let Some(of_group) = of_groups.get_mut(membership.group).filter(|_| !days.is_empty()) {
                of_group.push((*child, days));
            }
        }
    }
    for (group, of_group) in (0_u32..).zip(&of_groups) {
        let Some(all_days) = of_group.iter().map(|(_, days)| *days).reduce(spanning) else { continue };
        rule.trace(of_group, builder, 0);
        builder.take_changes(0, all_days, |date, change| changes.push(GroupChange { date, group, change }));
    }
    changes.sort_unstable_by_key(|change| (change.date, change.group));
    changes
}

/// From the first day of two ranges through the last.
fn spanning(one: DateRange, other: DateRange) -> DateRange {
    DateRange::half_open(one.start().min(other.start()), one.end().max(other.end()))
}

/// Splits the changes in the tally of one child among its groups: each has the tally of the child while the child is in it.
fn split(of_child: &[(NaiveDate, TallyChange)], memberships: &[Membership], changes: &mut Vec<GroupChange>) {
    let mut of_child = of_child.iter().copied().peekable();
    let mut tally = RunningTally::default();
    for Membership { days, group } in memberships {
        let group = u32::try_from(*group).unwrap_or(u32::MAX);
        let mut add = |date, change| changes.push(GroupChange { date, group, change });
        while let Some((_, change)) = of_child.next_if(|(date, _)| *date <= days.start()) {
            tally.add(change);
        }
        if !tally.is_empty() {
            add(days.start(), tally.as_change(1));
        }
        while let Some((date, change)) = of_child.next_if(|(date, _)| *date < days.end()) {
            tally.add(change);
            add(date, change);
        }
        if !tally.is_empty() {
            add(days.end(), tally.as_change(-1));
        }
    }
}

/// A tally to which changes are added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RunningTally {
    met: i64,
    members: i64,
    undetermined: i64,
}

impl RunningTally {
    pub(super) fn add(&mut self, change: TallyChange) {
        self.met = self.met.saturating_add(change.met.into());
        self.members = self.members.saturating_add(change.members.into());
        self.undetermined = self.undetermined.saturating_add(change.undetermined.into());
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The change from nothing to this tally, or from this tally to nothing if `sign` is -1. It is the tally of one child, and so
    /// a small number.
    fn as_change(&self, sign: i32) -> TallyChange {
        let change = |count: i64| i32::try_from(count).unwrap_or(i32::MAX).saturating_mul(sign);
        TallyChange { met: change(self.met), members: change(self.members), undetermined: change(self.undetermined) }
    }

    pub(super) fn tally(&self) -> Tally {
        let count = |count: i64| count.max(0).cast_unsigned();
        Tally { met: count(self.met), members: count(self.members), undetermined: count(self.undetermined) }
    }
}
