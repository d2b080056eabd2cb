//! Text kept once: identifiers, and the words of coded columns.

use std::collections::HashMap;

use crate::table::to_usize;

/// Names a text that a caseload holds. A blank text has the value that [`Default`] gives.
///
/// Two identifiers that are not blank are never equal as `Id`s, even where their texts are: compare
/// [`Caseload::text`](crate::Caseload::text).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Id(u32);

impl Id {
    /// Whether the text is blank.
    #[must_use]
    pub const fn is_blank(self) -> bool {
        self.0 == 0
    }
}

/// Names a word of a coded column, such as a placement code. Within one caseload equal words have equal symbols. A blank
/// word has the value that [`Default`] gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Code(u32);

impl Code {
    /// Its place in lists by word; a blank word has the first.
    #[inline]
    pub(crate) fn place(self) -> usize {
        to_usize(self.0)
    }

    /// Its place as a number.
    pub(crate) const fn number(self) -> u32 {
        self.0
    }

    /// Whether the word is blank.
    #[must_use]
    pub const fn is_blank(self) -> bool {
        self.0 == 0
    }
}

/// Identifiers one after another, each behind its length: 4 GiB of them at the most, and what is more is blank. They are
/// in buffers, which are filled and then left as they are, so that none need be copied.
#[derive(Clone, Debug, Default)]
struct Ids {
    /// How many bytes come before each buffer, and the buffer.
    buffers: Vec<(u32, String)>,
    /// How many bytes there are.
    len: u32,
}

/// The greatest part of a length that one byte says: a longer one takes more bytes, and a lesser one ends it.
const MOST: u8 = 127;

const SMALLEST_BUFFER: usize = 1 << 10;
const LARGEST_BUFFER: usize = 1 << 22;

impl Ids {
    /// Keeps a text, and gives the place at which it stands, from 1; 0 for a blank text.
    fn push(&mut self, text: &str) -> u32 {
        let length = text.len().saturating_add(text.len() / usize::from(MOST)).saturating_add(1);
        let after = u32::try_from(length).ok().and_then(|length| self.len.checked_add(length));
        let Some(after) = after.filter(|_| !text.is_empty()) else { return 0 };
        if self.buffers.last().is_none_or(|(_, buffer)| buffer.capacity().saturating_sub(buffer.len()) < length) {
            // As much again as there is, within reason.
            let room = to_usize(self.len).clamp(SMALLEST_BUFFER, LARGEST_BUFFER).max(length);
            self.buffers.push((self.len, String::with_capacity(room)));
        }
        if let Some((_, buffer)) = self.buffers.last_mut() {
            let mut rest = text.len();
            while let Some(less) = rest.checked_sub(usize::from(MOST)) {
                buffer.push(char::from(MOST));
                rest = less;
            }
            buffer.push(char::from(u8::try_from(rest).unwrap_or(0)));
            buffer.push_str(text);
        }
        let place = self.len.saturating_add(1);
        self.len = after;
        place
    }

    /// Takes over another's texts, and says how many bytes there were before.
    fn append(&mut self, other: Self) -> u32 {
        let before = self.len;
        self.buffers.extend(other.buffers.into_iter().map(|(first, buffer)| (before.saturating_add(first), buffer)));
        self.len = before.saturating_add(other.len);
        before
    }

    fn get(&self, place: u32) -> &str {
        self.at(place).unwrap_or("")
    }

    fn at(&self, place: u32) -> Option<&str> {
        let buffer = self.buffers.partition_point(|(before, _)| *before < place).checked_sub(1)?;
        let (before, buffer) = self.buffers.get(buffer)?;
        let mut start = to_usize(place.checked_sub(*before)?.checked_sub(1)?);
        let mut length = 0_usize;
        loop {
            let part = *buffer.as_bytes().get(start)?;
            start = start.checked_add(1)?;
            length = length.checked_add(part.into())?;
            if part != MOST {
                return buffer.get(start..start.checked_add(length)?);
            }
        }
    }
}

/// All the text of a caseload.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    ids: Ids,
    /// By number less 1.
    words: Vec<Box<str>>,
    numbers: HashMap<Box<str>, Code>,
    /// CodeSet recent asked for, each at its [`place`]: a coded column has few.
    recent: Vec<Code>,
}

/// Where among the words recent asked for this one stands: by its length and its last bytes, in which codes and the identifiers of
/// workers differ.
fn place(word: &str) -> usize {
    let bytes = word.as_bytes();
    let last = match bytes.last_chunk() {
        Some(last) => u32::from_le_bytes(*last),
        None => bytes.iter().fold(0, |last, byte| last << 8 | u32::from(*byte)),
    };
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    // Multiplied by a large odd number, the first bits depend on all the others.
    to_usize((last ^ length.rotate_left(16)).wrapping_mul(0x9E37_79B1) >> (u32::BITS - PLACE_BITS))
}

const PLACE_BITS: u32 = 12;
const PLACES: usize = 1 << PLACE_BITS;

impl Interner {
    pub(crate) fn id(&mut self, text: &str) -> Id {
        Id(self.ids.push(text))
    }

    pub(crate) fn shrink_to_fit(&mut self) {
        if let Some((_, buffer)) = self.ids.buffers.last_mut() {
            buffer.shrink_to_fit();
        }
    }

    /// Takes over another interner's texts, and says what its identifiers and words are called here.
    pub(crate) fn append(&mut self, other: Self) -> Remap {
        let words = other.words.iter().map(|word| self.code(word));
        let words = std::iter::once(Code::default()).chain(words).collect();
        Remap { before: self.ids.append(other.ids), words }
    }

