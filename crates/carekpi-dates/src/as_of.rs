//! A snapshot date, and until when results for it stay valid.

use std::cell::Cell;

use chrono::{Datelike, NaiveDate};

use crate::{Conventions, DateRange, Limit, Period, Span, WithinLast, birthday};

/// What is known at the end of one day, the snapshot date.
///
/// Rules use it for every test on a date. It records **the first later day on which a test may give another result**
/// ([`valid_until`](Self::valid_until)). Until then, a rule that depends on nothing else gives the same result.
/// So the code that measures one day also measures a whole history.
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
/// assert_eq!(as_of.valid_until(), day(2026, 4, 13)); // the answers hold through 12 April
///
/// assert_eq!(as_of.has_lasted(day(2026, 1, 31), Span::months(2)), Some(true));
/// assert_eq!(as_of.has_lasted(day(2026, 2, 1), Span::months(2)), Some(false));
/// assert_eq!(as_of.valid_until(), day(2026, 4, 1)); // the second answer changes then
/// assert!(as_of.is_under(day(2022, 4, 1), 4) && !as_of.is_under(day(2022, 3, 31), 4));
/// assert!(as_of.in_period(day(2025, 4, 1)) && !as_of.in_period(day(2025, 3, 31)));
/// assert_eq!(as_of.within_last(Span::months(2)), Limit::less_than(Span::months(2)));
/// as_of.note_change(day(2026, 3, 31)); // already reached: ignored
/// ```
#[derive(Debug)]
pub struct AsOf<'c> {
    on: NaiveDate,
    known_on: NaiveDate,
    period: Period,
    conventions: &'c Conventions,
    valid_until: Cell<NaiveDate>,
    /// The days that count, once they were asked for.
    days_counted: Cell<Option<DateRange>>,
}

impl<'c> AsOf<'c> {
    /// The end of the day `on`, with the period that indicators count over.
    #[inline]
    #[must_use]
    pub const fn new(on: NaiveDate, period: Period, conventions: &'c Conventions) -> Self {
        Self {
            on,
            known_on: NaiveDate::MAX,
            period,
            conventions,
            valid_until: Cell::new(NaiveDate::MAX),
            days_counted: Cell::new(None),
        }
    }

    /// The same day with the records known at the end of an earlier `day`. Starts, ends and events dated after `day` are ignored.
    /// Limits still lapse, and birthdays are still reached.
    ///
    /// ```
    /// use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let forecast = AsOf::new(day(20), Period::YearToDate, &conventions).as_known_on(day(10));
    /// assert!(forecast.happened(day(10)) && !forecast.happened(day(11)));
    /// assert!(forecast.reached(day(11)));
    /// assert!(forecast.is_open(day(2), Some(day(15))));
    /// assert!(forecast.known_end(Some(day(15))).is_none() && forecast.known_end(Some(day(10))).is_some());
    /// ```
    #[inline]
    #[must_use]
    pub const fn as_known_on(self, day: NaiveDate) -> Self {
        Self { known_on: day, ..self }
    }

    /// The snapshot date. A direct comparison with it is not noted in [`valid_until`](Self::valid_until): use
    /// [`reached`](Self::reached) instead.
    #[inline]
    #[must_use]
    pub const fn on(&self) -> NaiveDate {
        self.on
    }

    /// The last day whose records are known: the snapshot date, or the day given to [`as_known_on`](Self::as_known_on) if that
    /// is earlier.
    #[inline]
    #[must_use]
    pub fn known_through(&self) -> NaiveDate {
        self.on.min(self.known_on)
    }

    /// Whether a record dated `day` is known and its day is reached.
    #[inline]
    #[must_use]
    pub fn happened(&self, day: NaiveDate) -> bool {
        day <= self.known_on && self.reached(day)
    }

    /// Notes that an answer changes with a record dated `day`, if that record is known.
    #[inline]
    pub fn note_event(&self, day: NaiveDate) {
        if day <= self.known_on {
            self.note_change(day);
        }
    }

