//! `cypds-supervision`: children and young people of the disability service whose supervision is up to date.

use carekpi_dates::{AsOf, Limit, Span};
use carekpi_measure::{About, Among, Answer, Clause, Clauses, Indicator, Measure, Verdict};
use carekpi_model::{Child, ChildOn, EventKind, Id};

use crate::{AREA, Service};

const ABOUT: About = About {
    id: "cypds-supervision",
    area: AREA,
    title: "Supervision up to date, disability service",
    measure: Measure::Proportion,
    unit: "child",
    numerator: "those whose supervision is up to date",
    denominator: "children and young people allocated to the disability service on the snapshot date",
    clauses: &[
        (Clause::NO_EVENT_YET, "the allocation to the current worker"),
        (Clause::SINCE_LAST, "the last supervision"),
    ],
    settings: &[
        "shared.end_day",
        "shared.month_end",
        "shared.within_last",
        "cypds.teams",
        "allocations.case_worker_roles",
        "cypds.cypds-supervision.then_within",
        "cypds.cypds-supervision.first_within",
    ],
};

/// The settings of `cypds-supervision`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct SupervisionSettings {
    /// The last supervision must be within the last of this.
    pub then_within: Span,
    /// Less than this since the allocation to the current worker, while there is no supervision on record.
    pub first_within: Span,
}

impl Default for SupervisionSettings {
    fn default() -> Self {
        Self { then_within: Span::months(2), first_within: Span::months(2) }
    }
}

/// `cypds-supervision`: children and young people of the disability service whose supervision is up to date.
///
/// **What it counts.** Of those allocated to the service, those of whom one of two things is true:
/// - `since-last`: a supervision was recorded within the last 2 months;
/// - `no-event-yet`: none is on record, and less than 2 months have passed since the allocation to the current worker.
///
/// **How we read it.** The current worker is the one of the latest case worker's allocation, to whatever team. Any
/// supervision on record, however old, defeats the second sentence.
///
#[doc = include_str!("../cases/cypds-supervision.md")]
#[derive(Clone, Debug)]
pub struct Supervision {
    settings: SupervisionSettings,
    service: Service,
}

impl Supervision {
    /// With these settings, for the service in one caseload.
    #[must_use]
    pub const fn new(settings: SupervisionSettings, service: Service) -> Self {
        Self { settings, service }
    }

    #[inline]
    fn clauses<'a>(&self, child: ChildOn<'a, '_>, as_of: &AsOf<'_>) -> Clauses<'a> {
        let SupervisionSettings { then_within, first_within } = self.settings;
        let supervisions = child.events(EventKind::Supervision);
        // Once there is one, it does not matter who the worker is.
        let worker = if supervisions.none(as_of) { self.service.current_worker(child) } else { None };
        let allocated = worker.map(|allocation| allocation.start);
        Clauses::none_yet(supervisions, allocated, Limit::less_than(first_within))
            .since_last(supervisions, as_of.within_last(then_within))
    }
}

impl<'a> Indicator<'a, Child<'a>, Id> for Supervision {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn among(&self) -> Among<'_> {
        Among::These(self.service.children())
    }

    #[inline]
    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        let child = child.on(as_of);
        if let Some(allocation) = self.service.allocation(child) {
            each(Verdict::member(allocation.id, &self.clauses(child, as_of)));
        }
    }
}
