//! Reads the values of cells.

use carekpi_model::Seen;
use chrono::NaiveDate;

/// The text without surrounding white space; blank for `NULL`.
pub(crate) fn clean(text: &str) -> &str {
    let is_plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    let trimmed = if is_plain(bytes.first()) && is_plain(bytes.last()) { text } else { text.trim() };
    if trimmed == "NULL" { "" } else { trimmed }
}

/// Reads a date: `2026-03-31` or `31/03/2026`. A time of day may follow after a space or a `T`: `HH:MM` or `HH:MM:SS`, with or
/// without fractions of a second. It is checked and dropped. `None` for any other text.
///
/// ```
/// use carekpi_ssd::parse_date;
/// use chrono::NaiveDate;
///
/// let date = NaiveDate::from_ymd_opt(2026, 3, 31);
/// for text in ["2026-03-31", "31/03/2026", "2026-03-31 00:00:00", "2026-03-31T09:30:00.123", "31/03/2026 09:30"] {
///     assert_eq!(parse_date(text), date);
/// }
/// for text in ["2026-02-30", "26-03-31", "2026-3-31", "31.03.2026", "2026-03-31 25:00", "2026-03-31Z", ""] {
///     assert_eq!(parse_date(text), None);
/// }
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let (date, time) = text.as_bytes().split_at_checked(10)?;
    let (year, month, day) = match *date {
        [a, b, c, d, b'-', e, f, b'-', g, h] => (number(&[a, b, c, d])?, number(&[e, f])?, number(&[g, h])?),
        [a, b, b'/', c, d, b'/', e, f, g, h] => (number(&[e, f, g, h])?, number(&[c, d])?, number(&[a, b])?),
        _ => return None,
    };
    if !time.is_empty() && !is_time(time) {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
}

/// Whether the text is a time of day, with the separator before it.
fn is_time(text: &[u8]) -> bool {
    let two = |high: u8, low: u8, below: u32| number(&[high, low]).is_some_and(|number| number < below);
    match *text {
        [b' ' | b'T', a, b, b':', c, d, ref rest @ ..] if two(a, b, 24) && two(c, d, 60) => match *rest {
            [] => true,
            [b':', e, f, ref rest @ ..] if two(e, f, 60) => match rest {
                [] => true,
                [b'.', fraction @ ..] => !fraction.is_empty() && fraction.iter().all(u8::is_ascii_digit),
                _ => false,
            },
            _ => false,
        },
        _ => false,
    }
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
#[must_use]
pub fn parse_seen(text: &str) -> Seen {
    let is_one_of = |words: [&str; 4]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is_one_of(["y", "yes", "true", "1"]) {
        Seen::Yes
    } else if is_one_of(["n", "no", "false", "0"]) {
        Seen::No
    } else {
        Seen::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_reads_back_in_both_forms() {
        for day in NaiveDate::from_ymd_opt(1999, 1, 1).unwrap().iter_days().take(12_000) {
            assert_eq!(parse_date(&day.format("%Y-%m-%d").to_string()), Some(day));
            assert_eq!(parse_date(&day.format("%d/%m/%Y").to_string()), Some(day));
        }
    }

    #[test]
    fn times_are_checked() {
        for time in [" 00:00", "T23:59", " 23:59:59", "T00:00:00.0", " 00:00:00.1234567"] {
            assert!(parse_date(&format!("2026-03-31{time}")).is_some(), "{time}");
            assert!(parse_date(&format!("31/03/2026{time}")).is_some(), "{time}");
        }
        for time in
            [" ", " 24:00", " 0:00", " 00:60", " 00:00:60", " 00:00:00.", " 00:00:00,1", "  00:00", "Z", " 00:00Z"]
        {
            assert!(parse_date(&format!("2026-03-31{time}")).is_none(), "{time}");
        }
    }
}
