//! Numbers for texts.

use std::sync::OnceLock;

use hashbrown::HashTable;

use crate::key::Key;

/// Distinct texts, numbered from 0 in the order in which they were added.
///
/// Most tables list their identifiers in order. While the texts are sorted, adding one, or finding one near the last, needs no hash
/// table. The hash table is built on first use.
#[derive(Debug, Default)]
pub(crate) struct Names {
    keys: Keys,
    /// The texts that are longer than their keys, by number; empty until there is one. Those of other numbers are blank.
    long: Vec<Box<[u8]>>,
    /// Whether the keys are not in ascending order, or a text is longer than its key.
    is_unsorted: bool,
    /// The keys with their numbers. A key is beside its number because reading it elsewhere takes long.
    by_hash: OnceLock<HashTable<(Key, u32)>>,
}

/// Keys. Usually their starts are the same.
#[derive(Debug)]
enum Keys {
    /// The start of all, and their ends.
    SameStart(u64, Vec<u64>),
    Any(Vec<Key>),
}

/// A text is not near the number from which it was searched, but may be elsewhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Far;

/// How far ahead to search sorted texts before they are far.
const AHEAD: [usize; 4] = [16, 64, 512, 4_096];

/// How many sorted keys are compared first, without branching. Most rows name one of the next few persons.
const NEXT: usize = 8;

/// How many keys are compared if they are not sorted.
const NEARBY: usize = 5;

/// A text to find that is not near the last one.
#[derive(Debug)]
pub(crate) struct FarText<'t> {
    key: Key,
    hash: u64,
    text: &'t [u8],
    number: Option<u32>,
}

impl<'t> FarText<'t> {
    /// A text with its key.
    #[inline]
    pub(crate) fn new(key: Key, text: &'t [u8]) -> Self {
        Self { key, hash: key.hash(), text, number: None }
    }

    /// Whether it is certainly the text with a key.
    #[inline]
    pub(crate) fn is(&self, key: Key) -> bool {
        self.key == key && key.is_whole()
    }

    /// The number that was found.
    #[inline]
    pub(crate) const fn number(&self) -> Option<u32> {
        self.number
    }
}

impl Names {
    /// The number of a text, if it was added. The numbers from `first` on are tried first.
    #[inline]
    pub(crate) fn find(&self, text: &[u8], first: u32) -> Option<u32> {
        let key = Key::of(text);
        self.find_near(key, text, first).unwrap_or_else(|Far| self.find_by_hash(key, text))
    }

    /// The number of a text with this key, which is searched among the numbers from `first` on; `None` if it was not added.
    ///
    /// # Errors
    ///
    /// It was not found there, but may have another number.
    // Always inlined: most texts are found by its first comparisons.
    #[inline(always)]
    pub(crate) fn find_near(&self, key: Key, text: &[u8], first: u32) -> Result<Option<u32>, Far> {
        let next = self.keys.find_next(key, first, 2);
        if let Some(number) = next.filter(|_| key.is_whole()) {
            return Ok(Some(number));
        }
        if self.is_unsorted { self.find_near_unsorted(key, text, first) } else { self.find_near_sorted(key, first) }
    }

    #[inline(never)]
    fn find_near_sorted(&self, key: Key, first: u32) -> Result<Option<u32>, Far> {
        match &self.keys {
            Keys::SameStart(start, ends) if *start == key.start => find_in_sorted(ends, first, key.end),
            Keys::SameStart(..) => Ok(None),
            Keys::Any(keys) => find_in_sorted(keys, first, key),
        }
    }

    fn find_near_unsorted(&self, key: Key, text: &[u8], first: u32) -> Result<Option<u32>, Far> {
        let number = self.keys.find_next(key, first, NEARBY).filter(|number| self.is(*number, key, text));
        if number.is_some() { Ok(number) } else { Err(Far) }
    }

