//! `cp-visits`: children with a child protection plan whose visits are up to date.

use carekpi_dates::{Limit, Span, reading};
use carekpi_measure::{Clause, FigureKind, UpToDate};
use carekpi_model::{ChildAsOf, EventKind::ProtectionVisit, OtherAuthorityPlans, RecordKind, VisitsCounted};
use carekpi_rules::{Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};
use chrono::NaiveDate;

use crate::area::{AREA, CANDIDATES, ProtectionContext, plan};

static INFO: IndicatorInfo = indicator_info! {
    id: "cp-visits",
    area: AREA,
    title: "Child protection visits up to date",
    up_to_date: Some("Child protection visits"),
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Higher,
    numerator: "those whose visits are up to date",
    denominator: "children with a child protection plan open on the snapshot date",
    clauses: [
        (Clause::NO_EVENT_YET, "the start of the plan"),
        (Clause::SINCE_LAST, "the last visit"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.visits_counted",
        "shared.deaths",
        "child-protection.other_authority_plans",
        "child-protection.cp-visits.within",
        "child-protection.cp-visits.visits_in_scope",
    ],
    source: "definitions document: Child Protection",
};

reading! {
    /// Must the latest visit have been made during the current plan?
    pub enum VisitsInScope: "visits_in_scope" {
        /// Yes: only visits made during the current plan count.
        CurrentPlan = "current_plan",
        /// No: any visit recorded by the snapshot date counts.
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
    /// Whether visits made before the current plan count.
    pub visits_in_scope: VisitsInScope,
}

impl Default for VisitsSettings {
    fn default() -> Self {
        Self { within: Span::working_days(10), visits_in_scope: VisitsInScope::default() }
    }
}

/// `cp-visits`: children with a child protection plan whose visits are up to date.
///
/// **What it counts.** Of the children with an open plan, those whose visits are up to date. They are if less than 10 working
/// days have passed since the latest visit (`since-last`) or, if there has been none, since the plan began (`no-event-yet`).
///
/// **How we read it.** The visit must have been made during the current plan (`visits_in_scope`). Every visit counts,
/// whether or not the child was seen (`visits_counted`). A plan of
/// another authority is not counted (`other_authority_plans`). A plan ends on the day on which the child dies (`deaths`).
///
#[doc = include_str!("../cases/cp-visits.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Visits {
    settings: VisitsSettings,
    other_authority: OtherAuthorityPlans,
    visits_counted: VisitsCounted,
}

impl Visits {
    /// With these settings.
    #[must_use]
    pub const fn new(settings: VisitsSettings, context: &ProtectionContext<'_>) -> Self {
        let ProtectionContext { context, other_authority } = *context;
        Self { settings, other_authority, visits_counted: context.visits_counted() }
    }
}

impl Rule for Visits {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        self.visits_counted.reads(&[
            RecordKind::ProtectionPlan,
            RecordKind::Death,
            RecordKind::Event(ProtectionVisit),
            RecordKind::VisitSeen(ProtectionVisit),
        ])
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let VisitsSettings { within, visits_in_scope } = self.settings;
        let plan = plan(child, self.other_authority)?;
        let counted_since = match visits_in_scope {
            VisitsInScope::CurrentPlan => plan.start,
            VisitsInScope::AnyOnRecord => NaiveDate::MIN,
        };
        let visits = UpToDate::by(child.visits(ProtectionVisit, self.visits_counted).since(counted_since))
            .none_yet(plan.start, Limit::less_than(within))
            .since_last(Limit::less_than(within));
        Ok(Counted::by(plan.id, visits))
    }
}
