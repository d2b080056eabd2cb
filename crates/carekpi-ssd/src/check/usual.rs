//! The usual row: one that is kept and about which there is nothing to report. Nearly every row is.

use carekpi_model::Seen;
use chrono::NaiveDate;

use super::days::{Days, is_usual};
use super::{Checker, Values};
use crate::Table;
use crate::block::Block;
use crate::block_column::BlockColumn;
use crate::date_order::{DateOrder, SeenOrder, may_have_order};
use crate::people::People;
use crate::repeats::content;
use crate::rows::columns;
use crate::value::{NULL, clean, has_plain_ends, read_seen};

/// The values of a row of a block, if it is a usual one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct UsualRow<'r> {
    /// Whether nothing unusual was found.
    is_usual: bool,
    values: Values<'r>,
}

impl<'r> UsualRow<'r> {
    #[inline]
    pub(crate) const fn values(&self) -> &Values<'r> {
        &self.values
    }
}

impl Checker<'_> {
    /// Takes the values of the rows of a block column by column, and tells which rows are usual. Then either
    /// [`are_usual`](Self::are_usual) is true, or [`usual`](Self::usual) must be asked of each. `order` is told of the dates that are
    /// read.
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
                row.values.id = id;
            });
        }
        // A row of `ssd_person` makes its person known.
        if let Some(at) = self.person.filter(|_| self.table != Table::Person) {
            let set = |row: &mut UsualRow<'_>, child| row.values.child = child;
            people.persons.find_each(block.column(at), &mut rows, &mut self.last.0, set);
        }
        let start = self.start.filter(|_| !self.plan.starts_then);
        let [first, second, third] = self.dates;
        let mut dates = Dates { days: self.days, block, order };
        dates.read(self.required_date, &mut rows, |values, date| values.required_date = date);
        dates.read(start, &mut rows, |values, date| values.start = date);
        dates.read(self.end, &mut rows, |values, date| values.end = date);
        dates.read(first, &mut rows, |values, date| values.dates[0] = date);
        dates.read(second, &mut rows, |values, date| values.dates[1] = date);
        dates.read(third, &mut rows, |values, date| values.dates[2] = date);
        if let Some((at, _)) = self.flag {
            block.column(at).for_each_bytes(&mut rows, |row, flag| {
                row.values.flag = read_seen(flag);
                row.is_usual &= row.values.flag != Seen::Unknown || flag.is_empty();
            });
        }
        for at in &self.plan.unread_dates {
            block.column(*at).for_each_text(&mut rows, |row, text| row.is_usual &= !may_have_order(text));
        }
        self.finish_rows(&mut rows);
        self.repeats.add_all(rows.iter().filter(|row| row.is_usual).map(|row| row.values.id));
        rows
    }

    /// Looks at the values of each row together: whether one that the table needs is missing, and whether the end is
    /// before the start.
    fn finish_rows(&self, rows: &mut [UsualRow<'_>]) {
        let (needs_id, needs_child) = match self.person {
            Some(_) => (self.table == Table::Person, self.table != Table::Person),
            None => (false, self.via.is_some()),
        };
        let needs_date = self.required_date.is_some();
        for UsualRow { is_usual, values } in rows {
            if self.plan.starts_then {
                values.start = values.required_date;
            }
            let ends_before = matches!((values.start, values.end), (Some(start), Some(end)) if end < start);
            let lacks = needs_id && values.id.is_empty()
                || needs_child && values.child.is_none()
                || needs_date && values.required_date.is_none();
            *is_usual &= !ends_before && !lacks;
        }
    }

    /// Whether all rows are usual, and repeats are found by hashes alone, so that [`usual`](Self::usual) need not be asked.
    pub(crate) fn are_usual(&self, rows: &[UsualRow<'_>]) -> bool {
        self.repeats.are_hashed() && rows.iter().all(|row| row.is_usual)
    }

    /// The values of a row as [`check`](Self::check) gives them, if it is a usual one. Otherwise the row must be checked. Rows that
    /// repeat others are found in the order of the calls.
    #[inline]
    pub(crate) fn usual<'u, 'r>(
        &mut self,
        block: &Block<'r>,
        number: usize,
        row: &'u UsualRow<'r>,
    ) -> Option<&'u Values<'r>> {
        // A row that is not new is found again when it is checked.
        let content =
            || content(&block.cells(number).map(clean), columns(self.table).len(), |at| block.date(at, number));
        (row.is_usual && self.repeats.is_new(row.values.id, content)).then_some(&row.values)
    }
}

/// Reads the dates of a block.
struct Dates<'d, 'r> {
    days: &'d mut Days,
    block: &'d Block<'r>,
    /// What the dates say about their order.
    order: &'d mut DateOrder,
}

impl<'r> Dates<'_, 'r> {
    /// Reads a column, if the table has it. `set` gives a row its date.
    // Not inlined: the loop needs all registers.
    #[inline(never)]
    fn read(&mut self, at: Option<usize>, rows: &mut [UsualRow<'r>], set: impl Fn(&mut Values<'r>, Option<NaiveDate>)) {
        let Some(at) = at else { return };
        let mut order = SeenOrder::default();
        let put = |row: &mut UsualRow<'r>, date: Option<NaiveDate>, is_right: bool| {
            row.is_usual &= is_right;
            set(&mut row.values, date);
        };
        let column = self.block.column(at);
        if let BlockColumn::Dates(given) = column {
            rows.iter_mut().zip(given).for_each(|(row, date)| put(row, *date, date.is_none_or(is_usual)));
        }
        column.for_each_bytes(rows, |row, text| {
            let date = self.days.read(text, &mut order);
            put(row, date.flatten(), date.is_some());
        });
        self.order.add(at, order);
    }
}
