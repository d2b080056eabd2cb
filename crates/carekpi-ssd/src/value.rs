//! Reads the values of cells.

use carekpi_dates::TimeOfDay;
use carekpi_model::Seen;
use chrono::{Datelike as _, NaiveDate};

/// The text without surrounding white space; blank for `NULL`.
#[inline]
pub(crate) fn clean(text: &str) -> &str {
    let trimmed = if has_plain_ends(text) { text } else { text.trim() };
    if trimmed == NULL { "" } else { trimmed }
}

/// A text that stands for none.
pub(crate) const NULL: &str = "NULL";

/// Whether neither end of the text is white space. It may say no to other texts, if one of their ends is not ASCII.
#[inline]
pub(crate) fn has_plain_ends(text: &str) -> bool {
    let is_plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    is_plain(text.as_bytes().first()) && is_plain(text.as_bytes().last())
}

/// What a cell of a column of dates holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateCell {
    /// Nothing.
    Missing,
    /// A date before 1950, which stands for a date that is not known. It is read as missing.
    Placeholder,
    /// A date.
    Date(NaiveDate),
    /// A text that is not a date.
    Unreadable,
}

/// The first year of a date that is meant; earlier dates are placeholders.
pub(crate) const FIRST_YEAR: u32 = 1950;

/// An end in this year or later means that there is no end yet.
pub(crate) const FIRST_OPEN_YEAR: u32 = 2099;

/// Reads a clean cell of a column of dates.
pub(crate) fn read_date(text: &str) -> DateCell {
    match parse_date(text) {
        Some(date) if date.year() < FIRST_YEAR.cast_signed() => DateCell::Placeholder,
        Some(date) => DateCell::Date(date),
        None if text.is_empty() => DateCell::Missing,
        None => DateCell::Unreadable,
    }
}

/// Reads a date: `2026-03-31`, `31/03/2026` or `31/3/2026`. A time of day may follow after a space or a `T`: `H:MM` or `HH:MM`,
/// with or without seconds and their fractions, and then `Z` or an offset such as `+01:00`, with or without a space before it.
/// The time is checked and dropped; it never moves the date. `None` for any other text.
///
/// ```
/// use carekpi_ssd::parse_date;
/// use chrono::NaiveDate;
///
/// let date = NaiveDate::from_ymd_opt(2026, 3, 5);
/// for text in ["2026-03-05", "05/03/2026", "5/3/2026", "2026-03-05T09:30:00.123", "2026-03-05 23:30 -01:00", "05/03/2026 0:00"] {
///     assert_eq!(parse_date(text), date);
/// }
/// for text in ["2026-02-30", "26-03-05", "2026-3-5", "05.03.2026", "2026-03-05 25:00", "5/3/26", "12/25/2026", ""] {
///     assert_eq!(parse_date(text), None);
/// }
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let ((year, month, day), time) = split_date(text.as_bytes())?;
    if !time.is_empty() && time_of_day(time).is_none() {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// A year, a month and a day, as they are written.
type Ymd = (u32, u32, u32);

/// The year, month and day that a text begins with, and what follows.
#[inline]
fn split_date(bytes: &[u8]) -> Option<(Ymd, &[u8])> {
    let iso = bytes.split_first_chunk().and_then(|(date, time)| Some((iso_date(date)?, time)));
    match iso {
        Some(iso) => Some(iso),
        None => {
            let SlashDate { first, second, year, time } = SlashDate::of(bytes)?;
            Some(((year, second, first), time))
        }
    }
}

/// What a cell of a column of times of day holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeCell {
    /// Nothing.
    Missing,
    /// A time.
    Time(TimeOfDay),
    /// A text that is not a local time of day.
    Unreadable,
    /// A time of another day.
    OtherDay,
}

