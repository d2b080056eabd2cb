//! Where a mapping file says that records of your own kinds are.

use std::ops::Range;

use carekpi_model::OwnKind;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::Table;
use crate::mapping::{Mapping, MappingError};
use crate::mapping_text::{Key, MappingFile, unknown};
use crate::rows::columns;

const FORM: &str = "[records.KIND]";

/// What a kind of record can say.
const KEYS: [&str; 10] = ["table", "id", "person", "date", "time", "seen", "start", "start_time", "end", "end_time"];

/// Reads the tables `[records.KIND]`.
pub(crate) fn read_records<'t>(
    file: &MappingFile<'t>,
    mapping: &mut Mapping,
    (key, value): (&Key<'t>, &Spanned<DeValue<'t>>),
) -> Result<(), MappingError> {
    for (name, value) in file.table(key, value, FORM)? {
        let kind = OwnKind::new(name.get_ref()).map_err(|error| file.error(Some(name.span()), &error.to_string()))?;
        let said = file.table(name, value, FORM)?;
        Records { file, kind, at: name.span(), said }.read(mapping)?;
    }
    Ok(())
}

/// What the mapping says of one kind.
struct Records<'r, 't> {
    file: &'r MappingFile<'t>,
    kind: OwnKind,
    at: Range<usize>,
    said: &'r DeTable<'t>,
}

impl Records<'_, '_> {
    fn read(&self, mapping: &mut Mapping) -> Result<(), MappingError> {
        if let Some(key) = self.said.keys().find(|key| !KEYS.contains(&key.get_ref().as_ref())) {
            let message = unknown("key", key.get_ref(), &KEYS);
            return Err(self.file.error(Some(key.span()), &message));
        }
        let table = match (self.has("date"), self.has("start")) {
            (true, false) => Table::OwnEvents(self.kind),
            (false, true) => Table::OwnSpells(self.kind),
            (true, true) => return Err(self.error("both `date` and `start` are given; expected one of them")),
            (false, false) => {
                return Err(self.error("the day is missing; expected `date`, or `start` and perhaps `end`"));
            }
        };
        if let Some(needed) = ["table", "id", "person"].into_iter().find(|needed| !self.has(needed)) {
            return Err(self.error(&format!("`{needed}` is missing; expected {}", expected(needed))));
        }
        if self.has("end_time") && !self.has("end") {
            return Err(self.error("`end_time` is not expected without `end`"));
        }
        for (key, value) in self.said {
            let name = key.get_ref().as_ref();
            let theirs = self.file.name_of_theirs(value, expected(name))?;
            if name == "table" {
                mapping.add_own(self.kind, table, self.file_name(theirs, value.span())?);
            } else if let Some(column) = columns(table).iter().find(|column| **column == name) {
                mapping.add_column(table, column, self.file.column_of_theirs(key, theirs));
            } else {
                let with = if matches!(name, "time" | "seen") { "`date`" } else { "`start`" };
                return Err(self.file.error(Some(key.span()), &format!("`{name}` is not expected without {with}")));
            }
        }
        Ok(())
    }

    fn has(&self, name: &str) -> bool {
        self.said.keys().any(|key| key.get_ref() == name)
    }

    fn error(&self, message: &str) -> MappingError {
        self.file.error(Some(self.at.clone()), message)
    }

    /// The name of the file, which is in the folder of the extract and no built-in table.
    fn file_name<'v>(&self, name: &'v str, at: Range<usize>) -> Result<&'v str, MappingError> {
        let stem = name.len().checked_sub(4).and_then(|at| name.split_at_checked(at));
        let name = stem.filter(|(_, end)| end.eq_ignore_ascii_case(".csv")).map_or(name, |(stem, _)| stem);
        let is_read = |table: &&Table| table.name().eq_ignore_ascii_case(name);
        if let Some(table) = Table::ALL.iter().find(is_read) {
            let message = format!("{table} is a built-in table; expected a table of your own");
            return Err(self.file.error(Some(at), &message));
        }
        let is_in_folder = |letter: char| !(matches!(letter, '/' | '\\' | ':') || letter.is_control());
        if name.chars().all(is_in_folder) && !name.starts_with('.') {
            return Ok(name);
        }
        let message = "expected the name of a file in the folder of the extract, without a path".to_owned();
        Err(self.file.error(Some(at), &message))
    }
}

