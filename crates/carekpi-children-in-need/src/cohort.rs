//! Who is a child in need.

use carekpi_dates::reading;
use carekpi_model::{CareStatuses, ChildAsOf, Cohort, EventKind, Id, OtherAuthorityPlans, RecordKind};
use carekpi_rules::{Candidates, Context, NotCounted};
use chrono::NaiveDate;

reading! {
    /// Who is a child in need on the snapshot date?
    pub enum CinCohort: "cin_cohort" {
        /// A child with an open child in need plan.
        OpenPlan = "open_plan",
        /// A child with an open referral that did not end in no further action.
        OpenReferral = "open_referral",
        /// A child with such a referral who has no open child protection plan, of whichever authority, and is in no
        /// period of care that counts.
        OpenReferralOnly = "open_referral_only",
    }
}

/// What the rules of this area are made with, apart from their settings: the context, and who is a child in need.
#[derive(Clone, Copy, Debug)]
pub struct InNeedContext<'c> {
    /// The context of all rules.
    pub context: &'c Context<'c>,
    /// Who is a child in need.
    pub cohort: CinCohort,
}

/// Finds the children in need.
#[derive(Clone, Debug)]
pub(crate) struct InNeed {
    pub(crate) cohort: CinCohort,
    /// Which periods of care count, for the cohort that excludes looked-after children.
    care: CareStatuses,
}

/// A child in need: the record that makes the child one, and the dates that the rules count from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChildInNeed {
    /// The plan, or the referral if the cohort is by referral.
    pub(crate) record: Id,
    /// The start of the open plan; if there is none, the last referral.
    pub(crate) plan_start: NaiveDate,
    /// The last referral; if none is recorded, the start of the plan.
    pub(crate) last_referral: NaiveDate,
}

impl InNeed {
    pub(crate) fn new(context: &InNeedContext<'_>) -> Self {
        Self { cohort: context.cohort, care: context.context.care_statuses().clone() }
    }

    /// The kinds of record that a rule about `event` can read: the first three by referral only, the last of visits only.
    pub(crate) const fn records_and(event: EventKind) -> [RecordKind; 8] {
        [
            RecordKind::ProtectionPlan,
            RecordKind::PeriodOfCare,
            RecordKind::LegalStatus,
            RecordKind::InNeedPlan,
            RecordKind::Referral,
            RecordKind::Death,
            RecordKind::Event(event),
            RecordKind::VisitSeen(event),
        ]
    }

    /// The part of [`records_and`](Self::records_and) that this cohort reads.
    pub(crate) fn reads<'r>(&self, records: &'r [RecordKind; 8]) -> &'r [RecordKind] {
        let [_, _, _, always @ ..] = records;
        match self.cohort {
            CinCohort::OpenPlan | CinCohort::OpenReferral => always,
            CinCohort::OpenReferralOnly => records,
        }
    }

    /// The children who can be in need.
    pub(crate) const fn candidates(&self) -> Candidates<'static> {
        Candidates::Cohort(match self.cohort {
            CinCohort::OpenPlan => Cohort::InNeedPlans,
            CinCohort::OpenReferral | CinCohort::OpenReferralOnly => Cohort::Referrals,
        })
    }

    /// The child in need, or why the child is not one.
    #[inline]
    pub(crate) fn find(&self, child: ChildAsOf<'_, '_>) -> Result<ChildInNeed, NotCounted> {
        let plan = child.in_need_plan();
        let record = match self.cohort {
            CinCohort::OpenPlan => plan.ok_or(NotCounted::NoInNeedPlan)?.id,
            CinCohort::OpenReferral => child.open_referral().ok_or(NotCounted::NoReferral)?.id,
            CinCohort::OpenReferralOnly => {
                let referral = child.open_referral().ok_or(NotCounted::NoReferral)?;
                if child.protection_plan(OtherAuthorityPlans::Included).is_some() {
                    return Err(NotCounted::HasProtectionPlan);
                }
                if let Some(period) = child.period_of_care(&self.care) {
                    return Err(NotCounted::LookedAfter(period.start));
                }
                referral.id
            }
        };
        let (plan_start, last_referral) = match (plan.map(|plan| plan.start), child.last_referral()) {
            (Some(plan), Some(referral)) => (plan, referral),
            (Some(only), None) | (None, Some(only)) => (only, only),
            (None, None) => return Err(NotCounted::NoInNeedPlan),
        };
        Ok(ChildInNeed { record, plan_start, last_referral })
    }
}
