#![doc = include_str!("../README.md")]
//!
//! | indicator | rule |
//! |---|---|
//! | `cp-plans` | [`Plans`] |
//! | `cp-core-groups` | [`CoreGroups`] |
//! | `cp-rate` | [`Rate`] |
//! | `cp-reviews` | [`Reviews`] |
//! | `cp-visits` | [`Visits`] |
#![cfg_attr(docsrs, feature(doc_cfg))]

mod area;
mod core_groups;
mod plans;
mod rate;
mod reviews;
mod settings;
mod visits;

use carekpi_rules::{Context, Rule};

pub use area::{AREA, ProtectionContext};
pub use core_groups::{CoreGroups, CoreGroupsCounted, CoreGroupsSettings};
pub use plans::Plans;
pub use rate::Rate;
pub use reviews::{Reviews, ReviewsSettings};
pub use settings::ChildProtection;
pub use visits::{Visits, VisitsInScope, VisitsSettings};

/// The five indicators of the area, in the order of the definitions document.
///
/// ```
/// use carekpi_child_protection::{AREA, ChildProtection, indicators};
/// use carekpi_dates::WorkingCalendar;
/// use carekpi_model::Caseload;
/// use carekpi_rules::Context;
///
/// let caseload = Caseload::default();
/// let context = Context::new(&caseload, WorkingCalendar::england_and_wales());
/// let rules = indicators(&ChildProtection::default(), &context);
/// assert_eq!(rules.each_ref().map(|rule| &*rule.info().id), ["cp-plans", "cp-core-groups", "cp-rate", "cp-reviews", "cp-visits"]);
/// assert!(rules.iter().all(|rule| rule.info().area == AREA));
/// ```
#[must_use]
pub fn indicators(settings: &ChildProtection, context: &Context<'_>) -> [Box<dyn Rule>; 5] {
    let context = &ProtectionContext { context, other_authority: settings.other_authority_plans };
    [
        Box::new(Plans::new(context)),
        Box::new(CoreGroups::new(settings.cp_core_groups, context)),
        Box::new(Rate::new(context)),
        Box::new(Reviews::new(settings.cp_reviews, context)),
        Box::new(Visits::new(settings.cp_visits, context)),
    ]
}
