//! What an extract calls its columns and values, where that differs from the names that are read.

use std::collections::BTreeMap;
use std::path::Path;

use carekpi_model::{OwnKind, quoted};

use crate::block::Block;
use crate::rows::{Cells, columns};
use crate::{Finding, FindingKind, Table};

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
/// A column has one name in the extract, which goes before its own name. A value is compared trimmed, whole and in any case, before a
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
    /// The name of its file; of several that follow each other, their names.
    pub(crate) name: String,
    columns: BTreeMap<(Table, &'static str), TheirColumn>,
    /// By column, and then by their value in lower case.
    values: BTreeMap<(Table, &'static str), BTreeMap<String, TheirValue>>,
    /// The tables of your own kinds, each with the name of its file in lower case.
    own: BTreeMap<OwnKind, (Table, String)>,
}

/// The name of a column in the extract, and the line of the mapping that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TheirColumn {
    pub(crate) name: String,
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// A value of the extract as the mapping writes it, and the value that is read instead.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TheirValue {
    theirs: String,
    ours: String,
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
    /// An empty mapping with the name of its file.
    pub(crate) fn named(file: &str) -> Self {
        Self { name: file.to_owned(), ..Self::default() }
    }

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
        if self.name.is_empty() {
            self.name.clone_from(&later.name);
        } else if !later.name.is_empty() && later.name != self.name {
            self.name = format!("{}, {}", self.name, later.name);
        }
        // A kind is where the later mapping says, and has no column that only the earlier one names.
        let is_later = |table: Table| later.own.values().any(|(of, _)| of.name() == table.name());
        self.columns.retain(|(table, _), _| !table.is_own() || !is_later(*table));
        self.columns.extend(later.columns.iter().map(|(column, theirs)| (*column, theirs.clone())));
        self.own.extend(later.own.iter().map(|(kind, table)| (*kind, table.clone())));
        for (column, values) in &later.values {
            let own = self.values.entry(*column).or_default();
            own.extend(values.iter().map(|(theirs, ours)| (theirs.clone(), ours.clone())));
        }
        self
    }

    /// Names a column of the extract.
    pub(crate) fn add_column(&mut self, table: Table, column: &'static str, theirs: TheirColumn) {
        self.columns.insert((table, column), theirs);
    }

    /// Names the table of a kind of your own. Its file is named without `.csv`.
    pub(crate) fn add_own(&mut self, kind: OwnKind, table: Table, file: &str) {
        self.own.insert(kind, (table, format!("{}.csv", file.to_ascii_lowercase())));
    }

    /// The tables of your own kinds, each with the name of its file in lower case.
    pub(crate) fn own_files(&self) -> impl Iterator<Item = (Table, String)> {
        self.own.values().cloned()
    }

    /// The columns of the other kinds of your own that are in the file of this table.
    pub(crate) fn columns_of_others(&self, table: Table) -> impl Iterator<Item = &str> {
        let file = self.own.values().find(|(own, _)| *own == table).map(|(_, file)| file);
        let is_other = move |other: Table| {
            other != table && self.own.values().any(|(own, of)| *own == other && file.is_some_and(|file| file == of))
        };
        let others = self.columns.iter().filter(move |((other, _), _)| is_other(*other));
        others.map(|(_, theirs)| theirs.name.as_str())
    }

    /// Names a value of the extract. Returns whether it is new.
    pub(crate) fn add_value(&mut self, table: Table, column: &'static str, (theirs, ours): (&str, &str)) -> bool {
        let mut key = String::new();
        fold(theirs, &mut key);
        let value = TheirValue { theirs: theirs.to_owned(), ours: ours.to_owned() };
        self.values.entry((table, column)).or_default().insert(key, value).is_none()
    }

    /// The name of a column in the extract, if it is mapped.
    pub(crate) fn their_column(&self, table: Table, column: &'static str) -> Option<&TheirColumn> {
        self.columns.get(&(table, column))
    }

    /// The values of a table.
    pub(crate) fn values_of(&self, table: Table) -> ValueMap<'_> {
        let of_column = |(at, column): (usize, &&'static str)| {
            let values = self.values.get(&(table, *column))?.iter();
            let values = values.map(|(key, value)| (key.as_str(), MappedValue { value, is_used: false }));
            Some(MappedColumn { at, column, values: values.collect() })
        };
        let columns = columns(table).iter().enumerate().filter_map(of_column).collect();
        ValueMap { table, columns, key: String::new() }
    }
}

/// Their values of a table.
#[derive(Debug)]
pub(crate) struct ValueMap<'m> {
    table: Table,
    columns: Vec<MappedColumn<'m>>,
    key: String,
}

#[derive(Debug)]
struct MappedColumn<'m> {
    at: usize,
    column: &'static str,
    values: BTreeMap<&'m str, MappedValue<'m>>,
}

#[derive(Debug)]
struct MappedValue<'m> {
    value: &'m TheirValue,
    /// Whether a row has it.
    is_used: bool,
}

impl<'m> ValueMap<'m> {
    /// Whether no cells are mapped.
    pub(crate) const fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Whether cells of a column are mapped.
    pub(crate) fn maps(&self, at: usize) -> bool {
        self.columns.iter().any(|column| column.at == at)
    }

    /// Replaces the cells of a row that are mapped.
    pub(crate) fn apply<'r>(&mut self, cells: &mut Cells<'r>)
    where
        'm: 'r,
    {
        for column in &mut self.columns {
            column.apply(cells.get_mut(column.at), &mut self.key);
        }
    }

    /// Replaces the cells of rows that are mapped.
    pub(crate) fn apply_to_block<'b>(&mut self, block: &mut Block<'b>)
    where
        'm: 'b,
    {
        for column in &mut self.columns {
            column.apply(block.texts_mut(column.at), &mut self.key);
        }
    }

    /// The findings about the values that no row has.
    pub(crate) fn unused(&self) -> impl Iterator<Item = Finding> {
        let table = self.table;
        let of_column = move |mapped: &MappedColumn<'m>| {
            let column = mapped.column;
            let unused: Vec<&TheirValue> =
                mapped.values.values().filter(|value| !value.is_used).map(|value| value.value).collect();
            unused.into_iter().map(move |TheirValue { theirs, .. }| {
                let message = format!("no row has {}, which the mapping names", quoted(theirs));
                let mut finding = Finding::new(table, FindingKind::ValueUnused, message);
                finding.column = Some(column.to_owned());
                finding
            })
        };
        self.columns.iter().flat_map(of_column)
    }
}

impl<'m> MappedColumn<'m> {
    fn apply<'c, 'r: 'c>(&mut self, cells: impl IntoIterator<Item = &'c mut &'r str>, key: &mut String)
    where
        'm: 'r,
    {
        for cell in cells {
            fold(cell, key);
            if let Some(MappedValue { value, is_used }) = self.values.get_mut(key.as_str()) {
                *cell = &value.ours;
                *is_used = true;
            }
        }
    }
}

/// The text as it is compared: trimmed, in lower case.
fn fold(text: &str, folded: &mut String) {
    folded.clear();
    folded.extend(text.trim().chars().flat_map(char::to_lowercase));
}
