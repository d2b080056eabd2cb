//! The days on which something happened.

use std::iter::Peekable;

use chrono::NaiveDate;

use crate::AsOf;

/// The days on which something happened, of one kind or of two together. Several on one day are one.
///
/// [`since`](Self::since), [`masked`](Self::masked) and [`or`](Self::or) narrow and widen them; what has happened by a snapshot date is
/// asked with its [`AsOf`]: [`latest`](Self::latest), [`none`](Self::none) and [`any`](Self::any). All other questions are about
/// days of any date, and nothing is noted in [`AsOf::valid_until`]: they are for those who follow events from day to day.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, EventDays, Period, WorkingCalendar};
/// use chrono::{Datelike, NaiveDate};
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let as_of = AsOf::new(day(20), Period::YearToDate, &conventions);
///
/// let visits = [day(2), day(9), day(23)];
/// let visits = EventDays::new(&visits);
/// assert_eq!(visits.latest(&as_of), Some(day(9)));
/// assert!(visits.since(day(10)).none(&as_of));
/// assert_eq!(as_of.valid_until(), day(23)); // until the next visit
///
/// assert_eq!(visits.as_plain_slices(day(20)), Some((&[day(2), day(9)][..], &[day(23)][..])));
/// let seen = visits.masked(&[true, false, true]);
/// assert!(seen.latest(&as_of) == Some(day(2)) && seen.as_plain_slices(day(20)).is_none());
/// assert!(visits.any(&as_of, |day| day.day() > 2) && !visits.any(&as_of, |day| day.day() > 9));
/// assert!(visits.after(day(9)).eq([day(23)]));
/// assert!(visits.is_first(day(2)) && !visits.is_first(day(9)));
/// assert_eq!(visits.latest_through(day(22)), Some(day(9)));
/// assert_eq!(visits.since(day(5)).since_day(), day(5));
///
/// let reviews = [day(16)];
/// assert_eq!(visits.or(EventDays::new(&reviews)).latest(&as_of), Some(day(16)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct EventDays<'a> {
    one: List<'a>,
    /// Those of the other kind, which all count.
    other: &'a [NaiveDate],
    since: NaiveDate,
}

/// Days of one kind.
#[derive(Clone, Copy, Debug)]
struct List<'a> {
    days: &'a [NaiveDate],
    /// Which of them count; `None` where all do.
    counted: Option<&'a [bool]>,
}

impl<'a> List<'a> {
    /// Where the first day is for which `comes_before` does not hold: it holds for those up to some day.
    #[inline]
    fn first_not(&self, comes_before: impl Fn(NaiveDate) -> bool) -> usize {
        // Most often none comes before, or all, as the first and the last tell.
        match (self.days.first(), self.days.last()) {
            (_, Some(last)) if comes_before(*last) => self.days.len(),
            (Some(first), _) if comes_before(*first) => self.days.partition_point(|day| comes_before(*day)),
            _ => 0,
        }
    }

    #[inline]
    fn counts(&self, at: usize) -> bool {
        self.counted.is_none_or(|counted| counted.get(at).copied().unwrap_or(false))
    }

    /// Those that count of the days at `first` and later.
    #[inline]
    fn from(self, first: usize) -> impl Iterator<Item = NaiveDate> + use<'a> {
        let days = self.days.iter().enumerate().skip(first);
        days.filter_map(move |(at, day)| self.counts(at).then_some(*day))
    }

    /// Those that count of the days before `end`, the latest first.
    #[inline]
    fn back_from(self, end: usize) -> impl Iterator<Item = NaiveDate> + use<'a> {
        let days = self.days.iter().enumerate().take(end).rev();
        days.filter_map(move |(at, day)| self.counts(at).then_some(*day))
    }
}

impl Default for EventDays<'_> {
    #[inline]
    fn default() -> Self {
        Self::new(&[])
    }
}

impl<'a> EventDays<'a> {
    /// These days, which are in order. Of days that are not, it is not said which are found.
    #[inline]
    #[must_use]
    pub const fn new(days: &'a [NaiveDate]) -> Self {
        Self { one: List { days, counted: None }, other: &[], since: NaiveDate::MIN }
    }

    /// Those at whose place in `counted` it says so.
    #[inline]
    #[must_use]
    pub const fn masked(self, counted: &'a [bool]) -> Self {
        Self { one: List { days: self.one.days, counted: Some(counted) }, ..self }
    }

    /// Those of them on `day` or later.
    #[inline]
    #[must_use]
    pub fn since(self, day: NaiveDate) -> Self {
        Self { since: self.since.max(day), ..self }
    }

    /// These and those of another kind together, since the day that these are asked since: `other` is all its days of one
    /// kind, whichever of them count and since when. There is one other kind: asked again, the last.
    #[inline]
    #[must_use]
    pub const fn or(self, other: EventDays<'a>) -> Self {
        Self { other: other.one.days, ..self }
    }

