//! Why a workbook can't be written.

/// The most rows of a sheet.
pub(crate) const MOST_ROWS: u32 = 1 << 20;

/// Why a workbook can't be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum XlsxError {
    /// A table is too long for a sheet.
    #[error("sheet {sheet}: {rows} rows are too many for a spreadsheet, which has {MOST_ROWS}")]
    TooManyRows {
        /// The name of the sheet.
        sheet: String,
        /// The number of rows of its table.
        rows: usize,
    },
    /// A sheet has a name that spreadsheets do not allow, too many columns, or a chart of a sheet that does not exist.
    #[error("the workbook can't be written: {0}")]
    NotAllowed(String),
}

impl From<rust_xlsxwriter::XlsxError> for XlsxError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::NotAllowed(error.to_string())
    }
}
