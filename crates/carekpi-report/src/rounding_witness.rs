//! Whether rounded counts leave every small count open.
//!
//! A witness is a table of counts that would be rounded to the given ones. One is looked for near the rounded counts themselves.
//! Then each count that there may be from 1 to 5 must have another value, after a step to another such table. What is found does not
//! depend on the true counts, so it tells a reader nothing about them.

use crate::parts::is_small;
use crate::rounding::BASE;

/// A count of each group, and in total; rounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) groups: Vec<u64>,
    pub(crate) total: u64,
}

impl Column {
    /// Whether it may count a part of what another counts.
    fn is_within(&self, other: &Self) -> bool {
        self.total <= other.total && self.groups.iter().zip(&other.groups).all(|(one, other)| one <= other)
    }
}

/// The rounded counts of one indicator.
#[derive(Clone, Debug)]
pub(crate) struct Indicator {
    pub(crate) members: Column,
    /// `None` for a count or a rate.
    pub(crate) met: Option<Column>,
    pub(crate) undetermined: Column,
}

/// What the counts of a column are.
enum Role {
    /// The denominators of some indicators.
    Members {
        /// The columns of members that may contain these.
        above: Vec<usize>,
        /// The columns of members that these may contain.
        below: Vec<usize>,
        /// The columns of those who meet a rule, and of those who are undetermined.
        parts: Vec<[Option<usize>; 2]>,
    },
    /// A part of the members of a column, which has no more members than this part and the other together.
    Part { of: usize, other: Option<usize>, is_met: bool },
    /// Cases that are not among the members of an indicator.
    Apart,
}

struct Node {
    rounded: Column,
    role: Role,
    /// The count of each group in the witness.
    counts: Vec<u64>,
}

/// A step from one table to another: columns of which the count in one group is 1 greater, or 1 less.
type Change = Vec<(usize, bool)>;

/// The least and the greatest count that is rounded to this one.
const fn range(rounded: u64) -> (u64, u64) {
    (rounded.saturating_sub(BASE / 2), rounded.saturating_add(BASE / 2))
}

/// The rounded counts of a family, with a witness.
///
/// Denominators that may be a part of others are taken as a part of them, and equal ones as the same. Columns with a total of 0 are
/// left out: all their counts may be 0.
pub(crate) struct Family {
    nodes: Vec<Node>,
    groups: usize,
}

impl Family {
    pub(crate) fn of(indicators: &[Indicator]) -> Self {
        let mut members: Vec<&Column> = Vec::new();
        for column in indicators.iter().map(|indicator| &indicator.members).filter(|column| column.total > 0) {
            if !members.contains(&column) {
                members.push(column);
            }
        }
        let mut nodes: Vec<Node> = Vec::new();
        for (at, column) in members.iter().enumerate() {
            let others = || members.iter().enumerate().filter(move |(other, _)| *other != at);
            let above = others().filter(|(_, other)| column.is_within(other)).map(|(other, _)| other).collect();
            let below = others().filter(|(_, other)| other.is_within(column)).map(|(other, _)| other).collect();
            nodes.push(Node::new(column, Role::Members { above, below, parts: Vec::new() }));
        }
        for indicator in indicators {
            let of = members.iter().position(|column| **column == indicator.members);
            let mut parts = [None; 2];
            for (part, column) in parts.iter_mut().zip([indicator.met.as_ref(), Some(&indicator.undetermined)]) {
                let Some(column) = column.filter(|column| column.total > 0) else { continue };
                *part = Some(nodes.len());
                nodes.push(Node::new(column, Role::Apart));
            }
            let (Some(of), true) = (of, indicator.met.is_some()) else { continue };
            let [met, undetermined] = parts;
            for (part, other, is_met) in [(met, undetermined, true), (undetermined, met, false)] {
                if let Some(node) = part.and_then(|part| nodes.get_mut(part)) {
                    node.role = Role::Part { of, other, is_met };
                }
            }
            if let Some(Role::Members { parts: of_members, .. }) = nodes.get_mut(of).map(|node| &mut node.role) {
                of_members.push(parts);
            }
        }
        Self { nodes, groups: indicators.iter().map(|indicator| indicator.members.groups.len()).max().unwrap_or(0) }
    }

    /// Whether every count from 1 to 5 has two values.
    pub(crate) fn is_open(mut self) -> bool {
        self.make_room() && self.settle() && (0..self.nodes.len()).all(|node| self.is_node_open(node))
    }

