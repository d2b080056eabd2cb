//! The columns of tables from other sources, whose cells are taken in blocks of rows.

use chrono::NaiveDate;

use crate::block_column::{BlockColumn, Coded, Slices};

/// The cells of a column, one for each row, from the first row on: texts or dates.
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

    /// A column of texts that stand one after another in `text`. `offsets` are in bytes, and one more than there are rows: each text
    /// is from one offset to the next. Rows beyond the last offset are blank. So is a text whose offsets are out of order, beyond the
    /// end or inside a character. This is faster than [`texts`](Self::texts).
    ///
    /// ```
    /// use carekpi_ssd::Column;
    ///
    /// let identifiers = Column::slices("P1P2P10", &[0, 2, 4, 7]);
    /// ```
    #[must_use]
    pub fn slices(text: &'c str, offsets: &'c [usize]) -> Self {
        Self { cells: Box::new(Slices { text, offsets }), has_dates: false }
    }

    /// A column of few different texts, as a dictionary has them. `places` has an index into `texts` for each row, from 0. An index
    /// beyond the end is a blank text, and so is a row beyond the last index. This is faster than [`texts`](Self::texts).
    ///
    /// ```
    /// use carekpi_ssd::Column;
    ///
    /// let legal_statuses = Column::coded(&["C1", "V2"], &[0, 0, 1, usize::MAX]);
    /// ```
    #[must_use]
    pub fn coded(texts: &'c [&'c str], places: &'c [usize]) -> Self {
        Self { cells: Box::new(Coded { texts, places }), has_dates: false }
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

impl<'c> Take<'c> for Slices<'c> {
    fn take(&mut self, rows: usize) -> BlockColumn<'c> {
        let taken = self.offsets.get(..=rows).unwrap_or(self.offsets);
        self.offsets = self.offsets.get(rows..).unwrap_or(&[]);
        BlockColumn::Slices(Slices { offsets: taken, ..*self })
    }
}

impl<'c> Take<'c> for Coded<'c> {
    fn take(&mut self, rows: usize) -> BlockColumn<'c> {
        let (taken, left) = self.places.split_at_checked(rows).unwrap_or((self.places, &[]));
        self.places = left;
        BlockColumn::Coded(Coded { places: taken, ..*self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(mut column: Column<'_>) -> Vec<Vec<String>> {
        let texts = |cells: BlockColumn<'_>| (0..2).map(|row| cells.text(row).to_owned()).collect();
        (0..3).map(|_| texts(column.take(2))).collect()
    }

    #[test]
    fn a_column_that_is_too_short_or_has_wrong_places_has_blank_texts() {
        let expected = [["é", "bc"], ["", "d"], ["", ""]];
        assert_eq!(taken(Column::texts(["é", "bc", "", "d"].into_iter())), expected);
        assert_eq!(taken(Column::slices("ébcd", &[0, 2, 4, 4, 5])), expected);
        assert_eq!(taken(Column::coded(&["d", "bc", "é"], &[2, 1, 3, 0])), expected);
        assert_eq!(taken(Column::slices("ébcd", &[0, 1, 4, 2, 9])), [["", ""]; 3]);
        assert_eq!(taken(Column::slices("", &[])), [["", ""]; 3]);
        assert_eq!(taken(Column::coded(&[], &[usize::MAX])), [["", ""]; 3]);
    }
}
