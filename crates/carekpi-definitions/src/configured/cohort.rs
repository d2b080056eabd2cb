//! Who is counted.

use std::sync::Arc;

use carekpi_children_in_need::{InNeed, InNeedContext};
use carekpi_cypds::Service;
use carekpi_dates::{DateRange, Moment};
use carekpi_model::{
    CareLeaver, CareStatuses, ChildAsOf, Cohort as Members, Eligibility, Id, OtherAuthorityPlans, OwnKind, RecordKind,
};
use carekpi_rules::{Candidates, Context, NotCounted, Unit};
use chrono::NaiveDate;

use crate::Definitions;
use crate::toml_file::Fault;

use super::named::Named;

/// Who is counted, as a file says.
#[derive(Clone, Debug)]
pub(super) enum Cohort {
    /// Children with an open child protection plan.
    ProtectionPlan,
    /// Children in need.
    InNeed,
    /// Children looked after.
    PeriodOfCare,
    /// Care leavers.
    CareLeaver,
    /// Those allocated to the disability service.
    DisabilityService,
    /// Children with an open spell of a kind of your own.
    Spells(Named),
}

/// The record of a member, and the days that clauses are measured from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) record: Id,
    /// The start of the record; `None` if it is not known.
    pub(super) start: Option<NaiveDate>,
    /// The moment at which it began; `None` for kinds that have no times of day.
    pub(super) began: Option<Moment>,
    /// The first day of what is during the record.
    pub(super) since: NaiveDate,
    /// What takes the place of the last referral, if there is none.
    pub(super) no_referral: Option<NaiveDate>,
}

impl Member {
    const fn begun(record: Id, start: NaiveDate) -> Self {
        Self { record, start: Some(start), began: None, since: start, no_referral: None }
    }
}

impl Cohort {
    /// The names of the built-in cohorts.
    const NAMES: [&str; 5] = ["protection-plan", "in-need", "period-of-care", "care-leaver", "disability-service"];

    /// The cohort with this name.
    pub(super) fn named(named: Named) -> Self {
        match &*named.name {
            "protection-plan" => Self::ProtectionPlan,
            "in-need" => Self::InNeed,
            "period-of-care" => Self::PeriodOfCare,
            "care-leaver" => Self::CareLeaver,
            "disability-service" => Self::DisabilityService,
            _ => Self::Spells(named),
        }
    }

    /// What one of them is.
    pub(super) const fn unit(&self) -> Unit {
        if matches!(self, Self::CareLeaver) { Unit::CareLeaver } else { Unit::Child }
    }

    /// The cohort in a caseload, by these definitions. The name of a kind of your own is looked up here, and nowhere else.
    pub(super) fn resolve(&self, definitions: &Definitions, context: &Context<'_>) -> Result<ResolvedCohort, Fault> {
        let caseload = context.caseload();
        Ok(match self {
            Self::ProtectionPlan => ResolvedCohort::ProtectionPlan(definitions.child_protection.other_authority_plans),
            Self::InNeed => {
                let cohort = definitions.children_in_need.cin_cohort;
                ResolvedCohort::InNeed(InNeed::new(&InNeedContext { context, cohort }))
            }
            Self::PeriodOfCare => ResolvedCohort::PeriodOfCare(context.care_statuses().clone()),
            Self::CareLeaver => {
                let leavers = &definitions.care_leavers;
                let ages = leavers.from_age..leavers.until_age;
                ResolvedCohort::CareLeaver(Eligibility::new(caseload, ages, &leavers.not_eligible))
            }
            Self::DisabilityService => {
                ResolvedCohort::DisabilityService(Service::new(&definitions.cypds.teams, context))
            }
            Self::Spells(own) => {
                let kind = own.own_kind("cohort", &Self::NAMES, caseload, |kind| caseload.own_events(kind) == 0)?;
                ResolvedCohort::Spells(kind, caseload.with_spells(kind).into())
            }
        })
    }
}

/// Who is counted, in a caseload.
#[derive(Clone, Debug)]
pub(super) enum ResolvedCohort {
    ProtectionPlan(OtherAuthorityPlans),
    InNeed(InNeed),
    PeriodOfCare(CareStatuses),
    CareLeaver(Eligibility),
    DisabilityService(Service),
    /// With the positions of the children who have such a spell, and their days.
    Spells(OwnKind, Arc<[(u32, DateRange)]>),
}

