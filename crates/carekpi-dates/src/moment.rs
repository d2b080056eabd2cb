//! Moments: days with a time of day, in the local time of the United Kingdom.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate};

use crate::TimeOfDay;

/// A day, and a time on it if one is recorded, in the local time of the United Kingdom.
///
/// Clocks go forward from 01:00 to 02:00 on the last Sunday of March, and back from 02:00 to 01:00 on the last Sunday of October.
/// This is the rule since 1996, and here it is that of every year. Two hours need a definition:
///
/// - A time from 01:00 to 01:59 in March does not exist. It counts as if the clock had not gone forward: 01:30 is 02:30.
/// - A time from 01:00 to 01:59 in October exists twice. It counts as the first, before the clock went back.
///
/// [`clock_change`](Self::clock_change) finds both. Moments are ordered as they are written, a day without a time first.
///
/// ```
/// use carekpi_dates::{Moment, TimeOfDay};
/// use chrono::NaiveDate;
///
/// let at = |d, hour, minute| {
///     Moment::new(NaiveDate::from_ymd_opt(2026, 3, d).unwrap(), TimeOfDay::new(hour, minute))
/// };
/// // The clocks went forward on 29 March, so that day had 23 hours.
/// assert_eq!(at(30, 12, 0).minutes_since(at(29, 0, 0)), Some(35 * 60));
/// assert_eq!(at(29, 1, 30).minutes_since(at(29, 2, 30)), Some(0));
/// assert_eq!(at(29, 12, 0).to_string(), "2026-03-29 12:00");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub day: NaiveDate,
    /// The time on it; `None` if none is recorded.
    pub time: Option<TimeOfDay>,
}

/// What a change of the clocks does to a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClockChange {
    /// It does not exist, because the clocks went forward over it.
    Skipped,
    /// It exists twice, because the clocks went back over it.
    Repeated,
}

impl Moment {
    /// This day, with a time if there is one.
    #[must_use]
    pub const fn new(day: NaiveDate, time: Option<TimeOfDay>) -> Self {
        Self { day, time }
    }

    /// Whether it is in one of the two odd hours of the year.
    ///
    /// ```
    /// use carekpi_dates::{ClockChange, Moment, TimeOfDay};
    /// use chrono::NaiveDate;
    ///
    /// let at = |month, day, hour| {
    ///     Moment::new(NaiveDate::from_ymd_opt(2026, month, day).unwrap(), TimeOfDay::new(hour, 30))
    /// };
    /// assert_eq!(at(3, 29, 1).clock_change(), Some(ClockChange::Skipped));
    /// assert_eq!(at(10, 25, 1).clock_change(), Some(ClockChange::Repeated));
    /// assert_eq!(at(10, 25, 2).clock_change(), None);
    /// ```
    #[must_use]
    pub fn clock_change(self) -> Option<ClockChange> {
        let (forward, back) = changes(self.day.year())?;
        let is_odd = self.time.is_some_and(|time| time.hour() == 1);
        if is_odd && self.day == forward {
            Some(ClockChange::Skipped)
        } else if is_odd && self.day == back {
            Some(ClockChange::Repeated)
        } else {
            None
        }
    }

    /// The minutes that passed from `earlier` to this moment, below 0 if it is later. `None` unless both have a time.
    #[must_use]
    pub fn minutes_since(self, earlier: Self) -> Option<i64> {
        Some(self.instant()?.saturating_sub(earlier.instant()?))
    }

    /// Whether it is certainly before another moment. If one of them has no time, it is on an earlier day.
    #[must_use]
    pub fn is_before(self, other: Self) -> bool {
        self.minutes_since(other).map_or(self.day < other.day, |minutes| minutes < 0)
    }

    /// The moment some minutes later; `None` if this one has no time, or after the last day that chrono supports.
    pub(crate) fn later(self, minutes: i64) -> Option<Self> {
        let instant = self.instant()?.saturating_add(minutes);
        let (day, minute) = split(instant)?;
        let local = if is_summer(day, minute, 60)? { instant.saturating_add(60) } else { instant };
        let (day, minute) = split(local)?;
        Some(Self::new(day, TimeOfDay::of_minute(minute)))
    }

    /// The minutes, in Greenwich Mean Time, from a day long ago; `None` without a time.
    fn instant(self) -> Option<i64> {
        let minute = self.time?.minute_of_day().into();
        let local = i64::from(self.day.num_days_from_ce()).saturating_mul(DAY).saturating_add(i64::from(minute));
        // By the clock both changes are at 02:00: the hour before it counts as before the change, as documented above.
        Some(if is_summer(self.day, minute, 120)? { local.saturating_sub(60) } else { local })
    }
}

/// Whether a minute of a day is in summer time, which begins and ends at the minute `change` of its first and last day.
fn is_summer(day: NaiveDate, minute: u32, change: u32) -> Option<bool> {
    let (forward, back) = changes(day.year())?;
    Some((forward, change) <= (day, minute) && (day, minute) < (back, change))
}

/// The minutes of a day.
const DAY: i64 = 24 * 60;

/// The day and the minute of the day.
fn split(minutes: i64) -> Option<(NaiveDate, u32)> {
    let day = NaiveDate::from_num_days_from_ce_opt(minutes.div_euclid(DAY).try_into().ok()?)?;
    Some((day, minutes.rem_euclid(DAY).try_into().ok()?))
}

/// The days of a year on which the clocks go forward and back.
fn changes(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let last_sunday = |month| {
        let last = NaiveDate::from_ymd_opt(year, month, 31)?;
        last.checked_sub_days(Days::new(last.weekday().num_days_from_sunday().into()))
    };
    Some((last_sunday(3)?, last_sunday(10)?))
}

impl From<NaiveDate> for Moment {
    /// A day without a time.
    fn from(day: NaiveDate) -> Self {
        Self::new(day, None)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.day.fmt(f)?;
        self.time.map_or(Ok(()), |time| write!(f, " {time}"))
    }
}
