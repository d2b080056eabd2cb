#![doc = include_str!("../README.md")]
//!
//! # The main types
//!
//! - A [`Caseload`](model::Caseload) holds the records: built in code with [`model::entry`], or read by `carekpi::ssd` (tables of
//!   the Standard Safeguarding Dataset) or `carekpi::json` (case records).
//! - [`Definitions`] holds every limit and every reading. Its default is that of the definitions document;
//!   [`readings`] lists the readings, and [`catalogue`] the indicators.
//! - A [`Measurement`], made by [`Definitions::over`], is the one way to measure: it gives a [`Scorecard`] (all figures on one
//!   date, with the evidence for each child), a [`Series`] (all figures on many dates, from one pass), a [`Worklist`]
//!   (what is overdue, and what falls due soon), an [`Explanation`] of one child, and a [`Breakdown`] by group.
//! - A [`Rule`](rules::Rule) is an indicator: one of the 23, or your own beside them.
//!
//! The [`cookbook`] shows each of them at work.
//!
//! # What it does not do
//!
//! - It knows the bank holidays of England and Wales from 1950 to 2100, and of Scotland and Northern Ireland from 1978. A date outside is
//!   an error.
//! - It reads no clock: the snapshot date is an argument.
//! - It corrects no record. Doubtful records are reported ([`Measurement::findings`]) and counted all the same.
//! - It is not a register: a caseload is built once and read, never changed. One child's records are corrected in a series by
//!   subtracting the child's old part and adding the new one ([`Series::correct`]). A part that has no roles of workers must be
//!   told that there are some ([`records_roles`](model::CaseloadBuilder::records_roles)).
//!
//! # Features
//!
//! - `parallel` (on by default): figures are measured on as many threads as there are cores, with the same result. Without it
//!   nothing starts a thread, as WebAssembly requires.
//! - `ssd`, `json`, `report`, `check`, `xlsx`: the modules of these names, so that one dependency is enough.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod cookbook;

pub use carekpi_dates::{OutsideCalendar, Period, WorkingCalendar};
pub use carekpi_definitions::{
    ConfiguredIndicators, Definitions, DefinitionsError, ParseProfileError, Profile, ReadingInfo, calendar_from_toml,
    catalogue, expectations_from_toml, ids, readings, readings_document,
};
pub use carekpi_engine::{
    Breakdown, CaseWorker, CaseWorkers, Change, DateSummary, Difference, Direction, Earlier, Expectation,
    ExpectationError, Expectations, ExplainError, ExplainedIndicator, ExplainedRecord, Explanation, Fingerprint,
    GroupBy, GroupedMeasurement, Grouping, IndicatorError, IndicatorResult, IndicatorSeries, Measurement, MergeError,
    NotCountedReason, ParseFingerprintError, ParseGroupByError, ParseStepError, Parts, Provenance, Reasons, Scorecard,
    Series, Setting, State, Status, Step, Subject, Task, UnknownName, Worklist, month_before,
};

/// What an extract holds, and which indicators may be wrong.
#[cfg(feature = "check")]
pub use carekpi_check as check;
/// Working days, months, ages and limits.
pub use carekpi_dates as dates;
/// Case records as JSON.
#[cfg(feature = "json")]
pub use carekpi_json as json;
/// The measuring kernel.
pub use carekpi_measure as measure;
/// Children, their records and the caseload.
pub use carekpi_model as model;
/// Tables, CSV, JSON and HTML.
#[cfg(feature = "report")]
pub use carekpi_report as report;
/// The trait of an indicator, and the rules that two areas share.
pub use carekpi_rules as rules;
/// Extracts of the Standard Safeguarding Dataset.
#[cfg(feature = "ssd")]
pub use carekpi_ssd as ssd;
/// Workbooks as `.xlsx` files.
#[cfg(feature = "xlsx")]
pub use carekpi_xlsx as xlsx;

/// The rules, one module for each service area.
pub mod areas {
    pub use carekpi_assessments as assessments;
    pub use carekpi_care_leavers as care_leavers;
    pub use carekpi_child_protection as child_protection;
    pub use carekpi_children_in_need as children_in_need;
    pub use carekpi_cypds as cypds;
    pub use carekpi_looked_after as looked_after;
}
