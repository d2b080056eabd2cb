//! What an extract calls its columns and values, where that differs from the names that are read.

use std::collections::BTreeMap;
use std::path::Path;

use carekpi_model::quoted;

use crate::Table;
use crate::rows::{Cells, columns};

/// What is wrong with a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file} line {line}: {text}: {message}")]
#[non_exhaustive]
pub struct MappingError {
    /// The name of the mapping's file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The text of the line.
    pub text: String,
    /// What is wrong with it, and what is valid there.
    pub message: String,
}

/// What an extract calls its columns and values. It is applied before a row is read in any other way.
///
/// A column has one name of theirs, which goes before its own name. A value is compared trimmed, whole and in any case, before a
/// blank or `NULL` counts as missing; it is mapped once.
///
/// ```
/// use carekpi_ssd::{Extract, Mapping};
///
/// let mapping = Mapping::from_toml(
///     r#"
///     [columns.ssd_person]
///     pers_dob = "Date of birth"
///     [values.ssd_person.pers_ethnicity]
///     "White British" = "WBRI"
///     "#,
///     "ours.toml",
/// )
/// .unwrap();
/// let files = [("ssd_person.csv", "pers_person_id,date of birth,pers_ethnicity\nP1,01/06/2015,white british\n")];
/// let extract = Extract::reader().mapping(&mapping).from_files(files).unwrap();
/// let child = extract.caseload.find("P1").unwrap();
/// assert_eq!(child.born().unwrap().to_string(), "2015-06-01");
/// assert_eq!(child.ethnicity(), "WBRI");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    columns: BTreeMap<(Table, &'static str), TheirColumn>,
    /// By column, and then by their value in lower case.
    values: BTreeMap<(Table, &'static str), BTreeMap<String, String>>,
}

/// The name of a column in the extract, and the line of the mapping that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TheirColumn {
    pub(crate) name: String,
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) text: String,
}

impl TheirColumn {
    /// The error for a file without the column.
    pub(crate) fn missing(&self, file: &Path, header: &[String]) -> MappingError {
        let message =
            format!("{} has no column {}; its columns are {}", file.display(), quoted(&self.name), header.join(", "));
        MappingError { file: self.file.clone(), line: self.line, text: self.text.clone(), message }
    }
}

impl Mapping {
    /// The same, changed by a later mapping. For each column and each value that both name, the later one is valid.
    ///
    /// ```
    /// use carekpi_ssd::{Extract, Mapping, Tables, rows};
    ///
    /// let mapping = |value: &str| {
    ///     let text = format!("[values.ssd_person.pers_ethnicity]\n\"A\" = {value:?}\n");
    ///     Mapping::from_toml(&text, "ours.toml").unwrap()
    /// };
    /// let both = mapping("first").followed_by(&mapping("second"));
    /// assert_eq!(both, mapping("second"));
    /// ```
    #[must_use]
    pub fn followed_by(mut self, later: &Self) -> Self {
        self.columns.extend(later.columns.iter().map(|(column, theirs)| (*column, theirs.clone())));
        for (column, values) in &later.values {
            let own = self.values.entry(*column).or_default();
            own.extend(values.iter().map(|(theirs, ours)| (theirs.clone(), ours.clone())));
        }
        self
    }

    /// Names a column of theirs.
    pub(crate) fn add_column(&mut self, table: Table, column: &'static str, theirs: TheirColumn) {
        self.columns.insert((table, column), theirs);
    }

    /// Names a value of theirs. Returns whether it is new.
    pub(crate) fn add_value(&mut self, table: Table, column: &'static str, (theirs, ours): (&str, &str)) -> bool {
        let mut key = String::new();
        fold(theirs, &mut key);
        self.values.entry((table, column)).or_default().insert(key, ours.to_owned()).is_none()
    }

    /// The name of a column in the extract, if it is mapped.
    pub(crate) fn their_column(&self, table: Table, column: &'static str) -> Option<&TheirColumn> {
        self.columns.get(&(table, column))
    }

    /// The values of a table.
    pub(crate) fn values_of(&self, table: Table) -> ValueMap<'_> {
        let mapped = columns(table).iter().enumerate();
        let columns = mapped.filter_map(|(at, column)| Some((at, self.values.get(&(table, *column))?)));
        ValueMap { columns: columns.collect(), key: String::new() }
    }
}

/// Their values of a table.
#[derive(Debug)]
pub(crate) struct ValueMap<'m> {
    columns: Vec<(usize, &'m BTreeMap<String, String>)>,
    key: String,
}

impl<'m> ValueMap<'m> {
    /// Replaces the cells of a row that are mapped.
    #[inline]
    pub(crate) fn apply<'r>(&mut self, cells: &mut Cells<'r>)
    where
        'm: 'r,
    {
        for (at, values) in &self.columns {
            let Some(cell) = cells.get_mut(*at) else { continue };
            fold(cell, &mut self.key);
            if let Some(ours) = values.get(&self.key) {
                *cell = ours;
            }
        }
    }
}

/// The text as it is compared: trimmed, in lower case.
fn fold(text: &str, folded: &mut String) {
    folded.clear();
    folded.extend(text.trim().chars().flat_map(char::to_lowercase));
}
