//! `cin-visits`: children in need whose visits are up to date.

use carekpi_dates::{AsOf, Limit, Span};
use carekpi_measure::{About, Among, Answer, Clause, Clauses, Indicator, Measure, Verdict};
use carekpi_model::{Child, ChildOn, EventKind::ChildInNeedVisit, Id, ShortBreaks, VisitsCounted};

use crate::cohort::InNeed;
use crate::{AREA, ChildrenInNeed, CinCohort};

const ABOUT: About = About {
    id: "cin-visits",
    area: AREA,
    title: "Child in need visits up to date",
    measure: Measure::Proportion,
    unit: "child",
    numerator: "those whose child in need visits are up to date",
    denominator: "children in need on the snapshot date",
    clauses: &[
        (Clause::NO_EVENT_YET, "the last referral, else the plan"),
        (Clause::SINCE_LAST, "the last child in need visit"),
    ],
    settings: &[
        "shared.end_day",
        "shared.month_end",
        "shared.visits_counted",
        "children-in-need.cin_cohort",
        "looked-after.short_breaks",
        "children-in-need.cin-visits.first_within",
        "children-in-need.cin-visits.then_within",
    ],
};

/// The settings of `cin-visits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct VisitsSettings {
    /// Less than this since the last referral, while no visit has been made since it.
    pub first_within: Span,
    /// Less than this since the last visit.
    pub then_within: Span,
}

impl Default for VisitsSettings {
    fn default() -> Self {
        Self { first_within: Span::working_days(10), then_within: Span::working_days(15) }
    }
}

/// `cin-visits`: children in need whose visits are up to date.
///
/// **What it counts.** Of the children in need, those of whom one of two things is true:
/// - `no-event-yet`: no visit has been made since the last referral, and less than 10 working days have passed since it;
/// - `since-last`: less than 15 working days have passed since the last child in need visit.
///
/// **How we read it.** "Since the last referral" includes its day. A child with a plan and no referral on record is
/// measured from the plan's start. Every visit counts, whether or not the child was seen (`visits_counted`).
///
#[doc = include_str!("../cases/cin-visits.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Visits {
    settings: VisitsSettings,
    cohort: CinCohort,
    short_breaks: ShortBreaks,
    visits_counted: VisitsCounted,
}

impl Visits {
    /// With these settings; `short_breaks` says which periods of care count, for the cohort that leaves them out.
    #[must_use]
    pub const fn new(area: &ChildrenInNeed, short_breaks: ShortBreaks, visits_counted: VisitsCounted) -> Self {
        Self { settings: area.cin_visits, cohort: area.cin_cohort, short_breaks, visits_counted }
    }

    #[inline]
    fn clauses<'a>(&self, child: ChildOn<'a, '_>, in_need: InNeed) -> Clauses<'a> {
        let VisitsSettings { first_within, then_within } = self.settings;
        let visits = child.visits(ChildInNeedVisit, self.visits_counted);
        let referred = in_need.last_referral;
        Clauses::none_yet(visits.since(referred), referred, Limit::less_than(first_within))
            .since_last(visits, Limit::less_than(then_within))
    }
}

impl<'a> Indicator<'a, Child<'a>, Id> for Visits {
    fn about(&self) -> &About {
        &ABOUT
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
