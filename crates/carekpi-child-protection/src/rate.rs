//! `cp-rate`: how many children have a child protection plan for every 10,000 under 18.

use carekpi_dates::AsOf;
use carekpi_measure::{About, Among, Answer, Indicator, Measure, Verdict};
use carekpi_model::{Caseload, Child, Id, Population};

use crate::{AREA, COHORT, Plans, plans::PLAN_OPEN};

const ABOUT: About = About {
    id: "cp-rate",
    area: AREA,
    title: "Child protection plans per 10,000 under 18",
    measure: Measure::Rate,
    unit: "child",
    numerator: "children with a child protection plan open on the snapshot date",
    denominator: "the population aged 0 to 17, by the latest estimate published by the snapshot date",
    clauses: &[(PLAN_OPEN, "the start of the plan")],
    settings: &["shared.end_day"],
};

/// `cp-rate`: how many children have a child protection plan for every 10,000 under 18.
///
/// **What it counts.** The children of `cp-plans`, over the latest population estimate that was available on the
/// snapshot date.
///
/// **How we read it.** An estimate is available from the day on which it is published. Of those available, the one with
/// the latest reference date is the latest; of its editions, the one published last. Before any is published the figure
/// has no value.
///
#[doc = include_str!("../cases/cp-rate.md")]
#[derive(Clone, Debug, Default)]
pub struct Rate {
    population: Population,
}

impl Rate {
    /// With the population estimates of `caseload`.
    #[must_use]
    pub fn new(caseload: &Caseload) -> Self {
        Self { population: caseload.population().clone() }
    }
}

impl<'a> Indicator<'a, Child<'a>, Id> for Rate {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn among(&self) -> Among<'_> {
        COHORT
    }

    #[inline]
    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        Plans.judge(child, as_of, each);
    }

    fn population(&self, as_of: &AsOf<'_>) -> Option<u64> {
        self.population.on(as_of)
    }
}
