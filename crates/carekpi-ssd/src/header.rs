//! The header of a table's file: which of its columns are read.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use carekpi_model::quoted;

use crate::mapping::Mapping;
use crate::near::{is_column, nearest};
use crate::plain_records::Record;
use crate::rows::{Cells, columns, is_same, other_name};
use crate::source::AbsentColumn;
use crate::spec::Spec;
use crate::{Finding, FindingKind, ReadError, Table};

/// The file of a table, and what it calls its columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableFile<'f> {
    pub(crate) path: &'f Path,
    pub(crate) table: Table,
    pub(crate) mapping: &'f Mapping,
}

/// The header of a file.
#[derive(Debug)]
pub(crate) struct Header {
    table: Table,
    names: Vec<String>,
    /// The place in the file of each column that is read.
    places: Vec<Option<usize>>,
    /// The column that is read from each place in the file, or the first of them; `usize::MAX` if none is.
    read: Vec<usize>,
    /// The other columns that are read from such a place, each with the first.
    copies: Vec<(usize, usize)>,
}

/// The names in a header.
fn names_of(record: &Record<'_>) -> Vec<String> {
    (0..record.len()).map(|place| record.field(place).trim().to_owned()).collect()
}

impl Header {
    /// Finds the columns that are read. `first_line` is the header's first line, as it is written.
    pub(crate) fn of(file: &TableFile<'_>, record: &Record<'_>, first_line: &str) -> Result<Self, ReadError> {
        Self::of_names(file, names_of(record), record.line, first_line)
    }

    /// Finds the columns that are read among these names. The line is 0 if they are not in a file.
    pub(crate) fn of_names(
        file: &TableFile<'_>,
        names: Vec<String>,
        line: u64,
        first_line: &str,
    ) -> Result<Self, ReadError> {
        let is_known = |name: &String| {
            let is_theirs = |column: &&'static str| {
                file.mapping.their_column(file.table, column).is_some_and(|theirs| is_same(&theirs.name, name))
            };
            is_column(name) || columns(file.table).iter().any(is_theirs)
        };
        let required = Spec::of(file.table);
        if !names.iter().any(is_known) && columns(file.table).iter().all(|column| nearest(column, &names).is_none()) {
            return Err(no_header(file, line, first_line));
        }
        let find = |column: &&'static str| Self::place(file, line, &names, column);
        let places: Vec<Option<usize>> = columns(file.table).iter().map(find).collect::<Result<_, _>>()?;
        let read_from = |place: usize| places.iter().position(|read| *read == Some(place));
        let read = (0..names.len()).map(|place| read_from(place).unwrap_or(usize::MAX)).collect();
        let copy =
            |(at, place): (usize, &Option<usize>)| Some((at, read_from((*place)?).filter(|first| *first != at)?));
        let copies = places.iter().enumerate().filter_map(copy).collect();
        let header = Self { table: file.table, read, copies, names, places };

