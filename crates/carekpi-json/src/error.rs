//! Errors in case records.

use std::fmt;
use std::io;

use carekpi_model::CaseloadError;
use chrono::NaiveDate;

/// The error for case records that can't be read: where, and why.
///
/// ```
/// use carekpi_json::CaseRecords;
///
/// let wrong = CaseRecords::from_json(r#"{"children": [{"id": "P1", "born": "1/6/2015"}]}"#).unwrap_err();
/// assert_eq!(wrong.location.path, "children[0].born");
/// assert_eq!(
///     wrong.to_string(),
///     r#"children[0].born: invalid value: string "1/6/2015", expected a date of the form YYYY-MM-DD at line 1 column 45"#
/// );
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub struct JsonError {
    /// Where.
    pub location: Location,
    /// Why.
    #[source]
    pub kind: JsonErrorKind,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { location, kind } = self;
        if *location == Location::default() { write!(f, "{kind}") } else { write!(f, "{location}: {kind}") }
    }
}

/// A location in case records. Shown as `line 7: child.placements[2].end`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Location {
    /// The line of JSON Lines, counted from 1; `None` in a document.
    pub line: Option<u64>,
    /// The path to the value, such as `children[3].protection_plans[0].start`; blank for the whole document or line.
    pub path: String,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.path.as_str()) {
            (Some(line), "") => write!(f, "line {line}"),
            (Some(line), path) => write!(f, "line {line}: {path}"),
            (None, "") => f.write_str("the document"),
            (None, path) => f.write_str(path),
        }
    }
}

impl Location {
    /// A location inside this one.
    pub(crate) fn at(&self, path: &str) -> Self {
        let path = if self.path.is_empty() { path.to_owned() } else { format!("{}.{path}", self.path) };
        Self { line: self.line, path }
    }

    pub(crate) fn with_kind(self, kind: JsonErrorKind) -> JsonError {
        JsonError { location: self, kind }
    }
}

/// Why case records can't be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JsonErrorKind {
    /// The source can't be read.
    #[error("{0}")]
    Unreadable(#[source] io::Error),
    /// The text is not JSON or does not have the right shape: a field is missing, unknown or of the wrong type, or a date is not
    /// valid. The text describes it.
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
    #[error("{id:?} is already the identifier of {first}")]
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

/// How many characters of a message are shown. A message can quote text of any length.
const SHOWN: usize = 600;

/// The parser's message on one line, shortened if it is long.
pub(crate) fn shown(message: &str) -> String {
    let mut shown = String::new();
    for (number, letter) in message.chars().enumerate() {
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
