//! The texts of days.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use arrow_array::ArrayRef;
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    ArrowTimestampType, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType,
};
use arrow_schema::TimeUnit;
use chrono::{Datelike as _, NaiveDate};

/// The seconds of a day, and what a day has of smaller units.
const SECONDS: i64 = 86_400;
pub(crate) const MILLISECONDS: i64 = SECONDS * 1_000;
const MICROSECONDS: i64 = MILLISECONDS * 1_000;
const NANOSECONDS: i64 = MICROSECONDS * 1_000;

/// The length of a text such as `2026-03-31`.
const LENGTH: usize = 10;

/// The first and the last year whose days are written once for all.
const YEARS: [i32; 2] = [1900, 2099];

/// The number of the first day that is written once for all, counted from 1970-01-01.
const FIRST: i64 = -25_567;

/// The days of these years, one after another. To write each day where it occurs would take longer than the rest of the decoding.
static WRITTEN: LazyLock<String> = LazyLock::new(|| {
    let [first, last] = YEARS;
    let days = NaiveDate::from_ymd_opt(first, 1, 1).into_iter().flat_map(|first| first.iter_days());
    let mut text = String::new();
    for day in days.take_while(|day| day.year() <= last) {
        let digit = |number: u32, unit: u32| char::from_digit(number / unit % 10, 10).unwrap_or('0');
        let (year, month) = (day.year().unsigned_abs(), day.month());
        text.extend([1000, 100, 10, 1].map(|unit| digit(year, unit)));
        text.extend(['-', digit(month, 10), digit(month, 1), '-', digit(day.day(), 10), digit(day.day(), 1)]);
    }
    text
});

/// Days, each a number from 1970-01-01.
pub(crate) struct Days {
    days: Vec<Option<i64>>,
    /// The texts of days of other years.
    others: BTreeMap<i64, String>,
}

impl Days {
    /// The days of points in time, of which a day has `in_day`. They are moved by `offset` first.
    pub(crate) fn of(points: impl Iterator<Item = Option<impl Into<i64>>>, in_day: i64, offset: i64) -> Self {
        let day = |point: i64| point.saturating_add(offset).checked_div_euclid(in_day);
        let days: Vec<Option<i64>> = points.map(|point| day(point?.into())).collect();
        let others = days.iter().flatten().filter(|day| written(**day).is_none());
        let others = others.map(|day| (*day, other(*day))).collect();
        Self { days, others }
    }

    /// The days of timestamps, at an offset in seconds. `None` if the array is something else.
    pub(crate) fn of_timestamps(array: &ArrayRef, unit: TimeUnit, offset: i64) -> Option<Self> {
        fn days<T: ArrowTimestampType>(array: &ArrayRef, in_day: i64, offset: i64) -> Option<Days> {
            let offset = offset.saturating_mul(in_day.checked_div(SECONDS)?);
            Some(Days::of(array.as_primitive_opt::<T>()?.iter(), in_day, offset))
        }
        match unit {
            TimeUnit::Second => days::<TimestampSecondType>(array, SECONDS, offset),
            TimeUnit::Millisecond => days::<TimestampMillisecondType>(array, MILLISECONDS, offset),
            TimeUnit::Microsecond => days::<TimestampMicrosecondType>(array, MICROSECONDS, offset),
            TimeUnit::Nanosecond => days::<TimestampNanosecondType>(array, NANOSECONDS, offset),
        }
    }

    /// Their texts, such as `2026-03-31`; blank where there is none.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let other = |day: &i64| self.others.get(day).map(String::as_str);
        self.days.iter().map(move |day| day.and_then(|day| written(day).or_else(|| other(&day))).unwrap_or(""))
    }
}

/// The text of a day that is written once for all.
#[inline]
fn written(day: i64) -> Option<&'static str> {
    let start = usize::try_from(day.checked_sub(FIRST)?).ok()?.checked_mul(LENGTH)?;
    WRITTEN.get(start..start.checked_add(LENGTH)?)
}

/// The text of any other day: no date if it is further away than the calendar reaches.
fn other(day: i64) -> String {
    let date = i32::try_from(day).ok().and_then(NaiveDate::from_epoch_days);
    date.map_or_else(|| format!("day {day} from 1970-01-01"), |date| date.to_string())
}

/// The offset of a time zone from UTC in seconds; or else what is wrong with it, for people.
pub(crate) fn offset(zone: Option<&str>) -> Result<i64, String> {
    let Some(zone) = zone else { return Ok(0) };
    if ["UTC", "GMT", "Z", "Etc/UTC"].iter().any(|utc| zone.eq_ignore_ascii_case(utc)) {
        return Ok(0);
    }
    fixed_offset(zone).ok_or_else(|| {
        format!(
            "its timestamps are of the time zone {zone:?}; expected dates, or timestamps without a zone or at an offset such as +01:00"
        )
    })
}

/// The seconds of an offset such as `+01:00`, `-0130` or `+01`.
fn fixed_offset(zone: &str) -> Option<i64> {
    let (sign, rest) = match zone.as_bytes() {
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let number = |tens: u8, ones: u8| {
        let digit = |byte: u8| char::from(byte).to_digit(10).map(i64::from);
        Some(digit(tens)?.saturating_mul(10).saturating_add(digit(ones)?))
    };
    let (hours, minutes) = match *rest {
        [a, b] => (number(a, b)?, 0),
        [a, b, c, d] | [a, b, b':', c, d] => (number(a, b)?, number(c, d)?),
        _ => return None,
    };
    let seconds = hours.saturating_mul(60).saturating_add(minutes).saturating_mul(60);
    (hours < 24 && minutes < 60).then(|| seconds.saturating_mul(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_the_calendar_writes_them() {
        let first = NaiveDate::from_ymd_opt(YEARS[0], 1, 1).unwrap();
        for (day, date) in (FIRST..).zip(first.iter_days().take_while(|date| date.year() <= YEARS[1])) {
            assert_eq!(written(day), Some(date.to_string().as_str()));
        }
        let days = Days::of([Some(FIRST - 1), None, Some(0), Some(2_932_896), Some(i64::MAX)].into_iter(), 1, 0);
        let texts: Vec<&str> = days.texts().collect();
        assert_eq!(texts, ["1899-12-31", "", "1970-01-01", "9999-12-31", "day 9223372036854775807 from 1970-01-01"]);
    }

    #[test]
    fn a_point_in_time_is_on_the_day_of_its_offset() {
        let texts = |point: i64, offset| {
            Days::of([Some(point)].into_iter(), SECONDS, offset).texts().next().unwrap().to_owned()
        };
        assert_eq!(texts(-1, 0), "1969-12-31");
        assert_eq!(texts(-1, 3600), "1970-01-01");
        assert_eq!(texts(0, -1), "1969-12-31");
        assert_eq!(texts(86_399, 0), "1970-01-01");
    }

    #[test]
    fn offsets() {
        for (zone, seconds) in
            [(None, 0), (Some("utc"), 0), (Some("+01:00"), 3600), (Some("-0130"), -5400), (Some("+02"), 7200)]
        {
            assert_eq!(offset(zone), Ok(seconds), "{zone:?}");
        }
        for zone in ["Europe/London", "+24:00", "+01:60", "01:00", "+1:00", ""] {
            assert!(offset(Some(zone)).is_err_and(|what| what.contains(&format!("{zone:?}"))), "{zone}");
        }
    }
}
