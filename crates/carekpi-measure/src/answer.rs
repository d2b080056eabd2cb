//! What a rule answers of a member of a figure.

use carekpi_dates::AsOf;
use chrono::NaiveDate;

use crate::{ClauseResult, Outcome, UpToDate, Verdict};

/// What a rule answers of a member: its outcome, or when it is up to date and leave it to the kernel to find the events.
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
/// let verdict: Verdict<_, Answer<'_>> = Verdict::member("R1", Answer::InPeriod(repaired, outcome));
/// let counts = |on| verdict.decided(&AsOf::new(on, Period::YearToDate, &conventions)).is_some();
/// assert!(counts(repaired) && counts(day(2026, 6, 1)));
/// assert!(!counts(day(2025, 6, 1)) && !counts(day(2026, 6, 2)));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Answer<'a> {
    /// The outcome on the snapshot date.
    Decided(Outcome),
    /// When it is up to date.
    UpToDate(UpToDate<'a>),
    /// The outcome of something that happened on this day. It is a member while that day is in the period that flows are
    /// counted over.
    InPeriod(NaiveDate, Outcome),
}

impl Answer<'_> {
    /// The outcome on the snapshot date; `None` for what did not happen in the period.
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

/// `None` is undetermined: it is not known which clauses apply.
impl<'a> From<Option<UpToDate<'a>>> for Answer<'a> {
    #[inline]
    fn from(up_to_date: Option<UpToDate<'a>>) -> Self {
        up_to_date.map_or(Self::Decided(Outcome::UNDETERMINED), Self::UpToDate)
    }
}

impl<Record> Verdict<Record, Answer<'_>> {
    /// The verdict on the snapshot date, if there is one: see [`Answer::decided`].
    #[inline]
    #[must_use]
    pub fn decided(self, as_of: &AsOf<'_>) -> Option<Verdict<Record>> {
        match self {
            Self::Undecidable => Some(Verdict::Undecidable),
            Self::Member { record, outcome } => {
                outcome.decided(as_of).map(|outcome| Verdict::Member { record, outcome })
            }
        }
    }
}