        let has = |column: &str| {
            let at = columns(file.table).iter().position(|read| *read == column);
            at.is_some_and(|at| header.places.get(at).copied().flatten().is_some())
        };
        let near = |column: &str| nearest(column, &header.names).map(str::to_owned);
        if let (Some(person), Some(gives_person)) = (required.person, required.via.map(|via| via.column))
            && !has(person)
            && !has(gives_person)
        {
            let near = near(person).or_else(|| near(gives_person));
            let columns = [person, gives_person];
            return Err(ReadError::NoPersonColumn { file: file.path.to_owned(), line, columns, near });
        }
        if let Some(column) = required.first_missing(has) {
            return Err(ReadError::NoColumn { file: file.path.to_owned(), line, column, near: near(column) });
        }
        Ok(header)
    }

    /// The place of a column: by its name in the mapping, or else by its own name, or else by another name of it.
    fn place(
        file: &TableFile<'_>,
        line: u64,
        names: &[String],
        column: &'static str,
    ) -> Result<Option<usize>, ReadError> {
        let place = |wanted: &str| {
            let mut places = names.iter().enumerate().filter(|(_, name)| is_same(name, wanted));
            match (places.next(), places.next()) {
                (Some((_, first)), Some((_, second))) => Err(ReadError::ColumnTwice {
                    file: file.path.to_owned(),
                    line,
                    column: first.clone(),
                    again: second.clone(),
                }),
                (first, _) => Ok(first.map(|(place, _)| place)),
            }
        };
        if let Some(theirs) = file.mapping.their_column(file.table, column) {
            let found = place(&theirs.name)?;
            return found.map(Some).ok_or_else(|| theirs.missing(file.path, names).into());
        }
        if file.table.is_own() {
            return Ok(None);
        }
        match (place(column)?, other_name(column)) {
            (None, Some(other)) => place(other),
            (found, _) => Ok(found),
        }
    }

    /// How many columns the file has.
    pub(crate) const fn len(&self) -> usize {
        self.names.len()
    }

    /// The place in the file of each column that is read.
    pub(crate) fn places(&self) -> &[Option<usize>] {
        &self.places
    }

    /// The name of a column, by its place in the file.
    pub(crate) fn name(&self, place: usize) -> Option<&str> {
        self.names.get(place).map(String::as_str)
    }

    /// The columns that are not read, each once; also not for another kind of your own in the same file.
    pub(crate) fn ignored(&self, mapping: &Mapping) -> impl Iterator<Item = Finding> {
        let of_others: BTreeSet<String> = mapping.columns_of_others(self.table).map(str::to_lowercase).collect();
        let is_read = move |place: usize, name: &str| {
            self.places.contains(&Some(place)) || of_others.contains(&name.to_lowercase())
        };
        let mut earlier = HashSet::new();
        let ignored = self.names.iter().enumerate().filter(move |(place, name)| {
            let is_first = earlier.insert(name.to_lowercase());
            is_first && !is_read(*place, name)
        });
        ignored.map(|(place, name)| {
            let number = place.saturating_add(1);
            let message = match name.as_str() {
                "" => format!("column {number} has no name; it is not read"),
                _ => "the column is not read".to_owned(),
            };
            let mut finding = Finding::new(self.table, FindingKind::ColumnIgnored, message);
            finding.column = Some(name.clone()).filter(|name| !name.is_empty());
            finding
        })
    }

    /// The columns that a mapping reads from the place of another.
    pub(crate) fn shared(&self, mapping: &Mapping) -> Vec<Finding> {
        let read: Vec<_> = columns(self.table).iter().copied().zip(self.places.iter().copied()).collect();
        let spec = Spec::of(self.table);
        let mapped = read.iter().filter_map(|(column, place)| {
            let theirs = mapping.their_column(self.table, column)?;
            let is_other = |(other, same): &&(&'static str, Option<usize>)| {
                other != column && same == place && !spec.are_day_and_time([other, column])
            };
            // Of two that are mapped, the later is reported.
            let is_first = |other: &'static str| {
                mapping.their_column(self.table, other).is_none_or(|first| first.line < theirs.line)
            };
            let (other, _) = read.iter().filter(is_other).find(|(other, _)| is_first(other))?;
            let message = format!(
                "{} line {}: the mapping reads it from the same column of the file as {other}, {}",
                theirs.file,
                theirs.line,
                quoted(&theirs.name)
            );
            let mut finding = Finding::new(self.table, FindingKind::ColumnShared, message);
            finding.column = Some((*column).to_owned());
            Some(finding)
        });
        mapped.collect()
    }

    /// A column that is read and that only one of two headers has, and whether it is this one that lacks it.
    pub(crate) fn differs(&self, first: &Self) -> Option<(&'static str, bool)> {
        let mut both = columns(self.table).iter().zip(self.places.iter().zip(&first.places));
        let (column, (own, _)) = both.find(|(_, (own, first))| own.is_some() != first.is_some())?;
        Some((column, own.is_none()))
    }

    /// The columns that are read but absent. Of a table of your own kind, only what the mapping names is read.
    pub(crate) fn absent(&self) -> Vec<AbsentColumn> {
        if self.table.is_own() {
            return Vec::new();
        }
        let absent = columns(self.table).iter().zip(&self.places).filter(|(_, place)| place.is_none());
        let near = |column| nearest(column, &self.names).map(str::to_owned);
        absent.map(|(column, _)| AbsentColumn { column, near: near(column) }).collect()
    }

    /// The columns that a header lacks and that one of its names is near to, whatever else is wrong with it.
    pub(crate) fn near_columns(file: &TableFile<'_>, record: &Record<'_>) -> Vec<(&'static str, String)> {
        if file.table.is_own() {
            return Vec::new();
        }
        let names = names_of(record);
        let is_absent = |column: &&'static str| matches!(Self::place(file, record.line, &names, column), Ok(None));
        let absent = columns(file.table).iter().copied().filter(is_absent);
        absent.filter_map(|column| Some((column, nearest(column, &names)?.to_owned()))).collect()
    }

    /// Fills the cells of a row that are read. Returns whether the row has as many fields as the header.
    #[inline]
    pub(crate) fn fill<'r>(&self, record: &Record<'r>, cells: &mut Cells<'r>) -> bool {
        for (field, at) in record.fields().zip(&self.read) {
            if let Some(cell) = cells.get_mut(*at) {
                *cell = field;
            }
        }
        for (at, first) in &self.copies {
            let field = cells.get(*first).copied().unwrap_or("");
            if let Some(cell) = cells.get_mut(*at) {
                *cell = field;
            }
        }
        record.len() == self.names.len()
    }

    /// The error for a row with more or fewer fields than the header.
    pub(crate) fn field_count(&self, path: &Path, record: &Record<'_>) -> ReadError {
        ReadError::FieldCount {
            file: path.to_owned(),
            line: record.line,
            expected: u64::try_from(self.names.len()).unwrap_or(u64::MAX),
            found: u64::try_from(record.len()).unwrap_or(u64::MAX),
            column: self.names.get(record.len()).or(self.names.last()).map_or("none", String::as_str).to_owned(),
        }
    }

    /// The error for a row that is no row, but what a query tool writes after the last one: how many there were.
    pub(crate) fn footer(path: &Path, record: &Record<'_>) -> Option<ReadError> {
        let fields: Vec<&str> = (0..record.len()).map(|place| record.field(place)).collect();
        let text = fields.join(",").trim().to_owned();
        let words = text.to_lowercase();
        let counts = words.contains("row") || words.contains("record");
        let ends = ["affected", "selected", "returned", "fetched", "retrieved"].iter().any(|verb| words.contains(verb));
        let is_short = words.split_whitespace().count() <= 4;
        (counts && ends && is_short).then(|| ReadError::Footer { file: path.to_owned(), line: record.line, text })
    }
}

/// How many characters of a first line are shown.
const SHOWN: usize = 80;

/// The error for a file without a header, whose first line with text is this one.
pub(crate) fn no_header(file: &TableFile<'_>, line: u64, first_line: &str) -> ReadError {
    let mut shown: String = first_line.chars().take(SHOWN).collect();
    if shown.len() < first_line.len() {
        shown.push('…');
    }
    let expected = columns(file.table).first().copied().unwrap_or("");
    ReadError::NoHeader { file: file.path.to_owned(), line, first_line: shown, expected }
}
