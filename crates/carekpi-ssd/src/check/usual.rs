//! The usual row: one that is kept and about which there is nothing to report. Nearly every row is.

use carekpi_model::{ChildKey, Seen};
use chrono::NaiveDate;

use super::days::is_usual;
use super::{Checked, Checker};
use crate::Table;
use crate::people::People;
use crate::repeats::Repeat;
use crate::rows::{Cells, columns};
use crate::value::{clean, is_clean, parse_seen};

impl Checker {
    /// The values of a row as [`check`](Self::check) gives them, if it is a usual one; its cells are clean then. Otherwise nothing
    /// is changed but for white space, and the row must be checked. `given` is a date that is given in a column and not written: its
    /// cell is blank.
    #[inline]
    pub(crate) fn usual<'r>(
        &mut self,
        line: u64,
        cells: &mut Cells<'r>,
        people: &People,
        given: impl Fn(usize) -> Option<NaiveDate>,
    ) -> Option<Checked<'r>> {
        if !self.plan.has_usual {
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
        // Each date by itself: a list of them would be written date by date and read as a whole, for which a processor waits.
        let mut read = |at: usize| match given(at) {
            Some(date) => is_usual(date).then_some(Some(date)),
            None => self.days.read(cell(at)),
        };
        let mut date = |at: Option<usize>| at.map_or(Some(None), &mut read);
        let required_date = date(self.required_date)?;
        let start = if self.plan.starts_then { required_date } else { date(self.start)? };
        let end = date(self.end)?;
        let [first, second, third] = self.dates;
        let dates = [date(first)?, date(second)?, date(third)?];
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

        for at in &self.plan.texts {
            if let Some(cell) = cells.get_mut(*at) {
                *cell = clean(cell);
            }
        }
        // A row that is not new is found again when it is checked.
        if self.repeats.check(id, cells.get(..columns(self.table).len()).unwrap_or(cells), given) != Repeat::New {
            return None;
        }
        let child = child.map(|(number, child): (u32, ChildKey)| {
            self.last.0 = number;
            child
        });
        Some(Checked { line, id, child, required_date, start, end, dates, number: None, flag, times: [None; 2] })
    }
}
