//! Reads the persons: both halves of their table at the same time, if that can be done.

use std::collections::BTreeSet;

use crate::check::Days;
use crate::load::TableLoad;
use crate::names::Names;
use crate::parallel::{has_threads, map_unordered};
use crate::people::People;
use crate::source::{Half, Source};
use crate::{ReadError, Table};

/// The result of the table of persons, and the identifiers of its kept rows. All other tables wait for it. The result is the same
/// whether the table is read in halves or not.
pub(crate) fn read_persons<'p>(
    source: &impl Source,
    present: &'p BTreeSet<Table>,
) -> Result<(TableLoad<'p>, Names), ReadError> {
    if has_threads()
        && let Some(persons) = in_halves(source, present)
    {
        return Ok(persons);
    }
    TableLoad::of(Table::Person, source, &People::default(), present, &mut Days::default())
}

/// Reads both halves. `None` if that can't be done, or anything is wrong that reading the whole table will tell.
fn in_halves<'p>(source: &impl Source, present: &'p BTreeSet<Table>) -> Option<(TableLoad<'p>, Names)> {
    let read = |days: &mut Days, half| (half, LoadedHalf::read(source, half, present, days));
    let mut halves = map_unordered(vec![Half::First, Half::Second], Days::default, read);
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
    fn read(source: &impl Source, half: Half, present: &'p BTreeSet<Table>, days: &mut Days) -> Option<Self> {
        let mut load = TableLoad::new(Table::Person, present);
        let (names, line_after) = load.read_half(source, half, days)?;
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
