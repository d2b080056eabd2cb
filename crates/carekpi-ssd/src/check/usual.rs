//! The usual row: one that is kept and about which there is nothing to report. Nearly every row is.

use carekpi_model::Seen;
use chrono::NaiveDate;

use super::days::{Days, is_usual};
use super::{Checked, Checker};
use crate::Table;
use crate::block::{Block, BlockColumn};
use crate::date_order::may_have_order;
use crate::people::People;
use crate::repeats::{Repeat, content};
use crate::rows::columns;
use crate::value::{NULL, clean, has_plain_ends, parse_seen};

/// A row of a block, while it is found whether it is usual.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct UsualRow<'r> {
    /// Whether nothing was found that is not usual.
    is_usual: bool,
    checked: Checked<'r>,
}

impl Checker {
    /// Takes the values of the rows of a block column by column, if they are usual ones. [`usual`](Self::usual) must tell of each.
    pub(crate) fn read_block<'r>(&mut self, block: &Block<'r>, people: &People) -> Vec<UsualRow<'r>> {
        let blank = UsualRow { is_usual: self.plan.has_usual, ..UsualRow::default() };
        let mut rows = vec![blank; block.rows];
        if !self.plan.has_usual {
            return rows;
        }
        if let Some(at) = self.identifier {
            block.column(at).for_each_text(&mut rows, |row, id| {
                row.is_usual &= has_plain_ends(id) && id != NULL;
                row.checked.id = id;
            });
        }
        // A row of `ssd_person` makes its person known.
        if let Some(at) = self.person.filter(|_| self.table != Table::Person) {
            let last = &mut self.last.0;
            block.column(at).for_each_text(&mut rows, |row, identifier| {
                let person = people.persons.find(identifier, *last);
                *last = person.map_or(*last, |(number, _)| number);
                row.checked.child = person.map(|(_, child)| child);
            });
        }
        self.read_dates(block, &mut rows);
        if let Some((at, _)) = self.flag {
            block.column(at).for_each_text(&mut rows, |row, flag| {
                row.checked.flag = parse_seen(flag);
                row.is_usual &= row.checked.flag != Seen::Unknown || flag.is_empty();
            });
        }
        for at in &self.plan.unread_dates {
            block.column(*at).for_each_text(&mut rows, |row, text| row.is_usual &= !may_have_order(text));
        }
        rows
    }

    fn read_dates<'r>(&mut self, block: &Block<'r>, rows: &mut [UsualRow<'r>]) {
        let mut read = |at: Option<usize>, put: fn(&mut Checked<'_>, Option<NaiveDate>)| {
            if let Some(at) = at {
                read_column(&mut self.days, block.column(at), rows, put);
            }
        };
        if self.plan.starts_then {
            read(self.required_date, |checked, date| (checked.required_date, checked.start) = (date, date));
        } else {
            read(self.required_date, |checked, date| checked.required_date = date);
            read(self.start, |checked, date| checked.start = date);
        }
        read(self.end, |checked, date| checked.end = date);
        let [first, second, third] = self.dates;
        read(first, |checked, date| checked.dates[0] = date);
        read(second, |checked, date| checked.dates[1] = date);
        read(third, |checked, date| checked.dates[2] = date);
    }

    /// The values of a row as [`check`](Self::check) gives them, if it is a usual one. Otherwise the row must be checked. Rows that
    /// repeat others are found in the order of the calls.
    #[inline]
    pub(crate) fn usual<'r>(&mut self, block: &Block<'r>, number: usize, row: &UsualRow<'r>) -> Option<Checked<'r>> {
        let UsualRow { is_usual, checked } = *row;
        let Checked { id, child, required_date, start, end, .. } = checked;
        let is_known = match self.person {
            Some(_) if self.table == Table::Person => !id.is_empty(),
            Some(_) => child.is_some(),
            None => self.via.is_none(),
        };
        let ends_before = matches!((start, end), (Some(start), Some(end)) if end < start);
        if !is_usual || !is_known || ends_before || required_date.is_none() && self.required_date.is_some() {
            return None;
        }
        // A row that is not new is found again when it is checked.
        let content = || content(&block.cells(number).map(clean), columns(self.table).len(), |at| block.date(at, number));
        let is_new = self.repeats.check(id, content) == Repeat::New;
        is_new.then(|| Checked { line: block.line_of(number), ..checked })
    }
}

/// Reads a column of dates.
#[inline]
fn read_column<'r>(
    days: &mut Days,
    column: &BlockColumn<'r>,
    rows: &mut [UsualRow<'r>],
    put: impl Fn(&mut Checked<'_>, Option<NaiveDate>),
) {
    if let BlockColumn::Dates(given) = column {
        for (row, date) in rows.iter_mut().zip(given) {
            row.is_usual &= date.is_none_or(is_usual);
            put(&mut row.checked, *date);
        }
    }
    column.for_each_text(rows, |row, text| {
        let date = days.read(text);
        row.is_usual &= date.is_some();
        put(&mut row.checked, date.flatten());
    });
}