    const fn other(&self) -> List<'a> {
        List { days: self.other, counted: None }
    }

    /// The latest by the snapshot date.
    #[inline]
    #[must_use]
    pub fn latest(&self, as_of: &AsOf<'_>) -> Option<NaiveDate> {
        let one = self.latest_of(&self.one, as_of);
        if self.other.is_empty() { one } else { one.max(self.latest_of(&self.other(), as_of)) }
    }

    #[inline]
    fn latest_of(&self, list: &List<'a>, as_of: &AsOf<'_>) -> Option<NaiveDate> {
        let come = list.first_not(|day| day <= as_of.known_through());
        if let Some(next) = list.from(come).next() {
            as_of.note_event(next);
        }
        list.back_from(come).next().filter(|day| *day >= self.since)
    }

    /// Whether there is none by the snapshot date.
    #[inline]
    #[must_use]
    pub fn none(&self, as_of: &AsOf<'_>) -> bool {
        self.first().is_none_or(|first| !as_of.happened(first))
    }

    /// Whether there is one by the snapshot date of which `is_so` holds. What `is_so` says of a day must not depend on the snapshot
    /// date, unless it asks the [`AsOf`] for it.
    #[inline]
    #[must_use]
    pub fn any(&self, as_of: &AsOf<'_>, is_so: impl Fn(NaiveDate) -> bool) -> bool {
        self.first_that(is_so).is_some_and(|day| as_of.happened(day))
    }

    /// The latest through `day`, whatever comes after.
    #[inline]
    #[must_use]
    pub fn latest_through(&self, day: NaiveDate) -> Option<NaiveDate> {
        let latest = |list: &List<'a>| list.back_from(list.first_not(|other| other <= day)).next();
        let one = latest(&self.one);
        let latest = if self.other.is_empty() { one } else { one.max(latest(&self.other())) };
        latest.filter(|day| *day >= self.since)
    }

    /// The first of all.
    #[inline]
    #[must_use]
    pub fn first(&self) -> Option<NaiveDate> {
        self.first_that(|_| true)
    }

    #[inline]
    fn first_that(&self, is_so: impl Fn(NaiveDate) -> bool) -> Option<NaiveDate> {
        let first = |list: &List<'a>| list.from(list.first_not(|day| day < self.since)).find(|day| is_so(*day));
        let one = first(&self.one);
        if self.other.is_empty() { one } else { one.into_iter().chain(first(&self.other())).min() }
    }

    /// Whether none of them comes before `day`.
    #[inline]
    #[must_use]
    pub fn is_first(&self, day: NaiveDate) -> bool {
        self.first().is_none_or(|first| day <= first)
    }

    /// Those after `day`, in order; of several on one day, each.
    #[inline]
    pub fn after(&self, day: NaiveDate) -> impl Iterator<Item = NaiveDate> + use<'a> {
        let since = self.since;
        let from = |list: &List<'a>| list.from(list.first_not(|other| other <= day || other < since));
        Merged { one: from(&self.one).peekable(), other: from(&self.other()).peekable() }
    }

    /// Those through `day` and those after it, in order, where all of one kind count and there is no other: else `None`.
    #[inline]
    #[must_use]
    pub fn as_plain_slices(&self, day: NaiveDate) -> Option<(&'a [NaiveDate], &'a [NaiveDate])> {
        if self.one.counted.is_some() || !self.other.is_empty() {
            return None;
        }
        let since = |days: &'a [NaiveDate]| match (days.first(), days.last()) {
            (Some(first), _) if *first >= self.since => days,
            (_, Some(last)) if *last >= self.since => {
                days.get(days.partition_point(|other| *other < self.since)..).unwrap_or(&[])
            }
            _ => &[],
        };
        let (through, after) = self.one.days.split_at_checked(self.one.first_not(|other| other <= day))?;
        Some((since(through), since(after)))
    }

    /// The day since which they are asked; [`NaiveDate::MIN`] for all.
    #[inline]
    #[must_use]
    pub const fn since_day(&self) -> NaiveDate {
        self.since
    }

    /// Whether there is no day at all, whichever count and since when.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.one.days.is_empty() && self.other.is_empty()
    }
}

/// Two lists of days, each in order, as one.
struct Merged<I: Iterator<Item = NaiveDate>> {
    one: Peekable<I>,
    other: Peekable<I>,
}

impl<I: Iterator<Item = NaiveDate>> Iterator for Merged<I> {
    type Item = NaiveDate;

    #[inline]
    fn next(&mut self) -> Option<NaiveDate> {
        match (self.one.peek(), self.other.peek()) {
            (Some(one), Some(other)) if other < one => self.other.next(),
            (Some(_), _) => self.one.next(),
            (None, _) => self.other.next(),
        }
    }
}
