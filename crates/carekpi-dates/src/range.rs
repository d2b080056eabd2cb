//! Ranges of days.

use chrono::NaiveDate;

use crate::almanac;

/// A range of days, from a start up to and not including an end. It is empty if the end is not after the start.
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

    /// From `first` through `last`. The last day that chrono supports is in no range.
    #[inline]
    #[must_use]
    pub fn closed(first: NaiveDate, last: NaiveDate) -> Self {
        Self { start: first, end: last.succ_opt().unwrap_or(NaiveDate::MAX) }
    }

    /// From `start` on, without an end.
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

    /// The number of days.
    #[inline]
    #[must_use]
    pub fn days(self) -> i64 {
        self.end.signed_duration_since(self.start).num_days().max(0)
    }

    /// Whether it has no days.
    #[inline]
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether it contains `day`.
    #[inline]
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.start <= day && day < self.end
    }

    /// The days in both. If there are none, it is empty and begins on the later start.
    #[inline]
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        let start = self.start.max(other.start);
        Self { start, end: self.end.min(other.end).max(start) }
    }

    /// Whether the ranges share a day.
    #[inline]
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        !self.intersection(other).is_empty()
    }

    /// The days, in order.
    pub fn iter(self) -> impl Iterator<Item = NaiveDate> + Clone {
        let listed = self.end.pred_opt().and_then(|last| almanac::days(self.start, last));
        let end = if listed.is_some() { self.start } else { self.end };
        let others = self.start.iter_days().take_while(move |day| *day < end);
        listed.unwrap_or_default().iter().copied().chain(others)
    }
}
