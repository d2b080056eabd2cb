//! Limits: how long something may be, and whether its last day still counts.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, NaiveDate};

use crate::{MonthEnd, OutsideCalendar, Span, Unit, WorkingCalendar, add_months, almanac};

/// Whether the day on which a span is complete is still within a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// It is not: less than the span may pass.
    LessThan,
    /// It is: that day is the day on which something is due.
    Due,
}

/// A span with its edge: how long something may be.
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
/// assert_eq!("less than 10 working days".parse(), Ok(Limit::less_than(Span::working_days(10))));
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

    /// It is due `span` after the day that it is measured from; that day itself is in time.
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

    /// Whether it is counted by the calendar: only then may it not be told when it lapses, from a day outside.
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

    /// The first day on which the limit, measured from `anchor`, is no longer kept; [`NaiveDate::MAX`] where it
    /// outlasts what chrono holds or, in working days, the calendar.
    ///
    /// # Errors
    ///
    /// The limit is in working days and `anchor` is outside the calendar.
    #[inline]
    pub fn lapses(
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

/// The day `days` after `date`; `None` past the last day that chrono holds.
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

/// A text that is no [`Limit`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{value:?} is no limit: write \"less than\" or \"due after\" and a length of time, such as \"less than 42 days\""
)]
#[non_exhaustive]
pub struct ParseLimitError {
    /// The text.
    pub value: String,
}

impl FromStr for Limit {
    type Err = ParseLimitError;

    fn from_str(text: &str) -> Result<Self, ParseLimitError> {
        let words = text.trim();
        let less_than = words.strip_prefix("less than ").and_then(|span| span.parse().ok()).map(Self::less_than);
        let due = || words.strip_prefix("due after ").and_then(|span| span.parse().ok()).map(Self::due);
        less_than.or_else(due).ok_or_else(|| ParseLimitError { value: text.to_owned() })
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Limit {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Limit {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::written::read(deserializer, "a limit in quotes, such as \"less than 42 days\"")
    }
}