/// Reads a clean cell of a column of times of day, of a row with this cell for the day: a time in one of the forms of
/// [`parse_date`], alone or after a date. A time with `Z` or an offset can't be read, because it is not local.
///
/// After the day, 00:00 counts as missing, because systems write it where no time is recorded. After a date before 1950, which
/// counts as missing itself, it is midnight. After any other date the cell is not the time of that day.
pub(crate) fn read_time(text: &str, day: &str) -> TimeCell {
    let read = |time| match clock(time) {
        Some(Clock { hour, minute, is_local: true }) => {
            TimeOfDay::new(hour, minute).map_or(TimeCell::Unreadable, TimeCell::Time)
        }
        _ => TimeCell::Unreadable,
    };
    let time = match (split_date(text.as_bytes()), text.as_bytes()) {
        (None, []) => return TimeCell::Missing,
        (None, time) => return read(time),
        (Some((_, [])), _) => None,
        (Some((_, [b' ' | b'T', time @ ..])), _) => Some(read(time)),
        (Some(_), _) => return TimeCell::Unreadable,
    };
    match (time, read_date(text)) {
        (Some(TimeCell::Unreadable), _) | (_, DateCell::Unreadable) => TimeCell::Unreadable,
        (Some(time), DateCell::Placeholder) if text != day => time,
        (_, DateCell::Placeholder) => TimeCell::Missing,
        (_, read) if read != read_date(day) => TimeCell::OtherDay,
        (Some(TimeCell::Time(time)), _) if (time.hour(), time.minute()) != (0, 0) => TimeCell::Time(time),
        _ => TimeCell::Missing,
    }
}

/// The year, month and day of a text such as `2026-03-31`. Eight bytes are checked at once.
#[inline]
pub(crate) fn iso_date(date: &[u8; 10]) -> Option<Ymd> {
    let [a, b, c, d, dash, e, f, other_dash, g, h] = *date;
    // Each byte less what it should be at least: a digit is 0 to 9 then, and a dash 0.
    let of = u64::from_le_bytes([a, b, c, d, dash, e, f, other_dash]) ^ u64::from_le_bytes(*b"0000-00-");
    let of_day = u16::from_le_bytes([g, h]) ^ u16::from_le_bytes(*b"00");
    let is_right = (of | of.wrapping_add(0x7f76_767f_7676_7676)) & 0x8080_8080_8080_8080 == 0
        && (of_day | of_day.wrapping_add(0x7676)) & 0x8080 == 0;
    // Each byte becomes the number of two digits that begins with it.
    let [century, _, year, _, _, month, ..] = of.wrapping_mul(10).wrapping_add(of >> 8).to_le_bytes().map(u32::from);
    let [tens, ones] = of_day.to_le_bytes().map(u32::from);
    is_right.then(|| (century * 100 + year, month, tens * 10 + ones))
}

/// The text of a date whose year has four digits, such as `2026-03-31`.
pub(crate) fn iso_text(date: NaiveDate) -> [u8; 10] {
    let (year, month, day) = (date.year().unsigned_abs(), date.month(), date.day());
    let digit = |number: u32| b"0123456789".get((number % 10) as usize).copied().unwrap_or(b'0');
    let [thousands, hundreds, tens, ones] = [year / 1000, year / 100, year / 10, year].map(digit);
    let [month_tens, month_ones, day_tens, day_ones] = [month / 10, month, day / 10, day].map(digit);
    [thousands, hundreds, tens, ones, b'-', month_tens, month_ones, b'-', day_tens, day_ones]
}

/// A date with slashes: two numbers, the year, and what follows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SlashDate<'t> {
    pub(crate) first: u32,
    pub(crate) second: u32,
    pub(crate) year: u32,
    pub(crate) time: &'t [u8],
}

impl<'t> SlashDate<'t> {
    /// Splits a text that begins like a date with slashes.
    pub(crate) fn of(bytes: &'t [u8]) -> Option<Self> {
        let (first, bytes) = up_to(b'/', bytes)?;
        let (second, bytes) = up_to(b'/', bytes)?;
        let [a, b, c, d, time @ ..] = bytes else { return None };
        Some(Self { first, second, year: number(&[*a, *b, *c, *d])?, time })
    }
}

/// A number of one or two digits before this byte, and what follows it.
fn up_to(end: u8, bytes: &[u8]) -> Option<(u32, &[u8])> {
    match bytes {
        [digit, byte, rest @ ..] if *byte == end => Some((number(&[*digit])?, rest)),
        [tens, ones, byte, rest @ ..] if *byte == end => Some((number(&[*tens, *ones])?, rest)),
        _ => None,
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
}

/// A time of day, with the separator before it.
fn time_of_day(text: &[u8]) -> Option<Clock> {
    match text {
        [b' ' | b'T', time @ ..] => clock(time),
        _ => None,
    }
}

/// An hour and a minute, and whether no offset from Greenwich Mean Time is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Clock {
    hour: u32,
    minute: u32,
    is_local: bool,
}

