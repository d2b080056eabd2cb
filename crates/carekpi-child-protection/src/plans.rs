//! `cp-plans`: how many children have a child protection plan.

use carekpi_measure::{Clause, FigureKind, Outcome};
use carekpi_model::{ChildAsOf, RecordKind};
use carekpi_rules::{Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit};

use crate::area::{AREA, CANDIDATES};

pub(crate) const PLAN_OPEN: Clause = Clause::new("plan-open");

const INFO: IndicatorInfo = IndicatorInfo {
    id: "cp-plans",
    area: AREA,
    title: "Children with a child protection plan",
    up_to_date: None,
    kind: FigureKind::Count,
    unit: Unit::Child,
    polarity: Polarity::Neither,
    numerator: "children with a child protection plan open on the snapshot date",
    denominator: "",
    clauses: &[(PLAN_OPEN, "the start of the plan")],
    settings: &["shared.end_day"],
    source: "definitions document: Child Protection",
};

/// `cp-plans`: how many children have a child protection plan.
///
/// **What it counts.** Children with a plan open on the snapshot date.
///
/// **How we read it.** A plan is no longer open on its end date (`end_day`). A child with two open plans counts once.
///
#[doc = include_str!("../cases/cp-plans.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Plans;

impl Rule for Plans {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[RecordKind::ProtectionPlan]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let plan = child.protection_plan().ok_or(NotCounted::NoProtectionPlan)?;
        Ok(Counted::by(plan.id, Outcome::decided(true, PLAN_OPEN, Some(plan.start))))
    }
}
