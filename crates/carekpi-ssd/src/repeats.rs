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

/// The identifiers of the rows that were kept.
#[derive(Debug)]
pub(crate) enum Repeats {
    /// Hashes of the identifiers. They tell afterwards that no row repeats another; where two are the same, the table must
    /// be read again to say which rows do.
    Hashed(Vec<u64>),
    /// The identifiers, and a hash of what each row says.
    Kept(Names, Vec<u64>),
}

impl Repeats {
    /// Forgets all rows.
    pub(crate) fn clear(&mut self) {
        match self {
            Self::Hashed(hashes) => hashes.clear(),
            Self::Kept(identifiers, contents) => {
                *identifiers = Names::default();
                contents.clear();
            }
        }
    }

    /// Says how a row stands to the earlier ones, and keeps its identifier if it is new. A blank one repeats nothing.
    pub(crate) fn check(&mut self, identifier: &str, cells: &[&str]) -> Repeat {
        if identifier.is_empty() {
            return Repeat::New;
        }
        match self {
            Self::Hashed(hashes) => {
                hashes.push(FixedState::default().hash_one(identifier));
                Repeat::New
            }
            Self::Kept(identifiers, contents) => {
                let content = content(cells);
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

    /// Whether no row can have repeated another without being noticed.
    pub(crate) fn none_missed(&mut self) -> bool {
        match self {
            Self::Hashed(hashes) => {
                hashes.sort_unstable();
                hashes.is_sorted_by(|one, next| one < next)
            }
            Self::Kept(..) => true,
        }
    }

    /// The identifiers, numbered in the order of the rows that had them; none where only hashes were kept.
    pub(crate) fn into_identifiers(self) -> Names {
        match self {
            Self::Hashed(_) => Names::default(),
            Self::Kept(identifiers, _) => identifiers,
        }
    }
}

fn content(cells: &[&str]) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    for cell in cells {
        hasher.write(cell.as_bytes());
        hasher.write_usize(cell.len());
    }
    hasher.finish()
}
