//! The text of a mapping file, and errors that name its lines.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::mapping::{MappingError, TheirColumn};
use crate::near::{closest, question};

/// Columns with names of people, which are never read.
const NAMES_OF_PEOPLE: [&str; 2] = ["pers_forename", "pers_surname"];

pub(crate) type Key<'t> = Spanned<Cow<'t, str>>;

pub(crate) struct MappingFile<'t> {
    pub(crate) text: &'t str,
    pub(crate) file: &'t str,
}

impl<'t> MappingFile<'t> {
    /// The line of a position, from 1, and its text.
    pub(crate) fn line(&self, start: usize) -> (usize, String) {
        let before = self.text.get(..start).unwrap_or(self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count();
        (line.saturating_add(1), self.text.lines().nth(line).unwrap_or("").trim().to_owned())
    }

    pub(crate) fn error(&self, span: Option<Range<usize>>, message: &str) -> MappingError {
        let (line, text) = self.line(span.map_or(0, |span| span.start));
        MappingError { file: self.file.to_owned(), line, text, message: message.replace('\n', " ") }
    }

    /// The TOML table of a key.
    pub(crate) fn table<'v>(
        &self,
        key: &Key<'t>,
        value: &'v Spanned<DeValue<'t>>,
        form: &str,
    ) -> Result<&'v DeTable<'t>, MappingError> {
        let message = || format!("`{}` is not a table; expected {form} with its lines below", key.get_ref());
        value.get_ref().as_table().ok_or_else(|| self.error(Some(key.span()), &message()))
    }

    pub(crate) fn text<'v>(&self, value: &'v Spanned<DeValue<'t>>, expected: &str) -> Result<&'v str, MappingError> {
        let text = value.get_ref().as_str();
        text.ok_or_else(|| self.error(Some(value.span()), &format!("expected {expected}, in double quotes")))
    }

    /// The name of a column or file of theirs.
    pub(crate) fn name_of_theirs<'v>(
        &self,
        value: &'v Spanned<DeValue<'t>>,
        expected: &str,
    ) -> Result<&'v str, MappingError> {
        let name = self.text(value, expected)?.trim();
        if name.is_empty() {
            return Err(self.error(Some(value.span()), &format!("the name is blank; expected {expected}")));
        }
        if NAMES_OF_PEOPLE.iter().any(|column| column.eq_ignore_ascii_case(name)) {
            let message = format!("{name} holds names of people, which are never read; expected another column");
            return Err(self.error(Some(value.span()), &message));
        }
        Ok(name)
    }

    /// A column of theirs, which this key names.
    pub(crate) fn column_of_theirs(&self, key: &Key<'t>, name: &str) -> TheirColumn {
        let (line, text) = self.line(key.span().start);
        TheirColumn { name: name.to_owned(), file: self.file.to_owned(), line, text }
    }
}

/// What is unknown, and what is valid there.
pub(crate) fn unknown(what: &str, name: &str, valid: &[&str]) -> String {
    let near = question(closest(name, valid.iter().copied()));
    format!("unknown {what} `{name}`{near}; expected one of {}", valid.join(", "))
}
