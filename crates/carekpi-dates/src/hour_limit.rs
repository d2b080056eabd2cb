//! Limits in hours.

use std::fmt;

use chrono::{Days, NaiveDate};

use crate::{Moment, reading};

reading! {
    /// How is a limit of hours read where no time of day is recorded?
    pub enum Untimed: "untimed" {
        /// 24 hours are a day, and so is a part of them: within 72 hours is by the end of the third day after. Something of that
        /// day is in time.
        Days = "days",
        /// As late as it can have been: a limit is counted from the start of the day, and something happened at its end.
        Strict = "strict",
    }
}

/// A number of hours within which something must happen, counted exactly between two times of day. The last minute is in time.
///
/// A limit of days is a [`Limit`](crate::Limit). Where no time is recorded, [`Untimed`] says how the hours are read.
///
/// ```
/// use carekpi_dates::{HourLimit, Moment, TimeOfDay};
/// use chrono::NaiveDate;
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let at = |d, hour, minute| Moment::new(day(d), TimeOfDay::new(hour, minute));
/// let limit = HourLimit::within(72);
/// assert_eq!(limit.until(at(9, 14, 30)), at(12, 14, 30));
/// assert!(limit.is_kept(at(9, 14, 30), at(12, 14, 30)));
/// assert!(!limit.is_kept(at(9, 14, 30), at(12, 14, 31)));
/// // Over the night on which the clocks go forward, 72 hours end an hour later by the clock.
/// assert_eq!(limit.until(at(27, 14, 30)), at(30, 15, 30));
/// // Without a time, 72 hours are three days.
/// assert_eq!(limit.until(day(9).into()), day(12).into());
/// assert_eq!(limit.to_string(), "within 72 hours");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HourLimit {
    hours: u32,
    untimed: Untimed,
}

impl HourLimit {
    /// Within this number of hours. Where no time is recorded, they are read as days.
    #[must_use]
    pub const fn within(hours: u32) -> Self {
        Self { hours, untimed: Untimed::Days }
    }

    /// The same limit, with this reading where no time is recorded.
    #[must_use]
    pub const fn untimed(self, untimed: Untimed) -> Self {
        Self { untimed, ..self }
    }

    /// The number of hours.
    #[must_use]
    pub const fn hours(self) -> u32 {
        self.hours
    }

    /// The last moment that is in time. It has no time if `from` has none: then all of the day is in time. Where the clocks go
    /// back, 01:30 may be the second, which a [`Moment`] does not tell apart; [`is_kept`](Self::is_kept) does.
    #[must_use]
    pub fn until(self, from: Moment) -> Moment {
        let last = Moment::from(NaiveDate::MAX);
        if from.time.is_some() {
            return from.later(i64::from(self.hours).saturating_mul(60)).unwrap_or(last);
        }
        let day = match (self.untimed, self.hours / 24) {
            (Untimed::Days, _) => from.day.checked_add_days(Days::new(self.hours.div_ceil(24).into())),
            (Untimed::Strict, 0) => Some(from.day.pred_opt().unwrap_or(from.day)),
            (Untimed::Strict, days) => from.day.checked_add_days(Days::new(days.saturating_sub(1).into())),
        };
        day.map_or(last, Moment::from)
    }

    /// Whether something at `at` is in time, counted from `from`. Something before `from` is.
    #[must_use]
    pub fn is_kept(self, from: Moment, at: Moment) -> bool {
        if let Some(minutes) = at.minutes_since(from) {
            return minutes <= i64::from(self.hours).saturating_mul(60);
        }
        let last = self.until(from).day;
        if from.time.is_some() && self.untimed == Untimed::Strict { at.day < last } else { at.day <= last }
    }

    /// The first day at the end of which it is too late: that of the last moment in time, or the day after it if all of that day is
    /// in time.
    #[must_use]
    pub fn lapses(self, from: Moment) -> NaiveDate {
        let until = self.until(from);
        if until.time.is_some() { until.day } else { until.day.succ_opt().unwrap_or(NaiveDate::MAX) }
    }
}

impl fmt::Display for HourLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "within {} {}", self.hours, if self.hours == 1 { "hour" } else { "hours" })
    }
}
