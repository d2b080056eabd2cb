//! The result of a clause for a case: the day it is measured from, and the day on which it lapses.

use carekpi_dates::{AsOf, Limit};
use chrono::NaiveDate;

use crate::Clause;

/// The first day on which a clause is no longer met. Ordered by time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lapse {
    /// It has lapsed, on an unknown day: its limit is in working days and measured from a day before the calendar.
    BeforeCalendar,
    /// It lapses on this day, in the past or the future.
    On(NaiveDate),
    /// It does not lapse.
    #[default]
    Never,
}

impl Lapse {
    /// The day; `None` if there is none or it is unknown.
    ///
    /// ```
    /// use carekpi_measure::Lapse;
    /// use chrono::NaiveDate;
    ///
    /// let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    /// assert_eq!(Lapse::On(day).date(), Some(day));
    /// assert_eq!(Lapse::Never.date(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn date(self) -> Option<NaiveDate> {
        match self {
            Self::On(day) => Some(day),
            Self::Never | Self::BeforeCalendar => None,
        }
    }
}

/// A clause applied to a case: the day it is measured from, and when it lapses.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, Limit, Period, Span, WorkingCalendar};
/// use carekpi_measure::{Clause, ClauseResult, Lapse};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let as_of = AsOf::new(day(2026, 4, 13), Period::YearToDate, &conventions);
///
/// // Good Friday and Easter Monday are not counted.
/// let limit = Limit::less_than(Span::working_days(10));
/// let result = ClauseResult::new(Clause::SINCE_LAST, day(2026, 3, 27), limit, &as_of).unwrap();
/// assert_eq!(result.lapses, Lapse::On(day(2026, 4, 14)));
/// assert!(result.met);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClauseResult {
    /// The clause.
    pub clause: Clause,
    /// The day it is measured from.
    pub anchor: NaiveDate,
    /// The first day on which it is no longer met.
    pub lapses: Lapse,
    /// Whether it is met on the snapshot date.
    pub met: bool,
}

impl ClauseResult {
    /// The clause with `limit`, measured from `anchor`. A limit that never lapses is met on every date. `None` if it is undecidable
    /// whether the clause is met: see [`AsOf::lapses`].
    #[inline]
    #[must_use]
    pub fn new(clause: Clause, anchor: NaiveDate, limit: Limit, as_of: &AsOf<'_>) -> Option<Self> {
        let day = as_of.lapses(anchor, limit)?;
        let met = day == NaiveDate::MAX || !as_of.reached(day);
        let lapses = if day == NaiveDate::MAX {
            Lapse::Never
        } else if limit.uses_working_days() && anchor < as_of.conventions().calendar.days_covered().start() {
            // `day` is then the last day on which it can have lapsed.
            Lapse::BeforeCalendar
        } else {
            Lapse::On(day)
        };
        Some(Self { clause, anchor, lapses, met })
    }
}

/// The governing one of two clauses joined by "or". If both are met, it is the one that lapses later, or the second if they lapse
/// on the same day. If one is met, it is that one. If neither is met, it is the second. A clause that does not apply is `None`.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, Limit, Period, Span, WorkingCalendar};
/// use carekpi_measure::{Clause, ClauseResult, governing};
/// use chrono::NaiveDate;
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let as_of = AsOf::new(day(9), Period::YearToDate, &conventions);
/// let first = ClauseResult::new(Clause::NO_EVENT_YET, day(1), Limit::less_than(Span::days(10)), &as_of);
/// let last = ClauseResult::new(Clause::SINCE_LAST, day(5), Limit::less_than(Span::days(5)), &as_of);
/// assert_eq!(governing(first, last), first); // both are met: through the 10th, through the 9th
/// assert_eq!(governing(first, None), first);
/// ```
#[inline]
#[must_use]
pub fn governing(first: Option<ClauseResult>, second: Option<ClauseResult>) -> Option<ClauseResult> {
    match (first, second) {
        (Some(first), Some(second)) if first.met && first.lapses > second.lapses => Some(first),
        (_, Some(second)) => Some(second),
        (first, None) => first,
    }
}
