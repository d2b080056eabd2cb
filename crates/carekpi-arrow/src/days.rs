//! The dates of days and of points in time.

use std::sync::LazyLock;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    ArrowTimestampType, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType,
};
use arrow_array::{Array as _, ArrayRef, ArrowPrimitiveType, PrimitiveArray};
use arrow_schema::TimeUnit;
use chrono::{Datelike as _, NaiveDate};

use crate::nulls::for_each_null;

/// The seconds of a day, and what a day has of smaller units.
const SECONDS: i64 = 86_400;
pub(crate) const MILLISECONDS: i64 = SECONDS * 1_000;
const MICROSECONDS: i64 = MILLISECONDS * 1_000;
const NANOSECONDS: i64 = MICROSECONDS * 1_000;

/// The first and the last year whose dates are made once for all.
const YEARS: [i32; 2] = [1900, 2099];

/// The number of the first day of these years, counted from 1970-01-01.
const FIRST: i64 = -25_567;

/// The dates of these years. To make each where it occurs would take longer than the rest of the decoding.
static DATES: LazyLock<Vec<NaiveDate>> = LazyLock::new(|| {
    let [first, last] = YEARS;
    let dates = NaiveDate::from_ymd_opt(first, 1, 1).into_iter().flat_map(|first| first.iter_days());
    dates.take_while(|date| date.year() <= last).collect()
});

/// The dates of days, each a number from 1970-01-01; or else their texts, if one is further away than the calendar reaches.
pub(crate) type Days = Result<Vec<Option<NaiveDate>>, Vec<Option<String>>>;

/// The dates of an array of days or of points in time, each on the day that `day` says.
pub(crate) fn dates<T>(array: &PrimitiveArray<T>, day: impl Fn(i64) -> i64) -> Days
where
    T: ArrowPrimitiveType<Native: Into<i64>>,
{
    let made: &[NaiveDate] = &DATES;
    let date = |value: &T::Native| {
        let number = day((*value).into());
        let place = usize::try_from(number.wrapping_sub(FIRST)).ok();
        place.and_then(|place| made.get(place)).copied().or_else(|| other(number))
    };
    let mut dates: Vec<Option<NaiveDate>> = array.values().iter().map(date).collect();
    for_each_null(array, |row| {
        if let Some(date) = dates.get_mut(row) {
            *date = None;
        }
    });
    let missing = dates.iter().filter(|date| date.is_none()).count();
    if missing == array.null_count() {
        return Ok(dates);
    }
    Err(array.iter().map(|value| value.map(|value| text(day(value.into())))).collect())
}

/// The dates of timestamps, at an offset in seconds. `None` if the array is something else.
pub(crate) fn dates_of_timestamps(array: &ArrayRef, unit: TimeUnit, offset: i64) -> Option<Days> {
    fn of<T: ArrowTimestampType>(array: &ArrayRef, day: impl Fn(i64) -> i64) -> Option<Days> {
        Some(dates::<T>(array.as_primitive_opt()?, day))
    }
    let moved = |point: i64, second: i64| point.saturating_add(offset.saturating_mul(second));
    match unit {
        TimeUnit::Second => of::<TimestampSecondType>(array, |at| moved(at, 1).div_euclid(SECONDS)),
        TimeUnit::Millisecond => of::<TimestampMillisecondType>(array, |at| moved(at, 1_000).div_euclid(MILLISECONDS)),
        TimeUnit::Microsecond => {
            of::<TimestampMicrosecondType>(array, |at| moved(at, 1_000_000).div_euclid(MICROSECONDS))
        }
        TimeUnit::Nanosecond => {
            of::<TimestampNanosecondType>(array, |at| moved(at, 1_000_000_000).div_euclid(NANOSECONDS))
        }
    }
}

/// The date of any day that the calendar reaches.
#[cold]
fn other(day: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(day).ok()?)
}

/// The text of a day: no date if it is further away than the calendar reaches.
fn text(day: i64) -> String {
    other(day).map_or_else(|| format!("day {day} from 1970-01-01"), |date| date.to_string())
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
    use std::sync::Arc;

    use arrow_array::{Int64Array, TimestampSecondArray};

    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let first = NaiveDate::from_ymd_opt(YEARS[0], 1, 1).unwrap();
        let days = (FIRST - 1..FIRST + 73_051).map(Some).chain([None, Some(2_932_896)]);
        let calendar = first.pred_opt().unwrap().iter_days().take(73_052).map(Some);
        let expected: Vec<_> = calendar.chain([None, NaiveDate::from_ymd_opt(9999, 12, 31)]).collect();
        assert_eq!(expected[73_050].unwrap().year(), YEARS[1] + 1);
        assert_eq!(dates(&days.collect::<Int64Array>(), |day| day), Ok(expected));
    }

    #[test]
    fn a_column_with_a_day_beyond_the_calendar_is_read_as_texts() {
        let days = Int64Array::from(vec![Some(FIRST - 1), None, Some(0), Some(2_932_896), Some(i64::MAX)]);
        let expected = ["1899-12-31", "", "1970-01-01", "9999-12-31", "day 9223372036854775807 from 1970-01-01"];
        let expected = expected.map(|text| Some(text.to_owned()).filter(|text| !text.is_empty()));
        assert_eq!(dates(&days, |day| day), Err(expected.to_vec()));
    }

    #[test]
    fn what_stands_under_a_null_is_not_read() {
        let days = Int64Array::new(vec![i64::MAX, 0].into(), Some(vec![false, true].into()));
        assert_eq!(dates(&days, |day| day), Ok(vec![None, NaiveDate::from_ymd_opt(1970, 1, 1)]));
    }

    #[test]
    fn a_point_in_time_is_on_the_day_of_its_offset() {
        let date = |point: i64, offset| {
            let points: ArrayRef = Arc::new(TimestampSecondArray::from(vec![point]));
            dates_of_timestamps(&points, TimeUnit::Second, offset).unwrap().unwrap()[0].unwrap().to_string()
        };
        assert_eq!(date(-1, 0), "1969-12-31");
        assert_eq!(date(-1, 3600), "1970-01-01");
        assert_eq!(date(0, -1), "1969-12-31");
        assert_eq!(date(86_399, 0), "1970-01-01");
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
