//! The dates of a history.

use std::ops::Range;

use carekpi_dates::{DateRange, day_key};
use chrono::{Datelike as _, NaiveDate};

/// The dates of a history, each with its index in the lists of changes, its place.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dates {
    /// The days from the first date through the last.
    days: DateRange,
    /// The [`day_key`] of the first.
    first_key: i32,
    /// The number of places.
    places: usize,
    /// `None` if every day is a date. Then the place of a day is the offset of its [`day_key`] from that of the first day: this
    /// leaves gaps, but needs no list.
    sparse: Option<Sparse>,
}

/// Some days only, in order.
#[derive(Debug, PartialEq, Eq)]
struct Sparse {
    dates: Vec<NaiveDate>,
    /// The number of dates before a day, by the offset of its [`day_key`] from that of the first date.
    before: Vec<u32>,
}

/// The offset of a day's key from an earlier one. For a day before it, the offset is past the end of every list.
#[inline]
pub(crate) fn day_offset(first_key: i32, day: NaiveDate) -> usize {
    to_usize(day_key(day).wrapping_sub(first_key).cast_unsigned())
}

impl Dates {
    /// Every day of a range.
    pub(crate) fn every(days: DateRange) -> Self {
        let first_key = day_key(days.start());
        let last = days.end().pred_opt().filter(|_| !days.is_empty());
        let places = last.map_or(0, |last| day_offset(first_key, last).saturating_add(1));
        Self { days, first_key, places, sparse: None }
    }

