//! Texts that are stored once: identifiers and codes.

use std::collections::HashMap;

use crate::ids::Ids;
use crate::short_text::{is_whole, number};
use crate::table::to_usize;

/// An identifier in a caseload; [`Caseload::text`](crate::Caseload::text) gives its text. A blank identifier is the [`Default`].
///
/// `Id`s of two records are equal only if both are blank, even if their texts are the same. To compare identifiers, compare their
/// texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Id(u32);

impl Id {
    /// Its place, as it is stored.
    pub(crate) const fn number(self) -> u32 {
        self.0
    }

    /// The identifier at a place. It is blank if none is there.
    pub(crate) const fn from_number(number: u32) -> Self {
        Self(number)
    }

    /// Whether its text is blank.
    #[must_use]
    pub const fn is_blank(self) -> bool {
        self.0 == 0
    }
}

/// A code in a caseload, such as a placement code; [`Caseload::code_text`](crate::Caseload::code_text) gives its text. Within one
/// caseload equal texts have equal codes. A blank code is the [`Default`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Code(u32);

impl Code {
    /// Its index in lists by code; a blank code has index 0.
    #[inline]
    pub(crate) fn index(self) -> usize {
        to_usize(self.0)
    }

    /// Its index, as it is stored.
    pub(crate) const fn number(self) -> u32 {
        self.0
    }

    /// The code with an index. Its text is blank if there is no such code.
    pub(crate) const fn from_number(number: u32) -> Self {
        Self(number)
    }

    /// Whether its text is blank.
    #[must_use]
    pub const fn is_blank(self) -> bool {
        self.0 == 0
    }
}

/// All texts of a caseload.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    ids: Ids,
    /// The text of each code, by its index less 1.
    code_texts: Vec<Box<str>>,
    codes: HashMap<Box<str>, Code>,
    /// A cache of recent codes, each in the [`slot`] of its number: a coded column has few different codes.
    recent: Vec<(u128, Code)>,
}

/// The slot of a text in the cache, by its number.
fn slot(number: u128) -> usize {
    let [start, rest] = [number, number >> 64].map(|part| (part & u128::from(u64::MAX)) as u64);
    // After multiplication by a large odd number, the first bits depend on all bits.
    let hash = (start ^ rest.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(hash >> (u64::BITS - SLOT_BITS)).unwrap_or(0)
}

const SLOT_BITS: u32 = 11;
const SLOTS: usize = 1 << SLOT_BITS;

impl Interner {
    /// An interner of identifiers as they are stored, and of codes in the order of their indices.
    pub(crate) fn from_texts(ids: Vec<String>, codes: Vec<String>) -> Self {
        let mut interner = Self::default();
        for buffer in ids.into_iter().map(String::into_bytes) {
            let before = interner.ids.len;
            interner.ids.len = before.saturating_add(u32::try_from(buffer.len()).unwrap_or(u32::MAX));
            interner.ids.buffers.push((before, buffer));
        }
        for code in codes {
            interner.code(&code);
        }
        interner
    }

    /// The identifiers as they are stored, in buffers.
    pub(crate) fn id_buffers(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.ids.buffers.iter().map(|(_, buffer)| buffer.as_slice())
    }

    /// The texts of the codes, in the order of their indices.
    pub(crate) fn code_texts(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.code_texts.iter().map(|text| text.as_bytes())
    }

    #[inline]
    pub(crate) fn id(&mut self, text: &str) -> Id {
        Id(self.ids.push(text))
    }

    pub(crate) fn shrink_to_fit(&mut self) {
        if let Some((_, buffer)) = self.ids.buffers.last_mut() {
            buffer.shrink_to_fit();
        }
    }

    /// Takes over the texts of another interner, and gives the new values of its identifiers and codes.
    pub(crate) fn append(&mut self, other: Self) -> Remap {
        Remap { codes: self.codes_of(&other), id_offset: self.ids.append(other.ids) }
    }

    /// Takes over the texts of another interner as [`append`](Self::append) does. They are stored as if each was added.
    pub(crate) fn add_all(&mut self, other: &Self) -> Remap {
        Remap { codes: self.codes_of(other), id_offset: self.ids.push_all(&other.ids) }
    }

    /// The codes of the texts of another interner, by its codes.
    fn codes_of(&mut self, other: &Self) -> Vec<Code> {
        let codes = other.code_texts.iter().map(|text| self.code(text));
        std::iter::once(Code::default()).chain(codes).collect()
    }

    pub(crate) fn code(&mut self, text: &str) -> Code {
        if text.is_empty() {
            return Code::default();
        }
        let number = number(text.as_bytes());
        let slot = slot(number);
        match self.recent.get(slot) {
            Some((recent, code)) if *recent == number && (is_whole(number) || self.code_text(*code) == text) => *code,
            _ => self.code_not_recent(text, number, slot),
        }
    }

    /// The code of a text that is not in its slot of the cache, which takes it.
    #[inline(never)]
    fn code_not_recent(&mut self, text: &str, number: u128, slot: usize) -> Code {
        let code = match self.codes.get(text) {
            Some(code) => *code,
            None => {
                self.code_texts.push(text.into());
                let code = Code(u32::try_from(self.code_texts.len()).unwrap_or(0));
                self.codes.insert(text.into(), code);
                code
            }
        };
        self.recent.resize(SLOTS, (0, Code::default()));
        if let Some(recent) = self.recent.get_mut(slot) {
            *recent = (number, code);
        }
        code
    }

    /// The number of codes.
    pub(crate) const fn code_count(&self) -> usize {
        self.code_texts.len()
    }

    pub(crate) fn text(&self, id: Id) -> &str {
        std::str::from_utf8(self.bytes(id)).unwrap_or("")
    }

    /// The bytes of an identifier, whose order is that of its text.
    pub(crate) fn bytes(&self, id: Id) -> &[u8] {
        self.ids.get(id.0)
    }

    pub(crate) fn code_text(&self, code: Code) -> &str {
        code.index().checked_sub(1).and_then(|index| self.code_texts.get(index)).map_or("", |text| text)
    }

    /// The set of the codes for whose text `wanted` is true. A blank code is never in the set.
    pub(crate) fn codes_where(&self, mut wanted: impl FnMut(&str) -> bool) -> CodeSet {
        (1..).zip(&self.code_texts).filter(|(_, text)| wanted(text)).map(|(number, _)| Code(number)).collect()
    }

    /// The set of the codes with one of `texts`.
    pub(crate) fn codes_among<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> CodeSet {
        texts.into_iter().filter_map(|text| self.codes.get(text).copied()).collect()
    }
}

/// The identifiers and codes of one interner, renumbered for another.
#[derive(Clone, Debug)]
pub(crate) struct Remap {
    id_offset: u32,
    codes: Vec<Code>,
}

impl Remap {
    pub(crate) fn id(&self, id: &mut Id) {
        if !id.is_blank() {
            id.0 = id.0.saturating_add(self.id_offset);
        }
    }

    pub(crate) fn codes<const N: usize>(&self, codes: [&mut Code; N]) {
        for code in codes {
            *code = self.codes.get(code.index()).copied().unwrap_or_default();
        }
    }
}

/// A set of the codes of one caseload, with a fast lookup.
///
/// ```
/// use carekpi_model::{entry, Caseload};
///
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..entry::Child::default() });
/// let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 12).unwrap();
/// builder.placement(child, entry::Placement { code: "U1", ..entry::Placement::new("", start) });
/// let caseload = builder.finish().unwrap();
/// let foster = caseload.codes_where(|code| code.starts_with('U'));
/// let placement = caseload.children().next().unwrap().placements()[0];
/// assert!(foster.contains(placement.code));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeSet(Vec<bool>);