/// A time of day: `H:MM` or `HH:MM`, perhaps with seconds and an offset.
fn clock(time: &[u8]) -> Option<Clock> {
    let (hour, time) = up_to(b':', time)?;
    let (minute, mut rest) = two_digits(time)?;
    if hour >= 24 || minute >= 60 {
        return None;
    }
    if let [b':', seconds @ ..] = rest {
        let (second, after) = two_digits(seconds)?;
        rest = after;
        if second >= 60 {
            return None;
        }
        if let [b'.', fraction @ ..] = rest {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            rest = fraction.get(digits..).filter(|_| digits > 0)?;
        }
    }
    let offset = match rest {
        [] => return Some(Clock { hour, minute, is_local: true }),
        [b' ', offset @ ..] | offset => offset,
    };
    is_offset(offset).then_some(Clock { hour, minute, is_local: false })
}

/// Whether the text is `Z` or an offset such as `+01:00`.
fn is_offset(text: &[u8]) -> bool {
    let below = |text: &[u8], limit: u32| number(text).is_some_and(|number| number < limit);
    match text {
        [b'Z'] => true,
        [b'+' | b'-', a, b, b':', c, d] => below(&[*a, *b], 24) && below(&[*c, *d], 60),
        _ => false,
    }
}

fn two_digits(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let [tens, ones, rest @ ..] = bytes else { return None };
    Some((number(&[*tens, *ones])?, rest))
}

/// Reads whether a child was seen: `Y`, `yes`, `true`, `1` or `N`, `no`, `false`, `0`, in upper or lower case. Any other text is
/// unknown.
///
/// ```
/// use carekpi_model::Seen;
/// use carekpi_ssd::parse_seen;
///
/// assert_eq!(parse_seen("Yes"), Seen::Yes);
/// assert_eq!(parse_seen("0"), Seen::No);
/// assert_eq!(parse_seen("perhaps"), Seen::Unknown);
/// ```
#[inline]
#[must_use]
pub fn parse_seen(text: &str) -> Seen {
    read_seen(text.as_bytes())
}

