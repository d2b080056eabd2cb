//! Whether rounded counts leave every small count open.
//!
//! A witness is a table of counts that would be rounded to the given ones. One is looked for near the rounded counts themselves.
//! Then each count that there may be from 1 to 5 must have another value, after a step to another such table. What is found does not
//! depend on the true counts, so it tells a reader nothing about them.

use crate::parts::is_small;
use crate::rounding::family::{BASE, Family, Node, Role, range};
use crate::rounding::steps::Change;

/// How good a step is: the least is the best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Merit {
    /// How far the sums are from their totals after it.
    distance: u64,
    /// How far it moves counts.
    strain: u64,
    /// How many counts it changes.
    length: usize,
}

impl Family {
    /// Whether every count from 1 to 5 has two values.
    pub(crate) fn leaves_all_open(mut self) -> bool {
        self.make_room() && self.settle() && (0..self.nodes.len()).all(|node| self.is_node_open(node))
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
            let places = (0..self.nodes.len()).flat_map(|node| (0..self.groups).map(move |group| (node, group)));
            let steps = places
                .flat_map(|(node, group)| self.wanted_steps(node, group).into_iter().map(move |step| (step, group)));
            let best = steps.map(|(step, group)| self.merit(&step, group)).min();
            match best {
                Some(best) if best.distance < now => self.take_all(best, now),
                _ => return self.nodes.iter().all(|node| node.is_total_in_range(0)),
            }
        }
    }

    /// Takes the best step, and all that are as good when it is their turn: a step at a time would take the square of the groups.
    fn take_all(&mut self, best: Merit, mut now: u64) {
        let gain = now.saturating_sub(best.distance);
        for node in 0..self.nodes.len() {
            for group in 0..self.groups {
                let is_as_good = |step: &Change| {
                    let merit = self.merit(step, group);
                    now.saturating_sub(merit.distance) == gain
                        && (merit.strain, merit.length) == (best.strain, best.length)
                };
                if let Some(step) = self.wanted_steps(node, group).into_iter().find(is_as_good) {
                    self.apply(&step, group);
                    now = now.saturating_sub(gain);
                }
            }
        }
    }

    /// The steps in one group that bring the sum of a column nearer to its total.
    fn wanted_steps(&self, node: usize, group: usize) -> Vec<Change> {
        let mut steps = match self.node(node).map_or(0, Node::wanted) {
            0 => Vec::new(),
            1.. => self.raises(node, group),
            _ => vec![self.lower(node, group)],
        };
        steps.retain(|step| self.fits(step, group));
        steps
    }

    fn merit(&self, step: &Change, group: usize) -> Merit {
        Merit { distance: self.distance(step), strain: self.strain(step, group), length: step.len() }
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
    /// Whether the sum should grow (1), or fall (-1), to leave room for steps.
    fn wanted(&self) -> i8 {
        let (sum, total) = (self.sum(), self.rounded.total);
        match sum.abs_diff(total) {
            0..BASE_ROOM => 0,
            _ if sum < total => 1,
            _ => -1,
        }
    }
}

/// Sums this far from their totals leave no room for a step.
const BASE_ROOM: u64 = BASE / 2;
