//! The numbered days of 1950 to 2100: days and months are added by a table lookup.

use chrono::{Datelike, NaiveDate};

use crate::MonthEnd;

pub(crate) const FIRST_YEAR: i32 = 1950;
pub(crate) const LAST_YEAR: i32 = 2100;

const YEARS: usize = 151;
const MONTHS: usize = YEARS * 12;
const DAYS: usize = 55_152;

/// The number of the first day of each year.
static YEAR_STARTS: [u32; YEARS] = TABLES.0;
/// The number of the first day of each month, and of the month after the last.
static MONTH_STARTS: [u32; MONTHS + 1] = TABLES.1;
/// The days, by number.
static EVERY_DAY: [NaiveDate; DAYS] = TABLES.2;

const TABLES: ([u32; YEARS], [u32; MONTHS + 1], [NaiveDate; DAYS]) = tables();

#[expect(clippy::indexing_slicing, reason = "evaluated while compiling, where an index out of bounds is an error")]
const fn tables() -> ([u32; YEARS], [u32; MONTHS + 1], [NaiveDate; DAYS]) {
    let mut years = [0; YEARS];
    let mut months = [0; MONTHS + 1];
    let mut days = [NaiveDate::MAX; DAYS];
    let (mut year, mut number) = (0, 0);
    while year < YEARS {
        years[year] = number as u32;
        let mut month = 0;
        while month < 12 {
            months[year * 12 + month] = number as u32;
            let mut day = 1;
            while day <= 31 {
                if let Some(date) = NaiveDate::from_ymd_opt(FIRST_YEAR + year as i32, month as u32 + 1, day) {
                    days[number] = date;
                    number += 1;
                }
                day += 1;
            }
            month += 1;
        }
        year += 1;
    }
    months[MONTHS] = number as u32;
    assert!(number == DAYS && LAST_YEAR - FIRST_YEAR + 1 == YEARS as i32, "the tables cover the calendar");
    (years, months, days)
}

#[inline]
fn year_of(day: NaiveDate) -> Option<usize> {
    usize::try_from(day.year().checked_sub(FIRST_YEAR)?).ok()
}

/// The number of a day; `None` outside the tables.
#[inline]
fn day_number(day: NaiveDate) -> Option<u32> {
    YEAR_STARTS.get(year_of(day)?)?.checked_add(day.ordinal0())
}

/// The day of a year by its ordinal: the first day is 1. `None` if the year is not in the tables, or has no such day.
#[inline]
pub(crate) fn day_of_year(year: i32, ordinal: u32) -> Option<NaiveDate> {
    let start = *YEAR_STARTS.get(usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?)?;
    let number = start.checked_add(ordinal.checked_sub(1)?)?;
    EVERY_DAY.get(usize::try_from(number).ok()?).copied().filter(|day| day.year() == year)
}

/// The day `days` after `day`; `None` if either is outside the tables.
#[inline]
pub(crate) fn add_days(day: NaiveDate, days: u32) -> Option<NaiveDate> {
    let number = day_number(day)?.checked_add(days)?;
    EVERY_DAY.get(usize::try_from(number).ok()?).copied()
}

/// The days from the first through the last. There are none if the last is the day before the first. `None` if the last is
/// earlier than that, or if either is outside the tables.
pub(crate) fn days(first: NaiveDate, last: NaiveDate) -> Option<&'static [NaiveDate]> {
    let [first, last] = [first, last].map(|day| usize::try_from(day_number(day)?).ok());
    EVERY_DAY.get(first?..=last?)
}

/// The day `months` after `day`; `None` if either is outside the tables.
#[inline]
pub(crate) fn add_months(day: NaiveDate, months: u32, policy: MonthEnd) -> Option<NaiveDate> {
    let month = year_of(day)?.checked_mul(12)?.checked_add(usize::try_from(day.month0()).ok()?)?;
    let month = month.checked_add(usize::try_from(months).ok()?)?;
    let (first, next) = (*MONTH_STARTS.get(month)?, *MONTH_STARTS.get(month.checked_add(1)?)?);
    let last_possible = match policy {
        MonthEnd::Clamp => next.checked_sub(1)?,
        MonthEnd::Spill => next,
    };
    let number = first.checked_add(day.day0())?.min(last_possible);
    EVERY_DAY.get(usize::try_from(number).ok()?).copied()
}
