//! The days that were read before.

use chrono::{Datelike as _, NaiveDate};

use crate::value::{FIRST_OPEN_YEAR, FIRST_YEAR, NULL, iso_date};

/// Reads ISO dates in the usual years. The days of a table are few, so that most were read before, and looking one up is faster
/// than making it.
#[derive(Debug, Default)]
pub(super) struct Days {
    /// The last day that was read in each place, with its bits.
    known: Vec<(u32, NaiveDate)>,
}

/// Midnight after a date, as databases write it.
const MIDNIGHT: [&[u8]; 5] = [b" 00:00:00", b" 00:00:00.000", b" 00:00:00.0000000", b"T00:00:00", b"T00:00:00.000"];

/// The number of places: days that are less than eight years apart have different ones.
const PLACES: usize = 8 << YEAR;

/// The first bits of the months and of the years.
const MONTH: u32 = 5;
const YEAR: u32 = MONTH + 4;

impl Days {
    /// Reads a cell if it is blank, or an ISO date in a usual year, perhaps at midnight. `None` for any other text.
    #[inline]
    pub(super) fn read(&mut self, text: &[u8]) -> Option<Option<NaiveDate>> {
        let Some((date, time)) = text.split_first_chunk() else {
            return (text.is_empty() || text == NULL.as_bytes()).then_some(None);
        };
        let (year, month, day) = iso_date(date)?;
        if !time.is_empty() && !MIDNIGHT.contains(&time) {
            return None;
        }
        if !(FIRST_YEAR..FIRST_OPEN_YEAR).contains(&year) || month >> (YEAR - MONTH) != 0 || day >> MONTH != 0 {
            return None;
        }
        let bits = year << YEAR | month << MONTH | day;
        let place = bits as usize % PLACES;
        match self.known.get(place) {
            Some((known, date)) if *known == bits => Some(Some(*date)),
            _ => self.make(year, month, day, (place, bits)).map(Some),
        }
    }

    #[cold]
    fn make(&mut self, year: u32, month: u32, day: u32, (place, bits): (usize, u32)) -> Option<NaiveDate> {
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        self.known.resize(PLACES, (0, NaiveDate::MIN));
        *self.known.get_mut(place)? = (bits, date);
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
        for year in 1948..2102 {
            for (month, day) in (0..17).flat_map(|month| (0..34).map(move |day| (month, day))) {
                let text = format!("{year:04}-{month:02}-{day:02}");
                let expected = match read_date(&text) {
                    DateCell::Date(date) if year < 2099 => Some(Some(date)),
                    _ => None,
                };
                assert_eq!([days.read(text.as_bytes()), days.read(text.as_bytes())], [expected; 2], "{text}");
                if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
                    assert_eq!(is_usual(date), expected.is_some(), "{text}");
                }
            }
        }
        assert_eq!(["", "NULL"].map(|text| days.read(text.as_bytes())), [Some(None); 2]);
        for time in MIDNIGHT {
            let text = format!("2026-01-05{}", std::str::from_utf8(time).unwrap());
            assert_eq!(days.read(text.as_bytes()), Some(parse_date(&text)).filter(Option::is_some), "{text}");
        }
        for other in ["2026-01-99", "2026-99-01", "05/01/2026", "2026-01-05 ", " 2026-01-05", "2026-01-5", "NULLS"] {
            assert_eq!(days.read(other.as_bytes()), None, "{other}");
        }
    }
}
