//! `assessments-completed`: how many child and family assessments were completed.

use carekpi_dates::AsOf;
use carekpi_measure::{About, Among, Answer, Clause, Indicator, Measure, Outcome, Verdict};
use carekpi_model::{Child, Cohort, Id};

use crate::AREA;

const COMPLETED: Clause = Clause::new("completed");

const ABOUT: About = About {
    id: "assessments-completed",
    area: AREA,
    title: "Child and family assessments completed",
    measure: Measure::Count,
    unit: "assessment",
    numerator: "child and family assessments whose end date is in the period",
    denominator: "",
    clauses: &[(COMPLETED, "the end of the assessment")],
    settings: &[],
};

/// `assessments-completed`: how many child and family assessments were completed.
///
/// **What it counts.** Assessments, first or repeated, whose end date is in the period.
///
/// **How we read it.** The period's first and last days are both in it. What ends after the snapshot date has not ended
/// yet. An assessment without an end date is not completed. A child with two assessments counts twice.
///
#[doc = include_str!("../cases/assessments-completed.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Completed;

impl<'a> Indicator<'a, Child<'a>, Id> for Completed {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn among(&self) -> Among<'_> {
        Among::InPeriod(Cohort::CompletedAssessments.number())
    }

    #[inline]
    fn judge(&self, child: Child<'a>, _: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        for assessment in child.assessments() {
            if let Some(end) = assessment.end {
                let outcome = Outcome::decided(true, COMPLETED, Some(end));
                each(Verdict::member(assessment.id, Answer::InPeriod(end, outcome)));
            }
        }
    }
}
