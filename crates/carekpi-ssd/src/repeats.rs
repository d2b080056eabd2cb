//! Which identifiers a table has had.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::rows::Cells;

/// How a row stands to the earlier rows of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// None of them has its identifier.
    New,
    /// One of them is the same.
    Exact,
    /// One of them has its identifier and says something else.
    Conflicting,
}

/// The identifiers of the rows that were kept, one after another in one buffer.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    texts: String,
    rows: Vec<Row>,
    places: HashTable<usize>,
    hasher: FixedState,
}

#[derive(Debug)]
struct Row {
    start: usize,
    end: usize,
    hash: u64,
    content: u64,
}

impl Repeats {
    /// Says how a row stands to the earlier ones, and keeps its identifier if it is new. A blank one repeats nothing.
    pub(crate) fn check(&mut self, identifier: &str, cells: &Cells<'_>) -> Repeat {
        if identifier.is_empty() {
            return Repeat::New;
        }
        let hash = self.hasher.hash_one(identifier);
        let content = self.hasher.hash_one(cells);
        let Self { texts, rows, places, .. } = self;
        let row = |place: &usize| rows.get(*place);
        let same = |place: &usize| row(place).is_some_and(|row| texts.get(row.start..row.end) == Some(identifier));
        if let Some(earlier) = places.find(hash, same).and_then(row) {
            return if earlier.content == content { Repeat::Exact } else { Repeat::Conflicting };
        }
        places.insert_unique(hash, rows.len(), |place| row(place).map_or(0, |row| row.hash));
        let start = texts.len();
        texts.push_str(identifier);
        rows.push(Row { start, end: texts.len(), hash, content });
        Repeat::New
    }
}
