//! The service area, and which children can be counted.

use std::borrow::Cow::Borrowed;

use carekpi_model::{Cohort, CountedEvents, Eligibility};
use carekpi_rules::{Area, Candidates, Context};

/// The service area.
pub const AREA: Area = Area { id: Borrowed("care-leavers"), title: Borrowed("Care leavers") };

/// The people who ever had a spell as a care leaver.
pub(crate) const CANDIDATES: Candidates<'static> = Candidates::Cohort(Cohort::LeaverSpells);

/// What the rules of the area are made with: the context, who is a care leaver, and which pathway plans count.
///
/// ```
/// use carekpi_care_leavers::{Accommodation, AccommodationSettings, LeaverContext};
/// use carekpi_dates::WorkingCalendar;
/// use carekpi_model::Caseload;
/// use carekpi_rules::{Context, Rule as _};
///
/// let caseload = Caseload::default();
/// let context = Context::new(&caseload, WorkingCalendar::england_and_wales());
/// let context = LeaverContext::new(&context, 16..25, &[]);
/// let rule = Accommodation::new(&AccommodationSettings::default(), &context);
/// assert_eq!(rule.info().id, "leavers-accommodation");
/// ```
#[derive(Clone, Debug)]
pub struct LeaverContext<'c> {
    /// The context.
    pub context: &'c Context<'c>,
    /// Who is a care leaver.
    pub eligibility: Eligibility,
    /// The pathway plans that count.
    pub pathway_plans: CountedEvents,
}

impl<'c> LeaverContext<'c> {
    /// With the ages at which a spell without a start is open, and the entitlements that are none: see [`Eligibility::new`].
    #[must_use]
    pub fn new(context: &'c Context<'c>, ages: std::ops::Range<u32>, not_eligible: &[String]) -> Self {
        let caseload = context.caseload();
        Self {
            context,
            eligibility: Eligibility::new(caseload, ages, not_eligible),
            pathway_plans: caseload.pathway_plans(not_eligible),
        }
    }
}
