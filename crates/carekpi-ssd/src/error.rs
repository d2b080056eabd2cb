//! Why an extract can't be read.

use std::path::PathBuf;

/// Why an extract can't be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The folder does not exist, or is a file.
    #[error("{}: not a folder", .folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// `ssd_person.csv` is missing.
    #[error("{} is missing; it is required", .file.display())]
    NoPersons {
        /// The missing file.
        file: PathBuf,
    },
    /// Two files have the same name.
    #[error("{}: two files have this name", .file.display())]
    FileTwice {
        /// The file.
        file: PathBuf,
    },
    /// A file or folder can't be read.
    #[error("{}: {source}", .file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// The error of the system.
        source: std::io::Error,
    },
    /// A file has no header.
    #[error("{} line 1: the header is missing", .file.display())]
    NoHeader {
        /// The file.
        file: PathBuf,
    },
    /// A required column is missing.
    #[error("{} line {line}: the column {column} is missing", .file.display())]
    NoColumn {
        /// The file.
        file: PathBuf,
        /// The line of the header.
        line: u64,
        /// The column.
        column: &'static str,
    },
    /// A row has more or fewer fields than the header.
    #[error("{} line {line}: the row has {found} fields but the header has {expected}; see column {column}", .file.display())]
    FieldCount {
        /// The file.
        file: PathBuf,
        /// The line on which the row starts.
        line: u64,
        /// How many fields the header has.
        expected: u64,
        /// How many fields the row has.
        found: u64,
        /// The first column without a field, or the last column if there are too many fields.
        column: String,
    },
    /// The quotes of a field are wrong, so its end is unknown.
    #[error("{} line {line}, column {column}: {wrong}", .file.display())]
    Quotes {
        /// The file.
        file: PathBuf,
        /// The line on which the row starts.
        line: u64,
        /// The column, or its number if the error is in the header.
        column: String,
        /// What is wrong.
        wrong: &'static str,
    },
    /// The rows of `local_population` are of more than one area.
    #[error("{}: the areas differ: {one:?} on line {line}, {other:?} on line {other_line}; one area is expected", .file.display())]
    TwoAreas {
        /// The file.
        file: PathBuf,
        /// The first area.
        one: String,
        /// The line on which its row starts.
        line: u64,
        /// The other area.
        other: String,
        /// The line on which its row starts.
        other_line: u64,
    },
    /// The records can't be made into a caseload.
    #[error(transparent)]
    Caseload(#[from] carekpi_model::CaseloadError),
}
