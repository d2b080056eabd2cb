//! Numbers for texts.

use std::hash::BuildHasher as _;
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// Distinct texts, numbered from 0 in the order in which they were added.
///
/// Most tables list their identifiers in order. While every text was greater than the one before, no table of hashes is needed to
/// add one, nor to find one soon after another. It is made when it is first needed.
#[derive(Debug, Default)]
pub(crate) struct Names {
    keys: Vec<Key>,
    /// The texts that are longer than their keys, with their numbers.
    long: Vec<(u32, Box<[u8]>)>,
    /// Whether a text was not greater than the one before.
    is_mixed: bool,
    numbers: OnceLock<HashTable<u32>>,
}

/// How far ahead a text is searched among texts in order, before all texts are asked.
const AHEAD: [usize; 3] = [16, 64, 512];

/// How many are compared all at once before that.
const NEXT: usize = 4;

impl Names {
    /// The number of a text, if it was added. The numbers from `first` on are tried first.
    #[inline]
    pub(crate) fn find(&self, text: &[u8], first: u32) -> Option<u32> {
        let key = Key::of(text);
        if self.key(first) == Some(key) && key.is_whole() {
            return Some(first);
        }
        if self.is_mixed { self.find_mixed(key, text, first) } else { self.find_ahead(key, text, first) }
    }

    /// The number of a text among texts in order.
    fn find_ahead(&self, key: Key, text: &[u8], first: u32) -> Option<u32> {
        let from_first = usize::try_from(first).ok().and_then(|first| self.keys.get(first..)).unwrap_or(&[]);
        if from_first.first().is_some_and(|first| *first <= key) {
            let mut before = 0;
            if let Some(next) = from_first.first_chunk::<NEXT>() {
                before = next.iter().filter(|next| **next < key).count();
                if let Some(next) = next.get(before) {
                    let number = first.checked_add(u32::try_from(before).ok()?)?;
                    return Some(number).filter(|_| *next == key);
                }
            }
            for ahead in AHEAD {
                if from_first.get(ahead).is_none_or(|last| *last >= key) {
                    let some = from_first.get(before..).unwrap_or(&[]);
                    let some = some.get(..=ahead.saturating_sub(before)).unwrap_or(some);
                    let place = before.saturating_add(some.partition_point(|other| *other < key));
                    let number = first.checked_add(u32::try_from(place).ok()?)?;
                    return Some(number).filter(|number| self.key(*number) == Some(key));
                }
                before = ahead;
            }
        }
        self.find_any(key, text)
    }

    /// The number of a text among texts in any order.
    fn find_mixed(&self, key: Key, text: &[u8], first: u32) -> Option<u32> {
        let from_first = usize::try_from(first).ok().and_then(|first| self.keys.get(first..)).unwrap_or(&[]);
        let nearby = (first..).zip(from_first.iter().take(5)).find(|(_, nearby)| **nearby == key);
        let nearby = nearby.map(|(number, _)| number).filter(|number| self.is(*number, key, text));
        nearby.or_else(|| self.find_any(key, text))
    }

    fn find_any(&self, key: Key, text: &[u8]) -> Option<u32> {
        let numbers = self.numbers.get_or_init(|| self.numbers());
        numbers.find(key.hash(), |number| self.is(*number, key, text)).copied()
    }

    /// A table of the hashes of all texts.
    #[cold]
    fn numbers(&self) -> HashTable<u32> {
        let mut numbers = HashTable::with_capacity(self.keys.capacity());
        for (number, key) in (0..).zip(&self.keys) {
            numbers.insert_unique(key.hash(), number, |number| self.hash(*number));
        }
        numbers
    }

    fn key(&self, number: u32) -> Option<Key> {
        self.keys.get(usize::try_from(number).ok()?).copied()
    }

    fn hash(&self, number: u32) -> u64 {
        self.key(number).map_or(0, Key::hash)
    }

    /// Whether a text has this number.
    #[inline]
    fn is(&self, number: u32, key: Key, text: &[u8]) -> bool {
        self.key(number) == Some(key) && (key.is_whole() || self.long(number) == Some(text))
    }

    /// The text with a number, if it is longer than its key.
    fn long(&self, number: u32) -> Option<&[u8]> {
        let at = self.long.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        self.long.get(at).map(|(_, text)| &**text)
    }

    /// Reserves memory for this many more texts.
    pub(crate) fn reserve(&mut self, texts: usize) {
        self.keys.reserve(texts);
    }

    /// Adds a text. Returns its number, and whether it is new.
    #[inline]
    pub(crate) fn add(&mut self, text: &str) -> (u32, bool) {
        let key = Key::of(text.as_bytes());
        let number = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let is_next = self.keys.last().is_none_or(|last| *last < key) && key.is_whole();
        if is_next && !self.is_mixed && self.numbers.get().is_none() {
            self.keys.push(key);
            return (number, true);
        }
        self.add_any(key, text.as_bytes(), number)
    }

    fn add_any(&mut self, key: Key, text: &[u8], number: u32) -> (u32, bool) {
        if let Some(last) = number.checked_sub(1).filter(|last| self.is(*last, key, text)) {
            return (last, false);
        }
        if let Some(known) = self.find_any(key, text) {
            return (known, false);
        }
        self.is_mixed = true;
        self.keys.push(key);
        if !key.is_whole() {
            self.long.push((number, text.into()));
        }
        if let Some(mut numbers) = self.numbers.take() {
            numbers.insert_unique(key.hash(), number, |number| self.hash(*number));
            self.numbers = OnceLock::from(numbers);
        }
        (number, true)
    }
}

