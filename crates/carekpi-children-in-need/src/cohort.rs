//! Who is a child in need.

use carekpi_dates::reading;
use carekpi_model::{ChildOn, Cohort, Id, ShortBreaks};
use chrono::NaiveDate;

reading! {
    /// Who is a child in need on the snapshot date?
    pub enum CinCohort: "cin_cohort" {
        /// A child with a child in need plan open.
        OpenPlan = "open_plan",
        /// A child with a referral open that did not end in no further action.
        OpenReferral = "open_referral",
        /// A child with such a referral and neither a child protection plan open nor a period of care that counts.
        OpenReferralOnly = "open_referral_only",
    }
}

/// A child in need: the record that makes it one, and the dates that the rules count from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InNeed {
    /// The plan, or the referral where the cohort is by referral.
    pub(crate) record: Id,
    /// The start of the open plan; where there is none, the last referral.
    pub(crate) plan_start: NaiveDate,
    /// The last referral; where there is none on record, the start of the plan.
    pub(crate) last_referral: NaiveDate,
}

impl CinCohort {
    /// Whom children in need come from.
    pub(crate) const fn comes_from(self) -> Cohort {
        match self {
            Self::OpenPlan => Cohort::InNeedPlans,
            Self::OpenReferral | Self::OpenReferralOnly => Cohort::Referrals,
        }
    }

    /// The child, if it is a child in need.
    #[inline]
    pub(crate) fn find(self, child: ChildOn<'_, '_>, short_breaks: ShortBreaks) -> Option<InNeed> {
        let plan = child.in_need_plan();
        let record = match self {
            Self::OpenPlan => plan?.id,
            Self::OpenReferral => child.open_referral()?.id,
            Self::OpenReferralOnly => {
                let referral = child.open_referral()?;
                if child.protection_plan().is_some() || child.period_of_care(short_breaks).is_some() {
                    return None;
                }
                referral.id
            }
        };
        let (plan_start, last_referral) = match (plan.map(|plan| plan.start), child.last_referral()) {
            (Some(plan), Some(referral)) => (plan, referral),
            (Some(only), None) | (None, Some(only)) => (only, only),
            (None, None) => return None,
        };
        Some(InNeed { record, plan_start, last_referral })
    }
}
