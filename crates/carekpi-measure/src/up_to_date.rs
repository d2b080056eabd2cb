//! When something that must happen regularly is up to date.

use carekpi_dates::{AsOf, EventDays, Limit};
use chrono::NaiveDate;

use crate::{Clause, ClauseResult, Outcome, governing};

/// When something that must happen regularly is up to date. One limit runs from the start of the case while nothing has happened
/// yet, and another from the last event.
///
/// One met clause is enough; [`governing`] decides which of two governs. For one date the kernel finds the event that a clause is
/// measured from. For many dates it follows the clauses through the events ([`HistoryBuilder`](crate::HistoryBuilder)).
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, EventDays, Limit, Period, Span, WorkingCalendar};
/// use carekpi_measure::{Clause, Lapse, UpToDate};
/// use chrono::NaiveDate;
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let services = [day(5), day(20)];
///
/// // Less than 10 days have passed since it was bought and it has not been serviced yet, or less than 7 since the last
/// // service.
/// let bought = day(1);
/// let serviced = UpToDate::by(EventDays::new(&services))
///     .none_yet(bought, Limit::less_than(Span::days(10)))
///     .since_last(Limit::less_than(Span::days(7)));
///
/// let result = |on| serviced.result(&AsOf::new(on, Period::YearToDate, &conventions)).unwrap();
/// assert_eq!((result(day(4)).clause, result(day(4)).lapses), (Clause::NO_EVENT_YET, Lapse::On(day(11))));
/// assert_eq!((result(day(9)).clause, result(day(9)).lapses), (Clause::SINCE_LAST, Lapse::On(day(12))));
/// assert!(!result(day(12)).met);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct UpToDate<'a> {
    /// The events that both clauses are about.
    events: EventDays<'a>,
    /// The clause about no event ignores events before this day.
    none_since: NaiveDate,
    /// The days of a second kind, which count only for the clause about the last event.
    or_last_of: &'a [NaiveDate],
    /// The day that the clause about no event is measured from.
    pub(crate) anchor: Option<NaiveDate>,
    pub(crate) limits: Limits,
}

/// The limits of the clauses; `None` for a missing clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) none_yet: Option<Limit>,
    pub(crate) since_first: Option<Limit>,
    pub(crate) since_last: Option<Limit>,
}

impl<'a> UpToDate<'a> {
    /// With these events, and no clause yet.
    #[inline]
    #[must_use]
    pub fn by(events: EventDays<'a>) -> Self {
        Self { events, none_since: NaiveDate::MIN, or_last_of: &[], anchor: None, limits: Limits::default() }
    }

    /// The clause about no event: while there is none, `limit` runs from `anchor`. Once there is an event, this clause no longer
    /// applies. Without an anchor it never applies. If no clause applies, the outcome is undetermined. An
    /// anchor after the snapshot date is used unchanged: check first that the case has begun.
    #[inline]
    #[must_use]
    pub fn none_yet(self, anchor: impl Into<Option<NaiveDate>>, limit: Limit) -> Self {
        Self { anchor: anchor.into(), limits: Limits { none_yet: Some(limit), ..self.limits }, ..self }
    }

    /// The clause about no event ignores events before `day`.
    ///
    /// ```
    /// use carekpi_dates::{AsOf, Conventions, EventDays, Limit, Period, Span, WorkingCalendar};
    /// use carekpi_measure::{Clause, UpToDate};
    /// use chrono::NaiveDate;
    ///
    /// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let as_of = AsOf::new(day(12), Period::YearToDate, &conventions);
    /// let visits = [day(2)];
    /// let week = Limit::less_than(Span::days(7));
    /// let visited = UpToDate::by(EventDays::new(&visits)).none_yet(day(9), week).since_last(week);
    /// assert_eq!(visited.result(&as_of).unwrap().clause, Clause::SINCE_LAST); // overdue
    /// let visited = visited.none_since(day(9));
    /// assert_eq!(visited.result(&as_of).unwrap().clause, Clause::NO_EVENT_YET); // the limit runs again from the 9th
    /// ```
    #[inline]
    #[must_use]
    pub fn none_since(self, day: NaiveDate) -> Self {
        Self { none_since: day, ..self }
    }

    /// The clause about the last event: `limit` runs from it.
    #[inline]
    #[must_use]
    pub const fn since_last(self, limit: Limit) -> Self {
        Self { limits: Limits { since_last: Some(limit), ..self.limits }, ..self }
    }

    /// Events of a second kind also count for the clause about the last event, from the same [`since`](EventDays::since) day. They
    /// do not end the clause about no event. A mask or `since` on `other` is ignored. It replaces a second kind that was joined
    /// before, here or by [`EventDays::merged_with`].
    #[inline]
    #[must_use]
    pub const fn or_last_of(self, other: EventDays<'a>) -> Self {
        Self { or_last_of: other.all(), ..self }
    }

