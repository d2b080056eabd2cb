//! Reads the persons: both halves of their table at the same time, if that can be done.

use std::collections::BTreeSet;

use crate::check::Days;
use crate::halves::{Half, Split};
use crate::load::TableLoad;
use crate::names::Names;
use crate::parallel::{has_threads, map_unordered};
use crate::people::People;
use crate::source::Source;
use crate::{ReadError, Table};

/// The result of the table of persons, and the identifiers of its kept rows. All other tables wait for it. The result is the same
/// whether the table is read in halves or not.
pub(crate) fn read_persons<'p>(
    source: &impl Source,
    present: &'p BTreeSet<Table>,
) -> Result<(TableLoad<'p>, Names), ReadError> {
    read_persons_with(has_threads(), source, present)
}

/// Reads the persons as [`read_persons`] does, in halves only if there are threads for both.
fn read_persons_with<'p>(
    has_threads: bool,
    source: &impl Source,
    present: &'p BTreeSet<Table>,
) -> Result<(TableLoad<'p>, Names), ReadError> {
    if has_threads
        && present.contains(&Table::Person)
        && let Some(persons) = in_halves(source, present)
    {
        return Ok(persons);
    }
    TableLoad::of(Table::Person, source, &People::default(), present, &mut Days::default())
}

/// Reads both halves. `None` if the table can't be read in halves, or something is wrong; reading the whole table will report it.
fn in_halves<'p>(source: &impl Source, present: &'p BTreeSet<Table>) -> Option<(TableLoad<'p>, Names)> {
    let split = &source.split(Table::Person)?;
    let read = |days: &mut Days, half| (half, LoadedHalf::read(source, split, half, present, days));
    let mut halves = map_unordered(vec![Half::First, Half::Second], Days::default, read);
    // A file that is still being written is read as a whole.
    if source.size(Table::Person) != split.size {
        return None;
    }
    halves.sort_by_key(|(half, _)| *half);
    let mut halves = halves.into_iter().map(|(_, half)| half);
    let (first, second) = (halves.next()??, halves.next()??);
    first.join(second)
}

/// A half of the table of persons.
struct LoadedHalf<'p> {
    load: TableLoad<'p>,
    names: Names,
    /// The line after its last.
    line_after: u64,
}

/// The line of the first row, after the header.
const FIRST_ROW: u64 = 2;

impl<'p> LoadedHalf<'p> {
    fn read(
        source: &impl Source,
        split: &Split,
        half: Half,
        present: &'p BTreeSet<Table>,
        days: &mut Days,
    ) -> Option<Self> {
        let mut load = TableLoad::new(Table::Person, present);
        let (names, line_after) = load.read_half(source, split, half, days)?;
        Some(Self { load, names, line_after })
    }

