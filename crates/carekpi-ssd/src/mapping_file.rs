//! Reads a mapping from a file.

use carekpi_model::quoted;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::Table;
use crate::mapping::{Mapping, MappingError};
use crate::mapping_text::{Key, MappingFile, unknown};
use crate::own_tables::read_records;
use crate::rows::columns;

/// What stands for a value that is not filled in yet. A value of the dataset is never this.
const TO_FILL_IN: &str = "?";

impl Mapping {
    /// Reads a mapping file; `file` is its name, for errors. A table `[columns.TABLE]` gives the extract's name of a column; a
    /// table `[values.TABLE.COLUMN]` gives the value that is read for a value of the extract. A table `[records.KIND]` says where the
    /// records of a [kind of your own](carekpi_model::OwnKind) are: the `table`, which is the name of a file without `.csv`, and its columns
    /// with the `id` of a record and of its `person`. Events have a `date`, and a column may say whether the child was `seen`.
    /// Spells have a `start`, and may have an `end`. Two kinds may be in one file.
    ///
    /// Columns may hold times of day: `time` of events, and `start_time` and `end_time` of spells. Such a column may be that of the
    /// day, with a text such as `2026-01-14 16:40`. There, 00:00 counts as missing, because systems write it
    /// where no time is recorded. Alone, or after a date before 1950, it is midnight.
    ///
    /// ```
    /// use carekpi_ssd::{Extract, Mapping};
    ///
    /// let mapping = Mapping::from_toml(
    ///     r#"
    ///     [records.missing-episode]
    ///     table = "local_missing_episodes"
    ///     id = "missing_id"
    ///     person = "person_id"
    ///     start = "start_date"
    ///     end = "end_date"
    ///     "#,
    ///     "ours.toml",
    /// )
    /// .unwrap();
    /// let files = [
    ///     ("ssd_person.csv", "pers_person_id\nP1\n"),
    ///     ("local_missing_episodes.csv", "missing_id,person_id,start_date,end_date\nM1,P1,2026-01-12,2026-01-14\n"),
    /// ];
    /// let caseload = Extract::reader().mapping(&mapping).from_files(files).unwrap().caseload;
    /// let missing = caseload.own_kind("missing-episode").unwrap();
    /// assert_eq!(caseload.find("P1").unwrap().spells(missing).len(), 1);
    /// ```
    ///
    /// # Errors
    ///
    /// The text is not TOML; a table, column or key is unknown; a name or value is not a string, or a value is `?`, which is not
    /// filled in; two values of theirs differ only in case; a kind of record lacks what it needs. The error names the line, and what
    /// is valid there.
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
                "records" => read_records(&file, &mut mapping, (key, value))?,
                unknown => {
                    let message = format!("unknown key `{unknown}`; expected `columns`, `values` or `records`");
                    return Err(file.error(Some(key.span()), &message));
                }
            }
        }
        Ok(mapping)
    }
}

impl<'t> MappingFile<'t> {
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

    fn read_columns(&self, mapping: &mut Mapping, table: Table, given: &DeTable<'t>) -> Result<(), MappingError> {
        for (key, value) in given {
            let column = self.column_named(table, key)?;
            let name = self.name_of_theirs(value, "the name of the column in the extract")?;
            mapping.add_column(table, column, self.column_of_theirs(key, name));
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
            ("\n[colums.ssd_person]\n", 2, "expected `columns`, `values` or `records`"),
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
