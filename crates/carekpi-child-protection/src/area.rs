//! The service area, and which children can be counted.

use std::borrow::Cow::Borrowed;

use carekpi_model::{ChildAsOf, Cohort, OtherAuthorityPlans, Plan};
use carekpi_rules::{Area, Candidates, Context, NotCounted};

/// The service area.
pub const AREA: Area = Area { id: Borrowed("child-protection"), title: Borrowed("Child protection") };

/// The children who ever had a child protection plan.
pub(crate) const CANDIDATES: Candidates<'static> = Candidates::Cohort(Cohort::ProtectionPlans);

/// What the rules of the area are made with: the context, and whether another authority's plans count.
///
/// ```
/// use carekpi_child_protection::{Plans, ProtectionContext};
/// use carekpi_dates::WorkingCalendar;
/// use carekpi_model::{Caseload, OtherAuthorityPlans};
/// use carekpi_rules::{Context, Rule as _};
///
/// let caseload = Caseload::default();
/// let context = &Context::new(&caseload, WorkingCalendar::england_and_wales());
/// let rule = Plans::new(&ProtectionContext { context, other_authority: OtherAuthorityPlans::Included });
/// assert_eq!(rule.info().id, "cp-plans");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ProtectionContext<'c> {
    /// The context.
    pub context: &'c Context<'c>,
    /// Whether another authority's plans count.
    pub other_authority: OtherAuthorityPlans,
}

impl<'c> From<&'c Context<'c>> for ProtectionContext<'c> {
    /// With the default reading.
    fn from(context: &'c Context<'c>) -> Self {
        Self { context, other_authority: OtherAuthorityPlans::default() }
    }
}

/// The child protection plan that a child is judged by.
#[inline]
pub(crate) fn plan<'a>(child: ChildAsOf<'a, '_>, other_authority: OtherAuthorityPlans) -> Result<&'a Plan, NotCounted> {
    child.protection_plan(other_authority).ok_or(NotCounted::NoProtectionPlan)
}
