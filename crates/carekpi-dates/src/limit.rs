//! Limits: how much time may pass, and whether the last day still counts.

use std::fmt;

use chrono::{Days, NaiveDate};

use crate::{MonthEnd, OutsideCalendar, Span, Unit, WorkingCalendar, add_months, almanac};

/// Whether the day on which a span is complete is still within a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// No: less than the span may pass.
    LessThan,
    /// Yes: that day is the day on which something is due.
    Due,
}

/// How much time may pass: a span with its edge.
///
/// ```
/// use carekpi_dates::{Limit, MonthEnd, Span, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let calendar = WorkingCalendar::england_and_wales();
/// let lapses = |limit: Limit| limit.lapses(day(2, 18), &calendar, MonthEnd::Clamp);
/// assert_eq!(lapses(Limit::less_than(Span::days(42))), Ok(day(4, 1)));
/// assert_eq!(lapses(Limit::due(Span::days(42))), Ok(day(4, 2)));
/// assert_eq!(Limit::due(Span::days(42)).to_string(), "due after 42 days");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limit {
    span: Span,
    edge: Edge,
}

impl Limit {
    /// Less than `span` may pass.
    #[inline]
    #[must_use]
    pub const fn less_than(span: Span) -> Self {
        Self { span, edge: Edge::LessThan }
    }

    /// Due `span` after the day it is measured from; the due day itself is in time.
    #[inline]
    #[must_use]
    pub const fn due(span: Span) -> Self {
        Self { span, edge: Edge::Due }
    }

    /// The span.
    #[inline]
    #[must_use]
    pub const fn span(self) -> Span {
        self.span
    }

    /// The edge.
    #[inline]
    #[must_use]
    pub const fn edge(self) -> Edge {
        self.edge
    }

    /// Whether it is counted in working days. Only such a limit can be undecidable: when its anchor is outside the calendar.
    ///
    /// ```
    /// use carekpi_dates::{Limit, Span};
    ///
    /// assert!(Limit::due(Span::working_days(10)).uses_working_days());
    /// assert!(!Limit::due(Span::days(10)).uses_working_days());
    /// ```
    #[inline]
    #[must_use]
    pub const fn uses_working_days(self) -> bool {
        matches!(self.span.unit(), Unit::WorkingDays)
    }

    /// The first day on which the limit, measured from `anchor`, is no longer kept.
    ///
    /// # Errors
    ///
    /// The limit is in working days, and `anchor` or the working day to be reached is outside the calendar. Or the answer is after
    /// the last day that chrono supports. If it is the answer, the error names the first day after the calendar.
    ///
    /// ```
    /// use carekpi_dates::{Limit, MonthEnd, Span, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// let calendar = WorkingCalendar::england_and_wales();
    /// let lapses = |span, anchor| Limit::less_than(span).lapses(anchor, &calendar, MonthEnd::Clamp);
    /// let outside = |span, anchor| lapses(span, anchor).unwrap_err().day;
    /// assert_eq!(outside(Span::working_days(30_000), day(2026, 3, 2)), day(2101, 1, 1));
    /// assert_eq!(outside(Span::years(300_000), day(2026, 3, 2)), day(2101, 1, 1));
    /// let early = day(1949, 12, 1);
    /// assert_eq!(outside(Span::working_days(10), early), early);
    /// // Days, weeks, months and years can be counted outside the calendar too.
    /// assert_eq!(lapses(Span::days(10), early), Ok(day(1949, 12, 11)));
    /// ```
    #[inline]
    pub fn lapses(
        &self,
        anchor: NaiveDate,
        calendar: &WorkingCalendar,
        month_end: MonthEnd,
    ) -> Result<NaiveDate, OutsideCalendar> {
        let day = self.lapses_if_ever(anchor, calendar, month_end)?;
        if day < NaiveDate::MAX { Ok(day) } else { Err(calendar.beyond()) }
    }

    /// The same, but without an end: it is [`NaiveDate::MAX`] if that day is after the last day that chrono supports or, in working
    /// days, after the calendar.
    #[inline]
    pub(crate) fn lapses_if_ever(
        &self,
        anchor: NaiveDate,
        calendar: &WorkingCalendar,
        month_end: MonthEnd,
    ) -> Result<NaiveDate, OutsideCalendar> {
        let amount = self.span.amount();
        let complete = match self.span.unit() {
            Unit::Days => add_days(anchor, amount.into()),
            Unit::Weeks => add_days(anchor, u64::from(amount).saturating_mul(7)),
            Unit::Months => add_months(anchor, amount, month_end),
            Unit::Years => amount.checked_mul(12).and_then(|months| add_months(anchor, months, month_end)),
            Unit::WorkingDays => {
                calendar.covers(anchor)?;
                calendar.add(anchor, amount.into()).ok()
            }
        };
        let complete = complete.unwrap_or(NaiveDate::MAX);
        Ok(match self.edge {
            Edge::LessThan => complete,
            Edge::Due => complete.succ_opt().unwrap_or(NaiveDate::MAX),
        })
    }
}

/// The day `days` after `date`; `None` after the last day that chrono supports.
#[inline]
fn add_days(date: NaiveDate, days: u64) -> Option<NaiveDate> {
    let looked_up = u32::try_from(days).ok().and_then(|days| almanac::add_days(date, days));
    looked_up.or_else(|| date.checked_add_days(Days::new(days)))
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.edge {
            Edge::LessThan => write!(f, "less than {}", self.span),
            Edge::Due => write!(f, "due after {}", self.span),
        }
    }
}
