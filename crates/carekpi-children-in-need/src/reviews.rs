//! `cin-reviews`: children in need whose reviews are up to date.

use std::borrow::Cow::Borrowed;

use carekpi_dates::{Limit, Span};
use carekpi_measure::{Clause, FigureKind, UpToDate};
use carekpi_model::{ChildAsOf, EventKind::ChildInNeedReview, RecordKind, VisitsCounted};
use carekpi_rules::{Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};

use crate::CinCohort;
use crate::area::AREA;
use crate::cohort::{InNeed, InNeedContext};

const INFO: IndicatorInfo = indicator_info! {
    id: "cin-reviews",
    area: AREA,
    title: "Child in need reviews up to date",
    up_to_date: Some("Child in need reviews"),
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Higher,
    numerator: "those whose child in need reviews are up to date",
    denominator: "children in need on the snapshot date",
    clauses: [(Clause::NO_EVENT_YET, "the start of the plan"), (Clause::SINCE_LAST, LAST_REVIEW)],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.deaths",
        "children-in-need.cin_cohort",
        "looked-after.short_breaks",
        "looked-after.care_statuses",
        "looked-after.short_break_codes",
        "children-in-need.cin-reviews.first_within",
        "children-in-need.cin-reviews.then_within",
    ],
    source: "definitions document: Children in Need",
};

const LAST_REVIEW: &str = "the last child in need review";

static BY_PLAN: IndicatorInfo = INFO;

/// If the cohort is by referral, children without a plan are counted too.
static BY_REFERRAL: IndicatorInfo = IndicatorInfo {
    clauses: Borrowed(&[
        (Clause::NO_EVENT_YET, Borrowed("the plan, else the last referral")),
        (Clause::SINCE_LAST, Borrowed(LAST_REVIEW)),
    ]),
    ..INFO
};

/// The kinds of record that it reads.
const READS: [RecordKind; 8] = InNeed::records_and(ChildInNeedReview);

/// The settings of `cin-reviews`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct ReviewsSettings {
    /// Less than this since the plan began, if no review has been held since the last referral.
    pub first_within: Span,
    /// Less than this since the last review.
    pub then_within: Span,
}

impl Default for ReviewsSettings {
    fn default() -> Self {
        Self { first_within: Span::days(91), then_within: Span::months(6) }
    }
}

/// `cin-reviews`: children in need whose reviews are up to date.
///
/// **What it counts.** Of the children in need, those whose reviews are up to date. They are if one of these is true:
/// - `no-event-yet`: no review has been held since the last referral, and less than 91 days have passed since the plan
///   began;
/// - `since-last`: less than 6 months have passed since the last review.
///
/// **How we read it.** The plan is the open child in need plan. If the cohort is by referral and there is no plan, the day of the
/// last referral takes the place of its start. If no referral is recorded, the start of the plan takes its place. "Since the last
/// referral" includes the day of the referral. The second clause is not tied to the referral: a review held before it counts. A plan or
/// a referral ends on the day on which the child dies (`deaths`).
///
#[doc = include_str!("../cases/cin-reviews.md")]
#[derive(Clone, Debug)]
pub struct Reviews {
    settings: ReviewsSettings,
    in_need: InNeed,
}

impl Reviews {
    /// With these settings.
    #[must_use]
    pub fn new(settings: ReviewsSettings, context: &InNeedContext<'_>) -> Self {
        Self { settings, in_need: InNeed::new(context) }
    }
}

impl Rule for Reviews {
    fn info(&self) -> &IndicatorInfo {
        match self.in_need.cohort {
            CinCohort::OpenPlan => &BY_PLAN,
            CinCohort::OpenReferral | CinCohort::OpenReferralOnly => &BY_REFERRAL,
        }
    }

    fn reads(&self) -> &[RecordKind] {
        VisitsCounted::Any.reads(self.in_need.reads(&READS))
    }

    fn candidates(&self) -> Candidates<'_> {
        self.in_need.candidates()
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let ReviewsSettings { first_within, then_within } = self.settings;
        let in_need = self.in_need.find(child)?;
        let reviews = UpToDate::by(child.events(ChildInNeedReview))
            .none_yet(in_need.plan_start, Limit::less_than(first_within))
            .none_since(in_need.last_referral)
            .since_last(Limit::less_than(then_within));
        Ok(Counted::by(in_need.record, reviews))
    }
}