    /// Finds the numbers of texts that were added. If such texts are rare, sorted ones are searched without the hash table, which
    /// takes time to build.
    pub(crate) fn find_far(&self, texts: &mut [FarText<'_>], are_rare: bool) {
        if texts.is_empty() {
            return;
        }
        if are_rare && !self.is_unsorted && self.by_hash.get().is_none() {
            for FarText { key, number, .. } in texts {
                *number = self.keys.find_sorted(*key).and_then(|number| u32::try_from(number).ok());
            }
            return;
        }
        let by_hash = self.by_hash();
        // As little as possible is done for each, so that a processor waits for the memory of several at a time.
        for FarText { key, hash, number, .. } in &mut *texts {
            *number = by_hash.find(*hash, |(other, _)| other == key).map(|(_, number)| *number);
        }
        for FarText { key, text, number, .. } in texts.iter_mut().filter(|text| !text.key.is_whole()) {
            *number = self.find_by_hash(*key, text);
        }
    }

    fn find_by_hash(&self, key: Key, text: &[u8]) -> Option<u32> {
        let is = |(other, number): &(Key, u32)| *other == key && (key.is_whole() || self.is_long(*number, text));
        self.by_hash().find(key.hash(), is).map(|(_, number)| *number)
    }

    fn by_hash(&self) -> &HashTable<(Key, u32)> {
        self.by_hash.get_or_init(|| self.keys.by_hash(self.keys.len()))
    }

    /// Whether a text has this number.
    #[inline]
    fn is(&self, number: u32, key: Key, text: &[u8]) -> bool {
        self.keys.get(number) == Some(key) && (key.is_whole() || self.is_long(number, text))
    }

    /// Whether this is the long text with a number.
    fn is_long(&self, number: u32, text: &[u8]) -> bool {
        let long = usize::try_from(number).ok().and_then(|number| self.long.get(number));
        long.is_some_and(|long| **long == *text)
    }

    /// Reserves memory for this many more texts.
    pub(crate) fn reserve(&mut self, texts: usize) {
        self.keys.reserve(texts);
    }

    /// Adds a text. Returns its number, and whether it is new.
    #[inline]
    pub(crate) fn add(&mut self, text: &str) -> (u32, bool) {
        self.add_key(Key::of(text.as_bytes()), text.as_bytes())
    }

    /// Adds the texts of another list, in their order. Returns whether all were new. If not, it stops at the first that was not.
    pub(crate) fn append(&mut self, other: Self) -> bool {
        let long = other.long.iter().map(|long| &**long).chain(std::iter::repeat(&[][..]));
        other.keys.iter().zip(long).all(|(key, text)| self.add_key(key, text).1)
    }

    /// Adds the text with this key. The text itself matters only if it is longer than its key.
    #[inline]
    fn add_key(&mut self, key: Key, text: &[u8]) -> (u32, bool) {
        let number = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let is_next = key.is_whole() && self.keys.last().is_none_or(|last| last < key);
        if !is_next || self.is_unsorted {
            if let Some(known) = self.find_added(key, text, number) {
                return (known, false);
            }
            self.is_unsorted = true;
        }
        if !key.is_whole() {
            self.long.resize_with(self.keys.len(), Default::default);
            self.long.push(text.into());
        }
        self.keys.push(key);
        if let Some(numbers) = self.by_hash.get_mut() {
            insert(numbers, number, key);
        }
        (number, true)
    }

    /// The number of a text, if it was added. `next` is the next number. The last one is tried first.
    fn find_added(&self, key: Key, text: &[u8], next: u32) -> Option<u32> {
        let last = next.checked_sub(1).filter(|last| self.is(*last, key, text));
        last.or_else(|| {
            // More will be added.
            self.by_hash.get_or_init(|| self.keys.by_hash(self.keys.capacity()));
            self.find_by_hash(key, text)
        })
    }
}

impl Default for Keys {
    fn default() -> Self {
        Self::SameStart(0, Vec::new())
    }
}

impl Keys {
    fn len(&self) -> usize {
        match self {
            Self::SameStart(_, ends) => ends.len(),
            Self::Any(keys) => keys.len(),
        }
    }

