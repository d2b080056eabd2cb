//! Records, grouped by child.

use std::cmp::Ordering;
use std::ops::Range;

/// Where the records of each child are in a list that is grouped by child.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// Where the records of each child start, through the last child who has any, and where the last ones end.
    starts: Vec<u32>,
}

impl Rows {
    /// Where the records of each child start, and where the last ones end.
    pub(crate) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// The rows with these starts, as [`starts`](Self::starts) gives them. A child whose records would end before they start has
    /// none.
    pub(crate) const fn from_starts(starts: Vec<u32>) -> Self {
        Self { starts }
    }

    /// The number of children through the last who has a record.
    pub(crate) const fn children(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The number of records of each child.
    pub(crate) fn counts(&self) -> impl Iterator<Item = usize> {
        self.starts.iter().zip(self.starts.iter().skip(1)).map(|(start, end)| to_usize(end.saturating_sub(*start)))
    }

    /// Where the records of one child are.
    #[inline]
    pub(crate) fn of(&self, child: usize) -> Option<Range<usize>> {
        let [start, end] = *self.starts.get(child..)?.first_chunk()?;
        Some(to_usize(start)..to_usize(end))
    }
}

/// Gives records their places, grouped by child.
pub(crate) struct Places {
    /// The next place of child n is at n + 1, through the last child who has any. When all records have places, that is where the
    /// child's end and the next child's start.
    next: Vec<u32>,
    count: usize,
}

impl Places {
    /// Places for records of children with these storage indices. Those of children from `children` on have none.
    pub(crate) fn new(of_records: impl Iterator<Item = u32>, children: usize) -> Self {
        // The records of child n are counted at n + 2. After the sum, n + 1 has the start of its records.
        let mut next = vec![0_u32; children.saturating_add(2)];
        let mut through_last = 0;
        for child in of_records.map(to_usize) {
            if let Some(count) = next.get_mut(child.saturating_add(2)) {
                *count = count.saturating_add(1);
                through_last = child.saturating_add(1).max(through_last);
            }
        }
        let mut before = 0_u32;
        for count in next.iter_mut().take(through_last.saturating_add(2)) {
            before = before.saturating_add(*count);
            *count = before;
        }
        next.truncate(through_last.saturating_add(1));
        next.shrink_to_fit();
        Self { next, count: to_usize(before) }
    }

    /// Places for entries, each with the storage index of its child.
    pub(crate) fn of<R>(entries: &[(u32, R)], children: usize) -> Self {
        Self::new(entries.iter().map(|(child, _)| *child), children)
    }

    /// The number of places.
    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    /// The place of the next record of a child. `None` after the last child who has any.
    #[inline]
    pub(crate) fn next(&mut self, child: u32) -> Option<usize> {
        let next = self.next.get_mut(to_usize(child).saturating_add(1))?;
        let place = *next;
        *next = place.saturating_add(1);
        Some(to_usize(place))
    }

    /// Where the records of each child are, when all have places.
    pub(crate) fn into_rows(self) -> Rows {
        Rows { starts: self.next }
    }
}

/// The records of one kind of all children, grouped by child.
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
    /// Puts `entries`, each with the storage index of its child, in their `places`. Entries that have none are left out. The records
    /// of a child are sorted by `order`; records that it finds equal must be the same.
    pub(crate) fn new(
        entries: impl Iterator<Item = (u32, R)> + Clone,
        mut places: Places,
        order: impl Fn(&R, &R) -> Ordering,
    ) -> Self {
        let Some((_, any)) = entries.clone().next() else { return Self::default() };
        let mut records = vec![any; places.count()];
        for (child, record) in entries {
            if let Some(room) = places.next(child).and_then(|place| records.get_mut(place)) {
                *room = record;
            }
        }
        let rows = places.into_rows();
        let mut rest = records.as_mut_slice();
        for count in rows.counts() {
            let Some(of_child) = rest.split_off_mut(..count) else { break };
            if count > 1 {
                of_child.sort_unstable_by(&order);
            }
        }
        Self { rows, records }
    }
}

