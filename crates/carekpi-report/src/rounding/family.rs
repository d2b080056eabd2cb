//! The rounded counts of a family of indicators, and which of them contain others.

/// Counts are rounded to multiples of this.
pub(super) const BASE: u64 = 5;

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
pub(super) enum Role {
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

pub(super) struct Node {
    pub(super) rounded: Column,
    pub(super) role: Role,
    /// The count of each group in the witness.
    counts: Vec<u64>,
    /// The sum of these counts.
    sum: u64,
}

/// The least and the greatest count that is rounded to this one.
pub(super) const fn range(rounded: u64) -> (u64, u64) {
    (rounded.saturating_sub(BASE / 2), rounded.saturating_add(BASE / 2))
}

/// The rounded counts of a family, with a witness.
///
/// Denominators that may be a part of others are taken as a part of them, and equal ones as the same. Columns with a total of 0 are
/// left out: all their counts may be 0.
pub(crate) struct Family {
    pub(super) nodes: Vec<Node>,
    pub(super) groups: usize,
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

    pub(super) fn node(&self, node: usize) -> Option<&Node> {
        self.nodes.get(node)
    }

    pub(super) fn count(&self, node: usize, group: usize) -> u64 {
        self.node(node).map_or(0, |node| node.count(group))
    }

    pub(super) fn count_of(&self, node: Option<usize>, group: usize) -> u64 {
        node.map_or(0, |node| self.count(node, group))
    }

    pub(super) fn parts(&self, parts: [Option<usize>; 2], group: usize) -> u64 {
        parts.into_iter().fold(0, |sum, part| self.count_of(part, group).saturating_add(sum))
    }
}

impl Node {
    fn new(rounded: &Column, role: Role) -> Self {
        let sum = rounded.groups.iter().fold(0, |sum, count| count.saturating_add(sum));
        Self { counts: rounded.groups.clone(), sum, rounded: rounded.clone(), role }
    }

    pub(super) fn count(&self, group: usize) -> u64 {
        self.counts.get(group).copied().unwrap_or_default()
    }

    pub(super) fn rounded(&self, group: usize) -> u64 {
        self.rounded.groups.get(group).copied().unwrap_or_default()
    }

    pub(super) fn set(&mut self, group: usize, count: u64) {
        if let Some(place) = self.counts.get_mut(group) {
            self.sum = self.sum.saturating_sub(*place).saturating_add(count);
            *place = count;
        }
    }

    pub(super) const fn sum(&self) -> u64 {
        self.sum
    }

    /// Whether the sum is rounded to the total after a step.
    pub(super) fn is_total_in_range(&self, step: i64) -> bool {
        let (least, most) = range(self.rounded.total);
        let sum = self.sum().saturating_add_signed(step);
        least <= sum && sum <= most
    }
}
