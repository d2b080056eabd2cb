//! `cp-core-groups`: children with a child protection plan whose core groups are up to date.

use carekpi_dates::{Limit, Span, reading};
use carekpi_measure::{Clause, FigureKind, UpToDate};
use carekpi_model::{ChildAsOf, EventKind::CoreGroup, EventKind::ReviewConference, OtherAuthorityPlans, RecordKind};
use carekpi_rules::{Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};
use chrono::NaiveDate;

use crate::area::{AREA, CANDIDATES, ProtectionContext, plan};

static INFO: IndicatorInfo = indicator_info! {
    id: "cp-core-groups",
    area: AREA,
    title: "Core groups up to date",
    up_to_date: Some("Core groups"),
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Higher,
    numerator: "those whose core groups are up to date",
    denominator: "children with a child protection plan open on the snapshot date",
    clauses: [
        (Clause::NO_EVENT_YET, "the start of the plan"),
        (Clause::SINCE_LAST, "the last core group or conference"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.deaths",
        "child-protection.other_authority_plans",
        "child-protection.cp-core-groups.first_within",
        "child-protection.cp-core-groups.then_within",
        "child-protection.cp-core-groups.core_groups_counted",
    ],
    source: "definitions document: Child Protection; core groups: Working Together to Safeguard Children",
};

reading! {
    /// Must the last core group or review conference have been held during the current plan?
    pub enum CoreGroupsCounted: "core_groups_counted" {
        /// Yes: only what was held during the current plan counts.
        CurrentPlan = "current_plan",
        /// No: any recorded by the snapshot date counts. The clause for no core group yet is still about the current plan.
        AnyOnRecord = "any_on_record",
    }
}

/// The settings of `cp-core-groups`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct CoreGroupsSettings {
    /// Less than this since the plan began, if no core group has been held during it.
    pub first_within: Span,
    /// Less than this since the last core group or review conference.
    pub then_within: Span,
    /// Which core groups and review conferences count.
    pub core_groups_counted: CoreGroupsCounted,
}

impl Default for CoreGroupsSettings {
    fn default() -> Self {
        Self {
            first_within: Span::days(10),
            then_within: Span::days(42),
            core_groups_counted: CoreGroupsCounted::default(),
        }
    }
}

/// `cp-core-groups`: children with a child protection plan whose core groups are up to date.
///
/// **What it counts.** Of the children with an open plan, those whose core groups are up to date. They are if one of these
/// is true:
/// - `no-event-yet`: no core group has been held during the plan, and less than 10 days have passed since it began;
/// - `since-last`: less than 42 days have passed since the last core group or review conference, whichever is later.
///
/// **How we read it.** Both clauses are about the current plan: a core group or conference of an earlier plan does not count
/// (`core_groups_counted`). A review conference counts for the second clause and does not rule out the first. So a child with a
/// conference and no core group can be up to date by either clause. A plan of
/// another authority is not counted (`other_authority_plans`). A plan ends on the day on which the child dies (`deaths`).
///
#[doc = include_str!("../cases/cp-core-groups.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct CoreGroups {
    settings: CoreGroupsSettings,
    other_authority: OtherAuthorityPlans,
}

impl CoreGroups {
    /// With these settings.
    #[must_use]
    pub const fn new(settings: CoreGroupsSettings, context: &ProtectionContext<'_>) -> Self {
        Self { settings, other_authority: context.other_authority }
    }
}

impl Rule for CoreGroups {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[
            RecordKind::ProtectionPlan,
            RecordKind::Death,
            RecordKind::Event(CoreGroup),
            RecordKind::Event(ReviewConference),
        ]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let CoreGroupsSettings { first_within, then_within, core_groups_counted } = self.settings;
        let plan = plan(child, self.other_authority)?;
        let counted_since = match core_groups_counted {
            CoreGroupsCounted::CurrentPlan => plan.start,
            CoreGroupsCounted::AnyOnRecord => NaiveDate::MIN,
        };
        let core_groups = UpToDate::by(child.events(CoreGroup).since(counted_since))
            .none_yet(plan.start, Limit::less_than(first_within))
            .none_since(plan.start)
            .or_last_of(child.events(ReviewConference))
            .since_last(Limit::less_than(then_within));
        Ok(Counted::by(plan.id, core_groups))
    }
}
