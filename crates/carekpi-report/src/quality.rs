//! What a report says of the data behind it.

use serde::Serialize;

/// How many rows of a table were read, kept and set aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RowCounts {
    /// Rows read.
    pub read: u64,
    /// Rows kept.
    pub kept: u64,
    /// Rows set aside.
    pub set_aside: u64,
}

/// What a report says of the data behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataQuality {
    /// The tables read, by name, in order.
    pub rows: Vec<(String, RowCounts)>,
    /// How many rows were set aside.
    pub errors: usize,
    /// How many other findings there are.
    pub warnings: usize,
}
