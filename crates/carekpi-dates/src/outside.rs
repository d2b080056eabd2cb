//! The error for a date outside a calendar.

use std::fmt;

use chrono::NaiveDate;

/// A date outside a working calendar, with the day on which the calendar begins or ends.
///
/// ```
/// use carekpi_dates::WorkingCalendar;
/// use chrono::NaiveDate;
///
/// let day = NaiveDate::from_ymd_opt(1949, 12, 31).unwrap();
/// let outside = WorkingCalendar::england_and_wales().next(day).unwrap_err();
/// assert!(outside.is_before() && !outside.is_after());
/// assert_eq!(outside.to_string(), "1949-12-31 is before the working calendar, which begins on 1950-01-01");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub struct OutsideCalendar {
    /// The date. If a calculation leaves the calendar, it is the first day outside.
    pub day: NaiveDate,
    /// The first day of the calendar if `day` is before it, or else the last.
    pub end: NaiveDate,
}

impl OutsideCalendar {
    /// Whether the date is before the calendar.
    #[must_use]
    pub fn is_before(&self) -> bool {
        self.day < self.end
    }

    /// Whether the date is after the calendar.
    #[must_use]
    pub fn is_after(&self) -> bool {
        !self.is_before()
    }
}

impl fmt::Display for OutsideCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { day, end } = self;
        if self.is_before() {
            write!(f, "{day} is before the working calendar, which begins on {end}")
        } else {
            write!(f, "{day} is after the working calendar, which ends on {end}")
        }
    }
}
