//! How far apart the dates of a series are.

use std::fmt;
use std::str::FromStr;

use carekpi_dates::DateRange;
use chrono::{Datelike as _, Days, Months, NaiveDate};

use crate::direction::is_month_end;

/// How far apart the dates of a series are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Step {
    /// Every day.
    Day,
    /// Every seventh day.
    Week,
    /// Every month.
    #[default]
    Month,
    /// Every third month.
    Quarter,
    /// Every year.
    Year,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// Its name, such as `month`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The dates from `from` to `to`. `to` is included only if it is a whole number of steps from `from`. Months are counted from
    /// `from`; if a month is too short, its last day is taken. If `from` is the last day of its month, so are all dates of a step
    /// of months. [`NaiveDate::MAX`], which is in no range, is never one of the dates.
    ///
    /// ```
    /// use carekpi::Step;
    /// use chrono::NaiveDate;
    ///
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// let dates: Vec<_> = Step::Month.dates(day(2026, 1, 31), day(2026, 3, 31)).collect();
    /// assert_eq!(dates, [day(2026, 1, 31), day(2026, 2, 28), day(2026, 3, 31)]);
    /// let dates: Vec<_> = Step::Month.dates(day(2026, 2, 28), day(2026, 4, 30)).collect();
    /// assert_eq!(dates, [day(2026, 2, 28), day(2026, 3, 31), day(2026, 4, 30)]);
    /// ```
    pub fn dates(self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> + Clone {
        let month_ends = is_month_end(from);
        let months = move |from: NaiveDate, months: Option<u32>| {
            let date = from.checked_add_months(Months::new(months?))?;
            if !month_ends {
                return Some(date);
            }
            date.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
        };
        // Days follow one another; all other dates are counted from the first.
        let every_day = if self == Self::Day { DateRange::closed(from, to) } else { DateRange::EMPTY };
        let at_steps = (0_u32..)
            .map_while(move |step| match self {
                Self::Day => None,
                Self::Week => from.checked_add_days(Days::new(u64::from(step) * 7)),
                Self::Month => months(from, Some(step)),
                Self::Quarter => months(from, step.checked_mul(3)),
                Self::Year => months(from, step.checked_mul(12)),
            })
            .take_while(move |date| *date <= to && *date < NaiveDate::MAX);
        every_day.iter().chain(at_steps)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The error for a text that is not the name of a step.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown step `{0}`; use day, week, month, quarter or year")]
pub struct ParseStepError(String);

impl FromStr for Step {
    type Err = ParseStepError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|step| step.name() == text).ok_or_else(|| ParseStepError(text.to_owned()))
    }
}
