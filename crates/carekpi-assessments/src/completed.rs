//! `assessments-completed`: how many child and family assessments were completed.

use carekpi_dates::{AsOf, DateRange};
use carekpi_measure::{Answer, Clause, FigureKind, HistoryBuilder, Outcome, Undecidable};
use carekpi_model::{Assessment, Child, ChildAsOf, Cohort, RecordKind};
use carekpi_rules::{Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};
use chrono::NaiveDate;

use crate::area::AREA;

const COMPLETED: Clause = Clause::new("completed");

static INFO: IndicatorInfo = indicator_info! {
    id: "assessments-completed",
    area: AREA,
    title: "Child and family assessments completed",
    up_to_date: None,
    kind: FigureKind::Count,
    unit: Unit::Assessment,
    polarity: Polarity::Neither,
    numerator: "child and family assessments whose end date is in the period",
    denominator: "",
    clauses: [(COMPLETED, "the end of the assessment")],
    settings: [],
    source: "definitions document: Assessments",
};

/// `assessments-completed`: how many child and family assessments were completed.
///
/// **What it counts.** Assessments, first or repeated, whose end date is in the period.
///
/// **How we read it.** The period includes its first and last days. An assessment that ends after the snapshot date is not
/// completed yet, nor is one without an end date. A child with two completed assessments counts twice.
///
#[doc = include_str!("../cases/assessments-completed.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Completed;

impl Completed {
    /// Judges an assessment that ended on `end`.
    #[inline]
    fn judge_completed<'a>(assessment: &Assessment, end: NaiveDate) -> Counted<'a> {
        let completed = Outcome::decided(true, COMPLETED, Some(end));
        Counted::by(assessment.id, Answer::InPeriod(end, completed))
    }
}

impl Rule for Completed {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[RecordKind::Assessment]
    }

    fn candidates(&self) -> Candidates<'_> {
        Candidates::InPeriod(Cohort::CompletedAssessments)
    }

    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        self.last_of(child)
    }

    #[inline(always)]
    fn judge_each<'a>(&self, child: ChildAsOf<'a, '_>, each: &mut dyn FnMut(Counted<'a>)) -> Result<(), NotCounted> {
        for assessment in child.child().assessments() {
            if let Some(end) = assessment.end {
                each(Self::judge_completed(assessment, end));
            }
        }
        Ok(())
    }

    /// Only the assessments that were completed in the period: the others do not count on this day.
    #[inline(always)]
    fn judge_for_kernel<'a>(
        &self,
        child: Child<'a>,
        as_of: &AsOf<'_>,
        each: &mut dyn FnMut(Counted<'a>),
    ) -> Result<(), Undecidable> {
        let assessments = child.assessments();
        let (known, later) = split(assessments, |end| end <= as_of.known_through());
        // On the day of the next one, it counts.
        if let Some(next) = later.first().and_then(|next| next.end) {
            as_of.note_event(next);
        }
        let in_period = as_of.days_counted();
        let is_recent = |one: &&Assessment| one.end.is_some_and(|end| in_period.start() <= end);
        let (known, _) = split(known, |end| end < in_period.end());
        let recent = known.iter().rev().take_while(is_recent).count();
        for assessment in known.get(known.len().saturating_sub(recent)..).unwrap_or_default() {
            if let Some(end) = assessment.end {
                each(Self::judge_completed(assessment, end));
            }
        }
        Ok(())
    }

    /// The answer for an assessment is the same on each day, and never undecidable.
    #[inline]
    fn trace(&self, candidates: &[(Child<'_>, DateRange)], histories: &mut HistoryBuilder<'_>, number: usize) {
        for (child, days) in candidates {
            let ends = child.assessments().iter().filter_map(|one| one.end);
            histories.add_flows(number, *days, ends.map(|end| (end, Some(true))));
        }
    }
}

/// The assessments whose end is `early`, after those without an end, and the later ones. They are in order of their end.
#[inline]
fn split(assessments: &[Assessment], early: impl Fn(NaiveDate) -> bool) -> (&[Assessment], &[Assessment]) {
    let is_early = |one: &Assessment| one.end.is_none_or(&early);
    // Usually all are.
    if assessments.last().is_none_or(is_early) {
        return (assessments, &[]);
    }
    assessments.split_at_checked(assessments.partition_point(is_early)).unwrap_or((assessments, &[]))
}
