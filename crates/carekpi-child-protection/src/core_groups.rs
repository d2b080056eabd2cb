//! `cp-core-groups`: children with a child protection plan whose core groups are up to date.

use carekpi_dates::{AsOf, Limit, Span, reading};
use carekpi_measure::{About, Among, Answer, Clause, Clauses, Indicator, Measure, Verdict};
use carekpi_model::{Child, ChildOn, EventKind::CoreGroup, EventKind::ReviewConference, Id, Plan};
use chrono::NaiveDate;

use crate::{AREA, COHORT};

const ABOUT: About = About {
    id: "cp-core-groups",
    area: AREA,
    title: "Core groups up to date",
    measure: Measure::Proportion,
    unit: "child",
    numerator: "those whose core groups are up to date",
    denominator: "children with a child protection plan open on the snapshot date",
    clauses: &[
        (Clause::NO_EVENT_YET, "the start of the plan"),
        (Clause::SINCE_LAST, "the last core group or conference"),
    ],
    settings: &[
        "shared.end_day",
        "shared.month_end",
        "child-protection.cp-core-groups.first_within",
        "child-protection.cp-core-groups.then_within",
        "child-protection.cp-core-groups.core_groups_counted",
    ],
};

reading! {
    /// Must the last core group or review conference have been held during the current plan?
    pub enum CoreGroupsCounted: "core_groups_counted" {
        /// Yes: only what was held during the current plan counts.
        CurrentPlan = "current_plan",
        /// No: whatever is on record by the snapshot date counts. Whether there was no core group yet is still asked of the current
        /// plan.
        AnyOnRecord = "any_on_record",
    }
}

/// The settings of `cp-core-groups`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct CoreGroupsSettings {
    /// Less than this since the plan began, while no core group has been held during it.
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
/// **What it counts.** Of the children with an open plan, those of whom one of two things is true:
/// - `no-event-yet`: no core group has been held during the plan, and less than 10 days have passed since it began;
/// - `since-last`: less than 42 days have passed since the last core group or review conference, whichever is later.
///
/// **How we read it.** Both clauses are about the current plan: what was held under an earlier one says nothing of this
/// one (`core_groups_counted`). A review conference counts for the second clause and does not end the first: a child
/// with a conference and no core group can be up to date by either.
///
#[doc = include_str!("../cases/cp-core-groups.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct CoreGroups {
    settings: CoreGroupsSettings,
}

impl CoreGroups {
    /// With these settings.
    #[must_use]
    pub const fn new(settings: CoreGroupsSettings) -> Self {
        Self { settings }
    }

    #[inline]
    fn clauses<'a>(&self, child: ChildOn<'a, '_>, plan: &Plan) -> Clauses<'a> {
        let CoreGroupsSettings { first_within, then_within, core_groups_counted } = self.settings;
        let counted_since = match core_groups_counted {
            CoreGroupsCounted::CurrentPlan => plan.start,
            CoreGroupsCounted::AnyOnRecord => NaiveDate::MIN,
        };
        let core_groups = child.events(CoreGroup);
        let held = core_groups.or(child.events(ReviewConference)).since(counted_since);
        Clauses::none_yet(core_groups.since(plan.start), plan.start, Limit::less_than(first_within))
            .since_last(held, Limit::less_than(then_within))
    }
}

impl<'a> Indicator<'a, Child<'a>, Id> for CoreGroups {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn among(&self) -> Among<'_> {
        COHORT
    }

    #[inline]
    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        let child = child.on(as_of);
        if let Some(plan) = child.protection_plan() {
            each(Verdict::member(plan.id, &self.clauses(child, plan)));
        }
    }
}
