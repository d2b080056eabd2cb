//! `cypds-visits`: children and young people of the disability service whose visits are up to date.

use carekpi_measure::{Clause, FigureKind};
use carekpi_model::{ChildAsOf, EventKind::ChildInNeedVisit, RecordKind};
use carekpi_rules::{
    Candidates, Counted, InNeedVisits, InNeedVisitsSettings, IndicatorInfo, NotCounted, Polarity, Rule, Unit,
    indicator_info,
};

use crate::Service;
use crate::area::AREA;
use crate::service::ServiceContext;

static INFO: IndicatorInfo = indicator_info! {
    id: "cypds-visits",
    area: AREA,
    title: "Visits up to date, disability service",
    up_to_date: Some("Visits, disability service"),
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Higher,
    numerator: "those whose child in need visits are up to date",
    denominator: "children and young people allocated to the disability service on the snapshot date",
    clauses: [
        (Clause::NO_EVENT_YET, "the last referral"),
        (Clause::SINCE_LAST, "the last child in need visit"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.visits_counted",
        "shared.deaths",
        "cypds.teams",
        "allocations.case_worker_roles",
        "cypds.cypds-visits.first_within",
        "cypds.cypds-visits.then_within",
    ],
    source: "definitions document: CYPDS",
};

/// `cypds-visits`: children and young people of the disability service whose visits are up to date.
///
/// **What it counts.** Of those allocated to the service, those whose visits are up to date. They are if one of these is true:
/// - `no-event-yet`: no child in need visit has been made since the last referral, and less than 10 working days have
///   passed since it;
/// - `since-last`: less than 15 working days have passed since the last child in need visit.
///
/// **How we read it.** If neither a referral nor a visit is recorded, the answer is undetermined. A worker is
/// in the service if the number or the name of the team equals one of `teams`, in any case. An allocation ends on the day on which
/// the child dies (`deaths`).
///
#[doc = include_str!("../cases/cypds-visits.md")]
#[derive(Clone, Debug)]
pub struct Visits {
    visits: InNeedVisits,
    service: Service,
}

impl Visits {
    /// With these settings.
    #[must_use]
    pub fn new(settings: InNeedVisitsSettings, context: &ServiceContext<'_>) -> Self {
        Self { visits: InNeedVisits::new(settings, context.context), service: context.service.clone() }
    }
}

impl Rule for Visits {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        self.visits.reads(&[
            RecordKind::Allocation,
            RecordKind::AllocationRole,
            RecordKind::AllocationTeam,
            RecordKind::Death,
            RecordKind::Referral,
            RecordKind::Event(ChildInNeedVisit),
            RecordKind::VisitSeen(ChildInNeedVisit),
        ])
    }

    fn candidates(&self) -> Candidates<'_> {
        self.service.candidates()
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let allocation = self.service.allocation(child)?;
        Ok(Counted::by(allocation.id, self.visits.up_to_date(child, child.last_referral())))
    }
}
