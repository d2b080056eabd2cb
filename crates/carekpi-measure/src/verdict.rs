//! The verdict of an indicator on a record of a case: on one day, and on a range of days.

use carekpi_dates::TimeOfDay;
use chrono::NaiveDate;

use crate::{Clause, ClauseResult, Lapse};

/// The outcome for a member of a figure, with its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// Whether it counts in the numerator; `None` if a fact that the rule needs is missing.
    pub met: Option<bool>,
    /// The clause that decided.
    pub clause: Option<Clause>,
    /// The day it is measured from.
    pub anchor: Option<NaiveDate>,
    /// When the clause lapses, in the past or the future.
    pub lapses: Lapse,
    /// The last minute of that day on which it is met, if the limit is of hours between times of day.
    pub lapses_at: Option<TimeOfDay>,
}

impl Outcome {
    /// A fact that the rule needs is missing: it is unknown whether the rule is met.
    pub const UNDETERMINED: Self =
        Self { met: None, clause: None, anchor: None, lapses: Lapse::Never, lapses_at: None };

    /// The outcome of a clause with a limit; undetermined if no clause applies.
    #[inline]
    #[must_use]
    pub fn of(result: Option<ClauseResult>) -> Self {
        result.map_or(Self::UNDETERMINED, |result| Self {
            met: Some(result.met),
            clause: Some(result.clause),
            anchor: Some(result.anchor),
            lapses: result.lapses,
            lapses_at: result.lapses_at,
        })
    }

    /// The outcome of a clause without a limit, with the day that it depends on.
    ///
    /// ```
    /// use carekpi_measure::{Clause, Lapse, Outcome};
    ///
    /// let outcome = Outcome::decided(true, Clause::new("recorded"), None);
    /// assert_eq!(outcome.met, Some(true));
    /// assert_eq!(outcome.lapses, Lapse::Never);
    /// ```
    #[inline]
    #[must_use]
    pub const fn decided(met: bool, clause: Clause, anchor: Option<NaiveDate>) -> Self {
        Self { met: Some(met), clause: Some(clause), anchor, lapses: Lapse::Never, lapses_at: None }
    }

    /// The outcome if an unknown fact leads to one of two outcomes. It is the second if both agree on whether the rule is met, and
    /// undetermined if they do not.
    ///
    /// ```
    /// use carekpi_measure::{Clause, Outcome};
    ///
    /// let met = Outcome::decided(true, Clause::new("recorded"), None);
    /// let not_met = Outcome::decided(false, Clause::new("recorded"), None);
    /// assert_eq!(Outcome::if_agreed(met, met), met);
    /// assert_eq!(Outcome::if_agreed(met, not_met), Outcome::UNDETERMINED);
    /// ```
    #[inline]
    #[must_use]
    pub fn if_agreed(one: Self, other: Self) -> Self {
        if one.met == other.met { other } else { Self::UNDETERMINED }
    }
}

impl From<Option<ClauseResult>> for Outcome {
    #[inline]
    fn from(result: Option<ClauseResult>) -> Self {
        Self::of(result)
    }
}

/// The result of an indicator for one record of a case on one day. A case outside the figure has no verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<Record> {
    /// It is in the denominator, or counted if the figure is a count.
    Member {
        /// The record that the rule was applied to.
        record: Record,
        /// The outcome for it.
        outcome: Outcome,
    },
    /// It is unknown whether it belongs in the denominator. It is left out, and counted as undetermined.
    Undecidable,
}

impl<Record> Verdict<Record> {
    /// A member of the figure.
    ///
    /// ```
    /// use carekpi_measure::{Outcome, Verdict};
    ///
    /// let verdict: Verdict<_> = Verdict::member("CP17", Outcome::UNDETERMINED);
    /// assert!(matches!(verdict, Verdict::Member { record: "CP17", .. }));
    /// ```
    #[inline]
    #[must_use]
    pub const fn member(record: Record, outcome: Outcome) -> Self {
        Self::Member { record, outcome }
    }
}

/// A range of days with the same verdict, from `from` up to and not including `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<Record> {
    /// The first day.
    pub from: NaiveDate,
    /// The day after the last.
    pub until: NaiveDate,
    /// The verdict on each of them.
    pub verdict: Verdict<Record>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures copy many outcomes.
    #[test]
    fn the_time_of_day_takes_no_room() {
        assert_eq!(size_of::<Outcome>(), 32);
        assert_eq!(size_of::<ClauseResult>(), 32);
    }
}
