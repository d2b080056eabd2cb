//! Rows of a table, column by column. What is done for all of them by one loop over a column is fast.

use chrono::NaiveDate;

use crate::block_column::BlockColumn;
use crate::rows::{Cells, MOST_COLUMNS, NO_CELLS, RowTexts};
use crate::value::clean;

/// How many rows are taken at once: few enough for their cells to stay in the nearest cache.
pub(crate) const ROWS: usize = 128;

/// Some rows of a table.
#[derive(Debug)]
pub(crate) struct Block<'b> {
    /// The line of the first row; each other is on the line after that of the row before.
    pub(crate) line: u64,
    /// The number of rows.
    pub(crate) rows: usize,
    /// The columns that are read, in their order.
    columns: [BlockColumn<'b>; MOST_COLUMNS],
}

impl<'b> Block<'b> {
    /// Rows of blank cells.
    pub(crate) fn new(line: u64, rows: usize) -> Self {
        Self { line, rows, columns: Default::default() }
    }

    /// These rows.
    pub(crate) fn of_rows(line: u64, rows: &[Cells<'b>]) -> Self {
        let mut block = Self::new(line, rows.len());
        for at in 0..MOST_COLUMNS {
            block.set(at, BlockColumn::Texts(rows.iter().map(|cells| cells.get(at).copied().unwrap_or("")).collect()));
        }
        block
    }

    /// Sets the cells of a column.
    pub(crate) fn set(&mut self, at: usize, cells: BlockColumn<'b>) {
        if let Some(column) = self.columns.get_mut(at) {
            *column = cells;
        }
    }

    /// The cells of a column.
    pub(crate) fn column(&self, at: usize) -> &BlockColumn<'b> {
        self.columns.get(at).unwrap_or(&BlockColumn::Blank)
    }

    /// The texts of a column, to be changed; none if it has dates.
    pub(crate) fn texts_mut(&mut self, at: usize) -> &mut [&'b str] {
        let Some(column) = self.columns.get_mut(at) else { return &mut [] };
        if !matches!(column, BlockColumn::Texts(_) | BlockColumn::Dates(_)) {
            let mut texts = vec![""; self.rows];
            column.for_each_text(&mut texts, |cell, text| *cell = text);
            *column = BlockColumn::Texts(texts);
        }
        match column {
            BlockColumn::Texts(texts) => texts,
            _ => &mut [],
        }
    }

    /// A cell. It is blank if a date is given.
    #[inline]
    pub(crate) fn text(&self, at: usize, row: usize) -> &'b str {
        self.columns.get(at).map_or("", |column| column.text(row))
    }

    /// A date that is given.
    #[inline]
    pub(crate) fn date(&self, at: usize, row: usize) -> Option<NaiveDate> {
        match self.columns.get(at) {
            Some(BlockColumn::Dates(dates)) => dates.get(row).copied().flatten(),
            _ => None,
        }
    }

    /// The line of a row.
    pub(crate) fn line_of(&self, row: usize) -> u64 {
        self.line.saturating_add(u64::try_from(row).unwrap_or(u64::MAX))
    }

    /// The cells of a row, without dates that are given.
    pub(crate) fn cells(&self, row: usize) -> Cells<'b> {
        let mut cells = NO_CELLS;
        for (at, cell) in cells.iter_mut().enumerate() {
            *cell = self.text(at, row);
        }
        cells
    }

    /// The dates of a row that are given, as they are written.
    pub(crate) fn written_dates(&self, row: usize) -> [Option<String>; MOST_COLUMNS] {
        let mut written = [const { None }; MOST_COLUMNS];
        for (at, written) in written.iter_mut().enumerate() {
            *written = self.date(at, row).map(|date| date.to_string());
        }
        written
    }

    /// The cells of a row, with these dates of it.
    pub(crate) fn all_cells<'r>(&'r self, row: usize, written: &'r [Option<String>]) -> Cells<'r> {
        let mut cells: Cells<'r> = self.cells(row);
        for (cell, date) in cells.iter_mut().zip(written) {
            *cell = date.as_deref().unwrap_or(*cell);
        }
        cells
    }
}

/// A row of a block. Its texts are clean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BlockRow<'c, 'b> {
    pub(crate) block: &'c Block<'b>,
    pub(crate) row: usize,
}

impl RowTexts for BlockRow<'_, '_> {
    // Always inlined: the loop over rows calls it for each code.
    #[inline(always)]
    fn text(&self, at: usize) -> &str {
        clean(self.block.text(at, self.row))
    }
}
