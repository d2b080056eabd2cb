//! The answer of a rule for a member of a figure.

use carekpi_dates::AsOf;
use chrono::NaiveDate;

use crate::{ClauseResult, Outcome, UpToDate, Verdict};

/// The answer of a rule for a member: its outcome, or when it is up to date. In the second case the kernel finds the events.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
/// use carekpi_measure::{Answer, Clause, Counted, Outcome};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
///
/// // A repair on 2 June counts for a year.
/// let repaired = day(2025, 6, 2);
/// let outcome = Outcome::decided(true, Clause::new("repaired"), Some(repaired));
/// let counted = Counted::by("R1", Answer::InPeriod(repaired, outcome));
/// let counts = |on| counted.decided(&AsOf::new(on, Period::YearToDate, &conventions)).is_some();
/// assert!(counts(repaired) && counts(day(2026, 6, 1)));
/// assert!(!counts(day(2025, 6, 1)) && !counts(day(2026, 6, 2)));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Answer<'a> {
    /// The outcome on the snapshot date.
    Decided(Outcome),
    /// When it is up to date.
    UpToDate(UpToDate<'a>),
    /// The outcome of something that happened on this day. It is a member while that day is in the period that the indicator counts
    /// over.
    InPeriod(NaiveDate, Outcome),
}

impl Answer<'_> {
    /// The outcome on the snapshot date; `None` if it did not happen in the period.
    #[inline]
    #[must_use]
    pub fn decided(&self, as_of: &AsOf<'_>) -> Option<Outcome> {
        match self {
            Self::Decided(outcome) => Some(*outcome),
            Self::UpToDate(up_to_date) => Some(up_to_date.outcome(as_of)),
            Self::InPeriod(day, outcome) => as_of.in_period(*day).then_some(*outcome),
        }
    }
}

impl From<Outcome> for Answer<'_> {
    #[inline]
    fn from(outcome: Outcome) -> Self {
        Self::Decided(outcome)
    }
}

impl From<Option<ClauseResult>> for Answer<'_> {
    #[inline]
    fn from(result: Option<ClauseResult>) -> Self {
        Self::Decided(Outcome::of(result))
    }
}

impl<'a> From<UpToDate<'a>> for Answer<'a> {
    #[inline]
    fn from(up_to_date: UpToDate<'a>) -> Self {
        Self::UpToDate(up_to_date)
    }
}

/// `None` gives an undetermined outcome: it is unknown which clauses apply.
impl<'a> From<Option<UpToDate<'a>>> for Answer<'a> {
    #[inline]
    fn from(up_to_date: Option<UpToDate<'a>>) -> Self {
        up_to_date.map_or(Self::Decided(Outcome::UNDETERMINED), Self::UpToDate)
    }
}

/// A record that a rule counts, and what the rule answers for it.
///
/// ```
/// use carekpi_measure::{Counted, Outcome};
///
/// let counted = Counted::by("CP17", Outcome::UNDETERMINED);
/// assert_eq!(counted.record, "CP17");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a, Record> {
    /// The record that the rule was applied to.
    pub record: Record,
    /// Whether it meets the rule, and why.
    pub answer: Answer<'a>,
}

impl<'a, Record> Counted<'a, Record> {
    /// This record, by this answer: when it is up to date, or an outcome.
    #[inline]
    #[must_use]
    pub fn by(record: Record, answer: impl Into<Answer<'a>>) -> Self {
        Self { record, answer: answer.into() }
    }

    /// The verdict on the snapshot date, if there is one: see [`Answer::decided`].
    #[inline]
    #[must_use]
    pub fn decided(self, as_of: &AsOf<'_>) -> Option<Verdict<Record>> {
        let outcome = self.answer.decided(as_of)?;
        Some(Verdict::Member { record: self.record, outcome })
    }
}

/// It is unknown whether a case belongs in the denominator: it is left out, and counted as undetermined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is unknown whether the case belongs in the denominator")]
pub struct Undecidable;
