//! What a clause says of a case: the day it is measured from, and the day on which it lapses.

use carekpi_dates::{AsOf, Limit, WorkingCalendar};
use chrono::NaiveDate;

use crate::Clause;

/// The first day on which a clause is no longer met. Ordered by time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lapse {
    /// It lapsed before the calendar begins, on a day that can't be computed: its limit is in working days and measured from
    /// before the calendar.
    BeforeCalendar,
    /// On this day, past or to come.
    On(NaiveDate),
    /// It does not lapse.
    #[default]
    Never,
}

impl Lapse {
    /// The day; `None` where there is none or it can't be computed.
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

/// One clause applied to one case: the day it is measured from and when it lapses.
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
    /// The clause, measured from `anchor`, with `limit`. `None` where it can't be decided whether it is met: see
    /// [`AsOf::lapses`].
    #[inline]
    #[must_use]
    pub fn new(clause: Clause, anchor: NaiveDate, limit: Limit, as_of: &AsOf<'_>) -> Option<Self> {
        let day = as_of.lapses(anchor, limit)?;
        let met = !as_of.reached(day);
        let lapses = if day == NaiveDate::MAX {
            Lapse::Never
        } else if limit.uses_working_days() && anchor < WorkingCalendar::days_covered().start() {
            // `day` is then the last on which it may have lapsed.
            Lapse::BeforeCalendar
        } else {
            Lapse::On(day)
        };
        Some(Self { clause, anchor, lapses, met })
    }
}

/// Of two clauses joined by "or", the one that governs: where both are met the one that lapses later (on the same day
/// the second); where one is met, that one; where neither is, the second. A clause that does not apply is `None`.
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
