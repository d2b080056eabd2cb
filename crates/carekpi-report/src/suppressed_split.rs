//! Which numerators and numbers of undetermined cases are hidden where the denominators are shown.

use crate::parts::{Parts, is_small};

/// Which counts of a row are hidden.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cells {
    pub(crate) members: bool,
    pub(crate) met: bool,
    pub(crate) undetermined: bool,
}

impl Cells {
    /// Those that are not 0 in all rows.
    pub(crate) const fn filled(together: &Parts) -> Self {
        Self { members: together.members > 0, met: together.met > 0, undetermined: together.undetermined > 0 }
    }
}

/// Which numerators are hidden, and which numbers of undetermined cases.
pub(crate) struct Split {
    groups: Vec<Cells>,
    total: Cells,
    is_total_hidden: bool,
}

impl Split {
    /// The groups, the smallest first, up to the last of which a part is small; and more, until no part of them together is small.
    pub(crate) fn of(parts: &[Parts], total: &Parts) -> Self {
        let mut order: Vec<(usize, &Parts)> = parts.iter().enumerate().filter(|(_, part)| !part.is_empty()).collect();
        // Groups with equal denominators keep their order.
        order.sort_by_key(|(_, part)| part.members);
        let last = order.iter().rposition(|(_, part)| part.is_small());
        let first = |count: usize| order.iter().take(count);
        let is_enough = |count: usize| count >= 2 && !Parts::sum(first(count).map(|(_, part)| *part)).is_small();
        let mut count = last.map_or(0, |last| last.saturating_add(1).max(2).min(order.len()));
        while 0 < count && count < order.len() && !is_enough(count) {
            count = count.saturating_add(1);
        }
        let is_members_hidden = is_small(total.members);
        let is_total_hidden = total.is_small() || is_members_hidden || (count > 0 && !is_enough(count));
        let together = Parts::sum(first(count).map(|(_, part)| *part));
        let mut groups = vec![Cells::default(); parts.len()];
        let (mut met, mut undetermined) = (parts.is_empty(), parts.is_empty());
        for (place, part) in first(count) {
            // Where nobody meets the rule, or everybody, the numerators follow from what is shown.
            let cells = Cells {
                members: false,
                met: part.members > 0 && together.met > 0 && together.not_met > 0,
                undetermined: together.undetermined > 0,
            };
            met |= cells.met;
            undetermined |= cells.undetermined;
            if let Some(group) = groups.get_mut(*place) {
                *group = cells;
            }
        }
        // If every group is shown, a total is their sum.
        let total = Cells {
            members: is_members_hidden,
            met: is_total_hidden && total.met > 0 && met,
            undetermined: is_total_hidden && total.undetermined > 0 && undetermined,
        };
        Self { groups, total, is_total_hidden }
    }

    /// Whether the groups would need the total to be hidden.
    pub(crate) const fn hides_total(&self) -> bool {
        self.is_total_hidden
    }

    pub(crate) fn group(&self, place: usize) -> Cells {
        self.groups.get(place).copied().unwrap_or_default()
    }

    pub(crate) const fn total(&self) -> Cells {
        self.total
    }
}
