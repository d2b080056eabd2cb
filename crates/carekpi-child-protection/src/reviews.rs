//! `cp-reviews`: children with a child protection plan whose review conferences are up to date.

use carekpi_dates::{Limit, Span};
use carekpi_measure::{Clause, FigureKind, UpToDate};
use carekpi_model::{ChildAsOf, EventKind::ReviewConference, OtherAuthorityPlans, RecordKind};
use carekpi_rules::{Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};

use crate::area::{AREA, CANDIDATES, ProtectionContext, plan};

static INFO: IndicatorInfo = indicator_info! {
    id: "cp-reviews",
    area: AREA,
    title: "Child protection reviews up to date",
    up_to_date: Some("Child protection reviews"),
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Higher,
    numerator: "those whose review conferences are up to date",
    denominator: "children with a child protection plan open on the snapshot date",
    clauses: [
        (Clause::NO_EVENT_YET, "the start of the plan"),
        (Clause::SINCE_LAST, "the last review conference"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.deaths",
        "child-protection.other_authority_plans",
        "child-protection.cp-reviews.first_within",
        "child-protection.cp-reviews.then_within",
    ],
    source: "definitions document: Child Protection; review conferences: Working Together to Safeguard Children",
};

/// The settings of `cp-reviews`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct ReviewsSettings {
    /// Less than this since the plan began, if no review conference has been held during it.
    pub first_within: Span,
    /// Less than this since the last review conference.
    pub then_within: Span,
}

impl Default for ReviewsSettings {
    fn default() -> Self {
        Self { first_within: Span::days(91), then_within: Span::days(183) }
    }
}

/// `cp-reviews`: children with a child protection plan whose review conferences are up to date.
///
/// **What it counts.** Of the children with an open plan, those whose reviews are up to date. They are if one of these is
/// true:
/// - `no-event-yet`: no review conference has been held during the plan, and less than 91 days have passed since it began;
/// - `since-last`: less than 183 days have passed since the last review conference during the plan.
///
/// **How we read it.** Both clauses are about the current plan, so a conference of an earlier plan never counts. A plan of
/// another authority is not counted (`other_authority_plans`). A plan ends on the day on which the child dies (`deaths`).
///
#[doc = include_str!("../cases/cp-reviews.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Reviews {
    settings: ReviewsSettings,
    other_authority: OtherAuthorityPlans,
}

impl Reviews {
    /// With these settings.
    #[must_use]
    pub const fn new(settings: ReviewsSettings, context: &ProtectionContext<'_>) -> Self {
        Self { settings, other_authority: context.other_authority }
    }
}

impl Rule for Reviews {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[RecordKind::ProtectionPlan, RecordKind::Death, RecordKind::Event(ReviewConference)]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let ReviewsSettings { first_within, then_within } = self.settings;
        let plan = plan(child, self.other_authority)?;
        let conferences = UpToDate::by(child.events(ReviewConference).since(plan.start))
            .none_yet(plan.start, Limit::less_than(first_within))
            .since_last(Limit::less_than(then_within));
        Ok(Counted::by(plan.id, conferences))
    }
}
