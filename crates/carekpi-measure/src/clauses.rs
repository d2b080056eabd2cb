//! The clauses by which something is up to date, as sentences state them.

use carekpi_dates::{AsOf, EventDays, Limit};
use chrono::NaiveDate;

use crate::{Clause, Outcome, Standing, Verdict, either};

/// The clauses by which something is up to date: nothing has happened yet, and not long has passed since some day; or not
/// long has passed since it last happened. Either suffices.
///
/// They say how it stands on the snapshot date ([`standing`](Self::standing)), and on every other day too until something
/// other than the events changes: a history is made of them without asking the rule again at each event.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, EventDays, Limit, Period, Span, WorkingCalendar};
/// use carekpi_measure::{Clause, Clauses};
/// use chrono::NaiveDate;
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let services = [day(5), day(20)];
/// let services = EventDays::new(&services);
///
/// // Less than 10 days have passed since it was bought and it has not been serviced yet, or less than 7 since the last
/// // service.
/// let bought = day(1);
/// let clauses = Clauses::none_yet(services, bought, Limit::less_than(Span::days(10)))
///     .since_last(services, Limit::less_than(Span::days(7)));
///
/// let stands = |on| clauses.standing(&AsOf::new(on, Period::YearToDate, &conventions)).unwrap();
/// assert_eq!((stands(day(4)).clause, stands(day(4)).lapses), (Clause::NO_EVENT_YET, day(11)));
/// assert_eq!((stands(day(9)).clause, stands(day(9)).lapses), (Clause::SINCE_LAST, day(12)));
/// assert!(!stands(day(12)).met);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Clauses<'a> {
    /// While there is none of these, the limit is measured from the anchor.
    pub(crate) none_of: EventDays<'a>,
    pub(crate) anchor: Option<NaiveDate>,
    /// Where those are the days of the clause about the last one, but since a day: that day.
    pub(crate) none_since: Option<NaiveDate>,
    /// The days of the clause about the last one; none without that clause.
    pub(crate) last_of: EventDays<'a>,
    pub(crate) limits: Limits,
}

/// The limits of clauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) none_yet: Limit,
    pub(crate) since_first: Option<Limit>,
    pub(crate) since_last: Option<Limit>,
}

impl<'a> Clauses<'a> {
    /// While there is none of the days `of`, `limit` holds from `anchor` on; without an anchor nothing can be said. One after the
    /// snapshot date is measured from all the same: ask first whether the case has begun.
    #[inline]
    #[must_use]
    pub fn none_yet(of: EventDays<'a>, anchor: impl Into<Option<NaiveDate>>, limit: Limit) -> Self {
        let limits = Limits { none_yet: limit, since_first: None, since_last: None };
        Self { none_of: of, anchor: anchor.into(), none_since: None, last_of: EventDays::default(), limits }
    }

    /// From the last of the days `of` on, `limit` holds.
    #[inline]
    #[must_use]
    pub fn since_last(self, of: EventDays<'a>, limit: Limit) -> Self {
        // Asked here, where it costs nothing if it can be seen that both are made of the same days.
        let none_since = self.none_of.since_in(&of);
        Self { none_since, last_of: of, limits: Limits { since_last: Some(limit), ..self.limits }, ..self }
    }

    /// While there is one of the days of [`since_last`](Self::since_last) and no second, `limit` holds from it on instead. Without
    /// that clause there is no event that it could be measured from.
    ///
    /// ```
    /// use carekpi_dates::{AsOf, Conventions, EventDays, Limit, Period, Span, WorkingCalendar};
    /// use carekpi_measure::{Clause, Clauses};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let reviews = [day(1, 20), day(3, 2)];
    /// let reviews = EventDays::new(&reviews);
    /// let clauses = Clauses::none_yet(reviews, day(1, 1), Limit::due(Span::days(28)))
    ///     .since_first(Limit::due(Span::days(91)))
    ///     .since_last(reviews, Limit::due(Span::months(6)));
    /// let stands = |on| clauses.standing(&AsOf::new(on, Period::YearToDate, &conventions)).unwrap();
    /// assert_eq!((stands(day(2, 1)).clause, stands(day(2, 1)).lapses), (Clause::SINCE_FIRST, day(4, 22)));
    /// assert_eq!((stands(day(3, 2)).clause, stands(day(3, 2)).lapses), (Clause::SINCE_LAST, day(9, 3)));
    /// ```
    #[inline]
    #[must_use]
    pub const fn since_first(self, limit: Limit) -> Self {
        Self { limits: Limits { since_first: Some(limit), ..self.limits }, ..self }
    }

