//! `cla-visits`: children looked after whose visits are up to date.

use carekpi_dates::{AsOf, Limit, Span};
use carekpi_measure::{About, Clause, Indicator, Measure, Standing, Verdict};
use carekpi_model::{Caseload, Child, ChildOn, EventKind::LookedAfterVisit, Id, ShortBreaks, VisitsCounted, Words};

use crate::{AREA, LookedAfter};

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
        let long_term = caseload.words(|code| settings.long_term_placement.iter().any(|long_term| long_term == code));
        Self { settings, long_term, short_breaks: area.short_breaks, visits_counted }
    }

    #[inline]
    fn standing(&self, child: ChildOn<'_>, as_of: &AsOf<'_>) -> Option<Standing> {
        let placement = child.placement()?;
        let visits = child.events(LookedAfterVisit).counting(self.visits_counted).since(placement.start);
        let Some(visited) = visits.latest() else {
            return Standing::new(Clause::NO_EVENT_YET, placement.start, Limit::due(self.settings.first_due), as_of);
        };
        let settled =
            self.long_term.contains(placement.code) && as_of.has_lasted(placement.start, self.settings.first_year)?;
        let due = if settled { self.settings.long_term_due } else { self.settings.then_due };
        Standing::new(Clause::SINCE_LAST, visited, Limit::due(due), as_of)
    }
}

impl Indicator<Child<'_>, Id> for Visits {
    fn about(&self) -> &About {
        &ABOUT
    }

    #[inline]
    fn may_count(&self, child: Child<'_>) -> bool {
        !child.periods_of_care().is_empty()
    }

    #[inline]
    fn judge(&self, child: Child<'_>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id>)) {
        let child = child.on(as_of);
        if let Some(period) = child.period_of_care(self.short_breaks) {
            each(Verdict::member(period.id, self.standing(child, as_of)));
        }
    }
}
