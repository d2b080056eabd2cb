//! Numbers for texts.

use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// Distinct texts, numbered from 0 in the order in which they were added. One buffer holds all of them.
#[derive(Debug, Default)]
pub(crate) struct Names {
    texts: String,
    ends: Vec<usize>,
    keys: Vec<Key>,
    numbers: HashTable<u32>,
}

impl Names {
    /// The number of a text, if it was added. The numbers from `first` on are tried first.
    pub(crate) fn find(&self, text: &[u8], first: u32) -> Option<u32> {
        let key = Key::of(text);
        let from_first = usize::try_from(first).ok().and_then(|first| self.keys.get(first..)).unwrap_or(&[]);
        let nearby = (first..).zip(from_first.iter().take(5)).find(|(_, nearby)| **nearby == key);
        let nearby = nearby.map(|(number, _)| number);
        let nearby = nearby.filter(|number| key.is_whole() || self.bytes(*number) == Some(text));
        nearby.or_else(|| self.numbers.find(key.hash(), |number| self.is(*number, key, text)).copied())
    }

    #[inline]
    fn is(&self, number: u32, key: Key, text: &[u8]) -> bool {
        let found = usize::try_from(number).ok().and_then(|number| self.keys.get(number));
        found == Some(&key) && (key.is_whole() || self.bytes(number) == Some(text))
    }

    fn bytes(&self, number: u32) -> Option<&[u8]> {
        self.get(number).map(str::as_bytes)
    }

    /// The text with a number.
    pub(crate) fn get(&self, number: u32) -> Option<&str> {
        let number = usize::try_from(number).ok()?;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.texts.get(start..*self.ends.get(number)?)
    }

    /// Reserves memory for this many more texts, except for their bytes.
    pub(crate) fn reserve(&mut self, texts: usize) {
        let Self { ends, keys, numbers, .. } = self;
        ends.reserve(texts);
        keys.reserve(texts);
        let of = |number: &u32| usize::try_from(*number).ok().and_then(|number| keys.get(number));
        numbers.reserve(texts, |number| of(number).map_or(0, |key| key.hash()));
    }

    /// Adds a text. Returns its number, and whether it is new.
    pub(crate) fn add(&mut self, text: &str) -> (u32, bool) {
        let key = Key::of(text.as_bytes());
        if let Some(number) = self.numbers.find(key.hash(), |number| self.is(*number, key, text.as_bytes())) {
            return (*number, false);
        }
        let number = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let Self { texts, ends, keys, numbers } = self;
        let of = |number: u32| usize::try_from(number).ok().and_then(|number| keys.get(number));
        numbers.insert_unique(key.hash(), number, |number| of(*number).map_or(0, |key| key.hash()));
        texts.push_str(text);
        ends.push(texts.len());
        keys.push(key);
        (number, true)
    }
}

/// A text as a number. If it has at most 15 bytes, these are its bytes and its length; otherwise it is a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    start: u64,
    /// What follows, and in the first byte the length.
    rest: u64,
}

impl Key {
    /// The longest text whose key is all of it.
    const LONGEST: usize = 15;

    #[inline]
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let length = bytes.len();
        let bits = |bytes: usize| u32::try_from(bytes.wrapping_mul(8)).unwrap_or(0);
        let (start, rest) = if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            if length > Self::LONGEST {
                return Self { start: FixedState::default().hash_one(bytes), rest: u64::MAX };
            }
            // The last bytes, without those that are among the first too.
            let rest = u64::from_le_bytes(*last).checked_shr(bits(16_usize.wrapping_sub(length))).unwrap_or(0);
            (u64::from_le_bytes(*first), rest)
        } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            // The bytes that both have are the same.
            let last = u64::from(u32::from_le_bytes(*last)) << bits(length.wrapping_sub(4));
            (u64::from(u32::from_le_bytes(*first)) | last, 0)
        } else {
            (bytes.iter().rev().fold(0, |whole, byte| whole << 8 | u64::from(*byte)), 0)
        };
        Self { start, rest: rest | (length as u64) << 56 }
    }

    /// Whether no other text has this key.
    const fn is_whole(self) -> bool {
        self.rest >> 56 <= Self::LONGEST as u64
    }

    #[inline]
    pub(crate) fn hash(self) -> u64 {
        FixedState::default().hash_one(u128::from(self.start) | u128::from(self.rest) << 64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(names.get(number), Some(text.as_str()));
        }
        assert_eq!(names.add(""), (1000, true));
        assert_eq!((names.find(b"", 0), names.get(1000), names.get(1001)), (Some(1000), Some(""), None));
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
        assert!(
            known.iter().all(|text| names.find(text.as_bytes(), 0).and_then(|number| names.get(number)) == Some(text))
        );
    }
}
