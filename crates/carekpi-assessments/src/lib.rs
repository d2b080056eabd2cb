//! The count of child and family assessments completed.
//!
//! | indicator | rule |
//! |---|---|
//! | `assessments-completed` | [`Completed`] |
//!
//! ```
//! use carekpi_assessments::Completed;
//! use carekpi_dates::{AsOf, Period, WorkingCalendar};
//! use carekpi_model::{Caseload, entry};
//! use carekpi_rules::{Context, tally};
//! use chrono::NaiveDate;
//!
//! let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
//! let mut builder = Caseload::builder();
//! let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! builder.assessment(child, entry::Assessment { id: "A1", start: day(2025, 9, 1), end: day(2025, 10, 3) });
//! let caseload = builder.finish().unwrap();
//!
//! let context = Context::new(&caseload, WorkingCalendar::england_and_wales());
//! let as_of = AsOf::new(day(2026, 3, 31).unwrap(), Period::YearToDate, context.conventions());
//! assert_eq!(tally(&Completed, &caseload, &as_of).members, 1);
//! ```

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
