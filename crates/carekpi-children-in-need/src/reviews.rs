//! `cin-reviews`: children in need whose reviews are up to date.

use carekpi_dates::{AsOf, Limit, Span};
use carekpi_measure::{About, Among, Answer, Clause, Clauses, Indicator, Measure, Verdict};
use carekpi_model::{Child, ChildOn, EventKind::ChildInNeedReview, Id, ShortBreaks};

use crate::cohort::InNeed;
use crate::{AREA, ChildrenInNeed, CinCohort};

const ABOUT: About = About {
    id: "cin-reviews",
    area: AREA,
    title: "Child in need reviews up to date",
    measure: Measure::Proportion,
    unit: "child",
    numerator: "those whose child in need reviews are up to date",
    denominator: "children in need on the snapshot date",
    clauses: &[(Clause::NO_EVENT_YET, "the start of the plan"), SINCE_LAST],
    settings: &[
        "shared.end_day",
        "shared.month_end",
        "children-in-need.cin_cohort",
        "looked-after.short_breaks",
        "children-in-need.cin-reviews.first_within",
        "children-in-need.cin-reviews.then_within",
    ],
};

const SINCE_LAST: (Clause, &str) = (Clause::SINCE_LAST, "the last child in need review");

/// Of children who need no plan to be counted.
const BY_REFERRAL: About =
    About { clauses: &[(Clause::NO_EVENT_YET, "the plan, else the last referral"), SINCE_LAST], ..ABOUT };

/// The settings of `cin-reviews`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct ReviewsSettings {
    /// Less than this since the plan began, while no review has been held since the last referral.
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
/// **What it counts.** Of the children in need, those of whom one of two things is true:
/// - `no-event-yet`: no review has been held since the last referral, and less than 91 days have passed since the plan
///   began;
/// - `since-last`: less than 6 months have passed since the last review.
///
/// **How we read it.** The plan is the open child in need plan. Where the cohort is by referral and there is no plan, the
/// day of the last referral stands in for its start; where there is no referral on record, the plan's start stands in
/// for the referral. "Since the last referral" includes its day. The second clause is not tied to the referral: a review
/// held before it counts.
///
#[doc = include_str!("../cases/cin-reviews.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Reviews {
    settings: ReviewsSettings,
    cohort: CinCohort,
    short_breaks: ShortBreaks,
}

impl Reviews {
    /// With these settings; `short_breaks` says which periods of care count, for the cohort that leaves them out.
    #[must_use]
    pub const fn new(area: &ChildrenInNeed, short_breaks: ShortBreaks) -> Self {
        Self { settings: area.cin_reviews, cohort: area.cin_cohort, short_breaks }
    }

    #[inline]
    fn clauses<'a>(&self, child: ChildOn<'a, '_>, in_need: InNeed) -> Clauses<'a> {
        let ReviewsSettings { first_within, then_within } = self.settings;
        let reviews = child.events(ChildInNeedReview);
        Clauses::none_yet(reviews.since(in_need.last_referral), in_need.plan_start, Limit::less_than(first_within))
            .since_last(reviews, Limit::less_than(then_within))
    }
}

impl<'a> Indicator<'a, Child<'a>, Id> for Reviews {
    fn about(&self) -> &About {
        match self.cohort {
            CinCohort::OpenPlan => &ABOUT,
            CinCohort::OpenReferral | CinCohort::OpenReferralOnly => &BY_REFERRAL,
        }
    }

    fn among(&self) -> Among<'_> {
        Among::Cohort(self.cohort.comes_from().number())
    }

    #[inline]
    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        let child = child.on(as_of);
        if let Some(in_need) = self.cohort.find(child, self.short_breaks) {
            each(Verdict::member(in_need.record, &self.clauses(child, in_need)));
        }
    }
}
