//! Reads a mapping from a file.

use std::borrow::Cow;
use std::ops::Range;

use carekpi_model::quoted;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::Table;
use crate::mapping::{Mapping, MappingError, TheirColumn};
use crate::near::{closest, question};
use crate::rows::columns;

/// Columns with names of people, which are never read.
const NAMES_OF_PEOPLE: [&str; 2] = ["pers_forename", "pers_surname"];

/// What stands for a value that is not filled in yet. A value of ours is never this.
const TO_FILL_IN: &str = "?";

type Key<'t> = Spanned<Cow<'t, str>>;

impl Mapping {
    /// Reads a mapping file; `file` is its name, for errors. A table `[columns.TABLE]` gives the extract's name of a column of
    /// ours; a table `[values.TABLE.COLUMN]` gives our value for a value of theirs.
    ///
    /// # Errors
    ///
    /// The text is not TOML; a table, column or key is unknown; a name or value is not a string, or a value is `?`, which is not
    /// filled in; two values of theirs differ only in case. The error names the line, and what is valid there.
    ///
    /// ```
    /// use carekpi_ssd::Mapping;
    ///
    /// let text = "[columns.ssd_cp_plan]\ncppl_cp_plan_end_date = \"registration_end\"\n";
    /// let error = Mapping::from_toml(text, "ours.toml").unwrap_err();
    /// assert_eq!(error.line, 1);
    /// assert!(error.to_string().contains("did you mean ssd_cp_plans?"));
    /// ```
    pub fn from_toml(text: &str, file: &str) -> Result<Self, MappingError> {
        let file = MappingFile { text: text.strip_prefix('\u{feff}').unwrap_or(text), file };
        let parsed = DeTable::parse(file.text).map_err(|error| file.error(error.span(), in_words(error.message())))?;
        let mut mapping = Self::named(file.file);
        for (key, value) in parsed.get_ref() {
            match key.get_ref().as_ref() {
                "columns" => {
                    for (table, columns) in file.tables(key, value, "[columns.TABLE]")? {
                        file.read_columns(&mut mapping, table, columns)?;
                    }
                }
                "values" => {
                    for (table, columns) in file.tables(key, value, "[values.TABLE.COLUMN]")? {
                        file.read_values(&mut mapping, table, columns)?;
                    }
                }
                unknown => {
                    let message = format!("unknown key `{unknown}`; expected `columns` or `values`");
                    return Err(file.error(Some(key.span()), &message));
                }
            }
        }
        Ok(mapping)
    }
}

struct MappingFile<'t> {
    text: &'t str,
    file: &'t str,
}

impl<'t> MappingFile<'t> {
    /// The line of a position, from 1, and its text.
    fn line(&self, start: usize) -> (usize, String) {
        let before = self.text.get(..start).unwrap_or(self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count();
        (line.saturating_add(1), self.text.lines().nth(line).unwrap_or("").trim().to_owned())
    }

    fn error(&self, span: Option<Range<usize>>, message: &str) -> MappingError {
        let (line, text) = self.line(span.map_or(0, |span| span.start));
        MappingError { file: self.file.to_owned(), line, text, message: message.replace('\n', " ") }
    }

    /// The TOML table of a key.
    fn table<'v>(
        &self,
        key: &Key<'t>,
        value: &'v Spanned<DeValue<'t>>,
        form: &str,
    ) -> Result<&'v DeTable<'t>, MappingError> {
        let message = || format!("`{}` is not a table; expected {form} with its lines below", key.get_ref());
        value.get_ref().as_table().ok_or_else(|| self.error(Some(key.span()), &message()))
    }

