//! `cla-reviews`: children looked after whose reviews are up to date.

use carekpi_dates::{Limit, Span};
use carekpi_measure::{Clause, FigureKind, UpToDate};
use carekpi_model::{CareStatuses, ChildAsOf, EventKind::LookedAfterReview, RecordKind};
use carekpi_rules::{Candidates, Context, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};

use crate::area::{AREA, CANDIDATES};

static INFO: IndicatorInfo = indicator_info! {
    id: "cla-reviews",
    area: AREA,
    title: "Looked-after reviews up to date",
    up_to_date: Some("Looked-after reviews"),
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Higher,
    numerator: "those whose looked-after reviews are up to date",
    denominator: "children looked after on the snapshot date",
    clauses: [
        (Clause::NO_EVENT_YET, "the start of the period of care"),
        (Clause::SINCE_FIRST, "the first review"),
        (Clause::SINCE_LAST, "the last review"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.deaths",
        "looked-after.short_breaks",
        "looked-after.care_statuses",
        "looked-after.short_break_codes",
        "looked-after.cla-reviews.first_due",
        "looked-after.cla-reviews.second_due",
        "looked-after.cla-reviews.then_due",
    ],
    source: "definitions document: Children Looked After; regulation 33, Care Planning, Placement and Case Review (England) Regulations 2010",
};

/// The settings of `cla-reviews`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct ReviewsSettings {
    /// The first review is due this long after the period of care began.
    pub first_due: Span,
    /// The second review is due this long after the first.
    pub second_due: Span,
    /// Each later review is due this long after the last.
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
/// - `no-event-yet`: the first review is due 20 working days after the period of care began;
/// - `since-first`: the second review is due 91 days after the first;
/// - `since-last`: each later review is due 6 months after the last.
///
/// **How we read it.** Only reviews during the period of care count. A review on the day on which it is due is on time; a rule
/// that says "less than" is stricter by a day. Two reviews on one day count as one. Care ends on
/// the day on which the child dies (`deaths`).
/// A period is a series of short breaks, and is not counted, if all legal statuses in care that overlap it are short breaks
/// (`care_statuses`, `short_break_codes`). Other legal statuses say nothing about it.
///
#[doc = include_str!("../cases/cla-reviews.md")]
#[derive(Clone, Debug)]
pub struct Reviews {
    settings: ReviewsSettings,
    care: CareStatuses,
}

impl Reviews {
    /// With these settings.
    #[must_use]
    pub fn new(settings: ReviewsSettings, context: &Context<'_>) -> Self {
        Self { settings, care: context.care_statuses().clone() }
    }
}

impl Rule for Reviews {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[RecordKind::PeriodOfCare, RecordKind::LegalStatus, RecordKind::Death, RecordKind::Event(LookedAfterReview)]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let ReviewsSettings { first_due, second_due, then_due } = self.settings;
        let period = child.period_of_care(&self.care).ok_or(NotCounted::NotLookedAfter)?;
        let reviews = UpToDate::by(child.events(LookedAfterReview).since(period.start))
            .none_yet(period.start, Limit::due(first_due))
            .since_first(Limit::due(second_due))
            .since_last(Limit::due(then_due));
        Ok(Counted::by(period.id, reviews))
    }
}