impl<R: Copy> Table<R> {
    /// The records for which `keep` is true, in the same order.
    pub(crate) fn filtered(&self, mut keep: impl FnMut(&R) -> bool) -> Self {
        let mut records = Vec::new();
        let mut starts = vec![0];
        for child in 0..self.rows.children() {
            records.extend(self.of(child).iter().copied().filter(&mut keep));
            starts.push(u32::try_from(records.len()).unwrap_or(u32::MAX));
        }
        Self { rows: Rows { starts }, records }
    }
}

impl<R> Table<R> {
    /// A table of these records, grouped by `rows`.
    pub(crate) const fn from_rows(rows: Rows, records: Vec<R>) -> Self {
        Self { rows, records }
    }

    /// Where the records of each child are, and every record, child by child.
    pub(crate) fn into_parts(self) -> (Rows, Vec<R>) {
        (self.rows, self.records)
    }

    /// Where the records of each child are.
    pub(crate) const fn rows(&self) -> &Rows {
        &self.rows
    }

    /// The children who have a record, in order, with their records.
    pub(crate) fn children(&self) -> impl Iterator<Item = (u32, &[R])> {
        let children = (0_u32..).zip(0..self.rows.children()).map(|(index, child)| (index, self.of(child)));
        children.filter(|(_, records)| !records.is_empty())
    }

    /// The children who have a record for which `is_wanted` is true, in order, with all their records. If there are few, this is
    /// faster than looking at each child.
    pub(crate) fn children_with(&self, is_wanted: impl Fn(&R) -> bool) -> impl Iterator<Item = (u32, &[R])> {
        let mut wanted = (0_u32..).zip(&self.records).filter(move |(_, record)| is_wanted(record));
        let mut ends = (0_u32..).zip(self.rows.starts.iter().skip(1));
        let mut before = 0_u32;
        std::iter::from_fn(move || {
            let (place, _) = wanted.find(|(place, _)| *place >= before)?;
            let (child, end) = ends.find(|(_, end)| **end > place)?;
            before = *end;
            Some((child, self.of(to_usize(child))))
        })
    }

    /// Whether no child has a record.
    pub(crate) const fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Every record, child by child.
    pub(crate) fn records(&self) -> &[R] {
        &self.records
    }

    /// Every record, with the index of its child.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &R)> {
        self.children().flat_map(|(index, records)| records.iter().map(move |record| (index, record)))
    }

    /// The records of one child.
    #[inline]
    pub(crate) fn of(&self, child: usize) -> &[R] {
        self.rows.of(child).and_then(|range| self.records.get(range)).unwrap_or(&[])
    }
}

#[inline]
pub(crate) fn to_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn children_with_a_record_are_found_as_by_asking_each(
            entries in prop::collection::vec((0_u32..8, 0..5), 0..20), wanted in 0..5,
        ) {
            let table = Table::new(entries.iter().copied(), Places::of(&entries, 7), i32::cmp);
            let asked = table.children().filter(|(_, of_child)| of_child.contains(&wanted));
            prop_assert!(table.children_with(|record| *record == wanted).eq(asked));
        }
    }

    #[test]
    fn records_are_sorted_by_child_and_those_of_no_child_are_dropped() {
        let entries = [(3, 2), (0, 5), (9, 7), (0, 1), (3, 4), (u32::MAX, 0), (3, 3), (4, 6)];
        let table = Table::new(entries.into_iter(), Places::of(&entries, 4), i32::cmp);
        let of_children: Vec<&[i32]> = (0..5).map(|child| table.of(child)).collect();
        assert_eq!(of_children, [&[1, 5][..], &[], &[], &[2, 3, 4], &[]]);
        assert!(Table::new(entries.into_iter(), Places::of(&entries, 0), i32::cmp).is_empty());
    }
}
