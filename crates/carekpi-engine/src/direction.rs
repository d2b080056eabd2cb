//! Where a figure is going: its value compared with that of an earlier date.

use std::cmp::Ordering;
use std::fmt;

use carekpi_dates::OutsideCalendar;
use carekpi_measure::Value;
use carekpi_rules::Polarity;
use chrono::{Datelike as _, Months, NaiveDate};

use crate::{Measurement, Series};

/// How a value changed since an earlier date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// It is better.
    Better,
    /// It is worse.
    Worse,
    /// It is higher, where neither side is better.
    Up,
    /// It is lower, where neither side is better.
    Down,
    /// It is the same.
    Same,
}

impl Direction {
    /// The direction from one value to another, both as they are displayed.
    ///
    /// ```
    /// use carekpi::measure::Value;
    /// use carekpi::rules::Polarity;
    /// use carekpi::Direction;
    ///
    /// let rise = |polarity| Direction::between(polarity, Value::Tenths(500), Value::Tenths(501));
    /// assert_eq!(rise(Polarity::Higher), Direction::Better);
    /// assert_eq!(rise(Polarity::Lower), Direction::Worse);
    /// assert_eq!(rise(Polarity::Neither), Direction::Up);
    /// ```
    #[must_use]
    pub fn between(polarity: Polarity, before: Value, after: Value) -> Self {
        match (polarity, after.tenths().cmp(&before.tenths())) {
            (_, Ordering::Equal) => Self::Same,
            (Polarity::Higher, Ordering::Greater) | (Polarity::Lower, Ordering::Less) => Self::Better,
            (Polarity::Higher, Ordering::Less) | (Polarity::Lower, Ordering::Greater) => Self::Worse,
            (Polarity::Neither, Ordering::Greater) => Self::Up,
            (Polarity::Neither, Ordering::Less) => Self::Down,
        }
    }

    /// Its name, such as `better`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Up => "up",
            Self::Down => "down",
            Self::Same => "same",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The figures of a month and of a year before a snapshot date, for the direction of travel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Earlier {
    /// The figures of a month before; `None` if that is outside the calendar.
    pub month: Option<Series>,
    /// The figures of the same date a year before; `None` if that is outside the calendar.
    pub year: Option<Series>,
}

/// The date a month before another. A month before the last day of a month is the last day of a month.
///
/// ```
/// use carekpi::month_before;
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// assert_eq!(month_before(day(2026, 2, 28)), Some(day(2026, 1, 31)));
/// assert_eq!(month_before(day(2026, 3, 30)), Some(day(2026, 2, 28)));
/// assert_eq!(month_before(day(2026, 5, 12)), Some(day(2026, 4, 12)));
/// ```
#[must_use]
pub fn month_before(date: NaiveDate) -> Option<NaiveDate> {
    if is_month_end(date) { date.with_day(1)?.pred_opt() } else { date.checked_sub_months(Months::new(1)) }
}

/// Whether a date is the last day of its month.
pub(crate) fn is_month_end(date: NaiveDate) -> bool {
    date.succ_opt().is_none_or(|next| next.day() == 1)
}

impl Measurement<'_> {
    /// The figures of a month before, and of the same date a year before (29 February: 28 February).
    ///
    /// ```
    /// use carekpi::model::Caseload;
    /// use carekpi::{Definitions, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// let caseload = Caseload::default();
    /// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// let earlier = measurement.earlier(day(2026, 3, 31)).unwrap();
    /// assert_eq!(earlier.month.unwrap().dates(), [day(2026, 2, 28)]);
    /// assert_eq!(earlier.year.unwrap().dates(), [day(2025, 3, 31)]);
    /// ```
    ///
    /// # Errors
    ///
    /// The date is outside the calendar.
    pub fn earlier(&self, on: NaiveDate) -> Result<Earlier, OutsideCalendar> {
        self.check(on)?;
        let figures = |date: Option<NaiveDate>| date.and_then(|date| self.figures(date).ok());
        Ok(Earlier { month: figures(month_before(on)), year: figures(on.checked_sub_months(Months::new(12))) })
    }
}
