//! Ranges of days.

use chrono::NaiveDate;

/// A run of days, from a first day up to and not including an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateRange {
    start: NaiveDate,
    end: NaiveDate,
}

impl DateRange {
    /// From `start` up to, not including, `end`.
    #[must_use]
    pub const fn half_open(start: NaiveDate, end: NaiveDate) -> Self {
        Self { start, end }
    }

    /// From `first` through `last`.
    #[must_use]
    pub fn closed(first: NaiveDate, last: NaiveDate) -> Self {
        Self { start: first, end: last.succ_opt().unwrap_or(NaiveDate::MAX) }
    }

    /// The first day.
    #[must_use]
    pub const fn start(self) -> NaiveDate {
        self.start
    }

    /// The day after the last.
    #[must_use]
    pub const fn end(self) -> NaiveDate {
        self.end
    }

    /// How many days.
    #[must_use]
    pub fn days(self) -> i64 {
        self.end.signed_duration_since(self.start).num_days().max(0)
    }
}
