//! Records laid out child by child.

use std::cmp::Ordering;
use std::ops::Range;

/// Where the records of each child stand in a list in which those of one child stand together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// The start of those of each child through the last who has any, and the end of them all.
    starts: Vec<u32>,
}

impl Rows {
    /// Lays `entries` out in `records`, each with the number of its child, for so many children: of others nothing is kept. A child's
    /// records are put in the order given by `order`: entries that this calls equal must say the same.
    pub(crate) fn lay_out<R: Copy>(
        entries: &[(u32, R)],
        records: &mut Vec<R>,
        children: usize,
        order: impl Fn(&R, &R) -> Ordering,
    ) -> Self {
        records.clear();
        let Some((_, any)) = entries.first() else { return Self::default() };
        // Where the records of a child start is counted two places further on, so that, as they are laid out, the place after
        // its own goes from their start to their end: the start of the next one's.
        let mut starts = vec![0_u32; children.saturating_add(2)];
        let mut through_last = 0;
        for (child, _) in entries {
            let child = to_usize(*child);
            if let Some(count) = starts.get_mut(child.saturating_add(2)) {
                *count = count.saturating_add(1);
                through_last = child.saturating_add(1).max(through_last);
            }
        }
        starts.truncate(through_last.saturating_add(2));
        starts.shrink_to_fit();
        let mut before = 0_u32;
        for count in &mut starts {
            before = before.saturating_add(*count);
            *count = before;
        }
        records.resize(to_usize(before), *any);
        for (child, record) in entries {
            let Some(next) = starts.get_mut(to_usize(*child).saturating_add(1)) else { continue };
            if let Some(room) = records.get_mut(to_usize(*next)) {
                *room = *record;
            }
            *next = next.saturating_add(1);
        }
        starts.pop();
        let rows = Self { starts };
        for child in 0..rows.children() {
            if let Some(of_child) = rows.of(child).and_then(|rows| records.get_mut(rows)) {
                of_child.sort_unstable_by(&order);
            }
        }
        rows
    }

    /// How many children there are through the last who has any.
    pub(crate) const fn children(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Where those of one child stand.
    #[inline]
    pub(crate) fn of(&self, child: usize) -> Option<Range<usize>> {
        let [start, end] = *self.starts.get(child..)?.first_chunk()?;
        Some(to_usize(start)..to_usize(end))
    }
}

/// The records of one kind of all children: those of one child stand together.
#[derive(Clone, Debug)]
pub(crate) struct Table<R> {
    rows: Rows,
    records: Vec<R>,
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self { rows: Rows::default(), records: Vec::new() }
    }
}

impl<R: Copy> Table<R> {
    /// A table of `entries`, as [`Rows::lay_out`] puts them.
    pub(crate) fn new(entries: &[(u32, R)], children: usize, order: impl Fn(&R, &R) -> Ordering) -> Self {
        let mut records = Vec::new();
        let rows = Rows::lay_out(entries, &mut records, children, order);
        Self { rows, records }
    }
}

impl<R> Table<R> {
    /// Each child that has a record, in order, with its records.
    pub(crate) fn children(&self) -> impl Iterator<Item = (u32, &[R])> {
        let children = (0_u32..).zip(0..self.rows.children()).map(|(position, child)| (position, self.of(child)));
        children.filter(|(_, records)| !records.is_empty())
    }

    /// Every record with the position of its child.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &R)> {
        self.children().flat_map(|(position, records)| records.iter().map(move |record| (position, record)))
    }

    /// The records of one child.
    #[inline]
    pub(crate) fn of(&self, child: usize) -> &[R] {
        self.rows.of(child).and_then(|range| self.records.get(range)).unwrap_or(&[])
    }
}

#[inline]
pub(crate) fn to_usize(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
