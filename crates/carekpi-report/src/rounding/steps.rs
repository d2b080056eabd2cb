//! Small steps from one table to another that is rounded to the same.

use crate::rounding::family::{Family, Role, range};

/// A step from one table to another: columns of which the count in one group is 1 greater, or 1 less.
pub(super) type Change = Vec<(usize, bool)>;

impl Family {
    /// The change that makes a count 1 greater.
    pub(super) fn raise(&self, node: usize, group: usize) -> Change {
        let count = self.count(node, group);
        let mut change = vec![(node, true)];
        match self.node(node).map(|node| &node.role) {
            Some(Role::Members { above, .. }) => {
                change.extend(above.iter().filter(|of| self.count(**of, group) == count).map(|of| (*of, true)));
            }
            Some(Role::Part { of, other, .. }) => {
                let parts = count.saturating_add(self.count_of(*other, group));
                if parts >= self.count(*of, group) {
                    change.extend(self.raise(*of, group));
                }
            }
            Some(Role::Apart) | None => {}
        }
        change
    }

    /// All changes that make a count 1 greater: a part can also grow at the cost of the other.
    pub(super) fn raises(&self, node: usize, group: usize) -> Vec<Change> {
        let mut changes = vec![self.raise(node, group)];
        if let Some(Role::Part { other: Some(other), .. }) = self.node(node).map(|node| &node.role) {
            changes.push(vec![(node, true), (*other, false)]);
        }
        changes
    }

    /// The change that makes a count 1 less.
    pub(super) fn lower(&self, node: usize, group: usize) -> Change {
        let count = self.count(node, group);
        let mut change = vec![(node, false)];
        if let Some(Role::Members { below, .. }) = self.node(node).map(|node| &node.role) {
            change.extend(below.iter().filter(|of| self.count(**of, group) == count).map(|of| (*of, false)));
            for (of, _) in change.clone() {
                let Some(Role::Members { parts, .. }) = self.node(of).map(|node| &node.role) else { continue };
                for parts in parts.iter().filter(|parts| self.parts(**parts, group) >= count) {
                    let can_fall = |part: &&usize| {
                        self.node(**part).is_some_and(|node| node.count(group) > range(node.rounded(group)).0)
                    };
                    change.extend(parts.iter().flatten().find(can_fall).map(|part| (*part, false)));
                }
            }
        }
        change
    }

    /// Whether the counts of a group after a change are still rounded to the same, and no part exceeds its members.
    pub(super) fn fits(&self, change: &[(usize, bool)], group: usize) -> bool {
        let is_in_range = |(at, up): &(usize, bool)| {
            self.node(*at).is_some_and(|node| {
                let (least, most) = range(node.rounded(group));
                let count = node.count(group);
                if *up { count < most } else { least < count }
            })
        };
        change.iter().all(is_in_range) && self.is_consistent(change, group)
    }

    /// Whether members contain their parts and the members within them after a change.
    pub(super) fn is_consistent(&self, change: &[(usize, bool)], group: usize) -> bool {
        let count = |at: usize| {
            let by = change.iter().find(|(of, _)| *of == at).map_or(0, |(_, up)| if *up { 1 } else { -1 });
            self.count(at, group).saturating_add_signed(by)
        };
        change.iter().all(|(at, up)| match self.node(*at).map(|node| &node.role) {
            Some(Role::Members { above, .. }) if *up => above.iter().all(|of| count(*at) <= count(*of)),
            Some(Role::Members { below, parts, .. }) => {
                let sum = |parts: &[Option<usize>; 2]| {
                    parts.iter().flatten().fold(0_u64, |sum, part| count(*part).saturating_add(sum))
                };
                below.iter().all(|of| count(*of) <= count(*at)) && parts.iter().all(|parts| sum(parts) <= count(*at))
            }
            Some(Role::Part { of, other, .. }) if *up => {
                count(*at).saturating_add(other.map_or(0, count)) <= count(*of)
            }
            _ => true,
        })
    }

    pub(super) fn apply(&mut self, change: &[(usize, bool)], group: usize) {
        for (at, up) in change {
            if let Some(node) = self.nodes.get_mut(*at) {
                let count = node.count(group).saturating_add_signed(if *up { 1 } else { -1 });
                node.set(group, count);
            }
        }
    }

    /// The steps in one group to a table that is rounded to the same, and that change this count.
    pub(super) fn steps(&self, node: usize, group: usize) -> Vec<Change> {
        let mut changes = self.raises(node, group);
        changes.push(self.lower(node, group));
        changes.retain(|change| self.fits(change, group) && self.fits_totals(change));
        changes
    }

    pub(super) fn fits_totals(&self, change: &[(usize, bool)]) -> bool {
        change
            .iter()
            .all(|(at, up)| self.node(*at).is_some_and(|node| node.is_total_in_range(if *up { 1 } else { -1 })))
    }
}