    fn capacity(&self) -> usize {
        match self {
            Self::SameStart(_, ends) => ends.capacity(),
            Self::Any(keys) => keys.capacity(),
        }
    }

    fn reserve(&mut self, more: usize) {
        match self {
            Self::SameStart(_, ends) => ends.reserve(more),
            Self::Any(keys) => keys.reserve(more),
        }
    }

    fn push(&mut self, key: Key) {
        match self {
            Self::SameStart(start, ends) if *start == key.start || ends.is_empty() => {
                *start = key.start;
                ends.push(key.end);
            }
            Self::SameStart(..) => self.push_other(key),
            Self::Any(keys) => keys.push(key),
        }
    }

    /// Adds a key that may have another start.
    #[cold]
    fn push_other(&mut self, key: Key) {
        let mut keys = Vec::with_capacity(self.capacity());
        keys.extend(self.iter().chain([key]));
        *self = Self::Any(keys);
    }

    fn get(&self, number: u32) -> Option<Key> {
        let number = usize::try_from(number).ok()?;
        match self {
            Self::SameStart(start, ends) => ends.get(number).map(|end| Key { start: *start, end: *end }),
            Self::Any(keys) => keys.get(number).copied(),
        }
    }

    fn last(&self) -> Option<Key> {
        self.len().checked_sub(1).and_then(|last| self.get(u32::try_from(last).ok()?))
    }

    fn iter(&self) -> impl Iterator<Item = Key> {
        (0..).map_while(|number| self.get(number))
    }

    /// The number of a key, if it is one of `count` numbers from `first` on.
    #[inline]
    fn find_next(&self, key: Key, first: u32, count: usize) -> Option<u32> {
        match self {
            Self::SameStart(start, ends) if *start == key.start => find_next(ends, first, key.end, count),
            Self::SameStart(..) => None,
            Self::Any(keys) => find_next(keys, first, key, count),
        }
    }

    /// The place of a key, if they are sorted.
    fn find_sorted(&self, key: Key) -> Option<usize> {
        match self {
            Self::SameStart(start, ends) if *start == key.start => ends.binary_search(&key.end).ok(),
            Self::SameStart(..) => None,
            Self::Any(keys) => keys.binary_search(&key).ok(),
        }
    }

