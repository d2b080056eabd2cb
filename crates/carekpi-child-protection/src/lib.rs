//! The five child protection indicators.
//!
//! All are about the children with a child protection plan open on the snapshot date. A plan lasts from the initial conference
//! that made it to the review conference that ended it. A child counts once: of several open plans, the one with the latest
//! start is judged.
//!
//! | indicator | rule |
//! |---|---|
//! | `cp-plans` | [`Plans`] |
//! | `cp-core-groups` | [`CoreGroups`] |
//! | `cp-rate` | [`Rate`] |
//! | `cp-reviews` | [`Reviews`] |
//! | `cp-visits` | [`Visits`] |
//!
//! ```
//! use carekpi_child_protection::{CoreGroups, CoreGroupsSettings, ProtectionContext};
//! use carekpi_dates::{AsOf, Period, WorkingCalendar};
//! use carekpi_model::{Caseload, entry};
//! use carekpi_rules::{Context, tally};
//! use chrono::NaiveDate;
//!
//! let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! let mut builder = Caseload::builder();
//! let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! builder.protection_plan(child, entry::Plan::new("CP1", day(3, 2)));
//! let caseload = builder.finish().unwrap();
//!
//! let context = Context::new(&caseload, WorkingCalendar::england_and_wales());
//! let rule = CoreGroups::new(CoreGroupsSettings::default(), &ProtectionContext::from(&context));
//! let met = |on| tally(&rule, &caseload, &AsOf::new(on, Period::YearToDate, context.conventions())).met;
//! assert_eq!(met(day(3, 11)), 1); // the first core group is not overdue yet
//! assert_eq!(met(day(3, 12)), 0); // ten days have passed
//! ```

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
