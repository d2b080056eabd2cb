//! A snapshot date, and how long what was learned of it holds.

use std::cell::Cell;

use chrono::{Datelike, NaiveDate};

use crate::{Conventions, Limit, Period, Span, WithinLast, WorkingCalendar, birthday};

/// The world as it stands at the end of one day, the snapshot date.
///
/// Every question about dates is put to it, and it keeps, beside the answers, **the first later day on which any of
/// them may differ** ([`valid_until`](Self::valid_until)). A rule that asks nothing else therefore gives the same answer on every
/// day before that one: that is how a whole history is measured with the code that measures one day.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, Limit, Period, Span, WorkingCalendar};
/// use chrono::{Datelike, NaiveDate};
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let as_of = AsOf::new(day(2026, 3, 31), Period::YearToDate, &conventions);
///
/// let lapses = as_of.lapses(day(2026, 3, 2), Limit::less_than(Span::days(42))).unwrap();
/// assert_eq!(lapses, day(2026, 4, 13));
/// assert!(!as_of.reached(lapses));
/// assert_eq!(as_of.valid_until(), day(2026, 4, 13)); // what was answered holds through 12 April
///
/// assert_eq!(as_of.has_lasted(day(2026, 1, 31), Span::months(2)), Some(true));
/// assert_eq!(as_of.has_lasted(day(2026, 2, 1), Span::months(2)), Some(false));
/// assert_eq!(as_of.valid_until(), day(2026, 4, 1)); // the second answer will be another then
/// assert!(as_of.is_under(day(2022, 4, 1), 4) && !as_of.is_under(day(2022, 3, 31), 4));
/// assert!(as_of.in_period(day(2025, 4, 1)) && !as_of.in_period(day(2025, 3, 31)));
/// assert_eq!(as_of.within_last(Span::months(2)), Limit::less_than(Span::months(2)));
/// as_of.note_change(day(2026, 3, 31)); // reached: it changes nothing any more
/// ```
#[derive(Debug)]
pub struct AsOf<'c> {
    on: NaiveDate,
    known_on: NaiveDate,
    period: Period,
    conventions: &'c Conventions,
    until: Cell<NaiveDate>,
}

impl<'c> AsOf<'c> {
    /// The end of the day `on`, with the period that flows are counted over.
    #[inline]
    #[must_use]
    pub const fn new(on: NaiveDate, period: Period, conventions: &'c Conventions) -> Self {
        Self { on, known_on: NaiveDate::MAX, period, conventions, until: Cell::new(NaiveDate::MAX) }
    }

    /// The same day as it is foreseen at the end of an earlier one: nothing dated after `day` exists, neither starts nor ends
    /// nor events, while limits lapse and birthdays come.
    ///
    /// ```
    /// use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let foreseen = AsOf::new(day(20), Period::YearToDate, &conventions).as_known_on(day(10));
    /// assert!(foreseen.happened(day(10)) && !foreseen.happened(day(11)));
    /// assert!(foreseen.reached(day(11)));
    /// assert!(foreseen.is_open(day(2), Some(day(15))));
    /// assert!(foreseen.known_end(Some(day(15))).is_none() && foreseen.known_end(Some(day(10))).is_some());
    /// ```
    #[inline]
    #[must_use]
    pub const fn as_known_on(self, day: NaiveDate) -> Self {
        Self { known_on: day, ..self }
    }

    /// The snapshot date. What is compared with it directly is not noted in [`valid_until`](Self::valid_until): ask
    /// [`reached`](Self::reached) instead.
    #[inline]
    #[must_use]
    pub const fn on(&self) -> NaiveDate {
        self.on
    }

    /// The last day of which something can be on record: the snapshot date, or an earlier one on which it is foreseen.
    #[inline]
    #[must_use]
    pub fn known_through(&self) -> NaiveDate {
        self.on.min(self.known_on)
    }

    /// Whether something on record that is dated `day` has happened.
    #[inline]
    #[must_use]
    pub fn happened(&self, day: NaiveDate) -> bool {
        day <= self.known_on && self.reached(day)
    }

    /// Notes that something an answer rests on happens on `day`, if it can be known.
    #[inline]
    pub fn note_event(&self, day: NaiveDate) {
        if day <= self.known_on {
            self.note_change(day);
        }
    }

