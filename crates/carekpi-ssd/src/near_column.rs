//! Columns that a file lacks, and the names in its header that may be meant.

use crate::files::{Files, TableFiles};
use crate::read::CsvTables;
use crate::{ExtractReader, Table};

/// A column that a table's file lacks, and the name in its header that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NearColumn {
    /// The table.
    pub table: Table,
    /// The column that is read.
    pub column: &'static str,
    /// The name in the header.
    pub near: String,
}

impl ExtractReader {
    /// The columns that the files lack and that names in their headers are near to.
    pub(crate) fn near_columns(&self, files: &impl Files) -> Vec<NearColumn> {
        // Of two files that are one table, none is meant.
        let Ok(files) = TableFiles::of(files, &self.mapping) else { return Vec::new() };
        let tables = CsvTables { files, mapping: &self.mapping };
        let near = |table| {
            tables.near_columns(table).into_iter().map(move |(column, near)| NearColumn { table, column, near })
        };
        tables.files.tables().into_iter().flat_map(near).collect()
    }
}
