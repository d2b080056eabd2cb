//! Finds rows that repeat an identifier.

use std::hash::{BuildHasher as _, Hasher as _};

use chrono::NaiveDate;
use foldhash::fast::FixedState;

use crate::names::{Key, Names};
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
    Hashed(Vec<u64>),
    /// The identifiers, and whether one was repeated. Then the table must be read again to find out which rows are the same.
    Named(Names, bool),
    /// The identifiers, and a hash of each row's content.
    Kept(Names, Vec<u64>),
}

impl Repeats {
    /// Forgets all rows.
    pub(crate) fn clear(&mut self) {
        match self {
            Self::Hashed(hashes) => hashes.clear(),
            Self::Named(identifiers, is_repeated) => (*identifiers, *is_repeated) = (Names::default(), false),
            Self::Kept(identifiers, contents) => {
                *identifiers = Names::default();
                contents.clear();
            }
        }
    }

    /// Reserves memory for the identifiers of this many more rows.
    pub(crate) fn reserve(&mut self, rows: usize) {
        match self {
            Self::Hashed(hashes) => hashes.reserve(rows),
            Self::Named(identifiers, _) => identifiers.reserve(rows),
            Self::Kept(..) => {}
        }
    }

    /// Compares a row with the earlier rows, and keeps its identifier if it is new. A blank identifier is always new. `content` is
    /// a hash of the row's [`content`].
    #[inline]
    pub(crate) fn check(&mut self, identifier: &str, content: impl FnOnce() -> u64) -> Repeat {
        if identifier.is_empty() {
            return Repeat::New;
        }
        match self {
            Self::Hashed(hashes) => {
                hashes.push(Key::of(identifier.as_bytes()).hash());
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

    /// Whether every repeated identifier was found. Equal hashes may hide one.
    pub(crate) fn all_found(&self) -> bool {
        match self {
            Self::Hashed(hashes) => all_differ(hashes),
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

/// Whether no two hashes are equal. A hash whose bit is set already may be equal to an earlier one. These are few, and so are
/// those that share a bit with them, so that they can be sorted.
fn all_differ(hashes: &[u64]) -> bool {
    let mut all = Bits::new(hashes.len().saturating_mul(16));
    let later: Vec<u64> = hashes.iter().copied().filter(|hash| all.set(*hash)).collect();
    drop(all);
    let mut of_later = Bits::new(later.len().saturating_mul(64));
    for hash in later {
        of_later.set(hash);
    }
    let mut sharing: Vec<u64> = hashes.iter().copied().filter(|hash| of_later.is_set(*hash)).collect();
    sharing.sort_unstable();
    sharing.is_sorted_by(|one, next| one < next)
}

/// A set of hashes, of each of which one bit is kept.
struct Bits(Vec<u64>);

impl Bits {
    /// At least this many bits.
    fn new(bits: usize) -> Self {
        Self(vec![0; bits.div_ceil(64)])
    }

    /// The bit of a hash, and its place: the first bits of the hash choose the word, and the last its bit.
    #[inline]
    fn place(&self, hash: u64) -> (usize, u64) {
        let word = (u128::from(hash) * self.0.len() as u128) >> 64;
        (usize::try_from(word).unwrap_or(usize::MAX), 1 << (hash & 63))
    }

    /// Sets the bit of a hash. Returns whether it was set.
    #[inline]
    fn set(&mut self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        let Some(word) = self.0.get_mut(word) else { return false };
        let was_set = *word & bit != 0;
        *word |= bit;
        was_set
    }

    #[inline]
    fn is_set(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equal_hashes_are_found(hashes in prop::collection::vec(any::<u64>(), 0..200), again in any::<prop::sample::Index>()) {
            let mut distinct = hashes.clone();
            distinct.sort_unstable();
            distinct.dedup();
            prop_assert_eq!(all_differ(&hashes), distinct.len() == hashes.len());
            if !hashes.is_empty() {
                let twice: Vec<u64> = hashes.iter().copied().chain([hashes[again.index(hashes.len())]]).collect();
                prop_assert!(!all_differ(&twice));
            }
        }
    }
}
