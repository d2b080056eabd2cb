//! A number for each day, to use as an index.

use chrono::{Datelike, NaiveDate};

/// A number for a day, to use as an index. It grows by one from day to day within a year. The numbers of a year are 512 more than
/// those of the year before.
///
/// ```
/// use carekpi_dates::day_key;
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// assert_eq!(day_key(day(2026, 3, 2)) - day_key(day(2026, 2, 28)), 2);
/// assert_eq!(day_key(day(2027, 2, 28)) - day_key(day(2026, 2, 28)), 512);
/// ```
#[inline]
#[must_use]
pub fn day_key(day: NaiveDate) -> i32 {
    // Nine bits for the day of the year, and the year above them. chrono stores a date in the same order above four bits of its
    // own, so the compiler reduces this to one shift.
    ((day.year() << 13) | (day.ordinal() << 4).cast_signed()) >> 4
}
