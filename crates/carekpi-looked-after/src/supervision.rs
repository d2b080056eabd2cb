//! `cla-supervision`: children looked after whose supervision is up to date.

use carekpi_dates::{AsOf, Limit, Span};
use carekpi_measure::{About, Among, Answer, Clause, Clauses, Indicator, Measure, Verdict};
use carekpi_model::{CaseWorkers, Child, ChildOn, EventKind, Id, ShortBreaks};

use crate::{AREA, COHORT, LookedAfter};

const ABOUT: About = About {
    id: "cla-supervision",
    area: AREA,
    title: "Supervision up to date",
    measure: Measure::Proportion,
    unit: "child",
    numerator: "those whose supervision is up to date",
    denominator: "children looked after on the snapshot date",
    clauses: &[
        (Clause::NO_EVENT_YET, "the allocation to the current worker"),
        (Clause::SINCE_LAST, "the last supervision"),
    ],
    settings: &[
        "shared.end_day",
        "shared.month_end",
        "shared.within_last",
        "looked-after.short_breaks",
        "allocations.case_worker_roles",
        "looked-after.cla-supervision.then_within",
        "looked-after.cla-supervision.first_within",
    ],
};

/// The settings of `cla-supervision`.
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

/// `cla-supervision`: children looked after whose supervision is up to date.
///
/// **What it counts.** Of the children looked after, those of whom one of two things is true:
/// - `since-last`: a supervision was recorded within the last 2 months;
/// - `no-event-yet`: none is on record, and less than 2 months have passed since the allocation to the current worker.
///
/// **How we read it.** The current worker is the one of the latest case worker's allocation that is open. Any
/// supervision on record, however old and under whichever worker, defeats the second sentence. With neither a
/// supervision nor an allocation it can't be told.
///
#[doc = include_str!("../cases/cla-supervision.md")]
#[derive(Clone, Debug)]
pub struct Supervision {
    settings: SupervisionSettings,
    short_breaks: ShortBreaks,
    case_workers: CaseWorkers,
}

impl Supervision {
    /// With these settings, and the case workers of one caseload.
    #[must_use]
    pub const fn new(area: &LookedAfter, case_workers: CaseWorkers) -> Self {
        Self { settings: area.cla_supervision, short_breaks: area.short_breaks, case_workers }
    }

    #[inline]
    fn clauses<'a>(&self, child: ChildOn<'a, '_>, as_of: &AsOf<'_>) -> Clauses<'a> {
        let SupervisionSettings { then_within, first_within } = self.settings;
        let supervisions = child.events(EventKind::Supervision);
        // Once there is one, it does not matter who the worker is.
        let worker = if supervisions.none(as_of) { child.case_worker(&self.case_workers) } else { None };
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
        COHORT
    }

    #[inline]
    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        let child = child.on(as_of);
        if let Some(period) = child.period_of_care(self.short_breaks) {
            each(Verdict::member(period.id, &self.clauses(child, as_of)));
        }
    }
}
