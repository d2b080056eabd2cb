//! What an indicator says of one record of a case.

use chrono::NaiveDate;

use crate::{Clause, Standing};

/// How a member of a figure stands, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// Whether it counts in the numerator; `None` where a fact that the rule needs is missing.
    pub met: Option<bool>,
    /// The clause that decided.
    pub clause: Option<Clause>,
    /// The day that the clause is measured from.
    pub anchor: Option<NaiveDate>,
    /// The first day on which the clause is no longer met, past or to come. `None` where it does not lapse, or nobody can tell
    /// when it did: a limit in working days, measured from before the calendar begins.
    pub lapses: Option<NaiveDate>,
}

impl Outcome {
    /// A fact that the rule needs is missing: neither met nor not met.
    pub const UNDETERMINED: Self = Self { met: None, clause: None, anchor: None, lapses: None };

    /// What a clause with a limit decides; undetermined where no clause applies.
    #[inline]
    #[must_use]
    pub fn of(standing: Option<Standing>) -> Self {
        standing.map_or(Self::UNDETERMINED, |standing| Self {
            met: Some(standing.met),
            clause: Some(standing.clause),
            anchor: Some(standing.anchor),
            lapses: (standing.lapses_is_known && standing.lapses < NaiveDate::MAX).then_some(standing.lapses),
        })
    }

    /// What a clause without a limit decides, with the day that it rests on.
    ///
    /// ```
    /// use carekpi_measure::{Clause, Outcome};
    ///
    /// let outcome = Outcome::decided(true, Clause::new("recorded"), None);
    /// assert_eq!(outcome.met, Some(true));
    /// assert_eq!(outcome.lapses, None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn decided(met: bool, clause: Clause, anchor: Option<NaiveDate>) -> Self {
        Self { met: Some(met), clause: Some(clause), anchor, lapses: None }
    }

    /// What can be said of a case where one fact is unknown: both answers that it could lead to are given, and where
    /// they agree on whether the rule is met, the second is the outcome; else it is undetermined.
    ///
    /// ```
    /// use carekpi_measure::{Clause, Outcome};
    ///
    /// let met = Outcome::decided(true, Clause::new("recorded"), None);
    /// let not_met = Outcome::decided(false, Clause::new("recorded"), None);
    /// assert_eq!(Outcome::agreed(met, met), met);
    /// assert_eq!(Outcome::agreed(met, not_met), Outcome::UNDETERMINED);
    /// ```
    #[inline]
    #[must_use]
    pub fn agreed(one: Self, other: Self) -> Self {
        if one.met == other.met { other } else { Self::UNDETERMINED }
    }
}

impl From<Option<Standing>> for Outcome {
    #[inline]
    fn from(standing: Option<Standing>) -> Self {
        Self::of(standing)
    }
}

/// What an indicator says of one record of a case, on one day.
///
/// A case that is no part of the figure has no verdict at all. A rule may give its [`Answer`](crate::Answer) instead of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<Record, Answer = Outcome> {
    /// It is in the denominator (for counts: it is counted).
    Member {
        /// The record that the rule was applied to.
        record: Record,
        /// How it stands.
        outcome: Answer,
    },
    /// Whether it belongs in the denominator can't be decided: it is left out, and counted as undetermined.
    LeftOut,
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
