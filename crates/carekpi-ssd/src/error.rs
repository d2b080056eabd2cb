//! What can't be read at all.

use std::path::PathBuf;

/// Why an extract can't be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such folder.
    #[error("{}: there is no such folder", .folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// There is no `ssd_person.csv`.
    #[error("{} is missing; it is required", .file.display())]
    NoPersons {
        /// The missing file.
        file: PathBuf,
    },
    /// Two files have the same name.
    #[error("{}: there are two files of this name", .file.display())]
    FileTwice {
        /// The file.
        file: PathBuf,
    },
    /// A file or folder can't be read.
    #[error("{}: {source}", .file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file has no header.
    #[error("{} line 1: the file has no header", .file.display())]
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
    /// A row has another number of fields than the header.
    #[error("{} line {line}: the row has {found} fields, the header {expected}: see column {column}", .file.display())]
    FieldCount {
        /// The file.
        file: PathBuf,
        /// The line on which the row starts.
        line: u64,
        /// How many fields the header has.
        expected: u64,
        /// How many the row has.
        found: u64,
        /// The first column that has no field, or the last of all where there are too many fields.
        column: String,
    },
    /// The quotes of a field are wrong, so that nobody can tell where it ends.
    #[error("{} line {line}, column {column}: {wrong}", .file.display())]
    Quotes {
        /// The file.
        file: PathBuf,
        /// The line on which the row starts.
        line: u64,
        /// The column, or its number where there is no header yet.
        column: String,
        /// How they are wrong.
        wrong: &'static str,
    },
    /// The records make no caseload.
    #[error(transparent)]
    Caseload(#[from] carekpi_model::CaseloadError),
}