    /// The conventions about dates.
    #[inline]
    #[must_use]
    pub const fn conventions(&self) -> &'c Conventions {
        self.conventions
    }

    /// The period that flows are counted over.
    #[inline]
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// The days of the period that [count](Period::days_counted) on the snapshot date. They are worked out once.
    ///
    /// ```
    /// use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let on = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let as_of = AsOf::new(on, Period::YearToDate, &conventions);
    /// assert_eq!(as_of.days_counted(), Period::YearToDate.days_counted(on));
    /// ```
    #[inline]
    #[must_use]
    pub fn days_counted(&self) -> DateRange {
        let days = self.days_counted.get().unwrap_or_else(|| self.period.days_counted(self.on));
        self.days_counted.set(Some(days));
        days
    }

    /// The first day after the snapshot date on which an answer given so far may differ; [`NaiveDate::MAX`] if there is none.
    #[inline]
    #[must_use]
    pub const fn valid_until(&self) -> NaiveDate {
        self.valid_until.get()
    }

    /// Notes that an answer changes on `day`. Days through the snapshot date are ignored.
    #[inline]
    pub fn note_change(&self, day: NaiveDate) {
        if day > self.on && day < self.valid_until.get() {
            self.valid_until.set(day);
        }
    }

    /// Whether `day` is the snapshot date or earlier. For the date of a record, use [`happened`](Self::happened).
    #[inline]
    #[must_use]
    pub fn reached(&self, day: NaiveDate) -> bool {
        self.note_change(day);
        day <= self.on
    }

    /// Whether a record with this start and end is open, by the [`EndDay`](crate::EndDay) reading. Without an end it stays open.
    #[inline]
    #[must_use]
    pub fn is_open(&self, start: NaiveDate, end: Option<NaiveDate>) -> bool {
        self.happened(start) && !end.is_some_and(|end| self.reached(self.closes(end)))
    }

    /// The end of a record, if it is known: see [`as_known_on`](Self::as_known_on).
    #[inline]
    #[must_use]
    pub fn known_end(&self, end: Option<NaiveDate>) -> Option<NaiveDate> {
        end.filter(|end| *end <= self.known_on)
    }

    /// The first day on which a record that ends on `end` is no longer open, by the [`EndDay`](crate::EndDay) reading. It is
    /// [`NaiveDate::MAX`] if the end is not known.
    #[inline]
    #[must_use]
    pub fn closes(&self, end: NaiveDate) -> NaiveDate {
        if end > self.known_on {
            return NaiveDate::MAX;
        }
        self.conventions.end_day.closes(end)
    }

    /// The first day on which `limit`, measured from `anchor`, is no longer kept; [`NaiveDate::MAX`] if it is always kept. `None`
    /// if that is undecidable: the limit is in working days and `anchor` is outside the calendar.
    ///
    /// There is one exception. A limit from a day before the calendar lapses no later than the same limit from the calendar's
    /// first day. Once that later day is reached, it is the answer.
    #[inline]
    #[must_use]
    pub fn lapses(&self, anchor: NaiveDate, limit: Limit) -> Option<NaiveDate> {
        let from = |anchor| limit.lapses_if_ever(anchor, &self.conventions.calendar, self.conventions.month_end);
        from(anchor).ok().or_else(|| {
            let first = self.conventions.calendar.days_covered().start();
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

    /// Whether at least `span` has passed since `start`; `None` if that is undecidable: see [`lapses`](Self::lapses).
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
        // Usually a comparison of years is enough.
        let years = self.on.year().saturating_sub(born.year());
        if u32::try_from(years).is_ok_and(|years| years > age) {
            return false;
        }
        !birthday(born, age, self.conventions.leap_day_birthday).is_some_and(|day| self.reached(day))
    }

    /// Whether a record dated `day` [`happened`](Self::happened), and `day` is in the period that indicators count over.
    #[inline]
    #[must_use]
    pub fn in_period(&self, day: NaiveDate) -> bool {
        let dropped_out = || match self.period {
            Period::Fixed { .. } => !self.period.contains(day, self.on),
            // Long ago: a comparison of years is enough.
            Period::YearToDate if self.on.year().saturating_sub(day.year()) > 1 => true,
            Period::YearToDate => self.period.drops_out_on(day).is_some_and(|day| self.reached(day)),
        };
        self.happened(day) && !dropped_out()
    }
}