    fn node(&self, node: usize) -> Option<&Node> {
        self.nodes.get(node)
    }

    fn count(&self, node: usize, group: usize) -> u64 {
        self.node(node).map_or(0, |node| node.count(group))
    }

    fn count_of(&self, node: Option<usize>, group: usize) -> u64 {
        node.map_or(0, |node| self.count(node, group))
    }

    /// Makes the members of each group at least as many as their parts. `false` if they can't be.
    fn make_room(&mut self) -> bool {
        for group in 0..self.groups {
            for node in 0..self.nodes.len() {
                let Some(Role::Members { parts, .. }) = self.node(node).map(|node| &node.role) else { continue };
                let parts: Vec<usize> = parts
                    .iter()
                    .filter(|parts| self.parts(**parts, group) > self.count(node, group))
                    .flat_map(|parts| parts.iter().flatten().copied())
                    .collect();
                for part in parts {
                    if let Some(node) = self.nodes.get_mut(part) {
                        node.set(group, range(node.rounded(group)).0);
                    }
                }
                while self.is_crowded(node, group) {
                    let change = self.raise(node, group);
                    if !self.fits(&change, group) {
                        return false;
                    }
                    self.apply(&change, group);
                }
            }
        }
        true
    }

    fn parts(&self, parts: [Option<usize>; 2], group: usize) -> u64 {
        parts.into_iter().fold(0, |sum, part| self.count_of(part, group).saturating_add(sum))
    }

    fn is_crowded(&self, node: usize, group: usize) -> bool {
        let Some(Role::Members { parts, .. }) = self.node(node).map(|node| &node.role) else { return false };
        parts.iter().any(|parts| self.parts(*parts, group) > self.count(node, group))
    }

    /// Takes the steps that bring the sums nearest to the totals. `false` if a sum is not rounded to its total.
    fn settle(&mut self) -> bool {
        loop {
            let now = self.distance(&[]);
            if now == 0 {
                return true;
            }
            let steps = (0..self.nodes.len()).flat_map(|node| (0..self.groups).map(move |group| (node, group)));
            let changes = steps.flat_map(|(node, group)| {
                let upwards = self.node(node).map(Node::wanted);
                let changes = upwards.map_or(Vec::new(), |wanted| match wanted {
                    0 => Vec::new(),
                    1.. => self.raises(node, group),
                    _ => vec![self.lower(node, group)],
                });
                changes.into_iter().map(move |change| (change, group))
            });
            let best = changes
                .filter(|(change, group)| self.fits(change, *group))
                .map(|(change, group)| (self.distance(&change), self.strain(&change, group), change, group))
                .min_by_key(|(distance, strain, change, _)| (*distance, *strain, change.len()));
            match best {
                Some((distance, _, change, group)) if distance < now => self.apply(&change, group),
                _ => return self.nodes.iter().all(|node| node.is_total_in_range(0)),
            }
        }
    }

    /// How far the sums are from where they leave room for a step up and a step down, after a change.
    fn distance(&self, change: &[(usize, bool)]) -> u64 {
        let nodes = self.nodes.iter().enumerate();
        nodes.fold(0, |sum, (at, node)| {
            let by = change
                .iter()
                .filter(|(of, _)| *of == at)
                .fold(0_i64, |by, (_, up)| by.saturating_add(if *up { 1 } else { -1 }));
            let off = node.sum().saturating_add_signed(by).abs_diff(node.rounded.total);
            let (near, far) = (off.saturating_sub(BASE / 2 - 1), off.saturating_sub(BASE / 2));
            sum.saturating_add(near).saturating_add(far.saturating_mul(3))
        })
    }

    /// How far a change moves counts from the rounded ones: small changes leave room for others.
    fn strain(&self, change: &[(usize, bool)], group: usize) -> u64 {
        change.iter().fold(0, |sum, (at, up)| {
            let off = self.node(*at).map_or(0, |node| {
                let count = node.count(group).saturating_add_signed(if *up { 1 } else { -1 });
                count.abs_diff(node.rounded(group))
            });
            off.saturating_mul(off).saturating_add(sum)
        })
    }

