//! The visits indicator, with its numerator word for word.

use carekpi_model::{ChildAsOf, RecordKind};
use carekpi_rules::{Candidates, Counted, IndicatorInfo, NotCounted, Rule};

use crate::area::CANDIDATES;
use crate::{PathwayPlans, pathway_plans, visits};

const AS_WORDED: IndicatorInfo = IndicatorInfo { clauses: pathway_plans::INFO.clauses, ..visits::INFO };

/// `leavers-visits` with its numerator word for word: care leavers whose pathway plans are up to date.
#[derive(Clone, Debug)]
pub struct VisitsAsWorded {
    pathway_plans: PathwayPlans,
}

impl VisitsAsWorded {
    /// With the rule about pathway plans.
    #[must_use]
    pub const fn new(pathway_plans: PathwayPlans) -> Self {
        Self { pathway_plans }
    }
}

impl Rule for VisitsAsWorded {
    fn info(&self) -> &IndicatorInfo {
        &AS_WORDED
    }

    fn reads(&self) -> &[RecordKind] {
        self.pathway_plans.reads()
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        self.pathway_plans.judge(child)
    }
}
