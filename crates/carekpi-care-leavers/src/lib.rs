#![doc = include_str!("../README.md")]
//!
//! | indicator | rule |
//! |---|---|
//! | `leavers-eet` | [`Eet`] |
//! | `leavers-accommodation` | [`Accommodation`] |
//! | `leavers-in-touch` | [`InTouch`] |
//! | `leavers-pathway-plans` | [`PathwayPlans`] |
//! | `leavers-visits` | [`Visits`] |
#![cfg_attr(docsrs, feature(doc_cfg))]

mod accommodation;
mod area;
mod contact;
mod eet;
mod in_touch;
mod leaver;
mod pathway_plans;
mod settings;
mod visits;
mod visits_as_worded;

use carekpi_rules::{Context, Rule};

pub use accommodation::{Accommodation, AccommodationSettings};
pub use area::{AREA, LeaverContext};
pub use contact::InTouchReading;
pub use eet::{Eet, EetSettings};
pub use in_touch::{InTouch, InTouchSettings};
pub use pathway_plans::{PathwayPlans, PathwayPlansSettings};
pub use settings::CareLeavers;
pub use visits::{Visits, VisitsNumerator, VisitsSettings};
pub use visits_as_worded::VisitsAsWorded;

/// The five indicators of the area, in the order of the definitions document.
///
/// ```
/// use carekpi_care_leavers::{AREA, CareLeavers, indicators};
/// use carekpi_dates::WorkingCalendar;
/// use carekpi_model::Caseload;
/// use carekpi_rules::Context;
///
/// let caseload = Caseload::default();
/// let context = Context::new(&caseload, WorkingCalendar::england_and_wales());
/// let rules = indicators(&CareLeavers::default(), &context);
/// assert_eq!(rules[0].info().id, "leavers-eet");
/// assert!(rules.iter().all(|rule| rule.info().area == AREA));
/// ```
#[must_use]
pub fn indicators(settings: &CareLeavers, context: &Context<'_>) -> [Box<dyn Rule>; 5] {
    let CareLeavers { from_age, until_age, not_eligible, .. } = settings;
    let context = &LeaverContext::new(context, *from_age..*until_age, not_eligible);
    let pathway_plans = PathwayPlans::new(settings.leavers_pathway_plans, context);
    [
        Box::new(Eet::new(&settings.leavers_eet, context)),
        Box::new(Accommodation::new(&settings.leavers_accommodation, context)),
        Box::new(InTouch::new(&settings.leavers_in_touch, context)),
        Box::new(pathway_plans.clone()),
        match settings.leavers_visits.visits_numerator {
            VisitsNumerator::Visits => Box::new(Visits::new(settings.leavers_visits, context)),
            VisitsNumerator::PathwayPlansAsWorded => Box::new(VisitsAsWorded::new(pathway_plans)),
        },
    ]
}
