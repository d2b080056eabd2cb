//! What an indicator says of one record of a case: on one day, and on a run of days.

use chrono::NaiveDate;

use crate::{Clause, ClauseResult, Lapse};

/// The outcome for a member of a figure, with its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// Whether it counts in the numerator; `None` where a fact that the rule needs is missing.
    pub met: Option<bool>,
    /// The clause that decided.
    pub clause: Option<Clause>,
    /// The day it is measured from.
    pub anchor: Option<NaiveDate>,
    /// When the clause is no longer met, past or to come.
    pub lapses: Lapse,
}

impl Outcome {
    /// A fact that the rule needs is missing: neither met nor not met.
    pub const UNDETERMINED: Self = Self { met: None, clause: None, anchor: None, lapses: Lapse::Never };

    /// The outcome of a clause with a limit; undetermined where no clause applies.
    #[inline]
    #[must_use]
    pub fn of(result: Option<ClauseResult>) -> Self {
        result.map_or(Self::UNDETERMINED, |result| Self {
            met: Some(result.met),
            clause: Some(result.clause),
            anchor: Some(result.anchor),
            lapses: result.lapses,
        })
    }

    /// The outcome of a clause without a limit, with the day that it rests on.
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
        Self { met: Some(met), clause: Some(clause), anchor, lapses: Lapse::Never }
    }

    /// The outcome where a fact is unknown that leads to one of two outcomes: the second, if both agree on whether the rule is met;
    /// otherwise undetermined.
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

/// What an indicator says of one record of a case, on one day. A case that is not part of the figure has no verdict. A rule may
/// give its [`Answer`](crate::Answer) instead of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<Record, Answer = Outcome> {
    /// It is in the denominator (for counts: it is counted).
    Member {
        /// The record that the rule was applied to.
        record: Record,
        /// The outcome for it.
        outcome: Answer,
    },
    /// It is not known whether it belongs in the denominator: it is left out, and counted as undetermined.
    Undecidable,
}

impl<Record, Answer> Verdict<Record, Answer> {
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
    pub fn member(record: Record, outcome: impl Into<Answer>) -> Self {
        Self::Member { record, outcome: outcome.into() }
    }
}

/// A run of days, from `from` up to and not including `until`, on each of which the verdict is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<Record> {
    /// The first day.
    pub from: NaiveDate,
    /// The day after the last.
    pub until: NaiveDate,
    /// The verdict on each of them.
    pub verdict: Verdict<Record>,
}
