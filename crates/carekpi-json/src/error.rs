//! Errors in case records.

use std::fmt;
use std::io;

use carekpi_model::CaseloadError;
use chrono::NaiveDate;

/// One fault in case records: where, and what is wrong. [`JsonErrors`](crate::JsonErrors) has all of them.
///
/// ```
/// use carekpi_json::CaseRecords;
///
/// let wrong = CaseRecords::from_json(r#"{"children": [{"id": "P1", "born": "31.3.26"}]}"#).unwrap_err();
/// let error = &wrong.errors()[0];
/// assert_eq!(error.location.path, "children[0].born");
/// assert_eq!((error.location.line, error.location.column), (Some(1), Some(36)));
/// assert_eq!(
///     error.to_string(),
///     "line 1, column 36: children[0].born: `31.3.26` is not a date; expected YYYY-MM-DD"
/// );
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub struct JsonError {
    /// Where.
    pub location: Location,
    /// What is wrong.
    #[source]
    pub kind: JsonErrorKind,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { location, kind } = self;
        if *location == Location::default() { write!(f, "{kind}") } else { write!(f, "{location}: {kind}") }
    }
}

/// A location in case records. Shown as `line 7, column 30: child.placements[2].end`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Location {
    /// The line of the text, counted from 1; `None` for records that are not read from a text.
    pub line: Option<u64>,
    /// The column in the line, in characters, counted from 1; `None` if only the line is known.
    pub column: Option<u64>,
    /// The path to the value, such as `children[3].protection_plans[0].start`; blank for the whole document or line.
    pub path: String,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}")?;
            if let Some(column) = self.column {
                write!(f, ", column {column}")?;
            }
            if !self.path.is_empty() {
                f.write_str(": ")?;
            }
        } else if self.path.is_empty() {
            f.write_str("the document")?;
        }
        f.write_str(&self.path)
    }
}

impl Location {
    /// A line of JSON Lines.
    pub(crate) fn line(line: u64) -> Self {
        Self { line: Some(line), ..Self::default() }
    }

    /// A path in records that are not read from a text.
    pub(crate) fn path(path: String) -> Self {
        Self { path, ..Self::default() }
    }

    /// A location inside this one.
    pub(crate) fn at(&self, path: &str) -> Self {
        let path = if self.path.is_empty() { path.to_owned() } else { format!("{}.{path}", self.path) };
        Self { path, ..self.clone() }
    }

    pub(crate) fn with_kind(self, kind: JsonErrorKind) -> JsonError {
        JsonError { location: self, kind }
    }
}

/// What is wrong with case records.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JsonErrorKind {
    /// The source can't be read.
    #[error("{0}")]
    Unreadable(#[source] io::Error),
    /// The text is not JSON. The description says what is expected.
    #[error("{0}")]
    Syntax(String),
    /// A value does not have the right shape: a field is missing, unknown, given twice or of the wrong type, or a date is not valid.
    /// The description says what is expected.
    #[error("{0}")]
    Shape(String),
    /// A record ends before it starts.
    #[error("the end, {end}, is before the start, {start}")]
    EndBeforeStart {
        /// The start.
        start: NaiveDate,
        /// The end.
        end: NaiveDate,
    },
    /// A required identifier is blank.
    #[error("the identifier is blank")]
    NoIdentifier,
    /// Two children have the same identifier, or two records of one kind of one child do.
    #[error("`{}` is already the identifier of {first}", shown(id))]
    Repeated {
        /// The identifier.
        id: String,
        /// The child or record that has it already.
        first: Location,
    },
    /// The caseload can't be built.
    #[error(transparent)]
    Caseload(CaseloadError),
}

impl JsonErrorKind {
    /// The fault of a record that ends before it starts.
    pub(crate) fn of_dates(start: Option<NaiveDate>, end: Option<NaiveDate>) -> Option<Self> {
        let (start, end) = start.zip(end).filter(|(start, end)| end < start)?;
        Some(Self::EndBeforeStart { start, end })
    }
}

/// How many characters of a quoted text are shown. It can have any length.
const SHOWN: usize = 60;

/// A quoted text on one line, shortened if it is long.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = String::new();
    for (number, letter) in text.chars().enumerate() {
        match letter {
            _ if number == SHOWN => {
                shown.push('…');
                break;
            }
            control if control.is_control() => shown.extend(control.escape_default()),
            letter => shown.push(letter),
        }
    }
    shown
}