    /// The TOML tables of the tables of an extract.
    fn tables<'v>(
        &self,
        key: &Key<'t>,
        value: &'v Spanned<DeValue<'t>>,
        form: &str,
    ) -> Result<Vec<(Table, &'v DeTable<'t>)>, MappingError> {
        let of_table = |(key, value)| Ok((self.table_named(key)?, self.table(key, value, form)?));
        self.table(key, value, form)?.iter().map(of_table).collect()
    }

    fn table_named(&self, key: &Key<'t>) -> Result<Table, MappingError> {
        let name = key.get_ref().as_ref();
        Table::ALL.iter().copied().find(|table| table.name() == name).ok_or_else(|| {
            let names: Vec<_> = Table::ALL.iter().map(|table| table.name()).collect();
            self.error(Some(key.span()), &unknown("table", name, &names))
        })
    }

    fn column_named(&self, table: Table, key: &Key<'t>) -> Result<&'static str, MappingError> {
        let name = key.get_ref().as_ref();
        columns(table)
            .iter()
            .copied()
            .find(|column| *column == name)
            .ok_or_else(|| self.error(Some(key.span()), &unknown(&format!("column of {table}"), name, columns(table))))
    }

    fn text<'v>(&self, value: &'v Spanned<DeValue<'t>>, expected: &str) -> Result<&'v str, MappingError> {
        let text = value.get_ref().as_str();
        text.ok_or_else(|| self.error(Some(value.span()), &format!("expected {expected}, in double quotes")))
    }

    fn read_columns(&self, mapping: &mut Mapping, table: Table, given: &DeTable<'t>) -> Result<(), MappingError> {
        for (key, value) in given {
            let column = self.column_named(table, key)?;
            let name = self.text(value, "the name of the column in the extract")?.trim();
            if name.is_empty() {
                let message = "the name is blank; expected the name of the column in the extract";
                return Err(self.error(Some(value.span()), message));
            }
            if NAMES_OF_PEOPLE.iter().any(|column| column.eq_ignore_ascii_case(name)) {
                let message = format!("{name} holds names of people, which are never read; expected another column");
                return Err(self.error(Some(value.span()), &message));
            }
            let (line, text) = self.line(key.span().start);
            mapping.add_column(
                table,
                column,
                TheirColumn { name: name.to_owned(), file: self.file.to_owned(), line, text },
            );
        }
        Ok(())
    }

    fn read_values(&self, mapping: &mut Mapping, table: Table, given: &DeTable<'t>) -> Result<(), MappingError> {
        for (key, values) in given {
            let column = self.column_named(table, key)?;
            let values = self.table(key, values, &format!("[values.{table}.{column}]"))?;
            let mut in_order: Vec<_> = values.iter().collect();
            in_order.sort_by_key(|(key, _)| key.span().start);
            for (theirs, ours) in in_order {
                let position = ours.span();
                let ours = self.text(ours, "the value to read instead")?;
                if ours.trim() == TO_FILL_IN {
                    let message = format!(
                        "not filled in: write the value that {} stands for in place of {TO_FILL_IN}, or put a # before the line",
                        quoted(theirs.get_ref())
                    );
                    return Err(self.error(Some(position), &message));
                }
                if !mapping.add_value(table, column, (theirs.get_ref(), ours)) {
                    let message = format!(
                        "an earlier value of {column} is like {} except for case; expected each value once",
                        quoted(theirs.get_ref())
                    );
                    return Err(self.error(Some(theirs.span()), &message));
                }
            }
        }
        Ok(())
    }
}

/// What the parser says about a text that is not TOML, for people who do not know its words.
fn in_words(message: &str) -> &str {
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if says(&["string values must be quoted", "invalid boolean", "invalid basic string", "invalid literal string"]) {
        "put the value in double quotes"
    } else if says(&["duplicate key"]) {
        "this name appears twice; keep one of the lines"
    } else if says(&["key with no value"]) {
        "expected `name = value`; put a name of several words in double quotes"
    } else if says(&["unclosed table"]) {
        "expected `]` at the end of the line"
    } else {
        message
    }
}

