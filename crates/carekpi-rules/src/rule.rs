//! The trait that every indicator implements.

use carekpi_dates::{AsOf, DateRange};
use carekpi_measure::{Answer, HistoryBuilder, Outcome, Tally, Undecidable, Verdict};
use carekpi_model::{Caseload, Child, ChildAsOf, Id, RecordKind};

use crate::{Candidates, Evidence, IndicatorInfo, NotCounted};

/// An indicator: one of the 23, or your own.
///
/// A rule must ask the child, its [`as_of`](ChildAsOf::as_of) or the [`Answer`] that it returns every question about dates. The
/// answer must depend on nothing else. It then holds until [`AsOf::valid_until`], and a history gives for every day what judging
/// that day alone would give.
///
/// The documentation of the crate has a full example.
pub trait Rule: Send + Sync {
    /// The description of the indicator.
    fn info(&self) -> &IndicatorInfo;

    /// The kinds of record that it reads. Only a finding about one of these kinds can affect its figure; if the list is empty, no
    /// finding can.
    fn reads(&self) -> &[RecordKind];

    /// The children who can be members of its figure, and on which days. By default this is all children on every day.
    ///
    /// A narrower answer saves time and must not change the figure: [`judge`](Self::judge) must count no other child. It may
    /// include too many children, and must never leave a member out.
    #[inline]
    fn candidates(&self) -> Candidates<'_> {
        Candidates::All
    }

    /// Judges a child: gives the record that is counted and whether it meets the rule, or why no record is counted.
    ///
    /// # Errors
    ///
    /// The first condition that the child does not meet.
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted>;

    /// Judges a child by a rule that can count several of its records. Such a rule implements this method, and its
    /// [`judge`](Self::judge) gives the last of the records ([`last_of`](Self::last_of)). A rule that counts one record does not
    /// need it.
    ///
    /// # Errors
    ///
    /// Why no record is counted.
    #[inline(always)]
    fn judge_each<'a>(&self, child: ChildAsOf<'a, '_>, each: &mut dyn FnMut(Counted<'a>)) -> Result<(), NotCounted> {
        each(self.judge(child)?);
        Ok(())
    }

    /// What the outcome of one of this child's records rests on, besides the day that its clause is measured from. By default this
    /// is nothing, which is right for a clause with a limit. Only explanations ask for it.
    fn evidence<'a>(&self, child: ChildAsOf<'a, '_>, record: Id, outcome: &Outcome) -> Vec<Evidence<'a>> {
        let _ = (child, record, outcome);
        Vec::new()
    }

    /// The population that is the denominator of a [rate](carekpi_measure::FigureKind::Rate); `None` if it is unknown, and for
    /// other kinds of figure.
    fn population(&self, as_of: &AsOf<'_>) -> Option<u64> {
        let _ = as_of;
        None
    }

    /// The last of the records that [`judge_each`](Self::judge_each) counts: for rules that can count several records.
    #[doc(hidden)]
    fn last_of<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let mut last = Err(NotCounted::OutsidePeriod);
        self.judge_each(child, &mut |counted| last = Ok(counted))?;
        last
    }

    /// The same as [`judge_each`](Self::judge_each), in the form that the kernel reads.
    #[doc(hidden)]
    #[inline(always)]
    fn judge_for_kernel<'a>(
        &self,
        child: Child<'a>,
        as_of: &AsOf<'_>,
        each: &mut dyn FnMut(Counted<'a>),
    ) -> Result<(), Undecidable> {
        match self.judge_each(child.as_of(as_of), each) {
            Err(NotCounted::Undecidable) => Err(Undecidable),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Calls `each` with every verdict on the snapshot date.
    #[doc(hidden)]
    #[inline]
    fn verdicts<'a>(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id>)) {
        let judged = self.judge_for_kernel(child, as_of, &mut |counted| {
            if let Some(verdict) = counted.decided(as_of) {
                each(verdict);
            }
        });
        if judged.is_err() {
            each(Verdict::Undecidable);
        }
    }

    /// Judges each of these children if the snapshot date is one of its days. It is compiled for each rule, which avoids a dynamic
    /// call for each child.
    #[doc(hidden)]
    #[inline]
    fn judge_all<'a>(
        &self,
        candidates: &[(Child<'a>, DateRange)],
        as_of: &AsOf<'_>,
        each: &mut dyn FnMut(Child<'a>, Verdict<Id>),
    ) {
        for (child, _) in candidates.iter().filter(|(_, days)| days.contains(as_of.on())) {
            self.verdicts(*child, as_of, &mut |verdict| each(*child, verdict));
        }
    }

    /// The tally of these children, each counted if the snapshot date is one of its days. It is compiled for each rule, like
    /// `judge_all`. The built-in rules are marked `inline(always)` where that was measured to be faster. Copying an answer takes
    /// longer than most tests on dates.
    #[doc(hidden)]
    #[inline]
    fn tally_all(&self, candidates: &[(Child<'_>, DateRange)], as_of: &AsOf<'_>) -> Tally {
        let mut tally = Tally::default();
        let in_period = as_of.days_counted();
        for (child, _) in candidates.iter().filter(|(_, days)| days.contains(as_of.on())) {
            let judged = self.judge_for_kernel(*child, as_of, &mut |counted| match counted.answer {
                Answer::InPeriod(day, _) if !in_period.contains(day) => {}
                Answer::InPeriod(_, outcome) | Answer::Decided(outcome) => tally += Tally::of_member(outcome.met),
                Answer::UpToDate(up_to_date) => tally += Tally::of_member(up_to_date.is_met(as_of)),
            });
            if judged.is_err() {
                tally += Tally::UNDECIDABLE;
            }
        }
        tally
    }

    /// Adds these children, each on its days, to the history of the indicator `number`. It is compiled for each rule, like
    /// `judge_all`.
    #[doc(hidden)]
    #[inline]
    fn trace(&self, candidates: &[(Child<'_>, DateRange)], histories: &mut HistoryBuilder<'_>, number: usize) {
        histories.follow(number, candidates, |child, as_of, each| self.judge_for_kernel(child, as_of, each));
    }
}

/// A record that a rule counts, and the rule's answer for it.
pub type Counted<'a> = carekpi_measure::Counted<'a, Id>;

/// The tally of a rule over a caseload on the snapshot date.
///
/// It is a simple way to use a rule alone. It judges all children and ignores the [candidates](Rule::candidates).
/// `carekpi-engine` is faster for many indicators or dates.
pub fn tally(rule: &(impl Rule + ?Sized), caseload: &Caseload, as_of: &AsOf<'_>) -> Tally {
    let mut tally = Tally::default();
    for child in caseload.by_storage_index() {
        rule.verdicts(child, as_of, &mut |verdict| tally.count(&verdict));
    }
    tally
}
