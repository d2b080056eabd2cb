//! `cla-reviews`: children looked after whose reviews are up to date.

use carekpi_dates::{AsOf, Limit, Span};
use carekpi_measure::{About, Among, Answer, Clause, Clauses, Indicator, Measure, Verdict};
use carekpi_model::{Child, ChildOn, EventKind::LookedAfterReview, Id, PeriodOfCare, ShortBreaks};

use crate::{AREA, COHORT, LookedAfter};

const ABOUT: About = About {
    id: "cla-reviews",
    area: AREA,
    title: "Looked-after reviews up to date",
    measure: Measure::Proportion,
    unit: "child",
    numerator: "those whose looked-after reviews are up to date",
    denominator: "children looked after on the snapshot date",
    clauses: &[
        (Clause::NO_EVENT_YET, "the start of the period of care"),
        (Clause::SINCE_FIRST, "the first review"),
        (Clause::SINCE_LAST, "the last review"),
    ],
    settings: &[
        "shared.end_day",
        "shared.month_end",
        "looked-after.short_breaks",
        "looked-after.cla-reviews.first_due",
        "looked-after.cla-reviews.second_due",
        "looked-after.cla-reviews.then_due",
    ],
};

/// The settings of `cla-reviews`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct ReviewsSettings {
    /// The first review is due this long after the period of care began.
    pub first_due: Span,
    /// The second is due this long after the first.
    pub second_due: Span,
    /// Each later one is due this long after the one before it.
    pub then_due: Span,
}

impl Default for ReviewsSettings {
    fn default() -> Self {
        Self { first_due: Span::working_days(20), second_due: Span::days(91), then_due: Span::months(6) }
    }
}

/// `cla-reviews`: children looked after whose reviews are up to date.
///
/// **What it counts.** Of the children looked after, those whose next review is not overdue:
/// - `no-event-yet`: the first is due 20 working days after the period of care began;
/// - `since-first`: the second is due 91 days after the first;
/// - `since-last`: each later one is due 6 months after the last.
///
/// **How we read it.** Only reviews during the period of care count. A review is in time on the day on which it is due,
/// unlike in every rule that says "less than". Two reviews on one day are one.
///
#[doc = include_str!("../cases/cla-reviews.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Reviews {
    settings: ReviewsSettings,
    short_breaks: ShortBreaks,
}

impl Reviews {
    /// With these settings.
    #[must_use]
    pub const fn new(area: &LookedAfter) -> Self {
        Self { settings: area.cla_reviews, short_breaks: area.short_breaks }
    }

    #[inline]
    fn clauses<'a>(&self, child: ChildOn<'a, '_>, period: &PeriodOfCare) -> Clauses<'a> {
        let ReviewsSettings { first_due, second_due, then_due } = self.settings;
        let held = child.events(LookedAfterReview).since(period.start);
        Clauses::none_yet(held, period.start, Limit::due(first_due))
            .since_first(Limit::due(second_due))
            .since_last(held, Limit::due(then_due))
    }
}

impl<'a> Indicator<'a, Child<'a>, Id> for Reviews {
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
            each(Verdict::member(period.id, &self.clauses(child, period)));
        }
    }
}
