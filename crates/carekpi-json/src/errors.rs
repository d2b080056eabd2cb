//! All the faults of one source.

use std::fmt;

use crate::JsonError;

/// The error for case records that can't be read: every fault, up to a hundred, and how many more there are. Shown one a line.
///
/// ```
/// use carekpi_json::CaseRecords;
///
/// let json = r#"{"children": [
///     {"id": "P1", "born": 2015},
///     {"id": "P2", "protection_plans": [{"id": "CP1", "team": "T7"}]}
/// ]}"#;
/// assert_eq!(
///     CaseRecords::from_json(json).unwrap_err().to_string(),
///     "line 2, column 26: children[0].born: `2015` is a number; expected a date, YYYY-MM-DD\n\
///      line 3, column 39: children[1].protection_plans[0].start: is missing; expected a date, YYYY-MM-DD"
/// );
/// ```
///
/// In a text that is not JSON, what follows the first fault can't be read, so it is the only one. In JSON Lines, that holds for
/// each line.
#[derive(Debug)]
pub struct JsonErrors {
    errors: Vec<JsonError>,
    more: u64,
}

impl JsonErrors {
    /// The faults in the order of the text, at most a hundred, and at least one.
    ///
    /// ```
    /// let errors = carekpi_json::CaseRecords::from_json("[]").unwrap_err();
    /// assert_eq!(errors.errors()[0].to_string(), "line 1, column 1: this is a list; expected an object");
    /// ```
    #[must_use]
    pub fn errors(&self) -> &[JsonError] {
        &self.errors
    }

    /// How many faults there are beside those of [`errors`](Self::errors).
    ///
    /// ```
    /// use carekpi_json::CaseRecords;
    ///
    /// let children = vec!["{}"; 112].join(",");
    /// let errors = CaseRecords::from_json(&format!(r#"{{"children": [{children}]}}"#)).unwrap_err();
    /// assert_eq!((errors.errors().len(), errors.more()), (100, 12));
    /// assert!(errors.to_string().ends_with("\nand 12 more"));
    /// ```
    #[must_use]
    pub fn more(&self) -> u64 {
        self.more
    }
}

impl fmt::Display for JsonErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, error) in self.errors.iter().enumerate() {
            write!(f, "{}{error}", if number == 0 { "" } else { "\n" })?;
        }
        if self.more > 0 { write!(f, "\nand {} more", self.more) } else { Ok(()) }
    }
}

impl std::error::Error for JsonErrors {}

impl From<JsonError> for JsonErrors {
    fn from(error: JsonError) -> Self {
        Self { errors: vec![error], more: 0 }
    }
}

/// The faults that are kept.
const KEPT: usize = 100;

/// Collects faults.
#[derive(Default)]
pub(crate) struct Faults {
    errors: Vec<JsonError>,
    more: u64,
}

impl Faults {
    /// Adds a fault. `error` is called only if there is room for it.
    pub(crate) fn add(&mut self, error: impl FnOnce() -> JsonError) {
        if self.errors.len() < KEPT {
            self.errors.push(error());
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u64 {
        self.errors.iter().fold(self.more, |count, _| count.saturating_add(1))
    }
}

impl From<Faults> for JsonErrors {
    fn from(mut faults: Faults) -> Self {
        // Stable, so faults without a position stay in the order they were found.
        faults.errors.sort_by_key(|error| (error.location.line, error.location.column));
        Self { errors: faults.errors, more: faults.more }
    }
}
