//! A time of day, as a clock shows it.

use std::fmt;
use std::num::NonZeroU16;
use std::str::FromStr;

/// An hour and a minute, as clocks in the United Kingdom show them. Seconds are not kept.
///
/// Its text is `14:30`: two digits, a colon and two digits.
///
/// ```
/// use carekpi_dates::TimeOfDay;
///
/// let time: TimeOfDay = "09:05".parse().unwrap();
/// assert_eq!((Some(time), time.hour(), time.minute()), (TimeOfDay::new(9, 5), 9, 5));
/// assert_eq!(time.to_string(), "09:05");
/// assert_eq!(TimeOfDay::new(24, 0), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeOfDay(NonZeroU16);

impl TimeOfDay {
    /// The minutes of an hour.
    const HOUR: u16 = 60;

    /// This hour, from 0 to 23, and minute, from 0 to 59; `None` for other numbers.
    #[must_use]
    pub const fn new(hour: u32, minute: u32) -> Option<Self> {
        if hour < 24 && minute < 60 { Self::of_minute(hour.saturating_mul(60).saturating_add(minute)) } else { None }
    }

    /// The time that is this number of minutes after the start of the day by the clock.
    pub(crate) const fn of_minute(minute: u32) -> Option<Self> {
        if minute >= 24 * 60 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "it is less than 1440")]
        match NonZeroU16::new((minute as u16).saturating_add(1)) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// The minutes from the start of the day by the clock, from 0 to 1439.
    pub(crate) const fn minute_of_day(self) -> u16 {
        self.0.get().saturating_sub(1)
    }

    /// The hour, from 0 to 23.
    #[must_use]
    pub const fn hour(self) -> u32 {
        (self.minute_of_day() / Self::HOUR) as u32
    }

    /// The minute of the hour, from 0 to 59.
    #[must_use]
    pub const fn minute(self) -> u32 {
        (self.minute_of_day() % Self::HOUR) as u32
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

impl fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The error for a text that is not a [`TimeOfDay`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a time of day; expected an hour and a minute, such as `14:30`", .value.escape_debug())]
#[non_exhaustive]
pub struct ParseTimeError {
    /// The text.
    pub value: String,
}

impl FromStr for TimeOfDay {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        let number = |text: &str| {
            let is_number = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| is_number)
        };
        let parts = text.split_once(':').and_then(|(hour, minute)| Some((number(hour)?, number(minute)?)));
        parts
            .and_then(|(hour, minute)| Self::new(hour, minute))
            .ok_or_else(|| ParseTimeError { value: text.to_owned() })
    }
}

#[cfg(feature = "serde")]
mod serde {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::TimeOfDay;

    impl Serialize for TimeOfDay {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            to.collect_str(self)
        }
    }

    impl<'de> Deserialize<'de> for TimeOfDay {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            crate::written::read(from, "a time of day, such as 14:30")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_minute_is_read_as_it_is_written() {
        for minute in 0..24 * 60 {
            let time = TimeOfDay::of_minute(minute).unwrap();
            assert_eq!(time.to_string().parse(), Ok(time));
            assert_eq!(TimeOfDay::new(time.hour(), time.minute()), Some(time));
            assert_eq!(u32::from(time.minute_of_day()), minute);
        }
        assert_eq!(TimeOfDay::of_minute(24 * 60), None);
        for text in ["", "24:00", "12:60", "9:05", "09:5", "0905", "+9:05", "09:05:00", "09:05 ", "09.05", "９９:05"]
        {
            assert_eq!(text.parse::<TimeOfDay>().unwrap_err().value, text);
        }
        assert_eq!(size_of::<Option<TimeOfDay>>(), 2);
    }
}
