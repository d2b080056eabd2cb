//! What a clause says of a case: from which day it counts, and on which day it lapses.

use carekpi_dates::{AsOf, Limit, WorkingCalendar};
use chrono::NaiveDate;

use crate::Clause;

/// One clause applied to one case: the day it is measured from and the first day on which it is no longer met.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, Limit, Period, Span, WorkingCalendar};
/// use carekpi_measure::{Clause, Standing};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let as_of = AsOf::new(day(2026, 4, 13), Period::YearToDate, &conventions);
///
/// // Good Friday and Easter Monday are not counted.
/// let limit = Limit::less_than(Span::working_days(10));
/// let standing = Standing::new(Clause::SINCE_LAST, day(2026, 3, 27), limit, &as_of).unwrap();
/// assert_eq!(standing.lapses, day(2026, 4, 14));
/// assert!(standing.met);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Standing {
    /// The clause.
    pub clause: Clause,
    /// The day that it is measured from.
    pub anchor: NaiveDate,
    /// The first day on which it is no longer met; [`NaiveDate::MAX`] where that never comes: see [`Limit::lapses`]. Where it
    /// has lapsed and nobody can tell when, the last day on which it may have: see [`AsOf::lapses`].
    pub lapses: NaiveDate,
    /// Whether that is known to be the day.
    pub lapses_is_known: bool,
    /// Whether it is met on the snapshot date.
    pub met: bool,
}

impl Standing {
    /// The clause, measured from `anchor`, with `limit`. `None` where nobody can tell when it lapses: see [`AsOf::lapses`].
    #[inline]
    #[must_use]
    pub fn new(clause: Clause, anchor: NaiveDate, limit: Limit, as_of: &AsOf<'_>) -> Option<Self> {
        let lapses = as_of.lapses(anchor, limit)?;
        let counted = limit.is_by_calendar() && anchor < WorkingCalendar::days_covered().start();
        Some(Self { clause, anchor, lapses, lapses_is_known: !counted, met: !as_of.reached(lapses) })
    }
}

/// Of two clauses joined by "or", the one that governs: where both are met the one that lapses later (on the same day
/// the second); where one is met, that one; where neither is, the second. A clause that does not apply is `None`.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, Limit, Period, Span, WorkingCalendar};
/// use carekpi_measure::{Clause, Standing, either};
/// use chrono::NaiveDate;
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let as_of = AsOf::new(day(9), Period::YearToDate, &conventions);
/// let first = Standing::new(Clause::NO_EVENT_YET, day(1), Limit::less_than(Span::days(10)), &as_of);
/// let last = Standing::new(Clause::SINCE_LAST, day(5), Limit::less_than(Span::days(5)), &as_of);
/// assert_eq!(either(first, last), first); // both are met: through the 10th, through the 9th
/// assert_eq!(either(first, None), first);
/// ```
#[inline]
#[must_use]
pub fn either(first: Option<Standing>, second: Option<Standing>) -> Option<Standing> {
    match (first, second) {
        (Some(first), Some(second)) if first.met && first.lapses > second.lapses => Some(first),
        (_, Some(second)) => Some(second),
        (first, None) => first,
    }
}
