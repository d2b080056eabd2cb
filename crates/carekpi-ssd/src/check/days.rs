//! The days that were read before.

use chrono::{Datelike as _, NaiveDate};

use crate::date_order::SeenOrder;
use crate::value::{FIRST_OPEN_YEAR, FIRST_YEAR, NULL, iso_date};

/// Reads dates of the usual forms in the usual years. The days of a table are few, so that most were read before, and looking one
/// up is faster than making it.
#[derive(Debug, Default)]
pub(super) struct Days {
    /// The last day that was read in each place, and how many years after [`BEFORE`] it is; 0 if none was. They are apart to fit
    /// into the nearest cache.
    known: Vec<NaiveDate>,
    years: Vec<u8>,
}

/// The year before the first usual one.
const BEFORE: u32 = FIRST_YEAR - 1;

/// Midnight after a date, as databases write it.
const MIDNIGHT: [&[u8]; 6] =
    [b" 00:00", b" 00:00:00", b" 00:00:00.000", b" 00:00:00.0000000", b"T00:00:00", b"T00:00:00.000"];

/// The number of places: days that are less than eight years apart have different ones.
const PLACES: usize = 8 << YEAR;

/// The first bits of the months and of the years.
const MONTH: u32 = 5;
const YEAR: u32 = MONTH + 4;

impl Days {
    /// Reads a cell if it is blank, or a date in a usual year, perhaps at midnight: an ISO date, or one with slashes and ten
    /// characters, of which `order` is told. `None` for any other text.
    #[inline]
    pub(super) fn read(&mut self, text: &[u8], order: &mut SeenOrder) -> Option<Option<NaiveDate>> {
        let Some((date, time)) = text.split_first_chunk::<10>() else {
            return (text.is_empty() || text == NULL.as_bytes()).then_some(None);
        };
        let iso = iso_date(date);
        let has_slashes = iso.is_none();
        let (year, month, day) = iso.or_else(|| slash_date(date))?;
        if !time.is_empty() && !MIDNIGHT.contains(&time) {
            return None;
        }
        if !(FIRST_YEAR..FIRST_OPEN_YEAR).contains(&year) || month >> (YEAR - MONTH) != 0 || day >> MONTH != 0 {
            return None;
        }
        let place = (year << YEAR | month << MONTH | day) as usize % PLACES;
        let date = match (self.years.get(place), self.known.get(place)) {
            (Some(known), Some(date)) if u32::from(*known) == year.wrapping_sub(BEFORE) => *date,
            _ => self.make(year, month, day, place)?,
        };
        if has_slashes {
            order.see_day(day);
        }
        Some(Some(date))
    }

    #[cold]
    fn make(&mut self, year: u32, month: u32, day: u32, place: usize) -> Option<NaiveDate> {
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        self.known.resize(PLACES, NaiveDate::MIN);
        self.years.resize(PLACES, 0);
        *self.known.get_mut(place)? = date;
        *self.years.get_mut(place)? = u8::try_from(year.saturating_sub(BEFORE)).unwrap_or(0);
        Some(date)
    }
}

/// The year, month and day of a text such as `31/03/2026`.
#[cold]
fn slash_date(date: &[u8; 10]) -> Option<(u32, u32, u32)> {
    match *date {
        [a, b, b'/', c, d, b'/', e, f, g, h] => iso_date(&[e, f, g, h, b'-', c, d, b'-', a, b]),
        _ => None,
    }
}

/// Whether a date is in a usual year.
#[inline]
pub(super) fn is_usual(date: NaiveDate) -> bool {
    (FIRST_YEAR.cast_signed()..FIRST_OPEN_YEAR.cast_signed()).contains(&date.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{DateCell, parse_date, read_date};

    #[test]
    fn days_are_read_as_the_checks_read_them() {
        let mut days = Days::default();
        let mut order = SeenOrder::default();
        for year in 1948..2102 {
            for (month, day) in (0..17).flat_map(|month| (0..34).map(move |day| (month, day))) {
                let texts = [format!("{year:04}-{month:02}-{day:02}"), format!("{day:02}/{month:02}/{year:04}")];
                let expected = match read_date(&texts[0]) {
                    DateCell::Date(date) if year < 2099 => Some(Some(date)),
                    _ => None,
                };
                for text in texts.iter().flat_map(|text| [text, text]) {
                    assert_eq!(days.read(text.as_bytes(), &mut order), expected, "{text}");
                }
                if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
                    assert_eq!(is_usual(date), expected.is_some(), "{date}");
                }
            }
        }
        let mut read = |text: &str| days.read(text.as_bytes(), &mut order);
        assert_eq!(["", "NULL"].map(&mut read), [Some(None); 2]);
        for time in MIDNIGHT {
            for date in ["2026-01-05", "05/01/2026"] {
                let text = format!("{date}{}", std::str::from_utf8(time).unwrap());
                assert_eq!(read(&text), Some(parse_date(&text)).filter(Option::is_some), "{text}");
            }
        }
        for other in ["2026-01-99", "2026-99-01", "5/1/2026", "2026-01-05 ", " 2026-01-05", "2026-01-5", "NULLS"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn the_order_is_told_of_dates_that_are_read() {
        let seen = |text: &str| {
            let mut order = SeenOrder::default();
            let _ = Days::default().read(text.as_bytes(), &mut order);
            (order.either, order.day_first)
        };
        for (text, expected) in [
            ("12/05/2026", (true, false)),
            ("13/05/2026", (false, true)),
            ("12/13/2026", (false, false)),
            ("12/05/2026 10:30", (false, false)),
            ("2026-05-13", (false, false)),
        ] {
            assert_eq!(seen(text), expected, "{text}");
        }
    }
}
