//! A calendar in its plain form, as it is written and read.

use chrono::NaiveDate;

use crate::{DateRange, OutsideCalendar, WorkingWeek};

/// A holiday: its day and its name.
///
/// ```
/// use carekpi_dates::{Holiday, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let holiday = Holiday::new(NaiveDate::from_ymd_opt(2026, 12, 25).unwrap(), "Christmas Day");
/// assert!(WorkingCalendar::england_and_wales().bank_holidays(2026).unwrap().contains(&holiday));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Holiday {
    /// The day.
    pub date: NaiveDate,
    /// The name of the holiday.
    pub name: String,
}

impl Holiday {
    /// A holiday on this day.
    #[must_use]
    pub fn new(date: NaiveDate, name: impl Into<String>) -> Self {
        Self { date, name: name.into() }
    }
}

/// A calendar in its plain form: a working week, and the holidays of a range of days.
/// [`WorkingCalendar::new`](crate::WorkingCalendar::new) makes a calendar of it that can be asked.
///
/// ```
/// use carekpi_dates::{Holiday, HolidayCalendar, WorkingCalendar, WorkingWeek};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let plain = HolidayCalendar {
///     name: "Barset".to_owned(),
///     working_week: WorkingWeek::MONDAY_TO_FRIDAY,
///     from: day(1, 1),
///     to: day(12, 31),
///     holidays: vec![Holiday::new(day(7, 20), "Fair Monday")],
/// };
/// let calendar = WorkingCalendar::new(plain).unwrap();
/// assert_eq!(calendar.next(day(7, 17)), Ok(day(7, 21)));
/// ```
///
/// With the feature `serde` it is written with these names. A working week that is left out is Monday to Friday.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct HolidayCalendar {
    /// The name of the calendar.
    pub name: String,
    /// The days of the week on which people work.
    #[cfg_attr(feature = "serde", serde(default))]
    pub working_week: WorkingWeek,
    /// The first day for which the holidays are known.
    pub from: NaiveDate,
    /// The last day for which they are known.
    pub to: NaiveDate,
    /// The holidays, in any order. A day may have several.
    pub holidays: Vec<Holiday>,
}

/// Why no working calendar can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// It has no day: it ends before it begins.
    #[error("the calendar has no day: it would begin on {from} and end on {to}")]
    Empty {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
    },
    /// It has too many days.
    #[error("the calendar is too long: from {from} through {to}; it can have {MAX_YEARS} years")]
    TooLong {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
    },
    /// It has no working day: the working week has no day, or all its days are holidays.
    #[error("the calendar has no working day")]
    NoWorkingDays,
    /// A holiday is outside the calendar.
    #[error("the holiday {0}")]
    Outside(#[from] OutsideCalendar),
}

/// The length of the longest calendar, in years.
const MAX_YEARS: u16 = 400;

/// More than this number of days is too long.
const MAX_DAYS: i64 = 146_097;

impl HolidayCalendar {
    /// The days that it covers.
    pub(crate) fn days(&self) -> DateRange {
        DateRange::closed(self.from, self.to)
    }

    /// The error for a day outside.
    #[cold]
    pub(crate) fn outside(&self, day: NaiveDate) -> OutsideCalendar {
        OutsideCalendar { day, end: if day < self.from { self.from } else { self.to } }
    }

    /// Checks it, and brings the holidays in order.
    pub(crate) fn in_order(mut self) -> Result<Self, CalendarError> {
        let Self { from, to, .. } = self;
        if to < from {
            return Err(CalendarError::Empty { from, to });
        }
        // The last day that chrono supports is in no range.
        if self.days().days() > MAX_DAYS || to == NaiveDate::MAX {
            return Err(CalendarError::TooLong { from, to });
        }
        if self.working_week.days().next().is_none() {
            return Err(CalendarError::NoWorkingDays);
        }
        if let Some(outside) = self.holidays.iter().find(|holiday| !self.days().contains(holiday.date)) {
            return Err(self.outside(outside.date).into());
        }
        self.holidays.sort_unstable();
        self.holidays.dedup();
        Ok(self)
    }
}
