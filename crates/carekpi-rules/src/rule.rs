//! The trait that every indicator implements.

use carekpi_dates::{AsOf, DateRange};
use carekpi_measure::{Answer, HistoryBuilder, Tally, Undecidable, Verdict};
use carekpi_model::{Caseload, Child, ChildAsOf, Id, RecordKind};

use crate::{Candidates, IndicatorInfo, NotCounted};

/// An indicator of children: one of ours, or an embedder's own.
///
/// A rule must ask every date question of the child as it is at the end of the snapshot date, or of its
/// [`as_of`](ChildAsOf::as_of), or leave it to the [`Answer`](carekpi_measure::Answer) that it gives. Nothing else may influence its answer: then it holds
/// until [`AsOf::valid_until`], and a history says of every day what judging that day alone would.
///
/// The documentation of the crate has one in full.
pub trait Rule: Send + Sync {
    /// What it is, in words.
    fn info(&self) -> &IndicatorInfo;

    /// The kinds of record that it reads: a finding about one of another kind is no reason to doubt its figure. Empty says that
    /// no finding is.
    fn reads(&self) -> &[RecordKind];

    /// The children who can be members of its figure, and on which days: all on every day, unless a rule says otherwise. This
    /// saves time and restricts nothing: [`judge`](Self::judge) must not count anybody else by itself. It may include too many,
    /// and must never leave a member out.
    #[inline]
    fn candidates(&self) -> Candidates<'_> {
        Candidates::All
    }

    /// Judges a child: the record that is counted and whether it meets the rule, or why none is.
    ///
    /// # Errors
    ///
    /// The first condition that the child does not meet.
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted>;

    /// Judges a child by a rule about several of its records. One about a single record has no need of it; one about several
    /// has, and its [`judge`](Self::judge) gives the last of them ([`last_of`](Self::last_of)).
    ///
    /// # Errors
    ///
    /// Why no record is counted.
    #[inline]
    fn judge_each<'a>(&self, child: ChildAsOf<'a, '_>, each: &mut dyn FnMut(Counted<'a>)) -> Result<(), NotCounted> {
        each(self.judge(child)?);
        Ok(())
    }

    /// The population that a [rate](carekpi_measure::FigureKind::Rate) is taken of; `None` where none is known, and for other
    /// figures.
    fn population(&self, as_of: &AsOf<'_>) -> Option<u64> {
        let _ = as_of;
        None
    }

    /// The last of the records that [`judge_each`](Self::judge_each) counts. It is for rules about several records.
    #[doc(hidden)]
    fn last_of<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let mut last = Err(NotCounted::OutsidePeriod);
        self.judge_each(child, &mut |counted| last = Ok(counted))?;
        last
    }

    /// As [`judge_each`](Self::judge_each), in the form that the kernel reads.
    #[doc(hidden)]
    #[inline]
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

    /// Hands over the verdicts on the snapshot date.
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

    /// Judges many children, each if the snapshot date is one of its days. It is compiled for each rule, so that nothing is
    /// dispatched for each child.
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

    /// The tally of many children, each if the snapshot date is one of its days. It is compiled for each rule too.
    #[doc(hidden)]
    #[inline]
    fn tally_all(&self, candidates: &[(Child<'_>, DateRange)], as_of: &AsOf<'_>) -> Tally {
        let mut tally = Tally::default();
        let in_period = as_of.period().days_counted(as_of.on());
        for (child, _) in candidates.iter().filter(|(_, days)| days.contains(as_of.on())) {
            let judged = self.judge_for_kernel(*child, as_of, &mut |counted| match counted.answer {
                Answer::InPeriod(day, _) if !in_period.contains(day) => {}
                Answer::InPeriod(_, outcome) | Answer::Decided(outcome) => tally += Tally::of_member(outcome.met),
                Answer::UpToDate(up_to_date) => tally += Tally::of_member(up_to_date.outcome(as_of).met),
            });
            if judged.is_err() {
                tally += Tally::UNDECIDABLE;
            }
        }
        tally
    }

    /// Adds many children, each on its days, to the history of the indicator `number`. It is compiled for each rule too.
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
/// It judges all children, whatever the [candidates](Rule::candidates): a simple way to use a rule alone. Figures of many
/// indicators and dates are made faster by `carekpi-engine`.
pub fn tally(rule: &(impl Rule + ?Sized), caseload: &Caseload, as_of: &AsOf<'_>) -> Tally {
    let mut tally = Tally::default();
    for child in caseload.by_storage_index() {
        rule.verdicts(child, as_of, &mut |verdict| tally.count(&verdict));
    }
    tally
}
