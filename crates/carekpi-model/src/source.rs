//! What a reader of records reports: how many rows became records, and its findings.

use crate::RecordKind;

/// How many rows of a table were read, kept and set aside. Rows read are rows kept and rows set aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RowCounts {
    /// Rows read.
    pub read: u64,
    /// Rows kept.
    pub kept: u64,
    /// Rows set aside.
    pub set_aside: u64,
}

/// A finding of a reader, as a report lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFinding {
    /// The finding, in one line.
    pub text: String,
    /// The kinds of record that it is about; none where no indicator can be affected.
    pub records: &'static [RecordKind],
    /// Whether a row was set aside: such findings are counted as rows, all others as warnings.
    pub is_set_aside: bool,
}
