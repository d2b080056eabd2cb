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
///
/// ```
/// use carekpi_children_in_need::{CinCohort, InNeed, InNeedContext};
/// use carekpi_dates::{AsOf, Period, WorkingCalendar};
/// use carekpi_model::{Caseload, entry};
/// use carekpi_rules::Context;
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.in_need_plan(child, entry::Plan::new("CIN1", day(1, 12)));
/// let caseload = builder.finish().unwrap();
/// let context = Context::new(&caseload, WorkingCalendar::england_and_wales());
/// let in_need = InNeed::new(&InNeedContext { context: &context, cohort: CinCohort::OpenPlan });
/// let as_of = AsOf::new(day(3, 31), Period::YearToDate, context.conventions());
/// let child = in_need.find(caseload.find("P1").unwrap().as_of(&as_of)).unwrap();
/// assert_eq!(child.last_referral, day(1, 12)); // no referral is recorded
/// ```
#[derive(Clone, Debug)]
pub struct InNeed {
    pub(crate) cohort: CinCohort,
    /// Which periods of care count, for the cohort that excludes looked-after children.
    care: CareStatuses,
}

/// A child in need: the record that makes the child one, and the dates that the rules count from.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ChildInNeed {
    /// The plan, or the referral if the cohort is by referral.
    pub record: Id,
    /// The start of the open plan; if there is none, the last referral.
    pub plan_start: NaiveDate,
    /// The last referral; if none is recorded, the start of the plan.
    pub last_referral: NaiveDate,
}

impl InNeed {
    /// Children in need, as this context says.
    #[must_use]
    pub fn new(context: &InNeedContext<'_>) -> Self {
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

    /// The kinds of record that tell who is in need.
    #[must_use]
    pub const fn records(&self) -> &'static [RecordKind] {
        use RecordKind::{Death, InNeedPlan, LegalStatus, PeriodOfCare, ProtectionPlan, Referral};
        match self.cohort {
            CinCohort::OpenPlan | CinCohort::OpenReferral => &[InNeedPlan, Referral, Death],
            CinCohort::OpenReferralOnly => &[ProtectionPlan, PeriodOfCare, LegalStatus, InNeedPlan, Referral, Death],
        }
    }

    /// The children who can be in need.
    #[must_use]
    pub const fn candidates(&self) -> Candidates<'static> {
        Candidates::Cohort(match self.cohort {
            CinCohort::OpenPlan => Cohort::InNeedPlans,
            CinCohort::OpenReferral | CinCohort::OpenReferralOnly => Cohort::Referrals,
        })
    }

    /// The child in need.
    ///
    /// # Errors
    ///
    /// Why the child is not one.
    #[inline]
    pub fn find(&self, child: ChildAsOf<'_, '_>) -> Result<ChildInNeed, NotCounted> {
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
