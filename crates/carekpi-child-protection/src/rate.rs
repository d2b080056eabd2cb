//! `cp-rate`: how many children have a child protection plan for every 10,000 under 18.

use carekpi_dates::AsOf;
use carekpi_measure::FigureKind;
use carekpi_model::{ChildAsOf, Population, RecordKind};
use carekpi_rules::{Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};

use crate::area::{AREA, CANDIDATES, ProtectionContext};
use crate::plans::{PLAN_OPEN, Plans};

static INFO: IndicatorInfo = indicator_info! {
    id: "cp-rate",
    area: AREA,
    title: "Child protection plans per 10,000 under 18",
    up_to_date: None,
    kind: FigureKind::Rate,
    unit: Unit::Child,
    polarity: Polarity::Neither,
    numerator: "children with a child protection plan open on the snapshot date",
    denominator: "the population aged 0 to 17, by the latest estimate published by the snapshot date",
    clauses: [(PLAN_OPEN, "the start of the plan")],
    settings: [
        "shared.end_day",
        "shared.deaths",
        "child-protection.other_authority_plans",
    ],
    source: "definitions document: Child Protection",
};

/// `cp-rate`: how many children have a child protection plan for every 10,000 under 18.
///
/// **What it counts.** The children of `cp-plans`, divided by the latest population estimate that was available on the
/// snapshot date.
///
/// **How we read it.** An estimate is available from the day on which it is published. The latest estimate is the one with the
/// latest reference date; of its editions, the one published last. Before an estimate is published the figure has no value.
/// The plans are those of `cp-plans`.
///
#[doc = include_str!("../cases/cp-rate.md")]
#[derive(Clone, Debug, Default)]
pub struct Rate {
    plans: Plans,
    population: Population,
}

impl Rate {
    /// With the population estimates of the caseload.
    #[must_use]
    pub fn new(context: &ProtectionContext<'_>) -> Self {
        Self { plans: Plans::new(context), population: context.context.caseload().population().clone() }
    }
}

impl Rule for Rate {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[RecordKind::ProtectionPlan, RecordKind::Death, RecordKind::Population]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        self.plans.judge(child)
    }

    fn population(&self, as_of: &AsOf<'_>) -> Option<u64> {
        self.population.on(as_of)
    }
}
