//! Visits to children in need: a rule that two service areas share.

use carekpi_dates::{Limit, Span};
use carekpi_measure::UpToDate;
use carekpi_model::{ChildAsOf, EventKind::ChildInNeedVisit, RecordKind, VisitsCounted};
use chrono::NaiveDate;

use crate::Context;

/// The settings of `cin-visits` and of `cypds-visits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct InNeedVisitsSettings {
    /// Less than this since the last referral, while no visit has been made since it.
    pub first_within: Span,
    /// Less than this since the last visit.
    pub then_within: Span,
}

impl Default for InNeedVisitsSettings {
    fn default() -> Self {
        Self { first_within: Span::working_days(10), then_within: Span::working_days(15) }
    }
}

/// When visits to a child in need are up to date. They are if one of these is true:
///
/// - `no-event-yet`: no visit has been made on or after the day of the last referral, and less than 10 working days have passed
///   since that day;
/// - `since-last`: less than 15 working days have passed since the last child in need visit.
#[derive(Clone, Copy, Debug)]
pub struct InNeedVisits {
    settings: InNeedVisitsSettings,
    visits_counted: VisitsCounted,
}

impl InNeedVisits {
    /// With these settings.
    #[must_use]
    pub const fn new(settings: InNeedVisitsSettings, context: &Context<'_>) -> Self {
        Self { settings, visits_counted: context.visits_counted() }
    }

    /// What a rule about these visits reads, as [`VisitsCounted::reads`].
    #[must_use]
    pub const fn reads<'r>(&self, records: &'r [RecordKind]) -> &'r [RecordKind] {
        self.visits_counted.reads(records)
    }

    /// When a child's visits are up to date. `referred` is the day of its last referral; `None` if it was never referred.
    #[inline(always)]
    #[must_use]
    pub fn up_to_date<'a>(&self, child: ChildAsOf<'a, '_>, referred: Option<NaiveDate>) -> UpToDate<'a> {
        let InNeedVisitsSettings { first_within, then_within } = self.settings;
        UpToDate::by(child.visits(ChildInNeedVisit, self.visits_counted))
            .none_yet(referred, Limit::less_than(first_within))
            .none_since(referred.unwrap_or(NaiveDate::MIN))
            .since_last(Limit::less_than(then_within))
    }
}
