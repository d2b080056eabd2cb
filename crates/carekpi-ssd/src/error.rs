//! Why an extract can't be read.

use std::io;
use std::path::{Path, PathBuf};

use carekpi_model::quoted;

use crate::near::question;
use crate::table::file_name;
use crate::{MappingError, Table};

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
    #[error("{} is missing; it is required{}", .file.display(), question(.near.as_deref()))]
    NoPersons {
        /// The missing file.
        file: PathBuf,
        /// A file whose name is so near that it may be meant.
        near: Option<String>,
    },
    /// Two files are the same table: their names differ only in case.
    #[error("{} and {} are both the table {table}; expected one file", .first.display(), .second.display())]
    TwoFiles {
        /// The table.
        table: Table,
        /// A file.
        first: PathBuf,
        /// Another file.
        second: PathBuf,
    },
    /// Two files have the same name.
    #[error("{}: two files have this name", .file.display())]
    FileTwice {
        /// The file.
        file: PathBuf,
    },
    /// A file or folder can't be read.
    #[error("{}: {}", .file.display(), io_in_words(.source))]
    Io {
        /// The file.
        file: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// A file has no header: its first line with text has no column of the table.
    #[error("{}: {}; expected the names of the columns, such as {expected}", at(.file, *.line), no_header(.first_line))]
    NoHeader {
        /// The file.
        file: PathBuf,
        /// The line; 0 for rows in memory.
        line: u64,
        /// What the line holds, cut short if it is long; blank if no line has text.
        first_line: String,
        /// A column of the table.
        expected: &'static str,
    },
    /// A required column is missing.
    #[error("{}: the column {column} is missing{}", at(.file, *.line), question(.near.as_deref()))]
    NoColumn {
        /// The file.
        file: PathBuf,
        /// The line of the header; 0 for rows in memory.
        line: u64,
        /// The column.
        column: &'static str,
        /// A name in the header that is so near that it may be meant.
        near: Option<String>,
    },
    /// No column identifies the person that a row is about.
    #[error(
        "{}: the columns {} and {} are missing; one of them is needed to identify the person{}",
        at(.file, *.line), .columns[0], .columns[1], question(.near.as_deref())
    )]
    NoPersonColumn {
        /// The file.
        file: PathBuf,
        /// The line of the header; 0 for rows in memory.
        line: u64,
        /// The column of the person, and that of what the person is found by instead.
        columns: [&'static str; 2],
        /// A name in the header that is so near to one of them that it may be meant.
        near: Option<String>,
    },
    /// A column that is read occurs twice. Upper and lower case make no difference.
    #[error("{}, column {column}: the column appears twice, also as {again}; expected it once", at(.file, *.line))]
    ColumnTwice {
        /// The file.
        file: PathBuf,
        /// The line of the header; 0 for rows in memory.
        line: u64,
        /// The column as it is written first.
        column: String,
        /// The column as it is written again.
        again: String,
    },
    /// A line of dashes follows the header.
    #[error("{} line {line}: a line of dashes follows the header; remove it", .file.display())]
    Rule {
        /// The file.
        file: PathBuf,
        /// The line of dashes.
        line: u64,
    },
    /// Dates are written with the month first: one can be read in no other way, none has the day first for certain, and at least
    /// one would be misread.
    #[error(
        "{} line {line}, column {column}: {} looks month-first, and no date in the column is certainly day-first; \
         expected YYYY-MM-DD or DD/MM/YYYY",
        .file.display(), quoted(.text)
    )]
    MonthFirst {
        /// The file; for rows in memory, the table.
        file: PathBuf,
        /// The line on which the row starts; for rows in memory, the number of the row.
        line: u64,
        /// The column.
        column: &'static str,
        /// The date.
        text: String,
    },
    /// A part of a file has other columns than the first part.
    #[error("{}: the part {} the column {column}, unlike the first part", at(.file, *.line), if *.missing { "lacks" } else { "has" })]
    PartDiffers {
        /// The file.
        file: PathBuf,
        /// The line of the part's header; 0 for rows in memory.
        line: u64,
        /// The column.
        column: &'static str,
        /// Whether the part lacks the column and the first part has it; otherwise it is the other way round.
        missing: bool,
    },
    /// The values of a column that is read have a type that can't be read.
    #[error("{}, column {column}: {what}", .file.display())]
    ColumnType {
        /// The table.
        file: PathBuf,
        /// The column.
        column: String,
        /// The type, and what is expected.
        what: String,
    },
    /// A row has more or fewer fields than the header.
    #[error("{} line {line}: the row has {}, but the header has {expected}; see column {column}", .file.display(), fields(*.found))]
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
    /// A query tool wrote how many rows there were, after the last of them.
    #[error("{} line {line}: {} is a footer of the query tool, not a row; remove it", .file.display(), quoted(.text))]
    Footer {
        /// The file.
        file: PathBuf,
        /// The line.
        line: u64,
        /// What it says.
        text: String,
    },
    /// A file is not text in an encoding that is read.
    #[error("{} line {line}: {what}", .file.display())]
    NotText {
        /// The file.
        file: PathBuf,
        /// The line.
        line: u64,
        /// What it seems to be.
        what: String,
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
    /// A field has more than 1,048,576 bytes, or a row has more than 16 times as many or more than 65,536 fields. Often a quote is not
    /// closed, or lines do not end.
    #[error("{} line {line}, column {column}: {what}", .file.display())]
    TooLong {
        /// The file.
        file: PathBuf,
        /// The line on which the row starts.
        line: u64,
        /// The column, or its number if the error is in the header.
        column: String,
        /// What is too long.
        what: &'static str,
    },
    /// A mapping names a column that the file of its table does not have.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The rows of `local_population` are of more than one area.
    #[error("{}: the areas differ: {} on line {line}, {} on line {other_line}; expected one area", .file.display(), quoted(.one), quoted(.other))]
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

/// A file, and a line of it if there is one.
fn at(file: &Path, line: u64) -> String {
    let file = file.display();
    if line == 0 { file.to_string() } else { format!("{file} line {line}") }
}

/// An error of the system in plain words.
fn io_in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "this file or folder may not be opened".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder; expected a file".to_owned(),
        io::ErrorKind::InvalidData => "the file is not UTF-8 text; save it as UTF-8".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_owned()
        }
    }
}

