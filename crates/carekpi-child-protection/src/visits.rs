//! `cp-visits`: children with a child protection plan whose visits are up to date.

use carekpi_dates::{AsOf, Limit, Span, reading};
use carekpi_measure::{About, Among, Answer, Clause, Clauses, Indicator, Measure, Verdict};
use carekpi_model::{Child, EventKind::ProtectionVisit, Id, VisitsCounted};
use chrono::NaiveDate;

use crate::{AREA, COHORT};

const ABOUT: About = About {
    id: "cp-visits",
    area: AREA,
    title: "Child protection visits up to date",
    measure: Measure::Proportion,
    unit: "child",
    numerator: "those whose visits are up to date",
    denominator: "children with a child protection plan open on the snapshot date",
    clauses: &[(Clause::NO_EVENT_YET, "the start of the plan"), (Clause::SINCE_LAST, "the last visit")],
    settings: &[
        "shared.end_day",
        "shared.month_end",
        "shared.visits_counted",
        "child-protection.cp-visits.within",
        "child-protection.cp-visits.visits_in_scope",
    ],
};

reading! {
    /// Must the latest visit have been made during the current plan?
    pub enum VisitsInScope: "visits_in_scope" {
        /// Yes: only visits made during the current plan count.
        CurrentPlan = "current_plan",
        /// No: any visit on record by the snapshot date counts.
        AnyOnRecord = "any_on_record",
    }
}

/// The settings of `cp-visits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct VisitsSettings {
    /// Less than this since the latest visit, or since the plan began.
    pub within: Span,
    /// Which visits count, by the plan.
    pub visits_in_scope: VisitsInScope,
}

impl Default for VisitsSettings {
    fn default() -> Self {
        Self { within: Span::working_days(10), visits_in_scope: VisitsInScope::default() }
    }
}

/// `cp-visits`: children with a child protection plan whose visits are up to date.
///
/// **What it counts.** Of the children with an open plan, those of whom less than 10 working days have passed since the
/// latest visit (`since-last`) or, where there has been none, since the plan began (`no-event-yet`).
///
/// **How we read it.** The visit must have been made during the current plan (`visits_in_scope`); every visit counts,
/// whether or not the child was seen (`visits_counted`).
///
#[doc = include_str!("../cases/cp-visits.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Visits {
    settings: VisitsSettings,
    visits_counted: VisitsCounted,
}

impl Visits {
    /// With these settings.
    #[must_use]
    pub const fn new(settings: VisitsSettings, visits_counted: VisitsCounted) -> Self {
        Self { settings, visits_counted }
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
        let VisitsSettings { within, visits_in_scope } = self.settings;
        let child = child.on(as_of);
        let Some(plan) = child.protection_plan() else {
            return;
        };
        let counted_since = match visits_in_scope {
            VisitsInScope::CurrentPlan => plan.start,
            VisitsInScope::AnyOnRecord => NaiveDate::MIN,
        };
        let visits = child.visits(ProtectionVisit, self.visits_counted).since(counted_since);
        let within = Limit::less_than(within);
        each(Verdict::member(plan.id, &Clauses::none_yet(visits, plan.start, within).since_last(visits, within)));
    }
}