    /// The numbers of keys, by their hashes, with room for as many as `capacity`.
    #[cold]
    fn by_hash(&self, capacity: usize) -> HashTable<(Key, u32)> {
        let mut numbers = HashTable::with_capacity(capacity);
        for (number, key) in (0..).zip(self.iter()) {
            insert(&mut numbers, number, key);
        }
        numbers
    }
}

/// The keys of the numbers from `first` on.
#[inline]
fn from<K>(keys: &[K], first: u32) -> &[K] {
    usize::try_from(first).ok().and_then(|first| keys.get(first..)).unwrap_or(&[])
}

/// The number of a key, if it is one of `count` numbers from `first` on.
#[inline]
fn find_next<K: PartialEq>(keys: &[K], first: u32, key: K, count: usize) -> Option<u32> {
    (first..).zip(from(keys, first)).take(count).find(|(_, next)| **next == key).map(|(number, _)| number)
}

/// The number of a key among sorted ones, from `first` on, as [`Names::find_near`] finds it.
#[inline]
fn find_in_sorted<K: Ord>(keys: &[K], first: u32, key: K) -> Result<Option<u32>, Far> {
    let keys = from(keys, first);
    if keys.first().is_none_or(|first| *first > key) {
        return Err(Far);
    }
    let found = |place: usize| {
        let number = first.checked_add(u32::try_from(place).ok()?)?;
        Some(number).filter(|_| keys.get(place) == Some(&key))
    };
    let mut before = 0;
    if let Some(next) = keys.first_chunk::<NEXT>() {
        before = next.iter().filter(|next| **next < key).count();
        if before < NEXT {
            return Ok(found(before));
        }
    }
    for ahead in AHEAD {
        if keys.get(ahead).is_none_or(|last| *last >= key) {
            let some = keys.get(before..).unwrap_or(&[]);
            let some = some.get(..=ahead.saturating_sub(before)).unwrap_or(some);
            return Ok(found(before.saturating_add(some.partition_point(|other| *other < key))));
        }
        before = ahead;
    }
    Err(Far)
}

/// Inserts the number of a key.
fn insert(numbers: &mut HashTable<(Key, u32)>, number: u32, key: Key) {
    numbers.insert_unique(key.hash(), (key, number), |(key, _)| key.hash());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Checks that texts are found, and others are not, wherever the search starts.
    fn check(names: &Names, known: &[&str], firsts: &[u32], are_rare: bool) {
        for first in firsts {
            for (number, text) in (0..).zip(known) {
                assert_eq!(names.find(text.as_bytes(), *first), Some(number), "{text} from {first}");
            }
            // The last two end with the same eight bytes.
            let texts = |number: u32| {
                [format!("{number}"), format!("{number:04}"), format!("{number:012}"), format!("1{number:012}")]
            };
            let numbers = (0..1_500).flat_map(texts);
            for text in numbers.filter(|text| !known.contains(&text.as_str())) {
                assert_eq!(names.find(text.as_bytes(), *first), None, "{text} from {first}");
            }
        }
        let unknown = ["1500", "c", "a long one that nobody added"];
        let mut texts: Vec<FarText<'_>> = Vec::new();
        texts.extend(known.iter().chain(&unknown).map(|text| FarText::new(Key::of(text.as_bytes()), text.as_bytes())));
        names.find_far(&mut texts, are_rare);
        for text in texts {
            let number = (0..).zip(known).find(|(_, known)| known.as_bytes() == text.text);
            assert_eq!(text.number(), number.map(|(number, _)| number), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn texts_are_found_wherever_the_search_starts(
            sorted in prop::collection::btree_set(0_u32..1_500, 0..800),
            digits in prop_oneof![Just(1), Just(4), Just(12)],
            others in prop::collection::vec("[ab0-9]{0,3}|[a-c]{14,17}", 0..20),
            firsts in prop::collection::vec(0_u32..900, 3),
        ) {
            let sorted: Vec<String> = sorted.iter().map(|number| format!("{number:0digits$}")).collect();
            let mut names = Names::default();
            let mut known: Vec<&str> = Vec::new();
            for text in &sorted {
                prop_assert_eq!(names.add(text), (known.len() as u32, true));
                known.push(text);
            }
            prop_assert!(!names.is_unsorted);
            // At first without the hash table.
            check(&names, &known, &[], true);
            prop_assert!(names.by_hash.get().is_none());
            check(&names, &known, &firsts, false);
            for text in &others {
                let number = known.iter().position(|other| other == text);
                prop_assert_eq!(names.add(text), (number.unwrap_or(known.len()) as u32, number.is_none()));
                known.extend(number.is_none().then_some(text.as_str()));
            }
            check(&names, &known, &firsts, true);
        }
    }

    proptest! {
        #[test]
        fn texts_of_another_list_are_added(
            texts in prop::collection::vec("[ab]{0,2}|a[0-9]{2}|[ab]{14,17}", 0..20),
            is_sorted in any::<bool>(),
            middle in any::<prop::sample::Index>(),
        ) {
            let mut texts = texts;
            if is_sorted {
                texts.sort_by_key(|text| Key::of(text.as_bytes()));
            }
            let (first, second) = texts.split_at(middle.index(texts.len() + 1));
            let of = |texts: &[String]| {
                let mut names = Names::default();
                let are_new = texts.iter().map(|text| names.add(text).1).filter(|new| !new).count() == 0;
                (names, are_new)
            };
            let ((whole, are_new), (mut joined, first_new), (second, second_new)) = (of(&texts), of(first), of(second));
            prop_assume!(first_new && second_new);
            prop_assert_eq!(joined.append(second), are_new);
            for text in texts.iter().filter(|_| are_new) {
                prop_assert_eq!(joined.find(text.as_bytes(), 0), whole.find(text.as_bytes(), 0));
            }
        }
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
