//! The days on which something happened.

use chrono::NaiveDate;

use crate::{AsOf, DateRange};

/// The days on which events of one kind happened, or of two kinds. Several events on one day count as one.
///
/// [`since`](Self::since) and [`masked`](Self::masked) leave days out, and [`merged_with`](Self::merged_with) adds a second kind.
/// [`latest`](Self::latest), [`none`](Self::none) and [`any`](Self::any) take an [`AsOf`]: they answer for its snapshot date. All
/// other methods cover days of any date and note nothing in [`AsOf::valid_until`]. They are for code that follows events from day
/// to day.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, DateRange, EventDays, Period, WorkingCalendar};
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
/// assert_eq!(visits.split_after(day(20)), Some((Some(day(9)), &[day(23)][..])));
/// let seen = visits.masked(&[true, false, true]);
/// assert!(seen.latest(&as_of) == Some(day(2)) && seen.split_after(day(20)).is_none());
/// assert!(visits.any(&as_of, |day| day.day() > 2) && !visits.any(&as_of, |day| day.day() > 9));
/// let mut listed = Vec::new();
/// visits.list(DateRange::half_open(day(9), day(23)), &mut listed);
/// assert_eq!(listed, [day(9)]);
/// assert!(visits.is_first(day(2)) && !visits.is_first(day(9)));
/// assert_eq!(visits.latest_through(day(22)), Some(day(9)));
/// assert_eq!(visits.since(day(5)).since_day(), day(5));
///
/// let reviews = [day(16)];
/// assert_eq!(visits.merged_with(EventDays::new(&reviews)).latest(&as_of), Some(day(16)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct EventDays<'a> {
    first_kind: List<'a>,
    /// The days of the second kind, which all count.
    second_kind: &'a [NaiveDate],
    since: NaiveDate,
}

/// Days of one kind.
#[derive(Clone, Copy, Debug)]
struct List<'a> {
    days: &'a [NaiveDate],
    /// Which of them count; `None` if all do.
    counted: Option<&'a [bool]>,
}

impl<'a> List<'a> {
    /// The index of the first day for which `comes_before` is false. It is true for all days before that one.
    #[inline]
    fn first_not(&self, comes_before: impl Fn(NaiveDate) -> bool) -> usize {
        // Usually it is true for no day or for all: then the first and the last day decide.
        match (self.days.first(), self.days.last()) {
            (_, Some(last)) if comes_before(*last) => self.days.len(),
            (Some(first), _) if comes_before(*first) => self.days.partition_point(|day| comes_before(*day)),
            _ => 0,
        }
    }

    /// The days from the one at this place on.
    #[inline]
    fn skip(self, first: usize) -> Self {
        let days = self.days.get(first..).unwrap_or(&[]);
        Self { days, counted: self.counted.map(|counted| counted.get(first..).unwrap_or(&[])) }
    }

    /// Whether the day at this place counts.
    #[inline]
    fn counts(&self, at: usize) -> bool {
        self.counted.is_none_or(|counted| counted.get(at).copied().unwrap_or(false))
    }

