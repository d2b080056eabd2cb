//! Ranges of days.

use chrono::NaiveDate;

use crate::almanac;

/// A run of days, from a first day up to and not including an end. Where the end is not after the start there is no day
/// in it.
///
/// ```
/// use carekpi_dates::DateRange;
/// use chrono::NaiveDate;
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let range = DateRange::closed(day(2), day(6));
/// assert_eq!(range, DateRange::half_open(day(2), day(7)));
/// assert_eq!(range.days(), 5);
/// assert!(range.contains(day(6)) && !range.contains(day(7)));
/// assert_eq!(range.intersection(DateRange::from(day(5))), DateRange::closed(day(5), day(6)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DateRange {
    start: NaiveDate,
    end: NaiveDate,
}

impl DateRange {
    /// No day.
    pub const EMPTY: Self = Self { start: NaiveDate::MIN, end: NaiveDate::MIN };

    /// From `start` up to, not including, `end`.
    #[inline]
    #[must_use]
    pub const fn half_open(start: NaiveDate, end: NaiveDate) -> Self {
        Self { start, end }
    }

    /// From `first` through `last`. The very last day that chrono holds can't be in a range.
    #[inline]
    #[must_use]
    pub fn closed(first: NaiveDate, last: NaiveDate) -> Self {
        Self { start: first, end: last.succ_opt().unwrap_or(NaiveDate::MAX) }
    }

    /// From `start` on, for as long as chrono goes.
    #[inline]
    #[must_use]
    pub const fn from(start: NaiveDate) -> Self {
        Self { start, end: NaiveDate::MAX }
    }

    /// The first day.
    #[inline]
    #[must_use]
    pub const fn start(self) -> NaiveDate {
        self.start
    }

    /// The day after the last.
    #[inline]
    #[must_use]
    pub const fn end(self) -> NaiveDate {
        self.end
    }

    /// How many days.
    #[inline]
    #[must_use]
    pub fn days(self) -> i64 {
        self.end.signed_duration_since(self.start).num_days().max(0)
    }

    /// Whether there is no day in it.
    #[inline]
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `day` is in it.
    #[inline]
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.start <= day && day < self.end
    }

    /// The days in both: none, from the later start, where they have none in common.
    #[inline]
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        let start = self.start.max(other.start);
        Self { start, end: self.end.min(other.end).max(start) }
    }

    /// Whether there is a day in both.
    #[inline]
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        !self.intersection(other).is_empty()
    }

    /// The days, in order.
    pub fn iter(self) -> impl Iterator<Item = NaiveDate> {
        let listed = self.end.pred_opt().and_then(|last| almanac::days(self.start, last));
        let end = if listed.is_some() { self.start } else { self.end };
        let others = self.start.iter_days().take_while(move |day| *day < end);
        listed.unwrap_or_default().iter().copied().chain(others)
    }
}
