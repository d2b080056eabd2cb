//! Which identifiers a table has had.

use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;

use crate::names::Names;

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

/// The identifiers of the rows that were kept, and a hash of what each row says.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    identifiers: Names,
    contents: Vec<u64>,
    hasher: FixedState,
}

impl Repeats {
    /// None yet, with room for so many rows.
    pub(crate) fn with_room(rows: usize) -> Self {
        Self { identifiers: Names::with_room(rows), contents: Vec::with_capacity(rows), ..Self::default() }
    }

    /// Says how a row stands to the earlier ones, and keeps its identifier if it is new. A blank one repeats nothing.
    pub(crate) fn check(&mut self, identifier: &str, cells: &[&str]) -> Repeat {
        if identifier.is_empty() {
            return Repeat::New;
        }
        let content = self.content(cells);
        let (number, new) = self.identifiers.add(identifier);
        if new {
            self.contents.push(content);
            return Repeat::New;
        }
        let earlier = usize::try_from(number).ok().and_then(|number| self.contents.get(number));
        if earlier == Some(&content) { Repeat::Exact } else { Repeat::Conflicting }
    }

    fn content(&self, cells: &[&str]) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        for cell in cells {
            hasher.write(cell.as_bytes());
            hasher.write_usize(cell.len());
        }
        hasher.finish()
    }

    /// The identifiers, numbered in the order of the rows that had them.
    pub(crate) fn into_identifiers(self) -> Names {
        self.identifiers
    }
}
