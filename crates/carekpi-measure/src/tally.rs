//! Counts that add up.

use std::ops::{Add, AddAssign};

use carekpi_dates::{AsOf, DateRange};
use chrono::NaiveDate;

use crate::{Indicator, Verdict};

/// How many members a figure has, how many of them meet the rule, and of how many it can't be told.
///
/// Tallies of disjoint parts add up to the tally of the whole.
///
/// ```
/// use carekpi_measure::{Outcome, Tally, Clause, Verdict};
///
/// let mut tally = Tally::default();
/// tally.count(&Verdict::member("A", Outcome::decided(true, Clause::SINCE_LAST, None)));
/// tally.count(&Verdict::member("B", Outcome::UNDETERMINED));
/// tally.count(&Verdict::<&str>::LeftOut);
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
    /// Members of which it can't be told whether they meet it, and cases of which it can't be told whether they are members.
    pub undetermined: u64,
}

impl Tally {
    /// Adds one verdict.
    #[inline]
    pub fn count<Record>(&mut self, verdict: &Verdict<Record>) {
        *self += Self::from(verdict);
    }

    /// One of whom it can't be told whether it is a member.
    pub(crate) const LEFT_OUT: Self = Self { met: 0, members: 0, undetermined: 1 };

    /// Whether nobody was counted: who meets a rule is a member.
    #[inline]
    pub(crate) const fn is_empty(&self) -> bool {
        self.members == 0 && self.undetermined == 0
    }

    /// One member, and whether it meets the rule.
    #[inline]
    pub(crate) fn of_member(met: Option<bool>) -> Self {
        Self { met: (met == Some(true)).into(), members: 1, undetermined: met.is_none().into() }
    }
}

impl<Record> From<&Verdict<Record>> for Tally {
    #[inline]
    fn from(verdict: &Verdict<Record>) -> Self {
        match verdict {
            Verdict::LeftOut => Self::LEFT_OUT,
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

/// The tally of all `cases` on the snapshot date of `as_of`.
pub fn tally<'a, C: Copy, R>(
    indicator: &(impl Indicator<'a, C, R> + ?Sized),
    cases: impl IntoIterator<Item = C>,
    as_of: &AsOf<'_>,
) -> Tally {
    let mut tally = Tally::default();
    judge_each(indicator, cases, as_of, |_, verdict| tally.count(&verdict));
    tally
}

/// Judges all `cases`, in their order, and hands on each verdict with its case. They are handed to the rule a block at a time, which
/// costs less than a call for each. On [`NaiveDate::MAX`], which no range of days has in it, nobody is judged.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
/// use carekpi_measure::{Indicator, judge_each};
/// use chrono::NaiveDate;
///
/// fn members<R>(rule: &dyn for<'a> Indicator<'a, u32, R>) -> Vec<u32> {
///     let conventions = Conventions::new(WorkingCalendar::england_and_wales());
///     let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
///     let as_of = AsOf::new(on, Period::YearToDate, &conventions);
///     let mut members = Vec::new();
///     judge_each(rule, 0..100, &as_of, |case, _| members.push(case));
///     members
/// }
/// ```
pub fn judge_each<'a, C: Copy, R>(
    indicator: &(impl Indicator<'a, C, R> + ?Sized),
    cases: impl IntoIterator<Item = C>,
    as_of: &AsOf<'_>,
    mut each: impl FnMut(C, Verdict<R>),
) {
    const BLOCK: usize = 512;
    let mut cases = cases.into_iter();
    let mut block = Vec::with_capacity(BLOCK);
    loop {
        block.clear();
        block.extend(cases.by_ref().take(BLOCK).map(|case| (case, DateRange::from(NaiveDate::MIN))));
        if block.is_empty() {
            return;
        }
        indicator.judge_all(&block, as_of, &mut each);
    }
}
