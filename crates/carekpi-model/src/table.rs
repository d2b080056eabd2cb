//! Records laid out child by child.

use std::cmp::Ordering;
use std::ops::Range;

/// Where the records of each child stand in a list in which those of one child stand together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    starts: Vec<u32>,
}

impl Rows {
    /// Puts `entries` in order, each with the position of its child, a child's records in the order given by `order`:
    /// entries that this calls equal must say the same.
    pub(crate) fn sort<R>(entries: &mut [(u32, R)], children: usize, order: impl Fn(&R, &R) -> Ordering) -> Self {
        entries.sort_unstable_by(|(child, record), (other_child, other)| {
            child.cmp(other_child).then_with(|| order(record, other))
        });
        let mut starts = Vec::with_capacity(children.saturating_add(1));
        for (place, (child, _)) in (0_u32..).zip(entries.iter()) {
            while u32::try_from(starts.len()).is_ok_and(|next| next <= *child) {
                starts.push(place);
            }
        }
        starts.resize(children.saturating_add(1), u32::try_from(entries.len()).unwrap_or(u32::MAX));
        Self { starts }
    }

    /// How many children there are.
    pub(crate) const fn children(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Where those of one child stand.
    #[inline]
    pub(crate) fn of(&self, child: usize) -> Option<Range<usize>> {
        let [start, end] = *self.starts.get(child..)?.first_chunk()?;
        Some(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
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

impl<R> Table<R> {
    /// Lays out `entries`, as [`Rows::sort`] puts them in order.
    pub(crate) fn new(mut entries: Vec<(u32, R)>, children: usize, order: impl Fn(&R, &R) -> Ordering) -> Self {
        let rows = Rows::sort(&mut entries, children, order);
        Self { rows, records: entries.into_iter().map(|(_, record)| record).collect() }
    }

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
