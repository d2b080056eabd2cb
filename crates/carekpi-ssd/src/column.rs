//! The columns of tables from other sources, whose cells are taken in blocks of rows.

use chrono::NaiveDate;

use crate::block::BlockColumn;

/// The cells of a column, from the first row on: texts or dates. It is made of an iterator, which gives one for each row.
///
/// A text is read as in a CSV file. To give dates as such is faster than to write them, and gives the same findings. [`TablePart`]
/// has an example.
///
/// [`TablePart`]: crate::TablePart
pub struct Column<'c> {
    cells: Box<dyn Take<'c> + 'c>,
    has_dates: bool,
}

impl<'c> Column<'c> {
    /// A column of texts. A row without a value has a blank text.
    #[must_use]
    pub fn texts(texts: impl Iterator<Item = &'c str> + 'c) -> Self {
        Self { cells: Box::new(Texts(texts)), has_dates: false }
    }

    /// A column of dates. They have no time of day: a column of times of day has texts.
    #[must_use]
    pub fn dates(dates: impl Iterator<Item = Option<NaiveDate>> + 'c) -> Self {
        Self { cells: Box::new(Dates(dates)), has_dates: true }
    }

    /// Takes the cells of the next rows.
    pub(crate) fn take(&mut self, rows: usize) -> BlockColumn<'c> {
        self.cells.take(rows)
    }

    /// Whether it has dates and no texts.
    pub(crate) const fn has_dates(&self) -> bool {
        self.has_dates
    }
}

/// Cells that are taken for many rows by one call.
trait Take<'c> {
    fn take(&mut self, rows: usize) -> BlockColumn<'c>;
}

struct Texts<I>(I);

impl<'c, I: Iterator<Item = &'c str>> Take<'c> for Texts<I> {
    fn take(&mut self, rows: usize) -> BlockColumn<'c> {
        let mut texts = Vec::with_capacity(rows);
        texts.extend(self.0.by_ref().take(rows));
        texts.resize(rows, "");
        BlockColumn::Texts(texts)
    }
}

struct Dates<I>(I);

impl<'c, I: Iterator<Item = Option<NaiveDate>>> Take<'c> for Dates<I> {
    fn take(&mut self, rows: usize) -> BlockColumn<'c> {
        let mut dates = Vec::with_capacity(rows);
        dates.extend(self.0.by_ref().take(rows));
        dates.resize(rows, None);
        BlockColumn::Dates(dates)
    }
}