fn unknown(what: &str, name: &str, valid: &[&str]) -> String {
    let near = question(closest(name, valid.iter().copied()));
    format!("unknown {what} `{name}`{near}; expected one of {}", valid.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::NO_CELLS;

    fn read(text: &str) -> Mapping {
        Mapping::from_toml(text, "m.toml").unwrap()
    }

    #[test]
    fn a_wrong_mapping_is_an_error_with_its_line() {
        for (text, line, message) in [
            ("[columns.ssd_person\n", 1, ""),
            ("\n[colums.ssd_person]\n", 2, "expected `columns` or `values`"),
            ("columns = 1\n", 1, "expected [columns.TABLE]"),
            ("[columns]\nssd_person = 1\n", 2, "expected [columns.TABLE]"),
            ("[columns.ssd_persons]\n", 1, "did you mean ssd_person?; expected one of ssd_person, "),
            ("[columns.ssd_person]\n# x\npers_dop = \"x\"\n", 3, "did you mean pers_dob?"),
            ("[columns.ssd_person]\npers_dob = 1\n", 2, "expected the name of the column"),
            ("[columns.ssd_person]\npers_dob = \" \"\n", 2, "is blank"),
            ("[columns.ssd_person]\npers_sex = \"PERS_SURNAME\"\n", 2, "names of people"),
            ("[columns.ssd_person]\npers_surname = \"x\"\n", 2, "unknown column of ssd_person"),
            ("[columns.ssd_cin_plans]\ncin_plan_id = \"x\"\n", 2, "expected one of cinp_cin_plan_id, "),
            ("[values.ssd_cin_plans]\ncin_plan_id = {}\n", 2, "unknown column"),
            ("[values.ssd_person]\npers_sex = \"x\"\n", 2, "expected [values.ssd_person.pers_sex]"),
            ("[values.ssd_person.pers_sex]\nm = \"x\"\n\" M\" = \"y\"\n", 3, "except for case"),
            ("[values.ssd_person.pers_sex]\nm = [\"x\"]\n", 2, "expected the value to read instead"),
            (
                "[values.ssd_person.pers_sex]\nm = \"\"\nf = \" ? \"\n",
                3,
                "not filled in: write the value that \"f\" stands for",
            ),
            ("[columns.ssd_person]\npers_dob = \"x\"\npers_dob = \"x\"\n", 3, "this name appears twice"),
            ("[values.ssd_person.pers_sex]\nm = F\n", 2, "put the value in double quotes"),
            ("[values.ssd_person.pers_sex]\nold m = \"F\"\n", 2, "a name of several words in double quotes"),
        ] {
            let error = Mapping::from_toml(text, "m.toml").unwrap_err();
            assert_eq!(error.line, line, "{error}");
            assert!(error.message.contains(message), "{error}");
            assert!(error.to_string().starts_with(&format!("m.toml line {line}: {}", error.text)), "{error}");
        }
        assert_eq!(read(""), Mapping::named("m.toml"));
        assert_eq!(read("\u{feff}[columns.ssd_person]\n"), Mapping::named("m.toml"));
    }

    #[test]
    fn values_are_compared_trimmed_whole_and_in_any_case_and_mapped_once() {
        let text = "[values.ssd_person.pers_sex]\nm = \"F\"\nF = \"X\"\n\"\" = \"U\"\nNULL = \"N\"\n\"\u{c9}t\u{e9} \" = \"E\"\n";
        let mapping = read(text);
        let mut values = mapping.values_of(Table::Person);
        for (theirs, ours) in [
            ("M", "F"),
            (" m ", "F"),
            ("f", "X"),
            ("", "U"),
            ("null", "N"),
            ("\u{e9}T\u{c9}", "E"),
            ("mm", "mm"),
            (" x", " x"),
        ] {
            let mut cells = NO_CELLS;
            (cells[0], cells[1], cells[2]) = ("m", theirs, "m");
            values.apply(&mut cells);
            assert_eq!((cells[0], cells[1], cells[2]), ("m", ours, "m"));
        }
    }

    #[test]
    fn the_later_mapping_wins_key_by_key() {
        let one = read(
            "[columns.ssd_person]\npers_dob = \"a\"\npers_sex = \"b\"\n[values.ssd_person.pers_sex]\nm = \"1\"\nf = \"2\"\n",
        );
        let two = read("[columns.ssd_person]\npers_dob = \"c\"\n[values.ssd_person.pers_sex]\nM = \"3\"\n");
        let both = one.followed_by(&two);
        let theirs = |column| both.their_column(Table::Person, column).map(|theirs| theirs.name.as_str());
        assert_eq!((theirs("pers_dob"), theirs("pers_sex"), theirs("pers_gender")), (Some("c"), Some("b"), None));
        let mut cells = NO_CELLS;
        let mut value = |text| {
            cells[1] = text;
            both.values_of(Table::Person).apply(&mut cells);
            cells[1].to_owned()
        };
        assert_eq!((value("m"), value("f")), ("3".to_owned(), "2".to_owned()));
    }
}
