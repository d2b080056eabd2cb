//! Records laid out child by child.

use std::cmp::Ordering;

/// The records of one kind of all children: those of one child stand together.
#[derive(Clone, Debug)]
pub(crate) struct Table<R> {
    starts: Vec<u32>,
    records: Vec<R>,
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self { starts: Vec::new(), records: Vec::new() }
    }
}

impl<R> Table<R> {
    /// Lays out `entries`, each with the position of its child; a child's records come in the order given by `order`.
    pub(crate) fn new(mut entries: Vec<(u32, R)>, children: usize, order: impl Fn(&R, &R) -> Ordering) -> Self {
        entries
            .sort_by(|(child, record), (other_child, other)| child.cmp(other_child).then_with(|| order(record, other)));
        let mut starts = Vec::with_capacity(children.saturating_add(1));
        let place = |records: &Vec<R>| u32::try_from(records.len()).unwrap_or(u32::MAX);
        let mut records = Vec::with_capacity(entries.len());
        for (child, record) in entries {
            let child = usize::try_from(child).unwrap_or(usize::MAX);
            while starts.len() <= child {
                starts.push(place(&records));
            }
            records.push(record);
        }
        starts.resize(children.saturating_add(1), place(&records));
        Self { starts, records }
    }

    /// The records of one child.
    #[inline]
    pub(crate) fn of(&self, child: usize) -> &[R] {
        self.range(child).and_then(|range| self.records.get(range)).unwrap_or(&[])
    }

    /// Where in [`all`](Self::all) the records of one child stand.
    #[inline]
    pub(crate) fn range(&self, child: usize) -> Option<std::ops::Range<usize>> {
        let start = |child: usize| usize::try_from(*self.starts.get(child)?).ok();
        Some(start(child)?..start(child.checked_add(1)?)?)
    }

    /// All records.
    pub(crate) fn all(&self) -> &[R] {
        &self.records
    }

    /// Replaces the records by parts of them, for a layout by columns.
    pub(crate) fn map<S>(&self, part: impl Fn(&R) -> S) -> Vec<S> {
        self.records.iter().map(part).collect()
    }

    /// Forgets the records and keeps where each child's stand.
    pub(crate) fn into_starts(self) -> Table<()> {
        Table { records: vec![(); self.records.len()], starts: self.starts }
    }
}
