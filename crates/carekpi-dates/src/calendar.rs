//! The working calendar: which days are working days, and counting them.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, LazyLock};

use chrono::{Datelike, NaiveDate, Weekday};

use crate::bank_holidays::{BankHoliday, of_year};

const FIRST_YEAR: i32 = 1950;
const LAST_YEAR: i32 = 2100;

/// A date that is outside the calendar, which covers 1950 to 2100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OutsideCalendar {
    /// It is before the first day.
    #[error("{0} is before the working calendar, which begins on 1950-01-01")]
    Before(NaiveDate),
    /// It is after the last day.
    #[error("{0} is after the working calendar, which ends on 2100-12-31")]
    After(NaiveDate),
}

/// Which days are working days: Monday to Friday, no bank holiday in England and Wales, no closure day.
#[derive(Clone)]
pub struct WorkingCalendar {
    tables: Arc<Tables>,
}

#[derive(PartialEq, Eq)]
struct Tables {
    closures: BTreeSet<NaiveDate>,
    /// How many working days there are from the first day through the one at `(year - 1950) << 9 | ordinal`.
    counts: Vec<u32>,
    /// The n-th working day.
    days: Vec<NaiveDate>,
}

static ENGLAND_AND_WALES: LazyLock<WorkingCalendar> =
    LazyLock::new(|| WorkingCalendar { tables: Arc::new(Tables::new(BTreeSet::new())) });

impl Tables {
    fn new(closures: BTreeSet<NaiveDate>) -> Self {
        let mut counts = Vec::new();
        let mut days = Vec::new();
        for year in FIRST_YEAR..=LAST_YEAR {
            let holidays = of_year(year);
            counts.push(u32::try_from(days.len()).unwrap_or(u32::MAX));
            for ordinal in 1..512 {
                if let Some(day) = NaiveDate::from_yo_opt(year, ordinal) {
                    let works = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
                        && holidays.iter().all(|holiday| holiday.date != day)
                        && !closures.contains(&day);
                    if works {
                        days.push(day);
                    }
                }
                counts.push(u32::try_from(days.len()).unwrap_or(u32::MAX));
            }
        }
        Self { closures, counts, days }
    }
}

impl WorkingCalendar {
    /// The calendar of England and Wales, without closure days.
    #[must_use]
    pub fn england_and_wales() -> Self {
        ENGLAND_AND_WALES.clone()
    }

    /// The same with further days on which nobody works.
    ///
    /// # Errors
    ///
    /// A day is outside the calendar.
    pub fn with_closures(&self, days: impl IntoIterator<Item = NaiveDate>) -> Result<Self, OutsideCalendar> {
        let mut closures = self.tables.closures.clone();
        for day in days {
            self.count_through(day)?;
            closures.insert(day);
        }
        Ok(Self { tables: Arc::new(Tables::new(closures)) })
    }

    #[inline]
    fn count_through(&self, day: NaiveDate) -> Result<u32, OutsideCalendar> {
        let outside = || {
            if day.year() < FIRST_YEAR { OutsideCalendar::Before(day) } else { OutsideCalendar::After(day) }
        };
        let year = usize::try_from(day.year().saturating_sub(FIRST_YEAR)).map_err(|_| outside())?;
        let index = (year << 9) | usize::try_from(day.ordinal()).unwrap_or(0);
        self.tables.counts.get(index).copied().ok_or_else(outside)
    }

    /// Whether `day` is a working day.
    ///
    /// # Errors
    ///
    /// It is outside the calendar.
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, OutsideCalendar> {
        let count = self.count_through(day)?;
        let last = count.checked_sub(1).and_then(|last| self.tables.days.get(usize::try_from(last).ok()?));
        Ok(last == Some(&day))
    }

    /// How many working days there are in `(after, through]`; negative where `through` is before `after`.
    ///
    /// # Errors
    ///
    /// One of them is outside the calendar.
    #[inline]
    pub fn between(&self, after: NaiveDate, through: NaiveDate) -> Result<i64, OutsideCalendar> {
        Ok(i64::from(self.count_through(through)?) - i64::from(self.count_through(after)?))
    }

    /// The working day that is `working_days` after `day`, strictly; before it where negative; `day` itself for 0.
    ///
    /// # Errors
    ///
    /// `day` or the answer is outside the calendar.
    #[inline]
    pub fn add(&self, day: NaiveDate, working_days: i64) -> Result<NaiveDate, OutsideCalendar> {
        let count = i64::from(self.count_through(day)?);
        if working_days == 0 {
            return Ok(day);
        }
        let count = if working_days < 0 && self.is_working_day(day)? { count - 1 } else { count };
        let number = if working_days > 0 {
            count.saturating_add(working_days).saturating_sub(1)
        } else {
            count.saturating_add(working_days)
        };
        let outside = if working_days > 0 { OutsideCalendar::After(day) } else { OutsideCalendar::Before(day) };
        usize::try_from(number).ok().and_then(|number| self.tables.days.get(number)).copied().ok_or(outside)
    }

    /// The bank holidays of a year, in order; none outside the calendar.
    #[must_use]
    pub fn bank_holidays(&self, year: i32) -> Vec<BankHoliday> {
        if (FIRST_YEAR..=LAST_YEAR).contains(&year) { of_year(year) } else { Vec::new() }
    }
}

impl PartialEq for WorkingCalendar {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tables, &other.tables) || self.tables == other.tables
    }
}

impl Eq for WorkingCalendar {}

impl fmt::Debug for WorkingCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkingCalendar").field("closures", &self.tables.closures).finish_non_exhaustive()
    }
}
