//! Supervision of a child's worker: a rule that two service areas share.

use carekpi_dates::{Limit, Span};
use carekpi_measure::UpToDate;
use carekpi_model::{CaseWorkers, ChildAsOf, EventKind};

use crate::Context;

/// The settings of `cla-supervision` and of `cypds-supervision`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct SupervisionSettings {
    /// The last supervision must be within this time before the snapshot date.
    pub then_within: Span,
    /// Less than this since the allocation to the current worker, while no supervision is recorded.
    pub first_within: Span,
}

impl Default for SupervisionSettings {
    fn default() -> Self {
        Self { then_within: Span::months(2), first_within: Span::months(2) }
    }
}

/// When the supervision of a child's worker is up to date. It is if one of these is true:
///
/// - `since-last`: the last supervision was within the last 2 months;
/// - `no-event-yet`: no supervision is recorded, and less than 2 months have passed since the allocation to the current worker.
///
/// The current worker is the one with the latest open allocation of a case worker, in any team. Any recorded supervision rules
/// out the second clause, however old it is and whoever the worker was.
#[derive(Clone, Debug)]
pub struct Supervision {
    settings: SupervisionSettings,
    case_workers: CaseWorkers,
}

impl Supervision {
    /// With these settings.
    #[must_use]
    pub fn new(settings: SupervisionSettings, context: &Context<'_>) -> Self {
        Self { settings, case_workers: context.case_workers().clone() }
    }

    /// When a child's supervision is up to date.
    #[inline(always)]
    #[must_use]
    pub fn up_to_date<'a>(&self, child: ChildAsOf<'a, '_>) -> UpToDate<'a> {
        let SupervisionSettings { then_within, first_within } = self.settings;
        let as_of = child.as_of();
        let supervisions = child.events(EventKind::Supervision);
        // Once a supervision is recorded, it does not matter who the worker is.
        let worker = if supervisions.none(as_of) { child.case_worker(&self.case_workers) } else { None };
        UpToDate::by(supervisions)
            .none_yet(worker.map(|allocation| allocation.start), Limit::less_than(first_within))
            .since_last(as_of.within_last(then_within))
    }
}