/// As [`parse_seen`], of the bytes of a text.
#[inline]
pub(crate) fn read_seen(text: &[u8]) -> Seen {
    match text {
        [] => return Seen::Unknown,
        [b'Y' | b'y' | b'1'] => return Seen::Yes,
        [b'N' | b'n' | b'0'] => return Seen::No,
        _ => {}
    }
    let is_one_of = |words: [&str; 2]| words.iter().any(|word| text.eq_ignore_ascii_case(word.as_bytes()));
    if is_one_of(["yes", "true"]) {
        Seen::Yes
    } else if is_one_of(["no", "false"]) {
        Seen::No
    } else {
        Seen::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_alone_or_after_a_date() {
        let at = |hour, minute| TimeOfDay::new(hour, minute).map_or(TimeCell::Missing, TimeCell::Time);
        for (text, time) in [
            ("14:30", at(14, 30)),
            ("9:05:59", at(9, 5)),
            ("00:00", at(0, 0)),
            ("2026-01-14 14:30", at(14, 30)),
            ("14/1/2026T09:05:00.000", at(9, 5)),
            ("12/25/2026 23:59", TimeCell::Unreadable),
            ("", TimeCell::Missing),
            ("2026-01-14", TimeCell::Missing),
            ("2026-01-14 00:00:00", TimeCell::Missing),
            ("1900-01-01 00:00:00", TimeCell::Missing),
            ("24:00", TimeCell::Unreadable),
            ("14.30", TimeCell::Unreadable),
            ("2 pm", TimeCell::Unreadable),
            ("14:30Z", TimeCell::Unreadable),
            ("2026-01-14 14:30 +01:00", TimeCell::Unreadable),
            ("2026-01-14 00:00Z", TimeCell::Unreadable),
            ("2026-01-14x14:30", TimeCell::Unreadable),
        ] {
            assert_eq!(read_time(text, text), time, "{text}");
        }
        for (text, time) in [
            ("2026-01-14 14:30", at(14, 30)),
            ("14/01/2026 00:00", TimeCell::Missing),
            ("1900-01-01 14:30:00", at(14, 30)),
            ("30/12/1899 00:00:00", at(0, 0)),
            ("1900-01-01", TimeCell::Missing),
            ("", TimeCell::Missing),
            ("2026-01-15 14:30", TimeCell::OtherDay),
            ("2026-01-15", TimeCell::OtherDay),
            ("99/99/9999 10:00", TimeCell::Unreadable),
        ] {
            assert_eq!(read_time(text, "14/1/2026"), time, "{text}");
        }
    }

    #[test]
    fn every_day_reads_back_in_both_forms() {
        for day in NaiveDate::from_ymd_opt(1999, 1, 1).unwrap().iter_days().take(12_000) {
            assert_eq!(iso_text(day), day.to_string().as_bytes());
            assert_eq!(parse_date(&day.format("%Y-%m-%d").to_string()), Some(day));
            assert_eq!(parse_date(&day.format("%d/%m/%Y").to_string()), Some(day));
            assert_eq!(parse_date(&day.format("%-d/%-m/%Y").to_string()), Some(day));
        }
    }

    #[test]
    fn one_wrong_character_makes_no_date() {
        for place in 0..10 {
            for letter in (0..128_u8).map(char::from) {
                let mut text: Vec<char> = "2011-11-11".chars().collect();
                text[place] = letter;
                let is_right = if matches!(place, 4 | 7) { letter == '-' } else { letter.is_ascii_digit() };
                let text: String = text.into_iter().collect();
                let expected = text.parse::<NaiveDate>().ok().filter(|_| is_right);
                assert_eq!(parse_date(&text), expected, "{text:?}");
            }
        }
        assert_eq!(parse_date("2011-11-1é"), None);
    }

    #[test]
    fn times_are_checked() {
        for time in [
            " 00:00",
            "T23:59",
            " 23:59:59",
            "T00:00:00.0",
            " 00:00:00.1234567",
            " 0:00",
            "T9:30:00",
            " 00:00Z",
            "T00:00:00Z",
            "T00:00:00+00:00",
            " 00:00:00 +00:00",
            " 00:00:00.000 -12:30",
            " 0:00 Z",
            "T23:30+14:00",
        ] {
            for date in ["2026-03-31", "31/03/2026", "31/3/2026"] {
                assert!(parse_date(&format!("{date}{time}")).is_some(), "{time}");
            }
        }
        for time in [
            " ",
            " 24:00",
            " 00:60",
            " 00:00:60",
            " 00:00:00.",
            " 00:00:00,1",
            "  00:00",
            "Z",
            " 00:00  Z",
            " 00:00 ",
            " 0:0",
            " 000:00",
            " 12:00:00 AM",
            " 12:00AM",
            "+00:00",
            " +00:00",
            " 00:00z",
            "t00:00",
            " 00:00+0:00",
            " 00:00+0000",
            " 00:00+24:00",
            " 00:00+00:60",
            " 00:00 +",
            " 00",
            " 00:00:0",
            " 00:00.5",
            " 00:00:00.Z",
            "0",
            " 00:00ZZ",
        ] {
            for date in ["2026-03-31", "31/03/2026", "31/3/2026"] {
                assert!(parse_date(&format!("{date}{time}")).is_none(), "{time}");
            }
        }
    }

    #[test]
    fn other_shapes_are_no_dates() {
        for text in [
            "46027",
            "5/1/26",
            "05-Jan-26",
            "05-Jan-2026",
            "05-01-2026",
            "05.01.2026",
            "20260105",
            "2026/01/05",
            "Jan  5 2026 12:00AM",
            "2026-1-5",
            "2026-01-5",
            "005/1/2026",
            "5//2026",
            "/1/2026",
            "5/1/20266",
            "5/1/02026",
            "5/0/2026",
            "0/5/2026",
            "31/4/2026",
            "29/2/2025",
            " 5/1/2026",
            "5 /1/2026",
            "+5/1/2026",
            "2026-01-05-",
            "\u{661}/1/2026",
            "-2026-01-05",
            "5/1/",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_before_1950_is_a_placeholder() {
        let date = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap();
        assert_eq!(read_date("1950-01-01"), DateCell::Date(date));
        assert_eq!(read_date("1/1/1950 0:00"), DateCell::Date(date));
        for text in ["1949-12-31", "1900-01-01", "31/12/1899", "0001-01-01", "1753-01-01T00:00:00", "0000-01-01"] {
            assert_eq!(read_date(text), DateCell::Placeholder, "{text}");
        }
        assert_eq!(read_date(""), DateCell::Missing);
        assert_eq!(read_date("1900-02-29"), DateCell::Unreadable);
    }
}