    /// The days that count, from the index `first` on.
    #[inline]
    fn from(self, first: usize) -> impl Iterator<Item = NaiveDate> + use<'a> {
        let days = self.days.iter().enumerate().skip(first);
        days.filter_map(move |(at, day)| self.counts(at).then_some(*day))
    }

    /// The days that count before the index `end`, the latest first.
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
    /// These days, which must be in order. If they are not, it is unspecified which of them are found.
    #[inline]
    #[must_use]
    pub const fn new(days: &'a [NaiveDate]) -> Self {
        Self { first_kind: List { days, counted: None }, second_kind: &[], since: NaiveDate::MIN }
    }

    /// The days for which `counted` is true, index by index. A second kind is not masked.
    #[inline]
    #[must_use]
    pub const fn masked(self, counted: &'a [bool]) -> Self {
        Self { first_kind: List { days: self.first_kind.days, counted: Some(counted) }, ..self }
    }

    /// The days from `day` on.
    #[inline]
    #[must_use]
    pub fn since(self, day: NaiveDate) -> Self {
        Self { since: self.since.max(day), ..self }
    }

    /// The union with the days of a second kind, from the same [`since`](Self::since) day. A mask or `since` on `other` is
    /// ignored, and so is a second kind of its own. A second kind that was merged before is replaced.
    #[inline]
    #[must_use]
    pub const fn merged_with(self, other: EventDays<'a>) -> Self {
        Self { second_kind: other.first_kind.days, ..self }
    }

    const fn second_list(&self) -> List<'a> {
        List { days: self.second_kind, counted: None }
    }

    /// The latest day by the snapshot date.
    #[inline]
    #[must_use]
    pub fn latest(&self, as_of: &AsOf<'_>) -> Option<NaiveDate> {
        let first_kind = self.latest_of(&self.first_kind, as_of);
        if self.second_kind.is_empty() {
            first_kind
        } else {
            first_kind.max(self.latest_of(&self.second_list(), as_of))
        }
    }

    #[inline]
    fn latest_of(&self, list: &List<'a>, as_of: &AsOf<'_>) -> Option<NaiveDate> {
        let known = list.first_not(|day| day <= as_of.known_through());
        // Usually there are no later ones.
        if known < list.days.len()
            && let Some(next) = list.from(known).next()
        {
            as_of.note_event(next);
        }
        list.back_from(known).next().filter(|day| *day >= self.since)
    }

    /// Whether none of the days is on or before the snapshot date.
    #[inline]
    #[must_use]
    pub fn none(&self, as_of: &AsOf<'_>) -> bool {
        self.first().is_none_or(|first| !as_of.happened(first))
    }

    /// Whether `is_so` is true for a day by the snapshot date. The result of `is_so` must not depend on the snapshot date, unless
    /// it asks the [`AsOf`].
    #[inline]
    #[must_use]
    pub fn any(&self, as_of: &AsOf<'_>, is_so: impl Fn(NaiveDate) -> bool) -> bool {
        self.first_that(is_so).is_some_and(|day| as_of.happened(day))
    }

    /// The latest day through `day`.
    #[inline]
    #[must_use]
    pub fn latest_through(&self, day: NaiveDate) -> Option<NaiveDate> {
        let latest = |list: &List<'a>| list.back_from(list.first_not(|event| event <= day)).next();
        let first_kind = latest(&self.first_kind);
        let latest = if self.second_kind.is_empty() { first_kind } else { first_kind.max(latest(&self.second_list())) };
        latest.filter(|day| *day >= self.since)
    }

    /// The first day.
    #[inline]
    #[must_use]
    pub fn first(&self) -> Option<NaiveDate> {
        self.first_that(|_| true)
    }

    #[inline]
    fn first_that(&self, is_so: impl Fn(NaiveDate) -> bool) -> Option<NaiveDate> {
        let first = |list: &List<'a>| list.from(list.first_not(|day| day < self.since)).find(|day| is_so(*day));
        let first_kind = first(&self.first_kind);
        if self.second_kind.is_empty() {
            first_kind
        } else {
            first_kind.into_iter().chain(first(&self.second_list())).min()
        }
    }

    /// Whether no day is before `day`.
    #[inline]
    #[must_use]
    pub fn is_first(&self, day: NaiveDate) -> bool {
        self.first().is_none_or(|first| day <= first)
    }

    /// Adds the days in a range to a list, in order. A day with several events is added once for each.
    #[inline]
    pub fn list(&self, days: DateRange, list: &mut Vec<NaiveDate>) {
        let from = |list: &List<'a>| list.skip(list.first_not(|day| day < days.start() || day < self.since));
        let (first_kind, mut second_kind) = (from(&self.first_kind), from(&self.second_list()).days);
        for (at, day) in first_kind.days.iter().enumerate() {
            if *day >= days.end() {
                break;
            }
            while let Some((other, rest)) = second_kind.split_first()
                && other < day
            {
                list.push(*other);
                second_kind = rest;
            }
            if first_kind.counts(at) {
                list.push(*day);
            }
        }
        list.extend(second_kind.iter().take_while(|day| **day < days.end()));
    }

    /// The latest day through `day`, and the days after it, in order; `None` if there is a mask or a second kind.
    #[inline]
    #[must_use]
    pub fn split_after(&self, day: NaiveDate) -> Option<(Option<NaiveDate>, &'a [NaiveDate])> {
        if self.first_kind.counted.is_some() || !self.second_kind.is_empty() {
            return None;
        }
        let later = self.first_kind.first_not(|event| event <= day);
        let (through, after) = self.first_kind.days.split_at_checked(later)?;
        let latest = through.last().copied().filter(|latest| *latest >= self.since);
        if self.since <= day {
            return Some((latest, after));
        }
        let since = after.partition_point(|event| *event < self.since);
        Some((latest, after.get(since..).unwrap_or(&[])))
    }

    /// All days of the first kind, whether or not they count, of any date.
    #[inline]
    #[must_use]
    pub const fn all(&self) -> &'a [NaiveDate] {
        self.first_kind.days
    }

    /// The first day that counts, set by [`since`](Self::since); [`NaiveDate::MIN`] if all do.
    #[inline]
    #[must_use]
    pub const fn since_day(&self) -> NaiveDate {
        self.since
    }

    /// Whether there are no days at all, those left out by a mask or `since` included.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.first_kind.days.is_empty() && self.second_kind.is_empty()
    }
}
