//! Numbers for texts.

use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// Distinct texts, numbered from 0 in the order in which they were added. One buffer holds all of them.
#[derive(Debug, Default)]
pub(crate) struct Names {
    texts: String,
    ends: Vec<usize>,
    numbers: HashTable<u32>,
    hasher: FixedState,
}

impl Names {
    /// The number of a text, if it was added.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(text);
        self.numbers.find(hash, |number| text_of(&self.texts, &self.ends, *number) == Some(text)).copied()
    }

    /// The text with a number.
    pub(crate) fn get(&self, number: u32) -> Option<&str> {
        text_of(&self.texts, &self.ends, number)
    }

    /// Adds a text. Returns its number, and whether it is new.
    pub(crate) fn add(&mut self, text: &str) -> (u32, bool) {
        let hash = self.hasher.hash_one(text);
        let Self { texts, ends, numbers, hasher } = self;
        let of = |number: u32| text_of(texts, ends, number);
        if let Some(number) = numbers.find(hash, |number| of(*number) == Some(text)) {
            return (*number, false);
        }
        let number = u32::try_from(ends.len()).unwrap_or(u32::MAX);
        numbers.insert_unique(hash, number, |number| hasher.hash_one(of(*number).unwrap_or("")));
        texts.push_str(text);
        ends.push(texts.len());
        (number, true)
    }
}

fn text_of<'t>(texts: &'t str, ends: &[usize], number: u32) -> Option<&'t str> {
    let number = usize::try_from(number).ok()?;
    let start = number.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    texts.get(start..*ends.get(number)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number() {
        let mut names = Names::default();
        let texts: Vec<String> = (0..1000).map(|number| format!("é{number}")).collect();
        for (number, text) in (0..).zip(&texts) {
            assert_eq!(names.find(text), None);
            assert_eq!(names.add(text), (number, true));
        }
        for (number, text) in (0..).zip(&texts) {
            assert_eq!(names.add(text), (number, false));
            assert_eq!(names.find(text), Some(number));
            assert_eq!(names.get(number), Some(text.as_str()));
        }
        assert_eq!(names.add(""), (1000, true));
        assert_eq!((names.find(""), names.get(1000), names.get(1001)), (Some(1000), Some(""), None));
    }
}
