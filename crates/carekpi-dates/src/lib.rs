//! Working days, bank holidays, calendar months, ages and limits, for England and Wales.

mod age;
mod as_of;
mod bank_holidays;
mod calendar;
mod conventions;
mod limit;
mod months;
mod period;
mod range;
mod reading;
mod span;

pub use age::{LeapDayBirthday, birthday};
pub use as_of::AsOf;
pub use bank_holidays::BankHoliday;
pub use calendar::{OutsideCalendar, WorkingCalendar};
pub use conventions::{Conventions, EndDay, WithinLast};
pub use limit::{Edge, Limit};
pub use months::{MonthEnd, add_months};
pub use period::Period;
pub use range::DateRange;
pub use reading::{Choice, Reading};
pub use span::{ParseSpanError, Span, Unit};
