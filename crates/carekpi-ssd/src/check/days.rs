//! The days that were read before.

use chrono::{Datelike as _, NaiveDate};

use crate::date_order::SeenOrder;
use crate::value::{FIRST_OPEN_YEAR, FIRST_YEAR, NULL, iso_date};

/// Reads dates of the usual forms in the usual years. The days of an extract are few, so that most were read before, and looking
/// one up is faster than reading it.
#[derive(Debug, Default)]
pub(crate) struct Days {
    /// The last day that was read in each [`place`]; empty until one was.
    known: Vec<Known>,
}

/// A day that was read before.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// The year as it was written. An empty entry has bytes that never occur in UTF-8.
    year: [u8; 4],
    date: NaiveDate,
}

impl Known {
    const NONE: Self = Self { year: [u8::MAX; 4], date: NaiveDate::MIN };
}

/// Midnight after a date, as databases write it.
const MIDNIGHT: [&[u8]; 6] =
    [b" 00:00", b" 00:00:00", b" 00:00:00.000", b" 00:00:00.0000000", b"T00:00:00", b"T00:00:00.000"];

/// The number of places: days that are less than ten years apart have different ones.
const PLACES: usize = 10 << 11;

/// Where the date of a text such as `2026-03-31` is kept; `None` for most texts that are no ISO date. Two texts with the same year
/// never have the same place.
///
/// A place has the last digit of the year, then both digits of the month in 5 bits, then both of the day in 6.
#[inline]
fn place(text: &[u8; 10]) -> Option<usize> {
    let [month @ .., tens, units] = *text;
    let (month, day) = (u64::from_le_bytes(month), u16::from_le_bytes([tens, units]));
    // The bits that are the same in all dates.
    let of_month = month & 0xFFF0_FEFF_0000_0000;
    if of_month != u64::from_le_bytes(*b"\0\0\0\0-00-") || day & 0xF0FC != u16::from_le_bytes(*b"00") {
        return None;
    }
    // Each multiplication moves the remaining bits next to each other. The first result has six zero bits at the end, for the day.
    let month = (month & 0x000F_0100_0F00_0000).wrapping_mul(1 << 36 | 1 << 19 | 1 << 7) >> 49;
    let day = (day & 0x0F03).wrapping_mul(1 << 12 | 1) >> 8;
    Some(usize::try_from(month).ok()? | usize::from(day))
}

impl Days {
    /// Reads a cell if it is blank, or a date in a usual year, perhaps at midnight: an ISO date, or one with slashes and ten
    /// characters, of which `order` is told. `None` for any other text.
    #[inline]
    pub(super) fn read(&mut self, text: &[u8], order: &mut SeenOrder) -> Option<Option<NaiveDate>> {
        match text.try_into().ok().and_then(|date| self.known(date)) {
            Some(date) => Some(Some(date)),
            None if text.is_empty() => Some(None),
            None => self.read_other(text, order),
        }
    }

    /// Reads a cell that is neither blank nor only an ISO date that is known.
    #[inline(never)]
    fn read_other(&mut self, text: &[u8], order: &mut SeenOrder) -> Option<Option<NaiveDate>> {
        let Some((date, time)) = text.split_first_chunk::<10>() else {
            return (text == NULL.as_bytes()).then_some(None);
        };
        if !time.is_empty() && !MIDNIGHT.contains(&time) {
            return None;
        }
        match self.known(date) {
            Some(date) => Some(Some(date)),
            None => self.read_new(date, order).map(Some),
        }
    }

    /// The date of a text that was read before.
    #[inline]
    fn known(&self, text: &[u8; 10]) -> Option<NaiveDate> {
        let known = self.known.get(place(text)?)?;
        text.starts_with(&known.year).then_some(known.date)
    }

    /// Reads a text that is not known.
    #[cold]
    fn read_new(&mut self, text: &[u8; 10], order: &mut SeenOrder) -> Option<NaiveDate> {
        let [a, b, b'/', c, d, b'/', year @ ..] = *text else { return self.make(text) };
        let [e, f, g, h] = year;
        let iso = [e, f, g, h, b'-', c, d, b'-', a, b];
        let date = self.known(&iso).or_else(|| self.make(&iso))?;
        order.see_day(date.day());
        Some(date)
    }

    /// Makes the date of an ISO text, and keeps it.
    fn make(&mut self, text: &[u8; 10]) -> Option<NaiveDate> {
        let (year, month, day) = iso_date(text).filter(|(year, ..)| (FIRST_YEAR..FIRST_OPEN_YEAR).contains(year))?;
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        self.known.resize(PLACES, Known::NONE);
        let [a, b, c, d, ..] = *text;
        *self.known.get_mut(place(text)?)? = Known { year: [a, b, c, d], date };
        Some(date)
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
        let known = ["2026-01-05", "2026-12-31", "2026-01-31", "2026-03-01", "2026-10-01"];
        assert!(known.iter().all(|date| read(date) == Some(parse_date(date))));
        for wrong in ["2026-0<-05", "2026-0;-31", "2026-01-0?", "2026-1:-01", "2:26-01-05", "20/6-01-05", "202:-01-05"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        for other in ["2026-01-99", "2026-99-01", "5/1/2026", "2026-01-05 ", " 2026-01-05", "2026-01-5", "NULLS"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn a_known_day_does_not_change_how_similar_texts_are_read() {
        let mut days = Days::default();
        let mut order = SeenOrder::default();
        let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        for day in first.iter_days().take_while(|day| day.year() < 2030) {
            assert_eq!(days.read(day.to_string().as_bytes(), &mut order), Some(Some(day)));
        }
        for text in ["2020-02-29", "2026-03-31", "2029-12-10"] {
            for at in 0..text.len() {
                for byte in 1..128_u8 {
                    let mut other = text.as_bytes().to_vec();
                    other[at] = byte;
                    let other = String::from_utf8(other).unwrap();
                    let alone = Days::default().read(other.as_bytes(), &mut order);
                    assert_eq!(days.read(other.as_bytes(), &mut order), alone, "{other:?}");
                    let date = alone.flatten();
                    assert!(date.is_none() || date == parse_date(&other), "{other:?}");
                }
            }
        }
    }

    #[test]
    fn days_less_than_ten_years_apart_have_different_places() {
        for first in (1950..2090).step_by(3) {
            let mut places = std::collections::HashSet::new();
            for year in first..first + 10 {
                for day in NaiveDate::from_yo_opt(year, 1).unwrap().iter_days().take_while(|day| day.year() == year) {
                    let text: [u8; 10] = day.to_string().into_bytes().try_into().unwrap();
                    assert!(place(&text).is_some_and(|place| place < PLACES && places.insert(place)), "{day}");
                }
            }
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
