//! A source of rows, and what receives them.

use std::path::PathBuf;

use crate::block::Block;
use crate::date_order::DateOrder;
use crate::halves::{Half, Split};
use crate::rows::Cells;
use crate::{Finding, ReadError, Table};

/// A source of rows.
pub(crate) trait Source: Sync {
    /// The size of a table, in any unit.
    fn size(&self, table: Table) -> u64;

    /// The file of a table, for error messages; its name if it has no file.
    fn path(&self, table: Table) -> PathBuf;

    /// The tables of your own kinds, whether they exist or not.
    fn own_tables(&self) -> Vec<Table> {
        Vec::new()
    }

    /// Hands every row of a table to `sink`.
    fn read(&self, table: Table, findings: &mut Vec<Finding>, sink: &mut impl RowSink) -> Result<(), ReadError>;

    /// Where a table that exists can be split, so that both halves are read at the same time. `None` if it must be read as a whole.
    fn split(&self, _table: Table) -> Option<Split> {
        None
    }

    /// Hands the rows of one half of a table to `sink`, and returns the line after the last. Lines are counted as if nothing but the
    /// header was before the half. Returns `None` if the half can't be read; then `sink` may have received some rows. If both halves
    /// were read, their rows are those of the table.
    fn read_half(
        &self,
        _split: &Split,
        _half: Half,
        _findings: &mut Vec<Finding>,
        _sink: &mut impl RowSink,
    ) -> Option<u64> {
        None
    }
}

/// A column that is read, and that a table's file does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AbsentColumn {
    pub(crate) column: &'static str,
    /// A name in the header that is so near that it may be meant.
    pub(crate) near: Option<String>,
}

/// Receives the rows of a table.
pub(crate) trait RowSink {
    /// Forgets all rows. They are read again.
    fn restart(&mut self);

    /// Receives the columns that are read but absent, before the rows; their cells are blank. Returns whether the rows are
    /// wanted.
    fn header(&mut self, _absent: &[AbsentColumn]) -> bool {
        true
    }

    /// Learns about how many rows there are, before the first.
    fn expect(&mut self, _rows: usize) {}

    /// Receives a row: the line on which it starts, and the columns that are read.
    fn row(&mut self, line: u64, cells: &mut Cells<'_>);

    /// Receives rows in a block. `order` learns what their dates say about the order in which dates are written.
    fn block(&mut self, block: &Block<'_>, order: &mut DateOrder) {
        for row in 0..block.rows {
            self.row_of_block(block, row, order);
        }
    }

    /// Receives a row of a block by itself.
    fn row_of_block(&mut self, block: &Block<'_>, row: usize, order: &mut DateOrder) {
        let line = block.line_of(row);
        let written = block.written_dates(row);
        let mut cells = block.all_cells(row, &written);
        order.look(line, &cells);
        self.row(line, &mut cells);
    }
}
