//! The two indicators of the children and young people's disability service.
//!
//! Both are about the children and young people who are allocated to a case worker of one of the service's teams on the snapshot
//! date. Which teams those are is a setting.
//!
//! | indicator | rule |
//! |---|---|
//! | `cypds-supervision` | [`Supervision`] |
//! | `cypds-visits` | [`Visits`] |
//!
//! ```
//! use carekpi_cypds::{Cypds, Service, ServiceContext, Supervision};
//! use carekpi_dates::{AsOf, Period, WorkingCalendar};
//! use carekpi_model::{Caseload, entry};
//! use carekpi_rules::{Context, tally};
//! use chrono::NaiveDate;
//!
//! let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! let mut builder = Caseload::builder();
//! let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! builder.allocation(child, entry::Allocation { team: "CYPDS", ..entry::Allocation::new("I1", day(1, 12)) });
//! let caseload = builder.finish().unwrap();
//!
//! let context = Context::new(&caseload, WorkingCalendar::england_and_wales());
//! let settings = Cypds::default();
//! let service = ServiceContext { context: &context, service: Service::new(&settings.teams, &context) };
//! let rule = Supervision::new(settings.cypds_supervision, &service);
//! let met = |on| tally(&rule, &caseload, &AsOf::new(on, Period::YearToDate, context.conventions())).met;
//! assert_eq!(met(day(3, 11)), 1);
//! assert_eq!(met(day(3, 12)), 0); // two months since the allocation, and no supervision
//! ```

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
