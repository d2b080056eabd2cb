//! How indicators are measured. The engine knows no service area and none of the 23 indicators: it takes
//! [rules](carekpi_rules::Rule).
//!
//! A [`Measurement`] holds a caseload, the rules, and the conventions for counting dates. It gives
//!
//! - a [`Scorecard`]: all figures on one date, with the evidence;
//! - a [`Series`]: all figures on many dates;
//! - a [`Worklist`]: who is overdue, and who falls due next;
//! - an [`Explanation`] of one child: counted and why, or not counted and why not;
//! - a [`Breakdown`] of a scorecard or a series by group.
//!
//! Every result carries its [`Provenance`]. Results of different provenance are not added up.
//!
//! `carekpi_definitions::Definitions::over` makes a measurement of the 23 indicators:
//!
//! ```
//! use carekpi::model::{Caseload, entry};
//! use carekpi::{Definitions, Step, WorkingCalendar};
//! use chrono::NaiveDate;
//!
//! let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
//! let mut builder = Caseload::builder();
//! let child = builder.child(entry::Child { id: "P1", ..Default::default() });
//! builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
//! let caseload = builder.finish().unwrap();
//!
//! let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! let scorecard = measurement.scorecard(day(3, 31)).unwrap();
//! assert_eq!(scorecard.get("cp-plans").unwrap().figure.numerator, 1);
//! let series = measurement.series(day(1, 1), day(3, 1), Step::Month).unwrap();
//! assert_eq!(series.dates().len(), 3);
//! assert_eq!(measurement.worklist(day(3, 31), 14).unwrap().tasks()[0].info.id, "cp-core-groups");
//! ```
//!
//! # Features
//!
//! - `parallel`: measures on one thread for each core, with the same result. Without it, no thread is started.

mod beginning;
mod breakdown;
mod case_workers;
mod change;
mod chunk;
mod direction;
mod expectations;
mod explain;
mod fingerprint;
mod measurement;
mod parallel;
mod parts;
mod provenance;
mod provenance_calendar;
mod reasons;
mod scorecard;
mod series;
mod unknown_values;
mod values;
mod worklist;

pub use breakdown::{Breakdown, GroupBy, Grouping, ParseGroupByError};
pub use case_workers::{CaseWorker, CaseWorkers};
pub use change::Change;
pub use direction::{Direction, Earlier, month_before};
pub use expectations::{Expectation, ExpectationError, Expectations, Status};
pub use explain::{ExplainError, ExplainedIndicator, ExplainedRecord, Explanation, NotCountedReason, State};
pub use fingerprint::{Fingerprint, ParseFingerprintError};
pub use measurement::{GroupedMeasurement, Measurement};
pub use parts::Parts;
pub use provenance::{DateSummary, Difference, MergeError, Provenance, Setting};
pub use reasons::Reasons;
pub use scorecard::{IndicatorResult, Scorecard, Subject};
pub use series::{FiguresOfGroups, FiguresOnDate, IndicatorSeries, ParseStepError, Series, SeriesByDate, Step};
pub use values::{UnknownValue, ValueCheck};
pub use worklist::{Task, Worklist};
