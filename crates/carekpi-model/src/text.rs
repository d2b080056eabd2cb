//! Text kept once: identifiers, and the words of coded columns.

use std::collections::HashMap;

/// Names a text that a caseload holds. A blank text has the value that [`Default`] gives.
///
/// Two identifiers are never equal as `Id`s, even where their texts are: compare [`Caseload::text`](crate::Caseload::text).
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
pub struct Symbol(u32);

impl Symbol {
    /// Whether the word is blank.
    #[must_use]
    pub const fn is_blank(self) -> bool {
        self.0 == 0
    }
}

/// Texts one after another in one buffer, with the offset at which each ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Texts {
    buffer: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Keeps a text; `false` where the buffer is full.
    fn push(&mut self, text: &str) -> bool {
        let Ok(end) = u32::try_from(self.buffer.len().saturating_add(text.len())) else { return false };
        self.buffer.push_str(text);
        self.ends.push(end);
        true
    }

    fn get(&self, index: usize) -> &str {
        let offset = |end: &u32| usize::try_from(*end).ok();
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).and_then(offset).unwrap_or(0);
        self.ends.get(index).and_then(offset).and_then(|end| self.buffer.get(start..end)).unwrap_or("")
    }
}

/// Texts numbered from 1, in buffers: one for each builder that gathered some, and a further one where one is full.
#[derive(Clone, Debug, Default)]
struct Numbered {
    /// How many texts come before each buffer, and the buffer.
    buffers: Vec<(u32, Texts)>,
    len: u32,
}

impl Numbered {
    /// Keeps a text and gives its number; 0 for a blank text.
    fn push(&mut self, text: &str) -> u32 {
        let Some(number) = self.len.checked_add(1).filter(|_| !text.is_empty()) else { return 0 };
        let kept = self.buffers.last_mut().is_some_and(|(_, texts)| texts.push(text));
        if !kept {
            let mut texts = Texts::default();
            texts.push(text);
            self.buffers.push((self.len, texts));
        }
        self.len = number;
        number
    }

    /// Takes over another's texts, and says how many there were before.
    fn append(&mut self, other: Self) -> u32 {
        let before = self.len;
        self.buffers.extend(other.buffers.into_iter().map(|(first, texts)| (before.saturating_add(first), texts)));
        self.len = before.saturating_add(other.len);
        before
    }

    fn get(&self, number: u32) -> &str {
        let buffer = self.buffers.partition_point(|(before, _)| *before < number).checked_sub(1);
        let Some((before, texts)) = buffer.and_then(|buffer| self.buffers.get(buffer)) else { return "" };
        let index = number.checked_sub(*before).and_then(|place| usize::try_from(place).ok()?.checked_sub(1));
        index.map_or("", |index| texts.get(index))
    }

    /// The texts by number; first a blank one.
    fn iter(&self) -> impl Iterator<Item = &str> {
        (0..=self.len).map(|number| self.get(number))
    }
}

/// All the text of a caseload.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    ids: Numbered,
    words: Numbered,
    numbers: HashMap<Box<str>, Symbol>,
    /// Words lately asked for, each at its [`place`]: a coded column has few.
    lately: Vec<Symbol>,
}

/// Where among the words lately asked for this one stands: by its length, its first and its last byte.
fn place(word: &str) -> usize {
    let byte = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(*byte));
    let bytes = word.as_bytes();
    (bytes.len() ^ byte(bytes.first()).wrapping_mul(5) ^ byte(bytes.last()).wrapping_mul(17)) % PLACES
}

const PLACES: usize = 256;

impl Lexicon {
    pub(crate) fn id(&mut self, text: &str) -> Id {
        Id(self.ids.push(text))
    }

    /// Takes over another lexicon's texts, and says what its identifiers and words are called here.
    pub(crate) fn absorb(&mut self, other: Self) -> Renaming {
        let words = other.words.iter().map(|word| self.symbol(word)).collect();
        Renaming { before: self.ids.append(other.ids), words }
    }

    pub(crate) fn symbol(&mut self, word: &str) -> Symbol {
        if word.is_empty() {
            return Symbol::default();
        }
        let place = place(word);
        if let Some(symbol) = self.lately.get(place).filter(|symbol| self.word(**symbol) == word) {
            return *symbol;
        }
        let symbol = match self.numbers.get(word) {
            Some(symbol) => *symbol,
            None => {
                let symbol = Symbol(self.words.push(word));
                self.numbers.insert(word.into(), symbol);
                symbol
            }
        };
        self.lately.resize(PLACES, Symbol::default());
        if let Some(lately) = self.lately.get_mut(place) {
            *lately = symbol;
        }
        symbol
    }

    pub(crate) fn text(&self, id: Id) -> &str {
        self.ids.get(id.0)
    }

    pub(crate) fn word(&self, symbol: Symbol) -> &str {
        self.words.get(symbol.0)
    }

    /// The set of the words for which `wanted` holds; a blank word is never asked about and never in it.
    pub(crate) fn words_where(&self, mut wanted: impl FnMut(&str) -> bool) -> Words {
        Words(self.words.iter().map(|word| !word.is_empty() && wanted(word)).collect())
    }
}

/// What the identifiers and words of one lexicon are called in another.
#[derive(Clone, Debug)]
pub(crate) struct Renaming {
    before: u32,
    words: Vec<Symbol>,
}

impl Renaming {
    pub(crate) fn id(&self, id: &mut Id) {
        if !id.is_blank() {
            id.0 = id.0.saturating_add(self.before);
        }
    }

    pub(crate) fn words<const N: usize>(&self, words: [&mut Symbol; N]) {
        for word in words {
            *word = usize::try_from(word.0).ok().and_then(|number| self.words.get(number)).copied().unwrap_or_default();
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Vec<bool>);

impl Words {
    /// Whether it holds this word. A blank word is in no set.
    #[inline]
    #[must_use]
    pub fn contains(&self, word: Symbol) -> bool {
        usize::try_from(word.0).ok().and_then(|number| self.0.get(number)).copied().unwrap_or(false)
    }
}
