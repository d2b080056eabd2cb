//! The period that a flow is counted over.

use std::fmt;

use chrono::{Months, NaiveDate};

use crate::{DateRange, MonthEnd, add_months};

/// The period that an indicator counts over, if it counts what happened rather than what is open.
///
/// ```
/// use carekpi_dates::Period;
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let on = day(2026, 3, 31);
/// assert_eq!(Period::YearToDate.first_day(on), day(2025, 4, 1));
/// assert_eq!(Period::YearToDate.last_day(on), on);
/// assert!(Period::YearToDate.contains(day(2025, 4, 1), on));
/// assert!(!Period::YearToDate.contains(day(2025, 3, 31), on));
/// let year = Period::Fixed { first: day(2025, 4, 1), last: on };
/// assert_eq!(year.to_string(), "2025-04-01 through 2026-03-31");
/// assert_eq!(Period::YearToDate.to_string(), "the year to date");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Period {
    /// The same days for every snapshot date, first and last included. Only the part up to the snapshot date counts. If the last
    /// day is before the first, nothing counts.
    Fixed {
        /// The first day of the period.
        first: NaiveDate,
        /// The last day of the period.
        last: NaiveDate,
    },
    /// The year that ends on the snapshot date. It begins on the day after the same date a year earlier (for 29 February: after
    /// 28 February).
    YearToDate,
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed { first, last } => write!(f, "{first} through {last}"),
            Self::YearToDate => f.write_str("the year to date"),
        }
    }
}

impl Period {
    /// The first day of the period, seen from the snapshot date `on`.
    #[must_use]
    pub fn first_day(self, on: NaiveDate) -> NaiveDate {
        match self {
            Self::Fixed { first, .. } => first,
            Self::YearToDate => {
                on.checked_sub_months(Months::new(12)).and_then(|day| day.succ_opt()).unwrap_or(NaiveDate::MIN)
            }
        }
    }

    /// The last day of the period, seen from the snapshot date `on`.
    #[must_use]
    pub const fn last_day(self, on: NaiveDate) -> NaiveDate {
        match self {
            Self::Fixed { last, .. } => last,
            Self::YearToDate => on,
        }
    }

    /// Whether `day` is in the period, seen from the snapshot date `on`.
    #[inline]
    #[must_use]
    pub fn contains(self, day: NaiveDate, on: NaiveDate) -> bool {
        match self {
            Self::Fixed { first, last } => first <= day && day <= last,
            Self::YearToDate => day <= on && self.drops_out_on(day).is_none_or(|drops_out| on < drops_out),
        }
    }

    /// The first snapshot date on which `day` is no longer in the period; `None` if it stays in it.
    ///
    /// ```
    /// use carekpi_dates::Period;
    /// use chrono::NaiveDate;
    ///
    /// let leap_day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    /// assert_eq!(Period::YearToDate.drops_out_on(leap_day), NaiveDate::from_ymd_opt(2025, 3, 1));
    /// ```
    #[inline]
    #[must_use]
    pub fn drops_out_on(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Fixed { .. } => None,
            Self::YearToDate => add_months(day, 12, MonthEnd::Spill),
        }
    }

    /// The days that count, seen from the snapshot date `on`: those of the period through that date.
    ///
    /// ```
    /// use carekpi_dates::{DateRange, Period};
    /// use chrono::NaiveDate;
    ///
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// let on = day(2026, 1, 31);
    /// assert_eq!(Period::YearToDate.days_counted(on), DateRange::closed(day(2025, 2, 1), on));
    /// let year = Period::Fixed { first: day(2025, 4, 1), last: day(2026, 3, 31) };
    /// assert_eq!(year.days_counted(on), DateRange::closed(day(2025, 4, 1), on));
    /// ```
    #[inline]
    #[must_use]
    pub fn days_counted(self, on: NaiveDate) -> DateRange {
        let (first, last) = (self.first_day(on), self.last_day(on).min(on));
        if first <= last { DateRange::closed(first, last) } else { DateRange::EMPTY }
    }

    /// The snapshot dates on which something that happened on `day` counts: `day` is reached, and is in the period seen from them.
    ///
    /// ```
    /// use carekpi_dates::{DateRange, Period};
    /// use chrono::NaiveDate;
    ///
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// let counts = Period::YearToDate.snapshots_counting(day(2025, 6, 2));
    /// assert_eq!(counts, DateRange::half_open(day(2025, 6, 2), day(2026, 6, 2)));
    /// let year = Period::Fixed { first: day(2025, 4, 1), last: day(2026, 3, 31) };
    /// assert_eq!(year.snapshots_counting(day(2025, 6, 2)), DateRange::from(day(2025, 6, 2)));
    /// assert!(year.snapshots_counting(day(2026, 4, 1)).is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn snapshots_counting(self, day: NaiveDate) -> DateRange {
        match self {
            Self::Fixed { first, last } if day < first || last < day => DateRange::EMPTY,
            _ => DateRange::half_open(day, self.drops_out_on(day).unwrap_or(NaiveDate::MAX)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On each snapshot date of two years, a day of three and a half years counts if it is reached and in the period.
    #[test]
    fn what_counts_is_reached_and_in_the_period() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let year = Period::Fixed { first: day(2019, 4, 1), last: day(2020, 3, 31) };
        let backwards = Period::Fixed { first: day(2020, 3, 31), last: day(2019, 4, 1) };
        for period in [Period::YearToDate, year, backwards] {
            for on in day(2019, 1, 1).iter_days().take(731) {
                for happened in day(2017, 12, 1).iter_days().take(1_280) {
                    let counts = happened <= on && period.contains(happened, on);
                    assert_eq!(period.snapshots_counting(happened).contains(on), counts, "{happened} {on} {period:?}");
                    assert_eq!(period.days_counted(on).contains(happened), counts, "{happened} {on} {period:?}");
                }
            }
        }
    }

    /// `drops_out_on` gives the first day on which `contains` is false, for every day of eight years.
    #[test]
    fn a_day_drops_out_of_the_trailing_year_exactly_once() {
        let first = NaiveDate::from_ymd_opt(2019, 1, 1).unwrap();
        for day in first.iter_days().take(8 * 366) {
            let drops_out = Period::YearToDate.drops_out_on(day).unwrap();
            assert!(!Period::YearToDate.contains(day, drops_out), "{day}");
            assert!(Period::YearToDate.contains(day, drops_out.pred_opt().unwrap()), "{day}");
        }
    }
}
