//! `cla-visits`: children looked after whose visits are up to date.

use carekpi_dates::{AsOf, Limit, Span};
use carekpi_measure::{About, Among, Answer, Clause, Clauses, Indicator, Measure, Verdict};
use carekpi_model::{Caseload, Child, ChildOn, EventKind::LookedAfterVisit, Id, ShortBreaks, VisitsCounted, Words};

use crate::{AREA, COHORT, LookedAfter};

const ABOUT: About = About {
    id: "cla-visits",
    area: AREA,
    title: "Looked-after visits up to date",
    measure: Measure::Proportion,
    unit: "child",
    numerator: "those whose visits are up to date",
    denominator: "children looked after on the snapshot date",
    clauses: &[
        (Clause::NO_EVENT_YET, "the start of the placement"),
        (Clause::SINCE_LAST, "the last visit of the placement"),
    ],
    settings: &[
        "shared.end_day",
        "shared.month_end",
        "shared.visits_counted",
        "looked-after.short_breaks",
        "looked-after.cla-visits.first_due",
        "looked-after.cla-visits.then_due",
        "looked-after.cla-visits.long_term_due",
        "looked-after.cla-visits.first_year",
        "looked-after.cla-visits.long_term_placement",
    ],
};

/// The settings of `cla-visits`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct VisitsSettings {
    /// The first visit of a placement is due this long after it began.
    pub first_due: Span,
    /// Each later one is due this long after the last.
    pub then_due: Span,
    /// In a placement that is meant to last until 18, after its first year, each is due this long after the last.
    pub long_term_due: Span,
    /// How long the first year of a placement is.
    pub first_year: Span,
    /// The codes of the placements that are meant to last until 18.
    pub long_term_placement: Vec<String>,
}

impl Default for VisitsSettings {
    fn default() -> Self {
        Self {
            first_due: Span::days(7),
            then_due: Span::days(42),
            long_term_due: Span::months(3),
            first_year: Span::months(12),
            long_term_placement: ["U1", "U4"].map(str::to_owned).into(),
        }
    }
}

/// `cla-visits`: children looked after whose visits are up to date.
///
/// **What it counts.** Of the children looked after, those whose next visit is not overdue:
/// - `no-event-yet`: the first visit of a placement is due 7 days after it began;
/// - `since-last`: each later one is due 42 days after the last; once a placement that is meant to last until 18 has
///   lasted a year, 3 months after the last.
///
/// **How we read it.** The definitions leave this to a glossary that is not published; the rule is regulation 28 of the
/// Care Planning, Placement and Case Review (England) Regulations 2010. Only visits during the placement that is open
/// count; with none open it can't be told. A visit is in time on the day on which it is due.
///
#[doc = include_str!("../cases/cla-visits.md")]
#[derive(Clone, Debug)]
pub struct Visits {
    settings: VisitsSettings,
    long_term: Words,
    short_breaks: ShortBreaks,
    visits_counted: VisitsCounted,
}

impl Visits {
    /// With these settings, and the placement codes of one caseload.
    #[must_use]
    pub fn new(area: &LookedAfter, visits_counted: VisitsCounted, caseload: &Caseload) -> Self {
        let settings = area.cla_visits.clone();
        let long_term = caseload.words_among(settings.long_term_placement.iter().map(String::as_str));
        Self { settings, long_term, short_breaks: area.short_breaks, visits_counted }
    }

    #[inline]
    fn clauses<'a>(&self, child: ChildOn<'a, '_>, as_of: &AsOf<'_>) -> Option<Clauses<'a>> {
        let VisitsSettings { first_due, then_due, long_term_due, first_year, .. } = self.settings;
        let placement = child.placement()?;
        let visits = child.visits(LookedAfterVisit, self.visits_counted).since(placement.start);
        let none_yet = Clauses::none_yet(visits, placement.start, Limit::due(first_due));
        let settled = if self.long_term.contains(placement.code) {
            as_of.has_lasted(placement.start, first_year)
        } else {
            Some(false)
        };
        let due = settled.map(|settled| Limit::due(if settled { long_term_due } else { then_due }));
        Some(due.map_or(none_yet, |due| none_yet.since_last(visits, due)))
    }
}

impl<'a> Indicator<'a, Child<'a>, Id> for Visits {
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
