//! Counts that add up.

use std::ops::{Add, AddAssign};

use crate::Verdict;

/// The number of members of a figure, how many of them meet the rule, and how many are undetermined.
///
/// Tallies of disjoint parts add up to the tally of the whole.
///
/// ```
/// use carekpi_measure::{Outcome, Tally, Clause, Verdict};
///
/// let mut tally = Tally::default();
/// tally.count(&Verdict::member("A", Outcome::decided(true, Clause::SINCE_LAST, None)));
/// tally.count(&Verdict::member("B", Outcome::UNDETERMINED));
/// tally.count(&Verdict::<&str>::Undecidable);
/// assert_eq!((tally.met, tally.members, tally.undetermined), (1, 2, 2));
/// assert_eq!((tally + tally).members, 4);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Tally {
    /// Members that meet the rule.
    pub met: u64,
    /// All members: the denominator of a proportion.
    pub members: u64,
    /// Members for which it is unknown whether they meet it, and cases for which it is unknown whether they are members.
    pub undetermined: u64,
}

impl Tally {
    /// Adds one verdict.
    #[inline]
    pub fn count<Record>(&mut self, verdict: &Verdict<Record>) {
        *self += Self::from(verdict);
    }

    /// One case for which it is unknown whether it is a member.
    pub const UNDECIDABLE: Self = Self { met: 0, members: 0, undetermined: 1 };

    /// Whether nothing was counted. Only members can meet a rule.
    #[inline]
    pub(crate) const fn is_empty(&self) -> bool {
        self.members == 0 && self.undetermined == 0
    }

    /// One member, and whether it meets the rule.
    #[inline]
    #[must_use]
    pub fn of_member(met: Option<bool>) -> Self {
        Self { met: (met == Some(true)).into(), members: 1, undetermined: met.is_none().into() }
    }
}

impl<Record> From<&Verdict<Record>> for Tally {
    #[inline]
    fn from(verdict: &Verdict<Record>) -> Self {
        match verdict {
            Verdict::Undecidable => Self::UNDECIDABLE,
            Verdict::Member { outcome, .. } => Self::of_member(outcome.met),
        }
    }
}

impl Add for Tally {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Self {
            met: self.met.saturating_add(other.met),
            members: self.members.saturating_add(other.members),
            undetermined: self.undetermined.saturating_add(other.undetermined),
        }
    }
}

impl AddAssign for Tally {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// How a tally changes from one date to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TallyChange {
    /// The change in the number of members that meet the rule.
    pub met: i32,
    /// The change in the number of members.
    pub members: i32,
    /// The change in the number of undetermined ones.
    pub undetermined: i32,
}
