//! The usual row: one that is kept and about which there is nothing to report. Nearly every row is.

use carekpi_model::{ChildKey, Seen};
use chrono::NaiveDate;

use super::days::{Days, is_usual};
use super::{Checked, Checker};
use crate::Table;
use crate::block::Block;
use crate::block_column::BlockColumn;
use crate::date_order::{DateOrder, SeenOrder, may_have_order};
use crate::people::People;
use crate::repeats::{Repeat, content};
use crate::rows::columns;
use crate::value::{NULL, clean, has_plain_ends, read_seen};

/// The values of a row of a block, if it is a usual one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct UsualRow<'r> {
    /// Whether nothing unusual was found.
    is_usual: bool,
    id: &'r str,
    child: Option<ChildKey>,
    /// The required date, the start unless it is that, the end, and the others.
    dates: [Option<NaiveDate>; 6],
    flag: Seen,
}

impl Checker {
    /// Takes the values of the rows of a block column by column, if they are usual ones. [`usual`](Self::usual) must tell of each.
    /// `order` is told of the dates that are read.
    pub(crate) fn read_block<'r>(
        &mut self,
        block: &Block<'r>,
        people: &People,
        order: &mut DateOrder,
    ) -> Vec<UsualRow<'r>> {
        let blank = UsualRow { is_usual: self.plan.has_usual, ..UsualRow::default() };
        let mut rows = vec![blank; block.rows];
        if !self.plan.has_usual {
            return rows;
        }
        if let Some(at) = self.identifier {
            block.column(at).for_each_text(&mut rows, |row, id| {
                row.is_usual &= has_plain_ends(id) && id != NULL;
                row.id = id;
            });
        }
        // A row of `ssd_person` makes its person known.
        if let Some(at) = self.person.filter(|_| self.table != Table::Person) {
            people.persons.find_each(block.column(at), &mut rows, &mut self.last.0, |row, child| row.child = child);
        }
        let start = self.start.filter(|_| !self.plan.starts_then);
        let dates = [self.required_date, start, self.end].into_iter().chain(self.dates);
        for (number, at) in dates.enumerate() {
            if let Some(at) = at {
                order.add(at, read_dates(&mut self.days, block.column(at), &mut rows, number));
            }
        }
        if let Some((at, _)) = self.flag {
            block.column(at).for_each_bytes(&mut rows, |row, flag| {
                row.flag = read_seen(flag);
                row.is_usual &= row.flag != Seen::Unknown || flag.is_empty();
            });
        }
        for at in &self.plan.unread_dates {
            block.column(*at).for_each_text(&mut rows, |row, text| row.is_usual &= !may_have_order(text));
        }
        rows
    }

    /// The values of a row as [`check`](Self::check) gives them, if it is a usual one. Otherwise the row must be checked. Rows that
    /// repeat others are found in the order of the calls.
    #[inline]
    pub(crate) fn usual<'r>(&mut self, block: &Block<'r>, number: usize, row: &UsualRow<'r>) -> Option<Checked<'r>> {
        let UsualRow { is_usual, id, child, dates: [required_date, start, end, dates @ ..], flag } = *row;
        let start = if self.plan.starts_then { required_date } else { start };
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
        let content =
            || content(&block.cells(number).map(clean), columns(self.table).len(), |at| block.date(at, number));
        let is_new = self.repeats.check(id, content) == Repeat::New;
        let line = block.line_of(number);
        let (number, times) = (None, [None; 2]);
        is_new.then_some(Checked { line, id, child, required_date, start, end, dates, number, flag, times })
    }
}

/// Reads a column of dates, which have this number among the dates of a row. Returns what they say about their order.
fn read_dates(days: &mut Days, column: &BlockColumn<'_>, rows: &mut [UsualRow<'_>], number: usize) -> SeenOrder {
    let mut order = SeenOrder::default();
    let put = move |row: &mut UsualRow<'_>, date: Option<NaiveDate>, is_right: bool| {
        row.is_usual &= is_right;
        if let Some(place) = row.dates.get_mut(number) {
            *place = date;
        }
    };
    if let BlockColumn::Dates(given) = column {
        rows.iter_mut().zip(given).for_each(|(row, date)| put(row, *date, date.is_none_or(is_usual)));
    }
    column.for_each_bytes(rows, |row, text| {
        let date = days.read(text, &mut order);
        put(row, date.flatten(), date.is_some());
    });
    order
}
