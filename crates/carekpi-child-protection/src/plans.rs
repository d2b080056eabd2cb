//! `cp-plans`: how many children have a child protection plan.

use carekpi_dates::AsOf;
use carekpi_measure::{About, Among, Answer, Clause, Indicator, Measure, Outcome, Verdict};
use carekpi_model::{Child, Id};

use crate::{AREA, COHORT};

pub(crate) const PLAN_OPEN: Clause = Clause::new("plan-open");

const ABOUT: About = About {
    id: "cp-plans",
    area: AREA,
    title: "Children with a child protection plan",
    measure: Measure::Count,
    unit: "child",
    numerator: "children with a child protection plan open on the snapshot date",
    denominator: "",
    clauses: &[(PLAN_OPEN, "the start of the plan")],
    settings: &["shared.end_day"],
};

/// `cp-plans`: how many children have a child protection plan.
///
/// **What it counts.** Children with a plan open on the snapshot date.
///
/// **How we read it.** The day on which a plan ends is no longer part of it (`end_day`). A child with two open plans is
/// one child.
///
#[doc = include_str!("../cases/cp-plans.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Plans;

impl<'a> Indicator<'a, Child<'a>, Id> for Plans {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn among(&self) -> Among<'_> {
        COHORT
    }

    #[inline]
    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        if let Some(plan) = child.on(as_of).protection_plan() {
            each(Verdict::member(plan.id, Outcome::decided(true, PLAN_OPEN, Some(plan.start))));
        }
    }
}
