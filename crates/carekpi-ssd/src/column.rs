//! The columns of tables from other sources, whose cells are taken in blocks of rows.

use chrono::NaiveDate;

use crate::rows::{Cells, MOST_COLUMNS, NO_CELLS};

/// The cells of a column, from the first row on: texts or dates. It is made of an iterator, which gives one for each row.
///
/// A text is read as in a CSV file. To give dates as such is faster than to write them, and gives the same findings. [`TablePart`]
/// has an example.
///
/// [`TablePart`]: crate::TablePart
pub struct Column<'c> {
    cells: Box<dyn Fill<'c> + 'c>,
    has_dates: bool,
}

impl<'c> Column<'c> {
    /// A column of texts, with a blank text where there is no value.
    #[must_use]
    pub fn texts(texts: impl Iterator<Item = &'c str> + 'c) -> Self {
        Self { cells: Box::new(Texts(texts)), has_dates: false }
    }

    /// A column of dates. They have no time of day: a column of times of day has texts.
    #[must_use]
    pub fn dates(dates: impl Iterator<Item = Option<NaiveDate>> + 'c) -> Self {
        Self { cells: Box::new(Dates(dates)), has_dates: true }
    }

    /// Puts the next cells into one place of these rows.
    pub(crate) fn fill(&mut self, rows: &mut [DatedRow<'c>], at: usize) {
        self.cells.fill(rows, at);
    }

    /// Whether it has dates and no texts.
    pub(crate) const fn has_dates(&self) -> bool {
        self.has_dates
    }
}

/// The cells of a row. Some of its dates are given and not written: their cells are blank.
#[derive(Clone, Debug)]
pub(crate) struct DatedRow<'r> {
    pub(crate) cells: Cells<'r>,
    pub(crate) dates: [Option<NaiveDate>; MOST_COLUMNS],
}

impl DatedRow<'_> {
    /// A row of blank cells.
    pub(crate) const BLANK: Self = Self { cells: NO_CELLS, dates: [None; MOST_COLUMNS] };
}

/// Cells that are taken for many rows by one call.
trait Fill<'c> {
    fn fill(&mut self, rows: &mut [DatedRow<'c>], at: usize);
}

struct Texts<I>(I);

impl<'c, I: Iterator<Item = &'c str>> Fill<'c> for Texts<I> {
    fn fill(&mut self, rows: &mut [DatedRow<'c>], at: usize) {
        for row in rows {
            if let Some(cell) = row.cells.get_mut(at) {
                *cell = self.0.next().unwrap_or("");
            }
        }
    }
}

struct Dates<I>(I);

impl<'c, I: Iterator<Item = Option<NaiveDate>>> Fill<'c> for Dates<I> {
    fn fill(&mut self, rows: &mut [DatedRow<'c>], at: usize) {
        for row in rows {
            if let Some(date) = row.dates.get_mut(at) {
                *date = self.0.next().flatten();
            }
        }
    }
}
