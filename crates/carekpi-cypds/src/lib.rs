#![doc = include_str!("../README.md")]
//!
//! | indicator | rule |
//! |---|---|
//! | `cypds-supervision` | [`Supervision`] |
//! | `cypds-visits` | [`Visits`] |
#![cfg_attr(docsrs, feature(doc_cfg))]

mod area;
mod service;
mod settings;
mod supervision;
mod visits;

use carekpi_rules::{Context, Rule};

pub use area::AREA;
pub use service::{Service, ServiceContext};
pub use settings::Cypds;
pub use supervision::Supervision;
pub use visits::Visits;

/// The two indicators of the area, in the order of the definitions document.
///
/// ```
/// use carekpi_cypds::{AREA, Cypds, indicators};
/// use carekpi_dates::WorkingCalendar;
/// use carekpi_model::Caseload;
/// use carekpi_rules::Context;
///
/// let caseload = Caseload::default();
/// let context = Context::new(&caseload, WorkingCalendar::england_and_wales());
/// let rules = indicators(&Cypds::default(), &context);
/// assert_eq!(rules.each_ref().map(|rule| &*rule.info().id), ["cypds-supervision", "cypds-visits"]);
/// assert!(rules.iter().all(|rule| rule.info().area == AREA));
/// ```
#[must_use]
pub fn indicators(settings: &Cypds, context: &Context<'_>) -> [Box<dyn Rule>; 2] {
    let context = ServiceContext { context, service: Service::new(&settings.teams, context) };
    [
        Box::new(Supervision::new(settings.cypds_supervision, &context)),
        Box::new(Visits::new(settings.cypds_visits, &context)),
    ]
}
