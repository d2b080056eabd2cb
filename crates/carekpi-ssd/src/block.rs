//! Rows of a table, column by column. What is done for all of them by one loop over a column is fast.

use chrono::NaiveDate;

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

/// The cells of a column, as many as there are rows.
#[derive(Clone, Debug, Default)]
pub(crate) enum BlockColumn<'b> {
    /// None: all are blank.
    #[default]
    Blank,
    /// Fields of a text.
    Fields(Fields<'b>),
    Texts(Vec<&'b str>),
    /// Dates that are given and not written.
    Dates(Vec<Option<NaiveDate>>),
}

/// Fields of a text, at the same distance from each other in the list of all fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields<'b> {
    pub(crate) text: &'b str,
    /// Where all fields start, from the first of these on. Each ends a byte before the next.
    pub(crate) starts: &'b [usize],
    pub(crate) stride: usize,
    /// Whether some are in quotes. Then no field that is not has a quote.
    pub(crate) has_quotes: bool,
}

impl<'b> Fields<'b> {
    pub(crate) fn get(&self, row: usize) -> &'b str {
        let bounds = self.starts.get(row.wrapping_mul(self.stride)..).and_then(<[usize]>::first_chunk);
        bounds.map_or("", |bounds| self.between(*bounds))
    }

    /// Where the fields start, and where the next ones do. The bounds of a field that is not there are those of a blank one.
    #[inline]
    fn bounds(&self) -> impl Iterator<Item = [usize; 2]> {
        self.starts.chunks(self.stride).map(|starts| match *starts {
            [start, next, ..] => [start, next],
            _ => [0, 1],
        })
    }

    #[inline]
    fn between(&self, [start, next]: [usize; 2]) -> &'b str {
        let field = self.text.get(start..next.wrapping_sub(1)).unwrap_or("");
        if self.has_quotes { unquoted(field) } else { field }
    }

    #[inline]
    fn bytes_between(&self, [start, next]: [usize; 2]) -> &'b [u8] {
        if self.has_quotes {
            return self.between([start, next]).as_bytes();
        }
        self.text.as_bytes().get(start..next.wrapping_sub(1)).unwrap_or(&[])
    }
}

/// A field without the quotes around it.
#[cold]
fn unquoted(field: &str) -> &str {
    field.strip_prefix('"').and_then(|field| field.strip_suffix('"')).unwrap_or(field)
}

impl<'b> BlockColumn<'b> {
    /// Calls `each` with every one of `rows` and its text, unless dates are given or all texts are blank.
    #[inline]
    pub(crate) fn for_each_text<R>(&self, rows: &mut [R], mut each: impl FnMut(&mut R, &'b str)) {
        match self {
            Self::Fields(fields) => {
                rows.iter_mut().zip(fields.bounds()).for_each(|(row, bounds)| each(row, fields.between(bounds)));
            }
            Self::Texts(texts) => rows.iter_mut().zip(texts).for_each(|(row, text)| each(row, text)),
            Self::Blank | Self::Dates(_) => {}
        }
    }

    /// Calls `each` as [`for_each_text`](Self::for_each_text) does, with the bytes of each text, which are found sooner.
    #[inline]
    pub(crate) fn for_each_bytes<R>(&self, rows: &mut [R], mut each: impl FnMut(&mut R, &'b [u8])) {
        match self {
            Self::Fields(fields) => {
                rows.iter_mut().zip(fields.bounds()).for_each(|(row, bounds)| each(row, fields.bytes_between(bounds)));
            }
            Self::Texts(texts) => rows.iter_mut().zip(texts).for_each(|(row, text)| each(row, text.as_bytes())),
            Self::Blank | Self::Dates(_) => {}
        }
    }
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
        let texts = match column {
            BlockColumn::Blank => Some(vec![""; self.rows]),
            BlockColumn::Fields(fields) => {
                Some(fields.bounds().take(self.rows).map(|bounds| fields.between(bounds)).collect())
            }
            BlockColumn::Texts(_) | BlockColumn::Dates(_) => None,
        };
        if let Some(texts) = texts {
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
        match self.columns.get(at) {
            Some(BlockColumn::Fields(fields)) => fields.get(row),
            Some(BlockColumn::Texts(texts)) => texts.get(row).copied().unwrap_or(""),
            _ => "",
        }
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
    #[inline]
    fn text(&self, at: usize) -> &str {
        clean(self.block.text(at, self.row))
    }
}