/// What a key names.
fn expected(key: &str) -> &'static str {
    match key {
        "table" => "the name of the file, without .csv",
        "id" => "the name of the column with the record's identifier",
        "person" => "the name of the column with the person's identifier",
        "time" | "start_time" | "end_time" => {
            "the name of the column with the time of day, which may be that of the day"
        }
        "seen" => "the name of the column that says whether the child was seen",
        _ => "the name of the column with the day",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MISSING: &str = "[records.missing-episode]\ntable = \"t\"\nid = \"i\"\nperson = \"p\"\n";

    #[test]
    fn a_kind_that_is_not_told_as_expected_is_an_error_with_its_line() {
        let with = |rest: &str| format!("{MISSING}{rest}");
        for (text, line, message) in [
            ("records = 1\n".to_owned(), 1, "expected [records.KIND]"),
            ("[records]\nmissing = 1\n".to_owned(), 2, "expected [records.KIND]"),
            ("\n[records.Missing]\n".to_owned(), 2, "\"Missing\" is not a name of a kind of record; expected 1 to 32"),
            (with(""), 1, "the day is missing; expected `date`, or `start` and perhaps `end`"),
            (with("date = \"d\"\nstart = \"s\"\n"), 1, "both `date` and `start` are given"),
            (
                with("begin = \"d\"\n"),
                5,
                "unknown key `begin`; expected one of table, id, person, date, time, seen, start, start_time, end, end_time",
            ),
            (with("strat = \"d\"\n"), 5, "did you mean start?"),
            (with("date = \"d\"\nend = \"e\"\n"), 6, "`end` is not expected without `start`"),
            (with("start = \"d\"\nseen = \"e\"\n"), 6, "`seen` is not expected without `date`"),
            (with("start = \"d\"\ntime = \"t\"\n"), 6, "`time` is not expected without `date`"),
            (with("start = \"d\"\nend_time = \"t\"\n"), 1, "`end_time` is not expected without `end`"),
            (
                with("date = \"d\"\ntime = \" \"\n"),
                6,
                "expected the name of the column with the time of day, which may be",
            ),
            (with("start = 1\n"), 5, "expected the name of the column with the day, in double quotes"),
            (with("start = \" \"\n"), 5, "the name is blank; expected the name of the column with the day"),
            (with("start = \"pers_surname\"\n"), 5, "names of people"),
            (
                "[records.a]\nid = \"i\"\nperson = \"p\"\ndate = \"d\"\n".to_owned(),
                1,
                "`table` is missing; expected the name",
            ),
            ("[records.a]\ntable = \"i\"\nperson = \"p\"\ndate = \"d\"\n".to_owned(), 1, "`id` is missing"),
            ("[records.a]\ntable = \"i\"\nid = \"p\"\ndate = \"d\"\n".to_owned(), 1, "`person` is missing"),
            (
                "[records.a]\nid = \"p\"\nperson = \"p\"\ndate = \"d\"\ntable = \"SSD_person.csv\"\n".to_owned(),
                5,
                "ssd_person is a built-in table; expected a table of your own",
            ),
            (
                "[records.core-group]\n".to_owned(),
                1,
                "core-group is a built-in kind of record; expected a name of your own",
            ),
            (MISSING.replace("\"t\"", "\"../t\"") + "date = \"d\"\n", 2, "without a path"),
            (MISSING.replace("\"t\"", "'a\\t'") + "date = \"d\"\n", 2, "without a path"),
            (MISSING.replace("\"t\"", "\"/etc/t\"") + "date = \"d\"\n", 2, "without a path"),
            (MISSING.replace("\"t\"", "\"..\"") + "date = \"d\"\n", 2, "without a path"),
        ] {
            let error = Mapping::from_toml(&text, "m.toml").unwrap_err();
            assert!(error.message.contains(message), "{error}");
            assert_eq!(error.line, line, "{error}");
        }
    }

    #[test]
    fn the_later_mapping_says_where_a_kind_is() {
        let read = |text: &str| Mapping::from_toml(text, "m.toml").unwrap();
        let (early, late) =
            (read(&format!("{MISSING}start = \"s\"\nend = \"e\"\n")), read(&format!("{MISSING}start = \"S\"\n")));
        assert_eq!(early.clone().followed_by(&late), late);
        let events = read(&format!("{MISSING}date = \"d\"\n"));
        assert_eq!(early.clone().followed_by(&events), events);
        let files = |mapping: &Mapping| mapping.own_files().collect::<Vec<_>>();
        let kind = OwnKind::new("missing-episode").unwrap();
        assert_eq!(files(&early), [(Table::OwnSpells(kind), "t.csv".to_owned())]);
        let other = read("[records.a]\ntable = \"B.CSV\"\nid = \"i\"\nperson = \"p\"\ndate = \"d\"\n");
        assert_eq!(files(&early.followed_by(&other)).len(), 2);
        assert_eq!(files(&other)[0].1, "b.csv");
    }
}