impl FromIterator<Code> for CodeSet {
    fn from_iter<I: IntoIterator<Item = Code>>(codes: I) -> Self {
        let mut set = Self::default();
        codes.into_iter().for_each(|code| set.insert(code));
        set
    }
}

impl CodeSet {
    /// Adds a code. A blank code is in no set.
    #[inline]
    pub(crate) fn insert(&mut self, code: Code) {
        // Usually it is in the set already.
        if !self.contains(code) {
            self.insert_new(code);
        }
    }

    fn insert_new(&mut self, code: Code) {
        if code.is_blank() {
            return;
        }
        if self.0.len() <= code.index() {
            self.0.resize(code.index().saturating_add(1), false);
        }
        if let Some(is_in) = self.0.get_mut(code.index()) {
            *is_in = true;
        }
    }

    /// The codes in it, in the order of their indices.
    pub fn iter(&self) -> impl Iterator<Item = Code> + use<'_> {
        (0_u32..).zip(&self.0).filter(|(_, is_in)| **is_in).map(|(number, _)| Code(number))
    }

    /// Whether it contains a code. A blank code is in no set.
    #[inline]
    #[must_use]
    pub fn contains(&self, code: Code) -> bool {
        self.0.get(code.index()).copied().unwrap_or(false)
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
        let remap = interner.append(part);
        of_part.iter_mut().for_each(|id| remap.id(id));
        let more: Vec<Id> = texts.iter().map(|text| interner.id(text)).collect();
        let text = |id: &Id| interner.text(*id).to_owned();
        assert_eq!(ids.iter().map(text).collect::<Vec<_>>(), texts);
        assert_eq!(of_part.iter().rev().map(text).collect::<Vec<_>>(), texts);
        assert_eq!(more.iter().map(text).collect::<Vec<_>>(), texts);
        // A place that was never given does not panic.
        assert!(
            (0..=interner.ids.len + 2).map(|place| interner.text(Id(place)).len()).max() <= Some(texts[8].len() + 127)
        );
        assert_eq!(interner.text(Id(u32::MAX)), "");
    }

    #[test]
    fn texts_that_differ_in_one_byte_are_told_apart() {
        let text = |length: usize, other: usize| -> String {
            let letters = ('a'..='z').cycle().take(length).enumerate();
            letters.map(|(at, letter)| if at == other { '-' } else { letter }).collect()
        };
        let mut interner = Interner::default();
        // Many long texts have the same ends, and so the same slot in the cache. The second pass finds some there.
        for _ in 0..2 {
            let lengths = (0..40).chain(253..259);
            let texts: Vec<String> =
                lengths.flat_map(|length| (0..=length).map(move |other| text(length, other))).collect();
            let ids: Vec<Id> = texts.iter().map(|text| interner.id(text)).collect();
            let codes: Vec<Code> = texts.iter().map(|text| interner.code(text)).collect();
            for (text, (id, code)) in texts.iter().zip(ids.iter().zip(&codes)) {
                assert_eq!((interner.text(*id), interner.code_text(*code)), (text.as_str(), text.as_str()));
            }
        }
    }

    #[test]
    fn a_text_has_one_code() {
        let mut interner = Interner::default();
        let texts: Vec<String> = (0..2_000).map(|number| format!("w{number}")).collect();
        let codes: Vec<Code> = texts.iter().map(|text| interner.code(text)).collect();
        assert_eq!(texts.iter().map(|text| interner.code(text)).collect::<Vec<_>>(), codes);
        assert!(texts.iter().zip(&codes).all(|(text, code)| interner.code_text(*code) == text));
        assert_eq!(interner.code(""), Code::default());
    }
}
