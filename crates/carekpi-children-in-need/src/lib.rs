#![doc = include_str!("../README.md")]
//!
//! | indicator | rule |
//! |---|---|
//! | `cin-reviews` | [`Reviews`] |
//! | `cin-visits` | [`Visits`] |
#![cfg_attr(docsrs, feature(doc_cfg))]

mod area;
mod cohort;
mod reviews;
mod settings;
mod visits;

use carekpi_rules::{Context, Rule};

pub use area::AREA;
pub use cohort::{ChildInNeed, CinCohort, InNeed, InNeedContext};
pub use reviews::{Reviews, ReviewsSettings};
pub use settings::ChildrenInNeed;
pub use visits::Visits;

/// The two indicators of the area, in the order of the definitions document.
///
/// ```
/// use carekpi_children_in_need::{AREA, ChildrenInNeed, indicators};
/// use carekpi_dates::WorkingCalendar;
/// use carekpi_model::Caseload;
/// use carekpi_rules::Context;
///
/// let caseload = Caseload::default();
/// let context = Context::new(&caseload, WorkingCalendar::england_and_wales());
/// let rules = indicators(&ChildrenInNeed::default(), &context);
/// assert_eq!(rules.each_ref().map(|rule| &*rule.info().id), ["cin-reviews", "cin-visits"]);
/// assert!(rules.iter().all(|rule| rule.info().area == AREA));
/// ```
#[must_use]
pub fn indicators(settings: &ChildrenInNeed, context: &Context<'_>) -> [Box<dyn Rule>; 2] {
    let context = InNeedContext { context, cohort: settings.cin_cohort };
    [Box::new(Reviews::new(settings.cin_reviews, &context)), Box::new(Visits::new(settings.cin_visits, &context))]
}
