//! `cypds-visits`: children and young people of the disability service whose visits are up to date.

use carekpi_dates::{AsOf, Limit, Span};
use carekpi_measure::{About, Among, Answer, Clause, Clauses, Indicator, Measure, Verdict};
use carekpi_model::{Child, ChildOn, EventKind::ChildInNeedVisit, Id, VisitsCounted};
use chrono::NaiveDate;

use crate::{AREA, Service};

const ABOUT: About = About {
    id: "cypds-visits",
    area: AREA,
    title: "Visits up to date, disability service",
    measure: Measure::Proportion,
    unit: "child",
    numerator: "those whose child in need visits are up to date",
    denominator: "children and young people allocated to the disability service on the snapshot date",
    clauses: &[(Clause::NO_EVENT_YET, "the last referral"), (Clause::SINCE_LAST, "the last child in need visit")],
    settings: &[
        "shared.end_day",
        "shared.month_end",
        "shared.visits_counted",
        "cypds.teams",
        "allocations.case_worker_roles",
        "cypds.cypds-visits.first_within",
        "cypds.cypds-visits.then_within",
    ],
};

/// The settings of `cypds-visits`.
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

/// `cypds-visits`: children and young people of the disability service whose visits are up to date.
///
/// **What it counts.** Of those allocated to the service, those of whom one of two things is true:
/// - `no-event-yet`: no child in need visit has been made since the last referral, and less than 10 working days have
///   passed since it;
/// - `since-last`: less than 15 working days have passed since the last child in need visit.
///
/// **How we read it.** With neither a referral nor a visit on record nothing can be said: undetermined.
///
#[doc = include_str!("../cases/cypds-visits.md")]
#[derive(Clone, Debug)]
pub struct Visits {
    settings: VisitsSettings,
    service: Service,
    visits_counted: VisitsCounted,
}

impl Visits {
    /// With these settings, for the service in one caseload.
    #[must_use]
    pub const fn new(settings: VisitsSettings, service: Service, visits_counted: VisitsCounted) -> Self {
        Self { settings, service, visits_counted }
    }

    #[inline]
    fn clauses<'a>(&self, child: ChildOn<'a, '_>) -> Clauses<'a> {
        let VisitsSettings { first_within, then_within } = self.settings;
        let visits = child.visits(ChildInNeedVisit, self.visits_counted);
        let referred = child.last_referral();
        let since_referral = visits.since(referred.unwrap_or(NaiveDate::MIN));
        Clauses::none_yet(since_referral, referred, Limit::less_than(first_within))
            .since_last(visits, Limit::less_than(then_within))
    }
}

impl<'a> Indicator<'a, Child<'a>, Id> for Visits {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn among(&self) -> Among<'_> {
        Among::These(self.service.children())
    }

    #[inline]
    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        let child = child.on(as_of);
        if let Some(allocation) = self.service.allocation(child) {
            each(Verdict::member(allocation.id, &self.clauses(child)));
        }
    }
}