/// A text as a number. If it has at most 15 bytes, these are its length and its bytes; otherwise it is a hash. Of texts of one length
/// the later one in the alphabet has the greater key, and so has the longer of others: numbers are in order, with or without zeros
/// in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// The length in the first byte, and what comes before the last eight bytes.
    start: u64,
    end: u64,
}

impl Key {
    /// The longest text whose key is all of it.
    const LONGEST: usize = 15;

    #[inline]
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let length = bytes.len();
        let bits = |bytes: usize| u32::try_from(bytes.wrapping_mul(8)).unwrap_or(0);
        let (start, end) = if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            if length > Self::LONGEST {
                return Self { start: u64::MAX, end: FixedState::default().hash_one(bytes) };
            }
            // The first bytes, without those that are among the last too.
            let start = u64::from_be_bytes(*first).checked_shr(bits(16_usize.wrapping_sub(length))).unwrap_or(0);
            (start, u64::from_be_bytes(*last))
        } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            // The bytes that both have are the same.
            let first = u64::from(u32::from_be_bytes(*first)) << bits(length.wrapping_sub(4));
            (0, first | u64::from(u32::from_be_bytes(*last)))
        } else {
            (0, bytes.iter().fold(0, |whole, byte| whole << 8 | u64::from(*byte)))
        };
        Self { start: start | (length as u64) << 56, end }
    }

    /// Whether no other text has this key.
    const fn is_whole(self) -> bool {
        self.start >> 56 <= Self::LONGEST as u64
    }

    #[inline]
    pub(crate) fn hash(self) -> u64 {
        FixedState::default().hash_one(u128::from(self.end) | u128::from(self.start) << 64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Texts of which the first ones are in order, as in most tables.
    fn texts() -> impl Strategy<Value = Vec<String>> {
        let in_order = prop::collection::btree_set(0_u32..3_000, 0..1_200);
        let others = prop::collection::vec("[ab0-9]{0,3}|[a-c]{14,17}", 0..20);
        (in_order, others).prop_map(|(in_order, others)| {
            let mut texts: Vec<String> = in_order.iter().map(u32::to_string).collect();
            texts.extend(others);
            texts
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn texts_are_found_from_wherever_the_search_starts(texts in texts(), firsts in prop::collection::vec(0_u32..1_300, 8)) {
            let mut names = Names::default();
            let mut known: Vec<&str> = Vec::new();
            for text in &texts {
                let number = known.iter().position(|other| other == text);
                known.extend(number.is_none().then_some(text.as_str()));
                let (found, new) = names.add(text);
                prop_assert_eq!((found as usize, new), (number.unwrap_or(known.len() - 1), number.is_none()));
            }
            for first in firsts {
                for (number, text) in (0..).zip(&known) {
                    prop_assert_eq!(names.find(text.as_bytes(), first), Some(number), "{} from {}", text, first);
                }
                for text in (0..3_000).map(|number| number.to_string()).filter(|text| !known.contains(&text.as_str())) {
                    prop_assert_eq!(names.find(text.as_bytes(), first), None, "{} from {}", text, first);
                }
            }
        }
    }

    #[test]
    fn keys_are_in_the_order_of_numbers_and_of_texts_of_one_length() {
        let texts = ["", "9", "10", "99", "100", "A0000009", "A0000010", "B0000001", "A00000100", "éeeeeeeeeeeeee"];
        assert!(texts.map(|text| Key::of(text.as_bytes())).is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn a_text_has_one_number() {
        let mut names = Names::default();
        let texts: Vec<String> = (0..1000).map(|number| format!("é{number}")).collect();
        for (number, text) in (0..).zip(&texts) {
            assert_eq!(names.find(text.as_bytes(), 0), None);
            assert_eq!(names.add(text), (number, true));
        }
        for (number, text) in (0..).zip(&texts) {
            assert_eq!(names.add(text), (number, false));
            assert_eq!(names.find(text.as_bytes(), number.saturating_sub(2)), Some(number));
            assert_eq!(names.find(text.as_bytes(), 2000), Some(number));
        }
        assert_eq!(names.add(""), (1000, true));
        assert_eq!(names.find(b"", 0), Some(1000));
    }

    #[test]
    fn texts_of_every_length_are_told_apart() {
        let long = "abababababababababababababababab\0";
        let texts: Vec<&str> = (0..long.len())
            .flat_map(|from| (from..=long.len()).map(move |to| long.get(from..to).unwrap_or("")))
            .collect();
        let mut names = Names::default();
        let mut known: Vec<&str> = Vec::new();
        for text in texts {
            let number = known.iter().position(|other| *other == text);
            let (found, new) = names.add(text);
            assert_eq!((found as usize, new), (number.unwrap_or(known.len()), number.is_none()), "{text}");
            known.extend(new.then_some(text));
        }
        for (number, text) in (0..).zip(&known) {
            assert_eq!(names.find(text.as_bytes(), 0), Some(number), "{text}");
        }
    }
}
