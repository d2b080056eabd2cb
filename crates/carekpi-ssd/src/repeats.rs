//! Finds rows that repeat an identifier.

use std::hash::{BuildHasher as _, Hasher as _};

use chrono::NaiveDate;
use foldhash::fast::FixedState;

use crate::distinct::Hashes;
use crate::names::Names;
use crate::rows::Cells;
use crate::value::iso_text;

/// How a row compares with the earlier rows of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// The identifier is new.
    New,
    /// An earlier row is the same.
    Exact,
    /// An earlier row has the same identifier and differs.
    Conflicting,
}

/// The identifiers of the kept rows.
#[derive(Debug)]
pub(crate) enum Repeats {
    /// Hashes of the identifiers. If all differ, no row repeats another. If two are equal, the table must be read again to find
    /// the rows that do.
    Hashed(Hashes),
    /// The identifiers, and whether one was repeated. Then the table must be read again to find out which rows are the same.
    Named(Names, bool),
    /// The identifiers, and a hash of each row's content.
    Kept(Names, Vec<u64>),
}

impl Repeats {
    /// Forgets all rows.
    pub(crate) fn clear(&mut self) {
        match self {
            Self::Hashed(hashes) => *hashes = Hashes::default(),
            Self::Named(identifiers, is_repeated) => (*identifiers, *is_repeated) = (Names::default(), false),
            Self::Kept(identifiers, contents) => {
                *identifiers = Names::default();
                contents.clear();
            }
        }
    }

    /// Reserves memory for the identifiers of about this many rows in all.
    pub(crate) fn reserve(&mut self, rows: usize) {
        match self {
            Self::Hashed(hashes) => hashes.expect(rows),
            Self::Named(identifiers, _) => identifiers.reserve(rows),
            Self::Kept(..) => {}
        }
    }

    /// Adds the identifiers of usual rows, if only hashes are kept. Blank ones are left out.
    pub(crate) fn add_all<'r>(&mut self, identifiers: impl Iterator<Item = &'r str>) {
        if let Self::Hashed(hashes) = self {
            let named = identifiers.filter(|identifier| !identifier.is_empty());
            named.for_each(|identifier| hashes.push(hash(identifier)));
        }
    }

    /// Whether [`check`](Self::check) finds a row new. If only hashes are kept, [`add_all`](Self::add_all) must have added its
    /// identifier.
    #[inline]
    pub(crate) fn is_new(&mut self, identifier: &str, content: impl FnOnce() -> u64) -> bool {
        self.are_hashed() || self.check(identifier, content) == Repeat::New
    }

    /// Compares a row with the earlier rows, and keeps its identifier if it is new. A blank identifier is always new. `content` is
    /// a hash of the row's [`content`].
    pub(crate) fn check(&mut self, identifier: &str, content: impl FnOnce() -> u64) -> Repeat {
        if identifier.is_empty() {
            return Repeat::New;
        }
        match self {
            Self::Hashed(hashes) => {
                hashes.push(hash(identifier));
                Repeat::New
            }
            Self::Named(identifiers, is_repeated) => {
                let (_, new) = identifiers.add(identifier);
                *is_repeated |= !new;
                Repeat::New
            }
            Self::Kept(identifiers, contents) => {
                let content = content();
                let (number, new) = identifiers.add(identifier);
                if new {
                    contents.push(content);
                    return Repeat::New;
                }
                let earlier = usize::try_from(number).ok().and_then(|number| contents.get(number));
                if earlier == Some(&content) { Repeat::Exact } else { Repeat::Conflicting }
            }
        }
    }

    /// Whether only hashes are kept.
    pub(crate) const fn are_hashed(&self) -> bool {
        matches!(self, Self::Hashed(_))
    }

    /// Whether every repeated identifier was found. Equal hashes may hide one.
    pub(crate) fn all_found(&self) -> bool {
        match self {
            Self::Hashed(hashes) => hashes.all_differ(),
            Self::Named(_, is_repeated) => !is_repeated,
            Self::Kept(..) => true,
        }
    }

    /// The identifiers, numbered in the order of their rows; none if only hashes were kept.
    pub(crate) fn into_identifiers(self) -> Names {
        match self {
            Self::Hashed(_) => Names::default(),
            Self::Named(identifiers, _) | Self::Kept(identifiers, _) => identifiers,
        }
    }
}

/// A hash of an identifier.
#[inline]
fn hash(identifier: &str) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(identifier.as_bytes());
    hasher.finish()
}

/// A hash of the first cells of a row, as many as its table has. `given` is a date that is given in a column and not written; its
/// year has four digits. It counts as it is written.
pub(crate) fn content(cells: &Cells<'_>, columns: usize, given: impl Fn(usize) -> Option<NaiveDate>) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    let mut write = |text: &[u8]| {
        hasher.write(text);
        hasher.write_usize(text.len());
    };
    for (at, cell) in cells.iter().take(columns).enumerate() {
        match given(at) {
            Some(date) => write(&iso_text(date)),
            None => write(cell.as_bytes()),
        }
    }
    hasher.finish()
}