    /// The change that makes a count 1 greater.
    fn raise(&self, node: usize, group: usize) -> Change {
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
    fn raises(&self, node: usize, group: usize) -> Vec<Change> {
        let mut changes = vec![self.raise(node, group)];
        if let Some(Role::Part { other: Some(other), .. }) = self.node(node).map(|node| &node.role) {
            changes.push(vec![(node, true), (*other, false)]);
        }
        changes
    }

    /// The change that makes a count 1 less.
    fn lower(&self, node: usize, group: usize) -> Change {
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
    fn fits(&self, change: &[(usize, bool)], group: usize) -> bool {
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
    fn is_consistent(&self, change: &[(usize, bool)], group: usize) -> bool {
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

    fn apply(&mut self, change: &[(usize, bool)], group: usize) {
        for (at, up) in change {
            if let Some(node) = self.nodes.get_mut(*at) {
                let count = node.count(group).saturating_add_signed(if *up { 1 } else { -1 });
                node.set(group, count);
            }
        }
    }

    /// The steps in one group to a table that is rounded to the same, and that change this count.
    fn steps(&self, node: usize, group: usize) -> Vec<Change> {
        let mut changes = self.raises(node, group);
        changes.push(self.lower(node, group));
        changes.retain(|change| self.fits(change, group) && self.fits_totals(change));
        changes
    }

    fn fits_totals(&self, change: &[(usize, bool)]) -> bool {
        change
            .iter()
            .all(|(at, up)| self.node(*at).is_some_and(|node| node.is_total_in_range(if *up { 1 } else { -1 })))
    }

    /// Whether each count of a column has two values if it is from 1 to 5, and so have those who do not meet the rule.
    fn is_node_open(&self, node: usize) -> bool {
        let Some(of) = self.node(node) else { return true };
        let is_open = |group: usize| !is_small(of.count(group)) || !self.steps(node, group).is_empty();
        let has_step = || (0..self.groups).any(|group| !self.steps(node, group).is_empty());
        let is_total_open = !is_small(of.sum()) || has_step();
        let is_rest_open = match &of.role {
            Role::Part { of: members, is_met: true, .. } => self.is_rest_open(*members, node),
            Role::Part { .. } | Role::Members { .. } | Role::Apart => true,
        };
        (0..self.groups).all(is_open) && is_total_open && is_rest_open
    }

    /// Whether the members who are not in a part have two values if they are from 1 to 5.
    fn is_rest_open(&self, members: usize, part: usize) -> bool {
        let (Some(all), Some(of)) = (self.node(members), self.node(part)) else { return true };
        let changes_rest = |change: &Change| {
            let by = |node: usize| change.iter().find(|(at, _)| *at == node).map(|(_, up)| *up);
            by(members) != by(part)
        };
        let has_step = |group: usize| {
            let steps = [self.steps(members, group), self.steps(part, group)];
            steps.iter().flatten().any(changes_rest)
        };
        let is_open = |group: usize| !is_small(all.count(group).saturating_sub(of.count(group))) || has_step(group);
        let is_total_open = !is_small(all.sum().saturating_sub(of.sum())) || (0..self.groups).any(has_step);
        (0..self.groups).all(is_open) && is_total_open
    }
}

impl Node {
    fn new(rounded: &Column, role: Role) -> Self {
        Self { counts: rounded.groups.clone(), rounded: rounded.clone(), role }
    }

    fn count(&self, group: usize) -> u64 {
        self.counts.get(group).copied().unwrap_or_default()
    }

    fn rounded(&self, group: usize) -> u64 {
        self.rounded.groups.get(group).copied().unwrap_or_default()
    }

    fn set(&mut self, group: usize, count: u64) {
        if let Some(place) = self.counts.get_mut(group) {
            *place = count;
        }
    }

    fn sum(&self) -> u64 {
        self.counts.iter().fold(0, |sum, count| count.saturating_add(sum))
    }

    /// Whether the sum should grow (1), or fall (-1), to leave room for steps.
    fn wanted(&self) -> i8 {
        let (sum, total) = (self.sum(), self.rounded.total);
        match sum.abs_diff(total) {
            0..BASE_ROOM => 0,
            _ if sum < total => 1,
            _ => -1,
        }
    }

    /// Whether the sum is rounded to the total after a step.
    fn is_total_in_range(&self, step: i64) -> bool {
        let (least, most) = range(self.rounded.total);
        let sum = self.sum().saturating_add_signed(step);
        least <= sum && sum <= most
    }
}

/// Sums this far from their totals leave no room for a step.
const BASE_ROOM: u64 = BASE / 2;
