//! A source of rows, and what receives them.

use crate::rows::Cells;
use crate::{Finding, ReadError, Table};

/// A source of rows.
pub(crate) trait Source: Sync {
    /// The size of a table, in any unit.
    fn size(&self, table: Table) -> u64;

    /// Hands every row of a table to `sink`.
    fn read(&self, table: Table, findings: &mut Vec<Finding>, sink: &mut impl RowSink) -> Result<(), ReadError>;
}

/// Receives the rows of a table.
pub(crate) trait RowSink {
    /// Forgets all rows. They are read again.
    fn restart(&mut self);

    /// Receives a row: the line on which it starts, and the columns that are read.
    fn row(&mut self, line: u64, cells: Cells<'_>);
}
