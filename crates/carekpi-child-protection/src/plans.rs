//! `cp-plans`: how many children have a child protection plan.

use carekpi_measure::{Clause, FigureKind, Outcome};
use carekpi_model::{ChildAsOf, OtherAuthorityPlans, RecordKind};
use carekpi_rules::{Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};

use crate::area::{AREA, CANDIDATES, ProtectionContext, plan};

pub(crate) const PLAN_OPEN: Clause = Clause::new("plan-open");

static INFO: IndicatorInfo = indicator_info! {
    id: "cp-plans",
    area: AREA,
    title: "Children with a child protection plan",
    up_to_date: None,
    kind: FigureKind::Count,
    unit: Unit::Child,
    polarity: Polarity::Neither,
    numerator: "children with a child protection plan open on the snapshot date",
    denominator: "",
    clauses: [(PLAN_OPEN, "the start of the plan")],
    settings: [
        "shared.end_day",
        "shared.deaths",
        "child-protection.other_authority_plans",
    ],
    source: "definitions document: Child Protection",
};

/// `cp-plans`: how many children have a child protection plan.
///
/// **What it counts.** Children with a plan open on the snapshot date.
///
/// **How we read it.** A plan is no longer open on its end date (`end_day`). A child with two open plans counts once. A plan of
/// another authority is not counted (`other_authority_plans`). A plan ends on the day on which the child dies (`deaths`).
///
#[doc = include_str!("../cases/cp-plans.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Plans {
    other_authority: OtherAuthorityPlans,
}

impl Plans {
    /// With this context.
    #[must_use]
    pub const fn new(context: &ProtectionContext<'_>) -> Self {
        Self { other_authority: context.other_authority }
    }
}

impl Rule for Plans {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[RecordKind::ProtectionPlan, RecordKind::Death]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let plan = plan(child, self.other_authority)?;
        Ok(Counted::by(plan.id, Outcome::decided(true, PLAN_OPEN, Some(plan.start))))
    }
}
