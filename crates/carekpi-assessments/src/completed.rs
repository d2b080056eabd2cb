//! `assessments-completed`: how many child and family assessments were completed.

use carekpi_dates::AsOf;
use carekpi_measure::{About, Clause, Indicator, Measure, Outcome, Verdict};
use carekpi_model::{Child, Id};

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

impl Indicator<Child<'_>, Id> for Completed {
    fn about(&self) -> &About {
        &ABOUT
    }

    #[inline]
    fn may_count(&self, child: Child<'_>) -> bool {
        !child.assessments().is_empty()
    }

    #[inline]
    fn judge(&self, child: Child<'_>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id>)) {
        for assessment in child.assessments() {
            if let Some(end) = assessment.end.filter(|end| as_of.in_period(*end)) {
                each(Verdict::member(assessment.id, Outcome::decided(true, COMPLETED, Some(end))));
            }
        }
    }
}