    pub(crate) fn code(&mut self, word: &str) -> Code {
        if word.is_empty() {
            return Code::default();
        }
        let place = place(word);
        if let Some(symbol) = self.recent.get(place).filter(|symbol| self.code_text(**symbol) == word) {
            return *symbol;
        }
        let symbol = match self.numbers.get(word) {
            Some(symbol) => *symbol,
            None => {
                self.words.push(word.into());
                let symbol = Code(u32::try_from(self.words.len()).unwrap_or(0));
                self.numbers.insert(word.into(), symbol);
                symbol
            }
        };
        self.recent.resize(PLACES, Code::default());
        if let Some(recent) = self.recent.get_mut(place) {
            *recent = symbol;
        }
        symbol
    }

    /// How many words there are.
    pub(crate) const fn words(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn text(&self, id: Id) -> &str {
        self.ids.get(id.0)
    }

    pub(crate) fn code_text(&self, symbol: Code) -> &str {
        symbol.place().checked_sub(1).and_then(|place| self.words.get(place)).map_or("", |word| word)
    }

    /// The set of the words for which `wanted` holds; a blank word is never asked about and never in it.
    pub(crate) fn codes_where(&self, mut wanted: impl FnMut(&str) -> bool) -> CodeSet {
        (1..).zip(&self.words).filter(|(_, word)| wanted(word)).map(|(number, _)| Code(number)).collect()
    }

    /// The set of those of `texts` that are words here.
    pub(crate) fn codes_among<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> CodeSet {
        texts.into_iter().filter_map(|text| self.numbers.get(text).copied()).collect()
    }
}

/// What the identifiers and words of one interner are called in another.
#[derive(Clone, Debug)]
pub(crate) struct Remap {
    before: u32,
    words: Vec<Code>,
}

impl Remap {
    pub(crate) fn id(&self, id: &mut Id) {
        if !id.is_blank() {
            id.0 = id.0.saturating_add(self.before);
        }
    }

    pub(crate) fn words<const N: usize>(&self, words: [&mut Code; N]) {
        for word in words {
            *word = self.words.get(word.place()).copied().unwrap_or_default();
        }
    }
}

/// A set of the words of one caseload, for asking quickly whether a coded column holds one of them.
///
/// ```
/// use carekpi_model::{entry, Caseload};
///
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..entry::Child::default() });
/// builder.placement(child, entry::Placement { code: "U1", ..entry::Placement::default() });
/// let caseload = builder.finish().unwrap();
/// let foster = caseload.words(|code| code.starts_with('U'));
/// let placement = caseload.children().next().unwrap().placements()[0];
/// assert!(foster.contains(placement.code));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeSet(Vec<bool>);

impl FromIterator<Code> for CodeSet {
    fn from_iter<I: IntoIterator<Item = Code>>(words: I) -> Self {
        let mut set = Self::default();
        for word in words.into_iter().filter(|word| !word.is_blank()) {
            set.0.resize(set.0.len().max(word.place().saturating_add(1)), false);
            if let Some(holds) = set.0.get_mut(word.place()) {
                *holds = true;
            }
        }
        set
    }
}

impl CodeSet {
    /// The words in it, in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Code> {
        (0_u32..).zip(&self.0).filter(|(_, holds)| **holds).map(|(number, _)| Code(number))
    }

    /// Whether it holds this word. A blank word is in no set.
    #[inline]
    #[must_use]
    pub fn contains(&self, word: Code) -> bool {
        self.0.get(word.place()).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_any_length_stay_as_they_were() {
        let texts: Vec<String> = [1, 2, 126, 127, 128, 253, 254, 255, 1_000].map(|length| "é".repeat(length)).into();
        let mut interner = Interner::default();
        let mut part = Interner::default();
        let ids: Vec<Id> = texts.iter().map(|text| interner.id(text)).collect();
        let mut of_part: Vec<Id> = texts.iter().rev().map(|text| part.id(text)).collect();
        assert_eq!((interner.id(""), interner.text(Id(0))), (Id(0), ""));
        let names = interner.append(part);
        of_part.iter_mut().for_each(|id| names.id(id));
        let more: Vec<Id> = texts.iter().map(|text| interner.id(text)).collect();
        let text = |id: &Id| interner.text(*id).to_owned();
        assert_eq!(ids.iter().map(text).collect::<Vec<_>>(), texts);
        assert_eq!(of_part.iter().rev().map(text).collect::<Vec<_>>(), texts);
        assert_eq!(more.iter().map(text).collect::<Vec<_>>(), texts);
        // A place that nobody was given is no reason to stop.
        assert!(
            (0..=interner.ids.len + 2).map(|place| interner.text(Id(place)).len()).max() <= Some(texts[8].len() + 127)
        );
        assert_eq!(interner.text(Id(u32::MAX)), "");
    }

    #[test]
    fn words_have_one_symbol_each() {
        let mut interner = Interner::default();
        let words: Vec<String> = (0..2_000).map(|number| format!("w{number}")).collect();
        let symbols: Vec<Code> = words.iter().map(|word| interner.code(word)).collect();
        assert_eq!(words.iter().map(|word| interner.code(word)).collect::<Vec<_>>(), symbols);
        assert!(words.iter().zip(&symbols).all(|(word, symbol)| interner.code_text(*symbol) == word));
        assert_eq!(interner.code(""), Code::default());
    }
}
