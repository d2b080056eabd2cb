//! The names of the clauses of a rule.

use std::fmt;

/// The name of a clause of a rule, such as `since-last`.
///
/// ```
/// use carekpi_measure::Clause;
///
/// const FIRST_VISIT: Clause = Clause::new("first-visit");
/// assert_eq!(FIRST_VISIT.id(), "first-visit");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(transparent))]
pub struct Clause(&'static str);

impl Clause {
    /// Nothing has happened yet: the limit runs from the start of the case.
    pub const NO_EVENT_YET: Self = Self("no-event-yet");
    /// The limit runs from the first event, which is the only one so far.
    pub const SINCE_FIRST: Self = Self("since-first");
    /// The limit runs from the last event.
    pub const SINCE_LAST: Self = Self("since-last");

    /// A clause with this name.
    #[must_use]
    pub const fn new(id: &'static str) -> Self {
        Self(id)
    }

    /// Its name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
