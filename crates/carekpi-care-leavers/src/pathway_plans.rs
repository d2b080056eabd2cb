//! `leavers-pathway-plans`: care leavers whose pathway plans are up to date.

use carekpi_dates::{AsOf, Limit, Span};
use carekpi_measure::{About, Among, Answer, Clause, Clauses, Indicator, Measure, Verdict};
use carekpi_model::{Child, ChildOn, EventKind, Id, LeaverSpell};

use crate::leaver::leaver_or_left_out;
use crate::{AREA, COHORT};

pub(crate) const ABOUT: About = About {
    id: "leavers-pathway-plans",
    area: AREA,
    title: "Pathway plans up to date",
    measure: Measure::Proportion,
    unit: "care leaver",
    numerator: "those whose pathway plans are up to date",
    denominator: "care leavers on the snapshot date",
    clauses: &[
        (Clause::NO_EVENT_YET, "the start as a care leaver"),
        (Clause::SINCE_LAST, "the last pathway plan or review"),
    ],
    settings: &[
        "shared.end_day",
        "shared.month_end",
        "shared.leap_day_birthday",
        "care-leavers.leavers-pathway-plans.then_within",
        "care-leavers.leavers-pathway-plans.first_within",
    ],
};

/// The settings of `leavers-pathway-plans`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct PathwayPlansSettings {
    /// Less than this since the last pathway plan or review of one.
    pub then_within: Span,
    /// Less than this since the spell began, while there is none on record.
    pub first_within: Span,
}

impl Default for PathwayPlansSettings {
    fn default() -> Self {
        Self { then_within: Span::months(6), first_within: Span::months(3) }
    }
}

/// `leavers-pathway-plans`: care leavers whose pathway plans are up to date.
///
/// **What it counts.** Of the care leavers, those of whom one of two things is true:
/// - `since-last`: less than 6 months have passed since the last pathway plan or review of one;
/// - `no-event-yet`: none is on record, and less than 3 months have passed since the spell as a care leaver began.
///
/// **How we read it.** The definitions leave this to a glossary that is not published; the limits are those of statutory
/// guidance. A plan from before the spell counts. Where none is on record and the start of the spell is not known, it
/// can't be told.
///
#[doc = include_str!("../cases/leavers-pathway-plans.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct PathwayPlans {
    settings: PathwayPlansSettings,
}

impl PathwayPlans {
    /// With these settings.
    #[must_use]
    pub const fn new(settings: PathwayPlansSettings) -> Self {
        Self { settings }
    }

    #[inline]
    pub(crate) fn clauses<'a>(&self, child: ChildOn<'a, '_>, spell: &LeaverSpell) -> Clauses<'a> {
        let PathwayPlansSettings { then_within, first_within } = self.settings;
        let plans = child.events(EventKind::PathwayPlan);
        Clauses::none_yet(plans, spell.start, Limit::less_than(first_within))
            .since_last(plans, Limit::less_than(then_within))
    }
}

impl<'a> Indicator<'a, Child<'a>, Id> for PathwayPlans {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn among(&self) -> Among<'_> {
        COHORT
    }

    #[inline]
    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        let child = child.on(as_of);
        if let Some((spell, _)) = leaver_or_left_out(child, each) {
            each(Verdict::member(spell.id, &self.clauses(child, spell)));
        }
    }
}
