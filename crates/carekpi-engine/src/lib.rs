#![doc = include_str!("../README.md")]
//!
//! A [`Measurement`] holds a caseload, the [rules](carekpi_rules::Rule), and the conventions for counting dates. It gives
//!
//! - a [`Scorecard`]: all figures on one date, with the evidence;
//! - a [`Series`]: all figures on many dates;
//! - a [`Worklist`]: who is overdue, and who falls due next;
//! - an [`Explanation`] of one child: counted and why, or not counted and why not;
//! - a [`Breakdown`] of a scorecard or a series by group.
//!
//! Every result carries its [`Provenance`].
//!
//! # Features
//!
//! - `parallel`: measures on one thread for each core, with the same result. Without it, no thread is started.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod beginning;
mod breakdown;
mod case_workers;
mod change;
mod chunk;
mod direction;
mod expectations;
mod explain;
mod fingerprint;
mod indicator_error;
mod measurement;
mod parallel;
mod parts;
mod provenance;
mod provenance_calendar;
mod reasons;
mod scorecard;
mod series;
mod unknown_name;
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
pub use indicator_error::IndicatorError;
pub use measurement::{GroupedMeasurement, Measurement};
pub use parts::Parts;
pub use provenance::{DateSummary, Difference, MergeError, Provenance, Setting};
pub use reasons::Reasons;
pub use scorecard::{IndicatorResult, Scorecard, Subject};
pub use series::{FiguresOfGroups, FiguresOnDate, IndicatorSeries, ParseStepError, Series, SeriesByDate, Step};
pub use unknown_name::UnknownName;
pub use values::{UnknownValue, ValueCheck};
pub use worklist::{Task, Worklist};
