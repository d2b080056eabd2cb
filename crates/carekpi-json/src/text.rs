//! Positions in a text, and what is wrong with a text that is not JSON.

use serde_json::value::RawValue;

use crate::error::shown;

/// Finds the lines and columns of places in a text. Places close to the one before are found fast.
pub(crate) struct Positions<'j> {
    text: &'j str,
    place: usize,
    line: u64,
    column: u64,
}

impl<'j> Positions<'j> {
    pub(crate) fn new(text: &'j str) -> Self {
        Self { text, place: 0, line: 1, column: 1 }
    }

    /// The line and the column at a number of bytes from the start.
    pub(crate) fn of(&mut self, place: usize) -> (u64, u64) {
        let bytes = self.text.as_bytes();
        let between = |from: usize, to: usize| bytes.get(from..to).unwrap_or_default();
        let ends = |bytes: &[u8]| count(bytes, |byte| byte == b'\n');
        let last_line = |bytes: &'j [u8]| bytes.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        let letters = |bytes: &[u8]| count(bytes, |byte| byte & 0xC0 != 0x80);
        if place >= self.place {
            let passed = between(self.place, place);
            let from = if passed.contains(&b'\n') { 1 } else { self.column };
            self.line = self.line.saturating_add(ends(passed));
            self.column = from.saturating_add(letters(last_line(passed)));
        } else {
            let passed = between(place, self.place);
            self.line = self.line.saturating_sub(ends(passed));
            self.column = if passed.contains(&b'\n') {
                letters(last_line(between(0, place))).saturating_add(1)
            } else {
                self.column.saturating_sub(letters(passed))
            };
        }
        self.place = place;
        (self.line, self.column)
    }
}

fn count(bytes: &[u8], of: impl Fn(u8) -> bool) -> u64 {
    bytes.iter().filter(|byte| of(**byte)).fold(0, |count, _| count.saturating_add(1))
}

/// The text without a byte order mark at its start.
pub(crate) fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

/// The place of a part of a text, in bytes from its start.
pub(crate) fn place_of(text: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(text.as_ptr().addr())
}

/// A text that is not JSON.
pub(crate) struct NotJson {
    /// Where, in bytes from the start.
    pub(crate) place: usize,
    /// What is wrong, and what is expected.
    pub(crate) wrong: String,
}

/// The JSON value that a text holds and nothing after it.
pub(crate) fn value_in(text: &str) -> Result<&RawValue, NotJson> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let value = serde::Deserialize::deserialize(&mut parser).map_err(|error| not_json(text, &error, None))?;
    parser.end().map_err(|error| not_json(text, &error, Some("nothing after the JSON")))?;
    Ok(value)
}

fn not_json(text: &str, error: &serde_json::Error, expected: Option<&str>) -> NotJson {
    if error.is_eof() {
        let place = text.trim_end().len();
        return NotJson {
            place,
            wrong: "the text ends before the JSON is complete; expected the rest of it".to_owned(),
        };
    }
    let start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let place = start.saturating_add(error.column().saturating_sub(1));
    let place = (0..=place).rev().find(|place| text.is_char_boundary(*place)).unwrap_or_default();
    let (before, rest) = text.split_at_checked(place).unwrap_or_default();
    let mut letters = rest.chars();
    let found = letters.next().map_or_else(String::new, String::from);
    let after = place.saturating_add(found.len());
    // In a text the parser stops before a control character.
    if letters.next().is_some_and(char::is_control)
        && text.get(..after).is_some_and(|read| inside(read) == Inside::Text)
    {
        let wrong =
            "a text contains a line end or another control character; expected an escape such as `\\n`".to_owned();
        return NotJson { place: after, wrong };
    }
    let expected = expected.unwrap_or(match (inside(before), before.trim_end().chars().next_back()) {
        (Inside::Text | Inside::Escape, _) => "an escape such as `\\n`, `\\\"` or `\\u00e9`",
        (_, None | Some(':' | '[')) => "a value",
        (_, Some('{')) => "a field name in quotation marks, or `}`",
        (_, Some(',')) => "another field or value after the comma",
        (_, Some(letter)) if letter.is_alphabetic() => "`true`, `false`, `null`, a number or a text in quotation marks",
        (_, Some(_)) => "`,`, `:` or a closing bracket",
    });
    NotJson { place, wrong: format!("`{}` can't stand here; expected {expected}", shown(&found)) }
}

/// Where in JSON a place is.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Structure,
    Text,
    Escape,
}

/// Where the end of the start of a JSON text is.
fn inside(start: &str) -> Inside {
    start.bytes().fold(Inside::Structure, |inside, byte| match (inside, byte) {
        (Inside::Structure, b'"') | (Inside::Escape, _) => Inside::Text,
        (Inside::Text, b'"') => Inside::Structure,
        (Inside::Text, b'\\') => Inside::Escape,
        (unchanged, _) => unchanged,
    })
}