impl ResolvedCohort {
    /// The record that a child is counted by, or why it is not counted.
    #[inline]
    pub(super) fn member(&self, child: ChildAsOf<'_, '_>) -> Result<Member, NotCounted> {
        Ok(match self {
            Self::ProtectionPlan(other_authority) => {
                let plan = child.protection_plan(*other_authority).ok_or(NotCounted::NoProtectionPlan)?;
                Member::begun(plan.id, plan.start)
            }
            Self::InNeed(in_need) => {
                let child = in_need.find(child)?;
                Member { no_referral: Some(child.last_referral), ..Member::begun(child.record, child.plan_start) }
            }
            Self::PeriodOfCare(care) => {
                let period = child.period_of_care(care).ok_or(NotCounted::NotLookedAfter)?;
                Member::begun(period.id, period.start)
            }
            Self::CareLeaver(eligibility) => match child.leaver_spell(eligibility) {
                CareLeaver::Open { spell, since } => {
                    Member { record: spell.id, start: spell.start, began: None, since, no_referral: None }
                }
                CareLeaver::Undetermined => return Err(NotCounted::Undecidable),
                CareLeaver::NotEligible => return Err(NotCounted::NotEligible),
                CareLeaver::NotOpen => return Err(NotCounted::NoSpell),
            },
            Self::DisabilityService(service) => {
                let allocation = service.allocation(child)?;
                Member::begun(allocation.id, allocation.start)
            }
            Self::Spells(kind, _) => {
                let spell = child.open_spell(*kind).ok_or(NotCounted::Other("no-record-open"))?;
                Member { began: Some(spell.began()), ..Member::begun(spell.id, spell.start) }
            }
        })
    }

    pub(super) fn candidates(&self) -> Candidates<'_> {
        match self {
            Self::ProtectionPlan(_) => Candidates::Cohort(Members::ProtectionPlans),
            Self::InNeed(in_need) => in_need.candidates(),
            Self::PeriodOfCare(_) => Candidates::Cohort(Members::PeriodsOfCare),
            Self::CareLeaver(_) => Candidates::Cohort(Members::LeaverSpells),
            Self::DisabilityService(service) => service.candidates(),
            Self::Spells(_, children) => Candidates::Listed(children),
        }
    }

    /// The kinds of record that tell who is counted.
    pub(super) fn reads(&self) -> Vec<RecordKind> {
        use RecordKind::{
            Allocation, AllocationRole, AllocationTeam, Birth, Death, LeaverSpell, LegalStatus, Own, PeriodOfCare,
            ProtectionPlan,
        };
        match self {
            Self::ProtectionPlan(_) => vec![ProtectionPlan, Death],
            Self::InNeed(in_need) => in_need.records().to_vec(),
            Self::PeriodOfCare(_) => vec![PeriodOfCare, LegalStatus, Death],
            Self::CareLeaver(_) => vec![LeaverSpell, Birth, Death],
            Self::DisabilityService(_) => vec![Allocation, AllocationRole, AllocationTeam, Death],
            Self::Spells(kind, _) => vec![Own(*kind), Death],
        }
    }
}

/// The settings that tell who is counted, in the words of a definitions file.
pub(super) const fn settings_of(cohort: &Cohort) -> &'static [&'static str] {
    match cohort {
        Cohort::ProtectionPlan => &["child-protection.other_authority_plans"],
        Cohort::InNeed => &[
            "children-in-need.cin_cohort",
            "looked-after.short_breaks",
            "looked-after.care_statuses",
            "looked-after.short_break_codes",
        ],
        Cohort::PeriodOfCare => {
            &["looked-after.short_breaks", "looked-after.care_statuses", "looked-after.short_break_codes"]
        }
        Cohort::CareLeaver => &[
            "shared.leap_day_birthday",
            "care-leavers.from_age",
            "care-leavers.until_age",
            "care-leavers.not_eligible",
        ],
        Cohort::DisabilityService => &["cypds.teams", "allocations.case_worker_roles"],
        Cohort::Spells(_) => &[],
    }
}
