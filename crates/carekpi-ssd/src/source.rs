//! A source of rows, and what receives them.

use std::path::PathBuf;

use crate::rows::Cells;
use crate::{Finding, ReadError, Table};

/// A source of rows.
pub(crate) trait Source: Sync {
    /// The size of a table, in any unit.
    fn size(&self, table: Table) -> u64;

    /// The file of a table, for error messages; its name if it has no file.
    fn path(&self, table: Table) -> PathBuf;

    /// Hands every row of a table to `sink`.
    fn read(&self, table: Table, findings: &mut Vec<Finding>, sink: &mut impl RowSink) -> Result<(), ReadError>;
}

/// A column that is read and that the header of a file lacks.
#[derive(Clone, Debug)]
pub(crate) struct AbsentColumn {
    /// Its name.
    pub(crate) name: &'static str,
    /// The name in the header that may have been meant.
    pub(crate) meant: Option<String>,
}

/// Receives the rows of a table.
pub(crate) trait RowSink {
    /// Forgets all rows. They are read again.
    fn restart(&mut self);

    /// Receives the columns that a file lacks, before its rows. Returns whether the rows are wanted.
    fn header(&mut self, _absent: &[AbsentColumn]) -> bool {
        true
    }

    /// Receives a row: the line on which it starts, and the columns that are read.
    fn row(&mut self, line: u64, cells: Cells<'_>);
}