    /// Joins the halves. `None` if an identifier is in both.
    fn join(self, second: Self) -> Option<(TableLoad<'p>, Names)> {
        let Self { mut load, mut names, line_after } = self;
        if !names.append(second.names) {
            return None;
        }
        let lines = line_after.saturating_sub(FIRST_ROW);
        let second = second.load;
        for mut finding in second.findings {
            // What has no line is about the header, which both halves have.
            if let Some(line) = finding.line {
                finding.line = Some(line.saturating_add(lines));
                load.findings.push(finding);
            }
        }
        load.count(second.rows.kept, second.rows.set_aside);
        load.records.children.extend(load.records.builder.append_children(second.records.builder));
        load.records.builder.shrink_to_fit();
        Some((load, names))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mapping;
    use crate::files::{Memory, TableFiles};
    use crate::people::Register;
    use crate::read::CsvTables;
    use proptest::prelude::*;
    use proptest::sample::select;

    /// What was read: the findings, the counts, the numbers of identifiers and their persons, and the caseload, packed.
    fn shown((mut load, names): (TableLoad<'_>, Names)) -> String {
        load.findings.sort_by_key(|finding| finding.line);
        let register = Register::new(names, load.records.children);
        let found: Vec<_> = (0..40).map(|number| register.find(format!("P{number}").as_bytes(), 0)).collect();
        let mut packed = Vec::new();
        let caseload = load.records.builder.finish().unwrap();
        caseload.pack(&mut packed).unwrap();
        format!("{:?} {:?} {found:?} {packed:?}", load.findings, load.rows)
    }

    proptest! {
        #[test]
        fn halves_are_read_as_the_whole(
            rows in prop::collection::vec((0..40, select(vec![
                ",M,2015-06-01",
                ",F,01/06/2015",
                ",,12/25/2015",
                ",\"a\n\",2015-06-01",
                ",M,\"2015-06-01\"\r",
                ",O,1890-06-01",
                " , x ,soon",
                ",M\n",
                ",\"M,2015-06-01",
            ])), 0..30),
            is_clean in any::<bool>(),
            header in select(vec![
                "pers_person_id,pers_sex,pers_dob",
                "pers_person_id,pers_sex,\"pers_dob\"",
                "pers_person_id,surname,pers_dob",
                "pers_dob",
            ]),
        ) {
            // Usually all rows are as they should be, so that both halves are read.
            let row = |(at, (number, rest)): (usize, &(i32, &str))| match is_clean {
                true => format!("P{},M,2015-06-{:02}\n", at + 3, number % 33),
                false => format!("P{number}{rest}\n"),
            };
            let text = format!("{header}\n{}", rows.iter().enumerate().map(row).collect::<String>());
            let (files, mapping) = (Memory::of([("ssd_person.csv", text.as_bytes())]).unwrap(), Mapping::default());
            let source = CsvTables { files: TableFiles::of(&files, &mapping).unwrap(), mapping: &mapping };
            let present = BTreeSet::from([Table::Person]);
            let halves = in_halves(&source, &present);
            let whole = TableLoad::of(Table::Person, &source, &People::default(), &present, &mut Days::default());
            prop_assert!(halves.is_some() || !is_clean || rows.is_empty() || header == "pers_dob");
            if let Some(halves) = halves {
                prop_assert_eq!(shown(halves), shown(whole.unwrap()));
            }
        }
    }

    /// Whether a table of two persons is read in halves.
    fn is_read_in_halves(mapping: &str, parts: Vec<&str>) -> bool {
        let mapping = Mapping::from_toml(mapping, "ours.toml").unwrap();
        let files = Memory::of_parts([("ssd_person.csv", parts)]).unwrap();
        let source = CsvTables { files: TableFiles::of(&files, &mapping).unwrap(), mapping: &mapping };
        in_halves(&source, &BTreeSet::from([Table::Person])).is_some()
    }

    #[test]
    fn what_only_all_rows_tell_is_read_as_a_whole() {
        let text = "pers_person_id,pers_sex,pers_dob\nP1,M,2015-06-01\nP2,F,2016-02-09\n";
        assert!(is_read_in_halves("[columns.ssd_person]\npers_sex = \"pers_sex\"", vec![text]));
        assert!(!is_read_in_halves("[values.ssd_person.pers_sex]\nMale = \"M\"", vec![text]));
        assert!(!is_read_in_halves("", vec![text, "pers_person_id,pers_sex,pers_dob\nP3,,\n"]));
        for last in ["P1,M,2015-06-01", "P2,M,12/25/2015", "P2,M,\"2015-06-01", "P2,M", "caf\u{e9}\"\","] {
            assert!(!is_read_in_halves("", vec![&text.replace("P2,F,2016-02-09", last)]), "{last}");
        }
    }

    #[test]
    fn persons_that_count_as_missing_are_not_read() {
        let text = "pers_person_id,pers_dob\nP1,2015-06-01\nP2,2016-02-09\n";
        let (files, mapping) = (Memory::of([("ssd_person.csv", text)]).unwrap(), Mapping::default());
        let source = CsvTables { files: TableFiles::of(&files, &mapping).unwrap(), mapping: &mapping };
        for (present, read) in [(vec![Table::Person], 2), (Vec::new(), 0)] {
            let present = present.into_iter().collect();
            let read_by = |threads: bool| read_persons_with(threads, &source, &present).unwrap().0.rows.read;
            assert_eq!([true, false].map(read_by), [read; 2]);
        }
    }
}
