//! Ages in completed years.

use chrono::NaiveDate;

use crate::{MonthEnd, add_months, reading};

reading! {
    /// When does somebody born on 29 February attain an age in a common year?
    pub enum LeapDayBirthday: "leap_day_birthday" {
        /// On 1 March, as in English law.
        FirstOfMarch = "first_of_march",
        /// On 28 February.
        LastOfFebruary = "last_of_february",
    }
}

/// The day on which somebody born on `born` attains `age`; `None` past the last day that chrono holds.
#[must_use]
pub fn birthday(born: NaiveDate, age: u32, policy: LeapDayBirthday) -> Option<NaiveDate> {
    let month_end = match policy {
        LeapDayBirthday::FirstOfMarch => MonthEnd::Spill,
        LeapDayBirthday::LastOfFebruary => MonthEnd::Clamp,
    };
    add_months(born, age.checked_mul(12)?, month_end)
}
