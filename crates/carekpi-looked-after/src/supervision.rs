//! `cla-supervision`: children looked after whose supervision is up to date.

use carekpi_measure::{Clause, FigureKind};
use carekpi_model::{CareStatuses, ChildAsOf, EventKind, RecordKind};
use carekpi_rules::{
    Candidates, Context, Counted, IndicatorInfo, NotCounted, Polarity, Rule, SupervisionSettings, Unit, indicator_info,
};

use crate::area::{AREA, CANDIDATES};

static INFO: IndicatorInfo = indicator_info! {
    id: "cla-supervision",
    area: AREA,
    title: "Supervision up to date",
    up_to_date: Some("Supervision"),
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Higher,
    numerator: "those whose supervision is up to date",
    denominator: "children looked after on the snapshot date",
    clauses: [
        (Clause::NO_EVENT_YET, "the allocation to the current worker"),
        (Clause::SINCE_LAST, "the last supervision"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.within_last",
        "shared.deaths",
        "looked-after.short_breaks",
        "looked-after.care_statuses",
        "looked-after.short_break_codes",
        "allocations.case_worker_roles",
        "looked-after.cla-supervision.then_within",
        "looked-after.cla-supervision.first_within",
    ],
    source: "definitions document: Children Looked After",
};

/// `cla-supervision`: children looked after whose supervision is up to date.
///
/// **What it counts.** Of the children looked after, those whose supervision is up to date. It is if one of these is true:
/// - `since-last`: a supervision was recorded within the last 2 months;
/// - `no-event-yet`: no supervision is recorded, and less than 2 months have passed since the allocation to the current worker.
///
/// **How we read it.** The current worker is the one with the latest open allocation of a case worker. That is one whose role has
/// the words of one of `case_worker_roles`. Any recorded supervision
/// rules out the second clause, however old it is and whoever the worker was. With neither a supervision nor an allocation, the
/// answer is undetermined. Care ends on
/// the day on which the child dies (`deaths`).
///
#[doc = include_str!("../cases/cla-supervision.md")]
#[derive(Clone, Debug)]
pub struct Supervision {
    supervision: carekpi_rules::Supervision,
    care: CareStatuses,
}

impl Supervision {
    /// With these settings.
    #[must_use]
    pub fn new(settings: SupervisionSettings, context: &Context<'_>) -> Self {
        Self { supervision: carekpi_rules::Supervision::new(settings, context), care: context.care_statuses().clone() }
    }
}

impl Rule for Supervision {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[
            RecordKind::PeriodOfCare,
            RecordKind::LegalStatus,
            RecordKind::Death,
            RecordKind::Allocation,
            RecordKind::AllocationRole,
            RecordKind::Event(EventKind::Supervision),
        ]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let period = child.period_of_care(&self.care).ok_or(NotCounted::NotLookedAfter)?;
        Ok(Counted::by(period.id, self.supervision.up_to_date(child)))
    }
}
