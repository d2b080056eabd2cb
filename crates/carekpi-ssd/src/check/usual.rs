//! The usual row: one that is kept and about which there is nothing to report. Nearly every row is.

use carekpi_model::{ChildKey, Seen};
use chrono::NaiveDate;

use super::{Checked, Checker};
use crate::Table;
use crate::people::People;
use crate::repeats::Repeat;
use crate::rows::{Cells, columns};
use crate::value::{clean, is_clean, parse_seen};

/// What tells usual rows from others quickly. It may leave any row to the checks, but takes none that they would change.
#[derive(Debug, Default)]
pub(super) struct Usual {
    /// Whether any row of the table can be usual.
    has_usual: bool,
    /// The columns of dates, each with its place in [`Dates`].
    dates: Vec<(usize, usize)>,
    /// Whether the start is the required date.
    starts_then: bool,
    /// The columns whose texts are taken as they are.
    texts: Vec<usize>,
}

/// The required date, the start, the end, and the other dates.
type Dates<T> = [Option<T>; 6];

impl Usual {
    pub(super) fn of(checker: &Checker) -> Self {
        let Checker { table, identifier, person, required_date, start, end, dates, flag, .. } = *checker;
        let starts_then = start == required_date;
        let [first, second, third] = dates;
        let dates: Dates<usize> = [required_date, start.filter(|_| !starts_then), end, first, second, third];
        let flag = flag.map(|(at, _)| at);
        let checked: Vec<usize> = [identifier, person, flag].into_iter().chain(dates).flatten().collect();
        Self {
            has_usual: table != Table::Population,
            dates: dates.into_iter().zip(0..).filter_map(|(at, place)| Some((at?, place))).collect(),
            starts_then,
            texts: (0..columns(table).len()).filter(|at| !checked.contains(at)).collect(),
        }
    }
}

impl Checker {
    /// The values of a row as [`check`](Self::check) gives them, if it is a usual one; its cells are clean then. Otherwise nothing
    /// is changed but for white space, and the row must be checked.
    #[inline]
    pub(crate) fn usual<'r>(&mut self, line: u64, cells: &mut Cells<'r>, people: &People) -> Option<Checked<'r>> {
        if !self.usual.has_usual {
            return None;
        }
        let cell = |at: usize| -> &'r str { cells.get(at).copied().unwrap_or("") };

        let id = self.identifier.map_or("", cell);
        let child = match self.person {
            // A row of `ssd_person` makes its person known.
            Some(_) if self.table == Table::Person => (!id.is_empty()).then_some(None)?,
            Some(at) => Some(people.persons.find(cell(at), self.last.0)?),
            None if self.via.is_none() => None,
            None => return None,
        };
        let mut dates: Dates<NaiveDate> = [None; 6];
        for (at, place) in &self.usual.dates {
            *dates.get_mut(*place)? = self.days.read(cell(*at))?;
        }
        let [required_date, mut start, end, first, second, third] = dates;
        if self.usual.starts_then {
            start = required_date;
        }
        let ends_before = matches!((start, end), (Some(start), Some(end)) if end < start);
        if !is_clean(id) || ends_before || required_date.is_none() && self.required_date.is_some() {
            return None;
        }
        let mut flag = Seen::Unknown;
        if let Some((at, _)) = self.flag {
            flag = parse_seen(cell(at));
            if flag == Seen::Unknown && !cell(at).is_empty() {
                return None;
            }
        }

        for at in &self.usual.texts {
            if let Some(cell) = cells.get_mut(*at) {
                *cell = clean(cell);
            }
        }
        // A row that is not new is found again when it is checked.
        if self.repeats.check(id, cells.get(..columns(self.table).len()).unwrap_or(cells)) != Repeat::New {
            return None;
        }
        let child = child.map(|(number, child): (u32, ChildKey)| {
            self.last.0 = number;
            child
        });
        Some(Checked { line, id, child, required_date, start, end, dates: [first, second, third], number: None, flag })
    }
}
