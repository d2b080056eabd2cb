//! The account of a table's rows.

use serde::{Deserialize, Serialize};

use crate::Table;

/// How many rows of a table were read, kept and set aside: those kept and those set aside are those read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The table.
    #[serde(skip, default = "some_table")]
    pub table: Table,
    /// Rows read.
    pub read: u64,
    /// Rows kept.
    pub kept: u64,
    /// Rows set aside.
    pub set_aside: u64,
}

const fn some_table() -> Table {
    Table::Person
}

impl Account {
    pub(crate) const fn new(table: Table) -> Self {
        Self { table, read: 0, kept: 0, set_aside: 0 }
    }
}