    /// The conventions that dates are counted by.
    #[inline]
    #[must_use]
    pub const fn conventions(&self) -> &'c Conventions {
        self.conventions
    }

    /// The first day after the snapshot date on which an answer given so far may differ; [`NaiveDate::MAX`] if none may.
    #[inline]
    #[must_use]
    pub const fn valid_until(&self) -> NaiveDate {
        self.until.get()
    }

    /// Notes that something an answer rests on changes on `day`. Days that have been reached change nothing any more.
    #[inline]
    pub fn note_change(&self, day: NaiveDate) {
        if day > self.on && day < self.until.get() {
            self.until.set(day);
        }
    }

    /// Whether `day` has come: it is the snapshot date or before it. Of the date of something on record, ask
    /// [`happened`](Self::happened).
    #[inline]
    #[must_use]
    pub fn reached(&self, day: NaiveDate) -> bool {
        self.note_change(day);
        day <= self.on
    }

    /// Whether a record with this start and end is open, by the [`EndDay`](crate::EndDay) reading. No end means it goes on.
    #[inline]
    #[must_use]
    pub fn is_open(&self, start: NaiveDate, end: Option<NaiveDate>) -> bool {
        self.happened(start) && !end.is_some_and(|end| self.reached(self.closes(end)))
    }

    /// The end of a record, if it can be known: on a day that is foreseen, one that ends later goes on.
    #[inline]
    #[must_use]
    pub fn known_end(&self, end: Option<NaiveDate>) -> Option<NaiveDate> {
        end.filter(|end| *end <= self.known_on)
    }

    /// The first day on which a record that ends on `end` is no longer open, by the [`EndDay`](crate::EndDay) reading.
    #[inline]
    #[must_use]
    pub fn closes(&self, end: NaiveDate) -> NaiveDate {
        if end > self.known_on {
            return NaiveDate::MAX;
        }
        self.conventions.end_day.closes(end)
    }

    /// The first day on which `limit`, measured from `anchor`, is no longer kept: [`NaiveDate::MAX`] where that never
    /// comes, `None` where nobody can tell because it is in working days and `anchor` is outside the calendar.
    ///
    /// A limit in working days from a day before the calendar has lapsed, at the latest, when it would have if it had been
    /// measured from the calendar's first day: that day is the answer once it has come.
    #[inline]
    #[must_use]
    pub fn lapses(&self, anchor: NaiveDate, limit: Limit) -> Option<NaiveDate> {
        let from = |anchor| limit.lapses(anchor, &self.conventions.calendar, self.conventions.month_end);
        from(anchor).ok().or_else(|| {
            let first = WorkingCalendar::days_covered().start();
            from(first).ok().filter(|latest| anchor < first && self.reached(*latest))
        })
    }

    /// The limit that "within the last `span`" sets, by the [`WithinLast`] reading.
    #[inline]
    #[must_use]
    pub const fn within_last(&self, span: Span) -> Limit {
        let within_last: WithinLast = self.conventions.within_last;
        within_last.limit(span)
    }

    /// Whether at least `span` has passed since `start`; `None` where nobody can tell: see [`lapses`](Self::lapses).
    #[inline]
    #[must_use]
    pub fn has_lasted(&self, start: NaiveDate, span: Span) -> Option<bool> {
        self.lapses(start, Limit::less_than(span)).map(|day| self.reached(day))
    }

    /// Whether somebody born on `born` is younger than `age` whole years, by the
    /// [`LeapDayBirthday`](crate::LeapDayBirthday) reading. True before birth too.
    #[inline]
    #[must_use]
    pub fn is_under(&self, born: NaiveDate, age: u32) -> bool {
        !birthday(born, age, self.conventions.leap_day_birthday).is_some_and(|day| self.reached(day))
    }

    /// Whether `day` has come and is in the period that flows are counted over.
    #[inline]
    #[must_use]
    pub fn in_period(&self, day: NaiveDate) -> bool {
        let left = || match self.period {
            Period::Fixed { .. } => !self.period.contains(day, self.on),
            // Long ago: no need to look closer.
            Period::YearToDate if self.on.year().saturating_sub(day.year()) > 1 => true,
            Period::YearToDate => self.period.drops_out_on(day).is_some_and(|leaves| self.reached(leaves)),
        };
        self.happened(day) && !left()
    }
}
