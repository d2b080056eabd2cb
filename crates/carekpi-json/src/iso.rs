//! Dates in the one form that is read: `2026-03-31`.

use std::fmt;

use chrono::NaiveDate;
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

/// A date that must be there.
pub(crate) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    from.deserialize_str(IsoDate)
}

/// A date that may be missing, or `null`.
pub(crate) fn some_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    struct Day(NaiveDate);

    impl<'de> Deserialize<'de> for Day {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            day(from).map(Self)
        }
    }

    Ok(Option::<Day>::deserialize(from)?.map(|Day(day)| day))
}

struct IsoDate;

impl Visitor<'_> for IsoDate {
    type Value = NaiveDate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date of the form YYYY-MM-DD")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<NaiveDate, E> {
        parse(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// The form is exact, so that no two texts are one date.
fn parse(text: &str) -> Option<NaiveDate> {
    let has_form = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if has_form { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_is_a_date_and_no_other() {
        assert_eq!(parse("2024-02-29"), NaiveDate::from_ymd_opt(2024, 2, 29));
        assert_eq!(parse("0001-01-01"), NaiveDate::from_ymd_opt(1, 1, 1));
        for no_date in [
            "",
            "2023-02-29",
            "2024-2-29",
            "29/02/2024",
            "2024-02-29T00:00:00",
            " 2024-02-29",
            "2024-02- 9",
            "+024-02-29",
            "-024-02-29",
            "20240-2-29",
            "2024-02-2९",
            "2024_02_29",
            "9999-99-99",
        ] {
            assert_eq!(parse(no_date), None, "{no_date}");
        }
    }
}
