//! What a reader of records reports: row counts and findings.

use std::borrow::Cow;

use crate::RecordKind;

/// The numbers of rows of a table that were read, kept and set aside. Every row read is kept or set aside.
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
    /// The kinds of record that it is about; empty if it affects no indicator.
    pub records: Cow<'static, [RecordKind]>,
    /// Whether a row was set aside. Such a finding counts as a row, any other as a warning.
    pub is_set_aside: bool,
}
