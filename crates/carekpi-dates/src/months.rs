//! Calendar months and years, counted forward from a date.

use chrono::{Datelike, Months, NaiveDate};

use crate::{MonthEnd, almanac};

/// The day `months` after `date`; `None` after the last day that chrono supports.
///
/// ```
/// use carekpi_dates::{MonthEnd, add_months};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// assert_eq!(add_months(day(2025, 8, 31), 6, MonthEnd::Clamp), Some(day(2026, 2, 28)));
/// assert_eq!(add_months(day(2025, 8, 31), 6, MonthEnd::Spill), Some(day(2026, 3, 1)));
/// ```
#[inline]
#[must_use]
pub fn add_months(date: NaiveDate, months: u32, policy: MonthEnd) -> Option<NaiveDate> {
    almanac::add_months(date, months, policy).or_else(|| add_months_anywhere(date, months, policy))
}

/// The same for every date that chrono supports.
fn add_months_anywhere(date: NaiveDate, months: u32, policy: MonthEnd) -> Option<NaiveDate> {
    let clamped = date.checked_add_months(Months::new(months))?;
    match policy {
        MonthEnd::Spill if clamped.day() < date.day() => clamped.succ_opt(),
        MonthEnd::Spill | MonthEnd::Clamp => Some(clamped),
    }
}

/// The day `years` after `date`; `None` after the last day that chrono supports.
///
/// ```
/// use carekpi_dates::{MonthEnd, add_years};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// assert_eq!(add_years(day(2024, 2, 29), 1, MonthEnd::Clamp), Some(day(2025, 2, 28)));
/// assert_eq!(add_years(day(2024, 2, 29), 4, MonthEnd::Clamp), Some(day(2028, 2, 29)));
/// ```
#[inline]
#[must_use]
pub fn add_years(date: NaiveDate, years: u32, policy: MonthEnd) -> Option<NaiveDate> {
    add_months(date, years.checked_mul(12)?, policy)
}

/// The number of whole months from `since` to `day`; `None` if `day` is before `since`.
///
/// It is less than `n` exactly when `day` is before [`add_months`]`(since, n)`.
///
/// ```
/// use carekpi_dates::{MonthEnd, months_between};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// assert_eq!(months_between(day(2025, 8, 31), day(2026, 2, 27), MonthEnd::Clamp), Some(5));
/// assert_eq!(months_between(day(2025, 8, 31), day(2026, 2, 28), MonthEnd::Clamp), Some(6));
/// assert_eq!(months_between(day(2025, 8, 31), day(2025, 8, 30), MonthEnd::Clamp), None);
/// ```
#[inline]
#[must_use]
pub fn months_between(since: NaiveDate, day: NaiveDate, policy: MonthEnd) -> Option<u32> {
    let years = day.year().checked_sub(since.year())?;
    let months = i64::from(years) * 12 + i64::from(day.month()) - i64::from(since.month());
    let months = u32::try_from(months).ok()?;
    let complete = add_months(since, months, policy).is_some_and(|complete| complete <= day);
    if complete { Some(months) } else { months.checked_sub(1) }
}

/// The number of whole years from `since` to `day`; `None` if `day` is before `since`.
///
/// It is less than `n` exactly when `day` is before [`add_years`]`(since, n)`.
///
/// ```
/// use carekpi_dates::{MonthEnd, years_between};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// assert_eq!(years_between(day(2024, 2, 29), day(2025, 2, 28), MonthEnd::Spill), Some(0));
/// assert_eq!(years_between(day(2024, 2, 29), day(2025, 2, 28), MonthEnd::Clamp), Some(1));
/// ```
#[inline]
#[must_use]
pub fn years_between(since: NaiveDate, day: NaiveDate, policy: MonthEnd) -> Option<u32> {
    Some(months_between(since, day, policy)? / 12)
}