    /// How it stands on the snapshot date, by the clause that governs; `None` where no clause applies.
    #[inline]
    #[must_use]
    pub fn standing(&self, as_of: &AsOf<'_>) -> Option<Standing> {
        let Limits { none_yet, since_first, since_last } = self.limits;
        let last = self.last_of.latest(as_of);
        let since_last = last.and_then(|last| match since_first {
            Some(limit) if self.last_of.is_first(last) => Standing::new(Clause::SINCE_FIRST, last, limit, as_of),
            _ => Standing::new(Clause::SINCE_LAST, last, since_last?, as_of),
        });
        let is_none = match self.none_since {
            Some(since) => last.is_none_or(|last| last < since),
            None => self.none_of.none(as_of),
        };
        if !is_none {
            return since_last;
        }
        let none_yet = self.anchor.and_then(|anchor| Standing::new(Clause::NO_EVENT_YET, anchor, none_yet, as_of));
        either(none_yet, since_last)
    }

    /// The evidence on the snapshot date.
    #[inline]
    #[must_use]
    pub fn outcome(&self, as_of: &AsOf<'_>) -> Outcome {
        Outcome::of(self.standing(as_of))
    }
}

/// What a rule answers of a member: how it stands, or the clauses that say so.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
/// use carekpi_measure::{Answer, Clause, Outcome, Verdict};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
///
/// // A repair on 2 June counts for a year.
/// let repaired = day(2025, 6, 2);
/// let outcome = Outcome::decided(true, Clause::new("repaired"), Some(repaired));
/// let verdict: Verdict<_, Answer<'_, '_>> = Verdict::member("R1", Answer::InPeriod(repaired, outcome));
/// let counts = |on| verdict.decided(&AsOf::new(on, Period::YearToDate, &conventions)).is_some();
/// assert!(counts(repaired) && counts(day(2026, 6, 1)));
/// assert!(!counts(day(2025, 6, 1)) && !counts(day(2026, 6, 2)));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Answer<'r, 'a> {
    /// How it stands.
    Decided(Outcome),
    /// The clauses by which it is up to date, or not.
    By(&'r Clauses<'a>),
    /// How something stands that happened on a day, and is a member while that day is in the period that flows are counted over.
    InPeriod(NaiveDate, Outcome),
}

impl Answer<'_, '_> {
    /// How the member stands on the snapshot date; `None` if it is none, because it did not happen in the period.
    #[inline]
    #[must_use]
    pub fn decided(&self, as_of: &AsOf<'_>) -> Option<Outcome> {
        match self {
            Self::Decided(outcome) => Some(*outcome),
            Self::By(clauses) => Some(clauses.outcome(as_of)),
            Self::InPeriod(day, outcome) => as_of.in_period(*day).then_some(*outcome),
        }
    }
}

impl From<Outcome> for Answer<'_, '_> {
    #[inline]
    fn from(outcome: Outcome) -> Self {
        Self::Decided(outcome)
    }
}

impl From<Option<Standing>> for Answer<'_, '_> {
    #[inline]
    fn from(standing: Option<Standing>) -> Self {
        Self::Decided(Outcome::of(standing))
    }
}

impl<'r, 'a> From<&'r Clauses<'a>> for Answer<'r, 'a> {
    #[inline]
    fn from(clauses: &'r Clauses<'a>) -> Self {
        Self::By(clauses)
    }
}

/// Where the clauses that would apply can't be told, it is undetermined.
impl<'r, 'a> From<&'r Option<Clauses<'a>>> for Answer<'r, 'a> {
    #[inline]
    fn from(clauses: &'r Option<Clauses<'a>>) -> Self {
        clauses.as_ref().map_or(Self::Decided(Outcome::UNDETERMINED), Self::By)
    }
}

impl<Record> Verdict<Record, Answer<'_, '_>> {
    /// The verdict on the snapshot date, if there is one: see [`Answer::decided`].
    #[inline]
    #[must_use]
    pub fn decided(self, as_of: &AsOf<'_>) -> Option<Verdict<Record>> {
        match self {
            Self::LeftOut => Some(Verdict::LeftOut),
            Self::Member { record, outcome } => {
                outcome.decided(as_of).map(|outcome| Verdict::Member { record, outcome })
            }
        }
    }
}
