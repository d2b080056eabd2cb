//! Codes and words that no list of the definitions knows.

use std::fmt;

use carekpi_model::{Caseload, CodeColumn, RecordKind, quoted};

type Find = dyn Fn(&Caseload) -> Vec<UnknownValue> + Send + Sync;

/// Finds the values of a field that the definitions do not know.
pub struct ValueCheck(Box<Find>);

impl fmt::Debug for ValueCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ValueCheck").finish_non_exhaustive()
    }
}

impl ValueCheck {
    /// What it finds in a caseload.
    pub(crate) fn find(&self, caseload: &Caseload) -> Vec<UnknownValue> {
        (self.0)(caseload)
    }

    /// A check of any kind.
    #[must_use]
    pub fn new(find: impl Fn(&Caseload) -> Vec<UnknownValue> + Send + Sync + 'static) -> Self {
        Self(Box::new(find))
    }

    /// Every value of a field must be known; `taken_as` says what happens to one that is not.
    #[must_use]
    pub fn each(
        column: CodeColumn,
        is_known: impl Fn(&str) -> bool + Send + Sync + 'static,
        taken_as: &'static str,
    ) -> Self {
        Self::new(move |caseload| {
            let unknown = caseload.values_of(column).into_iter().filter(|(value, _)| !is_known(value));
            unknown.map(|value| UnknownValue::new(column, [value], taken_as)).collect()
        })
    }

    /// At least one value of a field must be known; `taken_as` says what happens if none is. A field without values is not
    /// checked.
    #[must_use]
    pub fn any(
        column: CodeColumn,
        is_known: impl Fn(&str) -> bool + Send + Sync + 'static,
        taken_as: &'static str,
    ) -> Self {
        Self::new(move |caseload| {
            let values = caseload.values_of(column);
            let is_wrong = !values.is_empty() && !values.iter().any(|(value, _)| is_known(value));
            is_wrong.then(|| UnknownValue::new(column, values, taken_as)).into_iter().collect()
        })
    }
}

/// A value that the definitions do not know, or a field in which they know none, or values that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct UnknownValue {
    /// The field.
    pub column: CodeColumn,
    /// The value, as written; if none of several is known, or several contradict each other, those, at most five.
    pub values: Vec<String>,
    /// The number of records that have it.
    pub records: usize,
    /// What it is treated as.
    pub taken_as: &'static str,
    /// Whether the values contradict each other; each may be known.
    pub is_contradiction: bool,
}

impl UnknownValue {
    /// Values of a field, each with the number of records that have it, and what they are treated as.
    #[must_use]
    pub fn new<'v>(
        column: CodeColumn,
        values: impl IntoIterator<Item = (&'v str, usize)>,
        taken_as: &'static str,
    ) -> Self {
        let mut of_column = Self { column, values: Vec::new(), records: 0, taken_as, is_contradiction: false };
        for (value, records) in values {
            of_column.records = of_column.records.saturating_add(records);
            if of_column.values.len() < NAMED {
                of_column.values.push(value.to_owned());
            }
        }
        of_column
    }

    /// The same values, which contradict each other.
    #[must_use]
    pub fn contradicting(self) -> Self {
        Self { is_contradiction: true, ..self }
    }

    /// The kind of record that may be wrong because of it.
    #[must_use]
    pub const fn record_kind(&self) -> RecordKind {
        self.column.record_kind()
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.column)?;
        for (number, value) in self.values.iter().enumerate() {
            write!(f, "{} {}", if number == 0 { "" } else { "," }, quoted(value))?;
        }
        let records = if self.records == 1 { "record" } else { "records" };
        write!(f, " in {} {records}: {}", self.records, self.taken_as)
    }
}

/// How many values are named where none is known.
const NAMED: usize = 5;