    /// These days, which must be in order, without duplicates.
    pub(crate) fn some(dates: Vec<NaiveDate>) -> Self {
        let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return Self::every(DateRange::EMPTY) };
        let days = DateRange::closed(*first, *last);
        if usize::try_from(days.days()) == Ok(dates.len()) {
            return Self::every(days);
        }
        let first_key = day_key(*first);
        let mut before = Vec::with_capacity(day_offset(first_key, *last).saturating_add(1));
        for (number, date) in (0_u32..).zip(&dates) {
            before.resize(day_offset(first_key, *date).saturating_add(1), number);
        }
        Self { days, first_key, places: dates.len(), sparse: Some(Sparse { dates, before }) }
    }

    /// The days from the first date through the last.
    #[inline]
    pub(crate) const fn days(&self) -> DateRange {
        self.days
    }

    /// The number of places.
    #[inline]
    pub(crate) const fn places(&self) -> usize {
        self.places
    }

    /// The place of the first date on or after `day`; after the last place if there is none.
    #[inline]
    pub(crate) fn place(&self, day: NaiveDate) -> usize {
        if day >= self.days.end() {
            return self.places;
        }
        self.place_of(day.max(self.days.start()))
    }

    /// The place of a day, which must not be before the first date.
    #[inline]
    pub(crate) fn place_of(&self, day: NaiveDate) -> usize {
        debug_assert!(day >= self.days.start(), "days before the first date have no place");
        self.place_of_key(self.key(day))
    }

    /// The offset of a day's [`day_key`] from that of the first date. The day must not be before the first date.
    #[inline]
    pub(crate) fn key(&self, day: NaiveDate) -> usize {
        day_offset(self.first_key, day)
    }

    /// The place of the day with this [`key`](Self::key); after the last place for a day after the last date.
    #[inline]
    pub(crate) fn place_of_key(&self, key: usize) -> usize {
        match &self.sparse {
            None => key,
            Some(sparse) => sparse.before.get(key).map_or(self.places, |place| to_usize(*place)),
        }
    }

    /// Whether every day is a date. Then the key of a day is its place.
    #[inline]
    pub(crate) const fn are_every_day(&self) -> bool {
        self.sparse.is_none()
    }

    /// The first date on or after `day`, with its place, if it is before `end`.
    #[inline]
    pub(crate) fn next_before(&self, day: NaiveDate, end: NaiveDate) -> Option<(usize, NaiveDate)> {
        if day >= end.min(self.days.end()) {
            return None;
        }
        let day = day.max(self.days.start());
        let place = self.place_of(day);
        let date = match &self.sparse {
            None => day,
            Some(sparse) => *sparse.dates.get(place)?,
        };
        (date < end).then_some((place, date))
    }

    /// The dates in `days` and the first date after them, with their places. If there is no later date, it is the place after the
    /// last, without a date.
    pub(crate) fn through_next(&self, days: DateRange) -> impl Iterator<Item = (usize, Option<NaiveDate>)> {
        let (from, end) = (self.place(days.start()), self.place(days.end()));
        let (every, places) = match &self.sparse {
            None => {
                let next = days.end().succ_opt().unwrap_or(NaiveDate::MAX);
                (self.days.intersection(DateRange::half_open(days.start(), next)), 0..0)
            }
            Some(_) => (DateRange::EMPTY, from..end.saturating_add(1).min(self.places)),
        };
        let first_key = self.first_key;
        let every = every.iter().map(move |day| (day_offset(first_key, day), Some(day)));
        let dates = self.sparse.as_ref().map_or(&[][..], |sparse| &sparse.dates);
        let some = places.map(|place| (place, dates.get(place).copied()));
        every.chain(some).chain((end >= self.places).then_some((self.places, None)))
    }

    /// The places of the dates, in order. The places within a range are consecutive.
    pub(crate) fn runs(&self) -> impl Iterator<Item = Range<usize>> {
        let (days, some) = match &self.sparse {
            None => (self.days, None),
            Some(_) => (DateRange::EMPTY, Some(0..self.places)),
        };
        let first_key = self.first_key;
        let first_of_year = |year: i32| NaiveDate::from_yo_opt(year, 1).unwrap_or(NaiveDate::MAX);
        let years = days.start().year()..=days.end().year();
        let of_year = move |year: i32| {
            let days =
                days.intersection(DateRange::half_open(first_of_year(year), first_of_year(year.saturating_add(1))));
            let last = days.end().pred_opt().filter(|_| !days.is_empty())?;
            Some(day_offset(first_key, days.start())..day_offset(first_key, last).saturating_add(1))
        };
        years.filter_map(of_year).chain(some)
    }

    /// The dates, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = NaiveDate> {
        let (days, dates): (_, &[NaiveDate]) = match &self.sparse {
            None => (self.days, &[]),
            Some(sparse) => (DateRange::EMPTY, &sparse.dates),
        };
        days.iter().chain(dates.iter().copied())
    }
}

/// A place for each day of a range.
#[derive(Debug, Default)]
pub(crate) struct ByDay {
    /// The [`day_key`] of the first.
    first_key: i32,
    /// By the offset of a day's [`day_key`] from it.
    places: Vec<u32>,
}

impl ByDay {
    /// The place of each of `days`, as `place` gives it; `None` if it gives none for one of them.
    pub(crate) fn new(days: DateRange, place: impl Fn(NaiveDate) -> Option<usize>) -> Option<Self> {
        let first_key = day_key(days.start());
        let last = days.end().pred_opt().filter(|_| !days.is_empty());
        // Keys skip numbers between years; the places of those are never read.
        let mut places = vec![0; last.map_or(0, |last| day_offset(first_key, last).saturating_add(1))];
        for day in days.iter() {
            let of_day = places.get_mut(day_offset(first_key, day))?;
            *of_day = u32::try_from(place(day)?).ok()?;
        }
        Some(Self { first_key, places })
    }

    /// The places, by the offset of a day's [`day_key`] from that of the first day.
    #[inline]
    pub(crate) fn places(&self) -> &[u32] {
        &self.places
    }

    /// The place of a day; `None` outside the range.
    #[inline]
    pub(crate) fn get(&self, day: NaiveDate) -> Option<usize> {
        self.places.get(day_offset(self.first_key, day)).map(|place| to_usize(*place))
    }
}

#[inline]
pub(crate) fn to_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
