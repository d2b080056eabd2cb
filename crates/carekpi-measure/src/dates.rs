//! The dates of a history.

use carekpi_dates::DateRange;
use chrono::{Datelike, NaiveDate};

/// The dates of a history, each with its place in the list of changes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Dates {
    /// Every day of a range: the place is the [`key`] less that of the first, which leaves gaps and needs no list.
    Every(DateRange),
    /// Some days, in order.
    Some {
        dates: Vec<NaiveDate>,
        /// By [`key`] less that of the first date: how many dates come before the day.
        before: Vec<u32>,
    },
}

/// A number for a day that grows from day to day, with gaps at the ends of years.
#[inline]
fn key(day: NaiveDate) -> i32 {
    (day.year() << 9) | day.ordinal().cast_signed()
}

/// How far the key of a day is from that of an earlier one.
#[inline]
pub(crate) fn keys_between(first: NaiveDate, day: NaiveDate) -> usize {
    usize::try_from(key(day).saturating_sub(key(first))).unwrap_or(0)
}

impl Dates {
    pub(crate) fn some(dates: Vec<NaiveDate>) -> Self {
        let mut before = Vec::new();
        if let (Some(first), Some(last)) = (dates.first(), dates.last()) {
            before.reserve_exact(keys_between(*first, *last).saturating_add(1));
            for (number, date) in (0_u32..).zip(&dates) {
                before.resize(keys_between(*first, *date).saturating_add(1), number);
            }
        }
        Self::Some { dates, before }
    }

    /// The days from the first date through the last.
    pub(crate) fn days(&self) -> DateRange {
        match self {
            Self::Every(days) => *days,
            Self::Some { dates, .. } => match (dates.first(), dates.last()) {
                (Some(first), Some(last)) => DateRange::closed(*first, *last),
                _ => DateRange::half_open(NaiveDate::MIN, NaiveDate::MIN),
            },
        }
    }

    /// How many places there are.
    pub(crate) fn places(&self) -> usize {
        match self {
            Self::Every(days) if days.is_empty() => 0,
            Self::Every(days) => {
                keys_between(days.start(), days.end().pred_opt().unwrap_or(days.end())).saturating_add(1)
            }
            Self::Some { dates, .. } => dates.len(),
        }
    }

    /// The first date on `day` or after it, with its place.
    #[inline]
    pub(crate) fn next(&self, day: NaiveDate) -> Option<(usize, NaiveDate)> {
        match self {
            Self::Every(days) => {
                let day = day.max(days.start());
                (day < days.end()).then(|| (keys_between(days.start(), day), day))
            }
            Self::Some { dates, .. } => {
                let place = self.place(day);
                dates.get(place).map(|date| (place, *date))
            }
        }
    }

    /// The place of the first date on `day` or after it; past the last place where there is none.
    #[inline]
    pub(crate) fn place(&self, day: NaiveDate) -> usize {
        match self {
            Self::Every(days) if day >= days.end() => self.places(),
            Self::Every(days) => keys_between(days.start(), day),
            Self::Some { dates, before, .. } => match dates.first() {
                Some(first) if day > *first => before
                    .get(keys_between(*first, day))
                    .map_or(dates.len(), |place| usize::try_from(*place).unwrap_or(usize::MAX)),
                _ => 0,
            },
        }
    }

    /// The first date.
    #[inline]
    pub(crate) fn first(&self) -> NaiveDate {
        self.days().start()
    }

    /// The dates with their places, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, NaiveDate)> {
        let (days, dates): (_, &[NaiveDate]) = match self {
            Self::Every(days) => (*days, &[]),
            Self::Some { dates, .. } => (DateRange::half_open(NaiveDate::MIN, NaiveDate::MIN), dates),
        };
        let every = days.iter().map(move |day| (keys_between(days.start(), day), day));
        every.chain(dates.iter().copied().enumerate())
    }
}
