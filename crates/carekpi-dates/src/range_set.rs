//! Sets of days, as ranges.

use chrono::NaiveDate;

use crate::DateRange;

/// A set of days, kept as ranges that neither overlap nor touch, in order.
///
/// ```
/// use carekpi_dates::{DateRange, DateRanges};
/// use chrono::NaiveDate;
///
/// let days = |first, last| {
///     let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
///     DateRanges::from_iter([DateRange::closed(day(first), day(last))])
/// };
/// let both = days(1, 5).union(&days(6, 9));
/// assert_eq!(both, days(1, 9)); // they touch, so they are one
/// assert_eq!(both.difference(&days(3, 4)).days(), 7);
/// assert!(both.intersection(&days(20, 25)).is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DateRanges {
    ranges: Vec<DateRange>,
}

impl FromIterator<DateRange> for DateRanges {
    fn from_iter<I: IntoIterator<Item = DateRange>>(ranges: I) -> Self {
        let mut sorted: Vec<DateRange> = ranges.into_iter().filter(|range| !range.is_empty()).collect();
        sorted.sort_unstable();
        let mut ranges: Vec<DateRange> = Vec::with_capacity(sorted.len());
        for range in sorted {
            match ranges.last_mut() {
                Some(last) if range.start() <= last.end() => {
                    *last = DateRange::half_open(last.start(), last.end().max(range.end()));
                }
                _ => ranges.push(range),
            }
        }
        Self { ranges }
    }
}

impl DateRanges {
    /// The ranges, in order.
    #[must_use]
    pub fn ranges(&self) -> &[DateRange] {
        &self.ranges
    }

    /// Whether there is no day in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// How many days.
    #[must_use]
    pub fn days(&self) -> i64 {
        self.ranges.iter().map(|range| range.days()).sum()
    }

    /// Whether `day` is in it.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        let after = self.ranges.partition_point(|range| range.start() <= day);
        after.checked_sub(1).and_then(|at| self.ranges.get(at)).is_some_and(|range| range.contains(day))
    }

    /// The days in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.ranges.iter().chain(&other.ranges).copied().collect()
    }

    /// The days in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let mut others = other.ranges.iter().copied().peekable();
        let mut ranges = Vec::new();
        for range in &self.ranges {
            while let Some(other) = others.peek().copied() {
                let common = range.intersection(other);
                if !common.is_empty() {
                    ranges.push(common);
                }
                if other.end() > range.end() {
                    break;
                }
                others.next();
            }
        }
        Self { ranges }
    }

    /// The days in this one that are not in `other`.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let mut gaps = Vec::with_capacity(other.ranges.len().saturating_add(1));
        let mut start = NaiveDate::MIN;
        for range in &other.ranges {
            gaps.push(DateRange::half_open(start, range.start()));
            start = range.end();
        }
        gaps.push(DateRange::from(start));
        self.intersection(&gaps.into_iter().collect())
    }
}
