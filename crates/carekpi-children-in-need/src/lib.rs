//! The two children in need indicators.
//!
//! Both are about the children in need on the snapshot date. Who they are is a reading ([`CinCohort`]): by default, the children
//! with an open child in need plan.
//!
//! | indicator | rule |
//! |---|---|
//! | `cin-reviews` | [`Reviews`] |
//! | `cin-visits` | [`Visits`] |
//!
//! ```
//! use carekpi_children_in_need::{ChildrenInNeed, InNeedContext, Visits};
//! use carekpi_dates::{AsOf, Period, WorkingCalendar};
//! use carekpi_model::{Caseload, EventKind, entry};
//! use carekpi_rules::{Context, tally};
//! use chrono::NaiveDate;
//!
//! let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! let mut builder = Caseload::builder();
//! let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! builder.in_need_plan(child, entry::Plan::new("CIN1", day(1, 12)));
//! builder.event(child, EventKind::ChildInNeedVisit, entry::Event::new("", day(3, 2)));
//! let caseload = builder.finish().unwrap();
//!
//! let context = Context::new(&caseload, WorkingCalendar::england_and_wales());
//! let settings = ChildrenInNeed::default();
//! let in_need = InNeedContext { context: &context, cohort: settings.cin_cohort };
//! let rule = Visits::new(settings.cin_visits, &in_need);
//! let met = |on| tally(&rule, &caseload, &AsOf::new(on, Period::YearToDate, context.conventions())).met;
//! assert_eq!(met(day(3, 20)), 1);
//! assert_eq!(met(day(3, 23)), 0); // fifteen working days have passed
//! ```

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
