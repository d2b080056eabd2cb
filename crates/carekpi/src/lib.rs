//! Children's social care key performance indicators: twenty-three figures of a published definitions document, exact,
//! and explained child by child.
//!
//! ```
//! use carekpi::model::{Caseload, EventKind, entry};
//! use carekpi::{Definitions, Period, Scorecard, WorkingCalendar};
//! use chrono::NaiveDate;
//!
//! let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! let mut builder = Caseload::builder();
//! let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! builder.protection_plan(child, entry::Plan { id: "CP1", start: day(1, 12), ..Default::default() });
//! builder.event(child, EventKind::CoreGroup, entry::Event { date: day(2, 18), ..Default::default() });
//! let caseload = builder.finish().unwrap();
//!
//! let calendar = WorkingCalendar::england_and_wales();
//! let scorecard =
//!     Scorecard::measure(&caseload, &Definitions::default(), &calendar, day(3, 31), Period::YearToDate).unwrap();
//! let core_groups = scorecard.get("cp-core-groups").unwrap();
//! assert_eq!(core_groups.figure.value().unwrap().to_string(), "100.0");
//! assert_eq!(core_groups.subjects[0].outcome.lapses, Some(day(4, 1)));
//! ```
//!
//! A [`Caseload`](model::Caseload) holds the records. [`Definitions`] holds every limit and every reading; its default is
//! that of the definitions document, and [`READINGS.md`](readings::document) lists the readings. A [`Scorecard`] is all
//! figures on one date with the evidence for each child; a [`Series`] is all figures on many dates; a [`worklist`] is who is overdue and who falls due next. [`catalogue`] lists
//! the indicators, [`indicators`] gives them as rules to measure with.
//!
//! # Features
//!
//! - `serde` (on by default): figures, evidence and definitions can be written, definitions read.
//! - `toml` (on by default): definitions files.
//! - `parallel` (on by default): indicators are measured on as many threads as there are cores, with the same result.

pub mod readings;

mod basis;
mod catalogue;
mod change;
mod definitions;
mod grouping;
mod scorecard;
mod series;
#[cfg(feature = "serde")]
mod series_wire;
mod side_by_side;
mod touches;
mod worklist;

pub use basis::{Basis, MergeError};
pub use carekpi_dates::{OutsideCalendar, Period, WorkingCalendar};
pub use catalogue::{BoxedIndicator, catalogue, indicators};
pub use change::Change;
pub use definitions::{Definitions, Profile};
#[cfg(feature = "toml")]
pub use definitions::{DefinitionsError, Difference};
pub use grouping::{Breakdown, By, Grouping, NoSuchGrouping};
pub use scorecard::{Measured, Scorecard, Subject};
pub use series::{IndicatorSeries, Series, Step};
pub use touches::touches;
pub use worklist::{Task, worklist};

/// Working days, months, ages and limits.
pub use carekpi_dates as dates;
/// The measuring kernel.
pub use carekpi_measure as measure;
/// Children, their records and the caseload.
pub use carekpi_model as model;

/// The rules, one module for each service area.
pub mod areas {
    pub use carekpi_assessments as assessments;
    pub use carekpi_care_leavers as care_leavers;
    pub use carekpi_child_protection as child_protection;
    pub use carekpi_children_in_need as children_in_need;
    pub use carekpi_cypds as cypds;
    pub use carekpi_looked_after as looked_after;
}
