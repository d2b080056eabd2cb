#![doc = include_str!("../README.md")]
//!
//! What needs the working calendar and is asked about a day outside it, such as one before 1950 or after 2100, always gives the error
//! [`OutsideCalendar`]. Months, ages and other lengths need no calendar; they give `None` after the last day that chrono supports.
//!
//! - [`WorkingCalendar`]: which days are working days, and how to count and add them: of a [`Nation`], or made of a
//!   [`HolidayCalendar`] of your own, with its [`WorkingWeek`];
//! - [`add_months`], [`months_between`], [`age_on`], [`birthday`]: calendar months, counted forward from a date, and ages;
//! - [`Span`] and [`Limit`]: lengths of time as definitions state them, and the day on which a limit lapses;
//! - [`TimeOfDay`], [`Moment`] and [`HourLimit`]: times in the local time of the United Kingdom, and limits of hours;
//! - [`DateRange`]: a range of days;
//! - [`Conventions`] and [`AsOf`]: how dates are counted, and what is known at the end of a day;
//! - [`EventDays`]: the days on which events happened; [`day_key`]: a number for each day, to use as an index;
//! - [`Reading`]: a place where a definition allows more than one interpretation, as a selectable value.
//!
//! # Features
//!
//! - `serde`: spans, readings, ranges and plain calendars can be written and read with serde.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod age;
mod almanac;
mod as_of;
mod bank_holidays;
mod calendar;
mod conventions;
mod counting;
mod coverage;
mod day_key;
mod event_days;
mod holiday;
mod hour_limit;
mod limit;
mod moment;
mod month_end;
mod months;
mod nation;
mod outside;
mod period;
mod range;
mod reading;
mod span;
mod time_of_day;
mod week;
mod working_days;
#[cfg(feature = "serde")]
mod written;

pub use age::{LeapDayBirthday, age_on, birthday};
pub use as_of::AsOf;
pub use calendar::WorkingCalendar;
pub use conventions::{Conventions, Deaths, EndDay, WithinLast};
pub use coverage::Coverage;
pub use day_key::{day_key, day_of_key};
pub use event_days::EventDays;
pub use holiday::{CalendarError, Holiday, HolidayCalendar};
pub use hour_limit::{HourLimit, Untimed};
pub use limit::{Edge, Limit};
pub use moment::{ClockChange, Moment};
pub use month_end::MonthEnd;
pub use months::{add_months, add_years, months_between, years_between};
pub use nation::Nation;
pub use outside::OutsideCalendar;
pub use period::Period;
pub use range::DateRange;
pub use reading::{Choice, Reading};
pub use span::{ParseSpanError, Span, Unit};
pub use time_of_day::{ParseTimeError, TimeOfDay};
pub use week::WorkingWeek;
