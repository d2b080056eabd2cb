//! A number for each day, to use as an index.

use chrono::{Datelike, NaiveDate};

use crate::almanac;

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

/// The day of a [`day_key`]; `None` if it is that of no day.
///
/// ```
/// use carekpi_dates::{day_key, day_of_key};
/// use chrono::NaiveDate;
///
/// let day = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
/// assert_eq!(day_of_key(day_key(day)), Some(day));
/// assert_eq!(day_of_key(day_key(day) + 1), None);
/// ```
#[inline]
#[must_use]
pub fn day_of_key(key: i32) -> Option<NaiveDate> {
    let (year, ordinal) = (key >> 9, (key & 511).cast_unsigned());
    almanac::day_of_year(year, ordinal).or_else(|| NaiveDate::from_yo_opt(year, ordinal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_that_of_one_day_or_none() {
        for year in (1940..=2110).chain([-262_143, 0, 262_142]) {
            for ordinal in 0..512 {
                let key = year << 9 | ordinal;
                let day = NaiveDate::from_yo_opt(year, ordinal.cast_unsigned());
                assert_eq!(day_of_key(key), day);
                assert!(day.is_none_or(|day| day_key(day) == key));
            }
        }
        assert_eq!([i32::MIN, i32::MAX].map(day_of_key), [None; 2]);
    }
}