fn fields(count: u64) -> String {
    if count == 1 { "1 field".to_owned() } else { format!("{count} fields") }
}

fn no_header(first_line: &str) -> String {
    match first_line {
        "" => "the file is empty".to_owned(),
        line => format!("the file has no header; the line holds {}", quoted(line)),
    }
}

impl ReadError {
    /// The table whose file can't be read; `None` if the error is about something else.
    ///
    /// ```
    /// use carekpi_ssd::{Extract, Table};
    ///
    /// let files = [("ssd_person.csv", "pers_person_id\n"), ("SSD_CP_PLANS.csv", "")];
    /// assert_eq!(Extract::from_files(files).unwrap_err().table(), Some(Table::CpPlans));
    /// ```
    #[must_use]
    pub fn table(&self) -> Option<Table> {
        match self {
            Self::TwoFiles { table, .. } => Some(*table),
            Self::NoPersons { .. } => Some(Table::Person),
            _ => {
                let name = file_name_in(self.file()?)?;
                Table::ALL.iter().copied().find(|table| table.name() == name || file_name(*table) == name)
            }
        }
    }

    /// The file of a table that can't be read.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::TwoFiles { .. }
            | Self::NoPersons { .. }
            | Self::NoFolder { .. }
            | Self::FileTwice { .. }
            | Self::Mapping(_)
            | Self::Caseload(_) => None,
            Self::Io { file, .. }
            | Self::NoHeader { file, .. }
            | Self::NoColumn { file, .. }
            | Self::NoPersonColumn { file, .. }
            | Self::ColumnTwice { file, .. }
            | Self::Rule { file, .. }
            | Self::PartDiffers { file, .. }
            | Self::MonthFirst { file, .. }
            | Self::ColumnType { file, .. }
            | Self::FieldCount { file, .. }
            | Self::Footer { file, .. }
            | Self::NotText { file, .. }
            | Self::Quotes { file, .. }
            | Self::TooLong { file, .. }
            | Self::TwoAreas { file, .. } => Some(file),
        }
    }
}

/// The name of a file, in lower case.
pub(crate) fn file_name_in(file: &Path) -> Option<String> {
    Some(file.file_name()?.to_str()?.to_ascii_lowercase())
}
