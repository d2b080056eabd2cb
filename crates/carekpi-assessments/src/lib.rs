#![doc = include_str!("../README.md")]
//!
//! | indicator | rule |
//! |---|---|
//! | `assessments-completed` | [`Completed`] |
#![cfg_attr(docsrs, feature(doc_cfg))]

mod area;
mod completed;
mod settings;

use carekpi_rules::{Context, Rule};

pub use area::AREA;
pub use completed::Completed;
pub use settings::Assessments;

/// The indicator of the area.
///
/// ```
/// use carekpi_assessments::{AREA, Assessments, indicators};
/// use carekpi_dates::WorkingCalendar;
/// use carekpi_model::Caseload;
/// use carekpi_rules::Context;
///
/// let caseload = Caseload::default();
/// let context = Context::new(&caseload, WorkingCalendar::england_and_wales());
/// let rules = indicators(&Assessments::default(), &context);
/// assert_eq!(rules.each_ref().map(|rule| &*rule.info().id), ["assessments-completed"]);
/// assert!(rules.iter().all(|rule| rule.info().area == AREA));
/// ```
#[must_use]
pub fn indicators(_: &Assessments, _: &Context<'_>) -> [Box<dyn Rule>; 1] {
    [Box::new(Completed)]
}
