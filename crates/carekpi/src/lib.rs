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
//! # The main types
//!
//! - A [`Caseload`](model::Caseload) holds the records: built in code with [`model::entry`], or read by `carekpi-ssd` (tables of
//!   the Standard Safeguarding Dataset) or `carekpi-json` (case records).
//! - [`Definitions`] holds every limit and every reading; its default is that of the definitions document, and
//!   [`readings::document`] lists the readings.
//! - A [`Scorecard`] is all figures on one date, with the evidence for each child; a [`Series`] is all figures on many dates,
//!   from one pass; a [`worklist`] is who is overdue and who falls due next; a [`Breakdown`] is any of the first two by group.
//! - [`catalogue`] lists the indicators, [`indicators`] gives them as rules to measure with, beside your own.
//!
//! The [`cookbook`] shows each of them at work.
//!
//! # What it does not do
//!
//! - It knows the bank holidays of England and Wales only, from 1950 to 2100; a date outside is an error.
//! - It reads no clock: the snapshot date is an argument.
//! - It corrects no record. What is doubtful is said ([`Caseload::concerns`](model::Caseload::concerns)) and counted all the same.
//! - It is not a register: a caseload is built once and read, never changed. One child's records are corrected in a series by
//!   taking the child's old part away and adding the new one ([`Series::correct`]); a part that has no roles of workers is told
//!   that there are some ([`records_roles`](model::CaseloadBuilder::records_roles)).
//!
//! # Features
//!
//! - `serde` (on by default): figures, evidence and definitions can be written; definitions and series can be read.
//! - `toml` (on by default): definitions files, and whatever names settings: `from_toml`, `changed_by`, `to_toml`, `with`,
//!   `settings` and `diff` of [`Definitions`].
//! - `parallel` (on by default): figures are measured on as many threads as there are cores, with the same result. Without it
//!   nothing starts a thread, as WebAssembly asks.

pub mod cookbook;
pub mod readings;

mod basis;
mod breakdown;
mod catalogue;
mod change;
mod definitions;
mod few;
mod grouping;
mod groups;
mod scorecard;
mod series;
#[cfg(feature = "serde")]
mod series_wire;
#[cfg(feature = "toml")]
mod shape;
mod side_by_side;
mod touches;
mod worklist;

pub use basis::{Basis, MergeError};
pub use breakdown::Breakdown;
pub use carekpi_dates::{OutsideCalendar, Period, WorkingCalendar};
pub use catalogue::{BoxedIndicator, catalogue, indicators};
pub use change::Change;
pub use definitions::{Definitions, Profile};
#[cfg(feature = "toml")]
pub use definitions::{DefinitionsError, Difference};
pub use grouping::{By, Grouping, NoSuchGrouping};
pub use scorecard::{Measured, Scorecard, Subject};
pub use series::{IndicatorSeries, Series, Step};
pub use touches::touches;
pub use worklist::{Task, worklist, worklist_of};

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
