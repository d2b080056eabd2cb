//! Ages in completed years.

use chrono::NaiveDate;

use crate::{MonthEnd, add_years, reading, years_between};

reading! {
    /// When does somebody born on 29 February attain an age in a common year?
    pub enum LeapDayBirthday: "leap_day_birthday" {
        /// On 1 March, as in English law.
        FirstOfMarch = "first_of_march",
        /// On 28 February.
        LastOfFebruary = "last_of_february",
    }
}

impl LeapDayBirthday {
    /// The same choice as a rule about month ends.
    #[inline]
    const fn month_end(self) -> MonthEnd {
        match self {
            Self::FirstOfMarch => MonthEnd::Spill,
            Self::LastOfFebruary => MonthEnd::Clamp,
        }
    }
}

/// The day on which somebody born on `born` attains `age`; `None` after the last day that chrono supports.
///
/// ```
/// use carekpi_dates::{LeapDayBirthday, birthday};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// assert_eq!(birthday(day(2008, 2, 29), 18, LeapDayBirthday::FirstOfMarch), Some(day(2026, 3, 1)));
/// assert_eq!(birthday(day(2008, 2, 29), 16, LeapDayBirthday::FirstOfMarch), Some(day(2024, 2, 29)));
/// ```
#[inline]
#[must_use]
pub fn birthday(born: NaiveDate, age: u32, policy: LeapDayBirthday) -> Option<NaiveDate> {
    add_years(born, age, policy.month_end())
}

/// The age on `day`, in completed years, of somebody born on `born`; `None` before birth.
///
/// ```
/// use carekpi_dates::{LeapDayBirthday, age_on};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// assert_eq!(age_on(day(2008, 2, 29), day(2026, 2, 28), LeapDayBirthday::FirstOfMarch), Some(17));
/// assert_eq!(age_on(day(2008, 2, 29), day(2026, 2, 28), LeapDayBirthday::LastOfFebruary), Some(18));
/// ```
#[inline]
#[must_use]
pub fn age_on(born: NaiveDate, day: NaiveDate, policy: LeapDayBirthday) -> Option<u32> {
    years_between(born, day, policy.month_end())
}
