//! Calendar months and years, counted forward from a date.

use chrono::{Datelike, Months, NaiveDate};

use crate::reading;

reading! {
    /// What is the day n months after a date, where the month has no such day?
    pub enum MonthEnd: "month_end" {
        /// The last day of that month: the corresponding-date rule of English law (Dodds v Walker [1981]).
        Clamp = "clamp",
        /// The first day of the month after it.
        Spill = "spill",
    }
}

/// The day `months` after `date`; `None` past the last day that chrono holds.
///
/// ```
/// use carekpi_dates::{MonthEnd, add_months};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// assert_eq!(add_months(day(2025, 8, 31), 6, MonthEnd::Clamp), Some(day(2026, 2, 28)));
/// assert_eq!(add_months(day(2025, 8, 31), 6, MonthEnd::Spill), Some(day(2026, 3, 1)));
/// ```
#[must_use]
pub fn add_months(date: NaiveDate, months: u32, policy: MonthEnd) -> Option<NaiveDate> {
    let clamped = date.checked_add_months(Months::new(months))?;
    match policy {
        MonthEnd::Spill if clamped.day() < date.day() => clamped.succ_opt(),
        MonthEnd::Spill | MonthEnd::Clamp => Some(clamped),
    }
}
