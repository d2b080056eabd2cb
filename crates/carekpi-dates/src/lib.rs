//! Working days, bank holidays, calendar months, ages and limits, for England and Wales.
//!
//! Nothing here reads a clock: every date is an argument. Nothing here panics: a question that has no answer is an error
//! or `None`.
//!
//! - [`WorkingCalendar`]: which days are working days, counting and adding them, from 1950 to 2100;
//! - [`add_months`], [`months_between`], [`age_on`], [`birthday`]: calendar months, counted forward from a date, and ages;
//! - [`Span`] and [`Limit`]: lengths of time as definitions state them, and the day on which a limit lapses;
//! - [`DateRange`] and [`DateRanges`]: runs and sets of days;
//! - [`Conventions`] and [`AsOf`]: how dates are read, and the world as it stands at the end of a day;
//! - [`EventDays`]: the days on which something happened; [`day_key`]: a number to look days up by;
//! - [`Reading`]: a place where a definition can be read in more than one way, as a selectable value.
//!
//! ```
//! use carekpi_dates::{Limit, MonthEnd, Span, WorkingCalendar};
//! use chrono::NaiveDate;
//!
//! let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! let calendar = WorkingCalendar::england_and_wales();
//! let limit = Limit::less_than("10 working days".parse::<Span>().unwrap());
//! assert_eq!(limit.lapses(day(3, 27), &calendar, MonthEnd::Clamp), Ok(day(4, 14)));
//! ```
//!
//! # Features
//!
//! - `serde`: spans, readings and ranges can be written and read.

mod age;
mod almanac;
mod as_of;
mod bank_holidays;
mod calendar;
mod conventions;
mod day_key;
mod event_days;
mod limit;
mod months;
mod period;
mod range;
mod range_set;
mod reading;
mod span;
#[cfg(feature = "serde")]
mod written;

pub use age::{LeapDayBirthday, age_on, birthday};
pub use as_of::AsOf;
pub use bank_holidays::BankHoliday;
pub use calendar::{Coverage, OutsideCalendar, WorkingCalendar};
pub use conventions::{Conventions, EndDay, WithinLast};
pub use day_key::day_key;
pub use event_days::EventDays;
pub use limit::{Edge, Limit, ParseLimitError};
pub use months::{MonthEnd, add_months, add_years, months_between, years_between};
pub use period::Period;
pub use range::DateRange;
pub use range_set::DateRanges;
pub use reading::{Choice, Reading};
pub use span::{ParseSpanError, Span, Unit};
