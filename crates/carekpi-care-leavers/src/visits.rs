//! `leavers-visits`: care leavers whose visits are up to date.

use carekpi_dates::{AsOf, Limit, Span, reading};
use carekpi_measure::{About, Among, Answer, Clause, Clauses, Indicator, Measure, Verdict};
use carekpi_model::{Child, ChildOn, EventKind::LeaverVisit, Id, LeaverSpell, VisitsCounted};
use chrono::NaiveDate;

use crate::leaver::leaver_or_left_out;
use crate::{AREA, COHORT, CareLeavers, PathwayPlans, pathway_plans};

const ABOUT: About = About {
    id: "leavers-visits",
    area: AREA,
    title: "Care leaver visits up to date",
    measure: Measure::Proportion,
    unit: "care leaver",
    numerator: "those whose visits are up to date",
    denominator: "care leavers on the snapshot date",
    clauses: &[(Clause::NO_EVENT_YET, "the start as a care leaver"), (Clause::SINCE_LAST, "the last visit")],
    settings: &[
        "shared.end_day",
        "shared.month_end",
        "shared.leap_day_birthday",
        "shared.visits_counted",
        "care-leavers.leavers-visits.then_due",
        "care-leavers.leavers-visits.first_due",
        "care-leavers.leavers-visits.visits_numerator",
        "care-leavers.leavers-pathway-plans.then_within",
        "care-leavers.leavers-pathway-plans.first_within",
    ],
};

/// Of pathway plans, where it is about those.
const AS_WORDED: About = About { clauses: pathway_plans::ABOUT.clauses, ..ABOUT };

reading! {
    /// Is the visits indicator about visits, as its title says, or about pathway plans, as the sentence of its numerator does?
    pub enum VisitsNumerator: "visits_numerator" {
        /// About visits: the sentence repeats that of another indicator by a slip.
        Visits = "visits",
        /// About pathway plans, word for word.
        PathwayPlansAsWorded = "pathway_plans_as_worded",
    }
}

/// The settings of `leavers-visits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct VisitsSettings {
    /// The next visit is due this long after the last.
    pub then_due: Span,
    /// The first visit of a spell is due this long after the spell began.
    pub first_due: Span,
    /// What the numerator is about.
    pub visits_numerator: VisitsNumerator,
}

impl Default for VisitsSettings {
    fn default() -> Self {
        Self { then_due: Span::months(2), first_due: Span::months(2), visits_numerator: VisitsNumerator::default() }
    }
}

/// `leavers-visits`: care leavers whose visits are up to date.
///
/// **What it counts.** Of the care leavers, those whose next visit is not overdue:
/// - `since-last`: it is due 2 months after the last visit during the spell;
/// - `no-event-yet`: the first is due 2 months after the spell began.
///
/// **How we read it.** The sentence of the numerator is that of the pathway plans indicator, against the title and
/// against its own pointer to visits; it is taken for a slip (`visits_numerator`). The limits are those of statutory
/// guidance. A visit is in time on the day on which it is due. Where the start of the spell is not known, visits from the
/// 16th birthday on are during it, and without one it can't be told.
///
#[doc = include_str!("../cases/leavers-visits.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Visits {
    settings: VisitsSettings,
    pathway_plans: PathwayPlans,
    visits_counted: VisitsCounted,
}

impl Visits {
    /// With these settings.
    #[must_use]
    pub const fn new(area: &CareLeavers, visits_counted: VisitsCounted) -> Self {
        let pathway_plans = PathwayPlans::new(area.leavers_pathway_plans);
        Self { settings: area.leavers_visits, pathway_plans, visits_counted }
    }

    #[inline]
    fn clauses<'a>(&self, child: ChildOn<'a, '_>, spell: &LeaverSpell, since: NaiveDate) -> Clauses<'a> {
        let VisitsSettings { then_due, first_due, visits_numerator } = self.settings;
        if visits_numerator == VisitsNumerator::PathwayPlansAsWorded {
            return self.pathway_plans.clauses(child, spell);
        }
        let visits = child.visits(LeaverVisit, self.visits_counted).since(since);
        Clauses::none_yet(visits, spell.start, Limit::due(first_due)).since_last(visits, Limit::due(then_due))
    }
}

impl<'a> Indicator<'a, Child<'a>, Id> for Visits {
    fn about(&self) -> &About {
        match self.settings.visits_numerator {
            VisitsNumerator::Visits => &ABOUT,
            VisitsNumerator::PathwayPlansAsWorded => &AS_WORDED,
        }
    }

    fn among(&self) -> Among<'_> {
        COHORT
    }

    #[inline]
    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        let child = child.on(as_of);
        if let Some((spell, since)) = leaver_or_left_out(child, each) {
            each(Verdict::member(spell.id, &self.clauses(child, spell, since)));
        }
    }
}