    /// While there is only one event, `limit` runs from it instead. This needs [`since_last`](Self::since_last), which applies from
    /// the second event on.
    ///
    /// ```
    /// use carekpi_dates::{AsOf, Conventions, EventDays, Limit, Period, Span, WorkingCalendar};
    /// use carekpi_measure::{Clause, Lapse, UpToDate};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let reviews = [day(1, 20), day(3, 2)];
    /// let reviewed = UpToDate::by(EventDays::new(&reviews))
    ///     .none_yet(day(1, 1), Limit::due(Span::days(28)))
    ///     .since_first(Limit::due(Span::days(91)))
    ///     .since_last(Limit::due(Span::months(6)));
    /// let result = |on| reviewed.result(&AsOf::new(on, Period::YearToDate, &conventions)).unwrap();
    /// assert_eq!((result(day(2, 1)).clause, result(day(2, 1)).lapses), (Clause::SINCE_FIRST, Lapse::On(day(4, 22))));
    /// assert_eq!((result(day(3, 2)).clause, result(day(3, 2)).lapses), (Clause::SINCE_LAST, Lapse::On(day(9, 3))));
    /// ```
    #[inline]
    #[must_use]
    pub const fn since_first(self, limit: Limit) -> Self {
        Self { limits: Limits { since_first: Some(limit), ..self.limits }, ..self }
    }

    /// The events that end the clause about no event.
    #[inline]
    pub(crate) fn none_of(&self) -> EventDays<'a> {
        self.events.since(self.none_since)
    }

    /// The day from which events of [`last_of`](Self::last_of) end the clause about no event, if all of them can.
    #[inline]
    pub(crate) fn none_of_last_since(&self) -> Option<NaiveDate> {
        let same = self.or_last_of.is_empty() && self.limits.since_last.is_some();
        same.then(|| self.none_of().since_day())
    }

    /// The events of the clause about the last event; none without that clause.
    #[inline]
    pub(crate) fn last_of(&self) -> EventDays<'a> {
        match self.limits.since_last {
            None => EventDays::default(),
            Some(_) if self.or_last_of.is_empty() => self.events,
            Some(_) => self.events.merged_with(EventDays::new(self.or_last_of)),
        }
    }

    /// The result of the governing clause on the snapshot date; `None` if no clause applies.
    #[inline]
    #[must_use]
    pub fn result(&self, as_of: &AsOf<'_>) -> Option<ClauseResult> {
        let Limits { none_yet, since_first, since_last } = self.limits;
        let last_of = self.last_of();
        let last = last_of.latest(as_of);
        let since_last = last.and_then(|last| match since_first {
            Some(limit) if last_of.is_first(last) => ClauseResult::new(Clause::SINCE_FIRST, last, limit, as_of),
            _ => ClauseResult::new(Clause::SINCE_LAST, last, since_last?, as_of),
        });
        if !self.is_none(last, as_of) {
            return since_last;
        }
        let from = |anchor| ClauseResult::new(Clause::NO_EVENT_YET, anchor, none_yet?, as_of);
        governing(self.anchor.and_then(from), since_last)
    }

    /// Whether it is up to date on the snapshot date: what [`result`](Self::result) says, without its evidence; `None` if no clause
    /// applies. It is for counts of one date: it stops at the first met clause, and so does not note every change in
    /// [`AsOf::valid_until`].
    ///
    /// ```
    /// use carekpi_dates::{AsOf, Conventions, EventDays, Limit, Period, Span, WorkingCalendar};
    /// use carekpi_measure::UpToDate;
    /// use chrono::NaiveDate;
    ///
    /// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let visits = [day(5)];
    /// let visited = UpToDate::by(EventDays::new(&visits)).since_last(Limit::less_than(Span::days(7)));
    /// let is_met = |on| visited.is_met(&AsOf::new(on, Period::YearToDate, &conventions));
    /// assert_eq!([day(4), day(11), day(12)].map(is_met), [None, Some(true), Some(false)]);
    /// ```
    #[inline]
    #[must_use]
    pub fn is_met(&self, as_of: &AsOf<'_>) -> Option<bool> {
        let Limits { none_yet, since_first, since_last } = self.limits;
        let is_kept = |anchor, limit| as_of.lapses(anchor, limit).map(|day| day == NaiveDate::MAX || as_of.on() < day);
        let last_of = self.last_of();
        let last = last_of.latest(as_of);
        let since_last = last.and_then(|last| match since_first {
            Some(limit) if last_of.is_first(last) => is_kept(last, limit),
            _ => is_kept(last, since_last?),
        });
        if since_last == Some(true) || !self.is_none(last, as_of) {
            return since_last;
        }
        self.anchor.and_then(|anchor| is_kept(anchor, none_yet?)).or(since_last)
    }

    /// Whether the clause about no event still applies, with this last event.
    #[inline]
    fn is_none(&self, last: Option<NaiveDate>, as_of: &AsOf<'_>) -> bool {
        match self.none_of_last_since() {
            Some(since) => last.is_none_or(|last| last < since),
            None => self.none_of().none(as_of),
        }
    }

    /// The evidence on the snapshot date.
    #[inline]
    #[must_use]
    pub fn outcome(&self, as_of: &AsOf<'_>) -> Outcome {
        Outcome::of(self.result(as_of))
    }
}
