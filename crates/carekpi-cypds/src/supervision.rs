//! `cypds-supervision`: children and young people of the disability service whose supervision is up to date.

use carekpi_measure::{Clause, FigureKind};
use carekpi_model::{ChildAsOf, EventKind, RecordKind};
use carekpi_rules::{
    Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, SupervisionSettings, Unit, indicator_info,
};

use crate::Service;
use crate::area::AREA;
use crate::service::ServiceContext;

static INFO: IndicatorInfo = indicator_info! {
    id: "cypds-supervision",
    area: AREA,
    title: "Supervision up to date, disability service",
    up_to_date: Some("Supervision, disability service"),
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Higher,
    numerator: "those whose supervision is up to date",
    denominator: "children and young people allocated to the disability service on the snapshot date",
    clauses: [
        (Clause::NO_EVENT_YET, "the allocation to the current worker"),
        (Clause::SINCE_LAST, "the last supervision"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.within_last",
        "shared.deaths",
        "cypds.teams",
        "allocations.case_worker_roles",
        "cypds.cypds-supervision.then_within",
        "cypds.cypds-supervision.first_within",
    ],
    source: "definitions document: CYPDS",
};

/// `cypds-supervision`: children and young people of the disability service whose supervision is up to date.
///
/// **What it counts.** Of those allocated to the service, those whose supervision is up to date. It is if one of these is true:
/// - `since-last`: a supervision was recorded within the last 2 months;
/// - `no-event-yet`: no supervision is recorded, and less than 2 months have passed since the allocation to the current worker.
///
/// **How we read it.** The current worker is the one with the latest open allocation of a case worker, in any team. Any recorded
/// supervision rules out the second clause, however old it is. A worker is
/// in the service if the number or the name of the team equals one of `teams`, in any case. An allocation ends on the day on which
/// the child dies (`deaths`).
///
#[doc = include_str!("../cases/cypds-supervision.md")]
#[derive(Clone, Debug)]
pub struct Supervision {
    supervision: carekpi_rules::Supervision,
    service: Service,
}

impl Supervision {
    /// With these settings.
    #[must_use]
    pub fn new(settings: SupervisionSettings, context: &ServiceContext<'_>) -> Self {
        Self {
            supervision: carekpi_rules::Supervision::new(settings, context.context),
            service: context.service.clone(),
        }
    }
}

impl Rule for Supervision {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[
            RecordKind::Allocation,
            RecordKind::AllocationRole,
            RecordKind::AllocationTeam,
            RecordKind::Death,
            RecordKind::Event(EventKind::Supervision),
        ]
    }

    fn candidates(&self) -> Candidates<'_> {
        self.service.candidates()
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let allocation = self.service.allocation(child)?;
        Ok(Counted::by(allocation.id, self.supervision.up_to_date(child)))
    }
}
