//! `assessments-completed`: how many child and family assessments were completed.

use carekpi_measure::{Answer, Clause, FigureKind, Outcome};
use carekpi_model::{ChildAsOf, Cohort, RecordKind};
use carekpi_rules::{Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit};

use crate::area::AREA;

const COMPLETED: Clause = Clause::new("completed");

const INFO: IndicatorInfo = IndicatorInfo {
    id: "assessments-completed",
    area: AREA,
    title: "Child and family assessments completed",
    up_to_date: None,
    kind: FigureKind::Count,
    unit: Unit::Assessment,
    polarity: Polarity::Neither,
    numerator: "child and family assessments whose end date is in the period",
    denominator: "",
    clauses: &[(COMPLETED, "the end of the assessment")],
    settings: &[],
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

    #[inline]
    fn judge_each<'a>(&self, child: ChildAsOf<'a, '_>, each: &mut dyn FnMut(Counted<'a>)) -> Result<(), NotCounted> {
        for assessment in child.child().assessments() {
            if let Some(end) = assessment.end {
                let completed = Outcome::decided(true, COMPLETED, Some(end));
                each(Counted::by(assessment.id, Answer::InPeriod(end, completed)));
            }
        }
        Ok(())
    }
}
