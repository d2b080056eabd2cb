//! Reports of scorecards, series, worklists and explanations, for people and programs: tables, text, CSV, JSON, HTML and
//! workbooks.
//!
//! [`ScorecardReport`], [`SeriesReport`], [`WorklistReport`] and [`ExplanationReport`] each give their result in several forms.
//! [`Publication`] protects published figures.
//!
//! ```
//! use carekpi::model::Caseload;
//! use carekpi::{Definitions, WorkingCalendar};
//! use carekpi_report::ScorecardReport;
//! use chrono::NaiveDate;
//!
//! let caseload = Caseload::default();
//! let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
//! let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! let scorecard = measurement.scorecard(on).unwrap();
//! let json = ScorecardReport::from(&scorecard).json();
//! assert!(json.contains(r#""id": "cp-plans""#));
//! ```

mod cells;
mod csv;
mod display;
mod due;
mod explanation;
mod explanation_json;
mod explanation_words;
mod figure_table;
mod html;
mod json;
mod labels;
mod layout;
mod outside_text;
mod parts;
mod pretty;
mod publication;
mod quality;
mod reasons;
mod rounding;
mod scorecard;
mod series;
mod series_by_date;
mod suppressed_split;
mod suppression;
mod table;
pub mod workbook;
mod worklist;
mod worklist_table;

pub use display::{Count, ShownFigure, ShownValue};
pub use explanation::ExplanationReport;
pub use figure_table::{FigureTable, ShownTable};
pub use labels::long_date;
pub use layout::TableStyle;
pub use outside_text::{is_like_formula, printable};
pub use publication::Publication;
pub use quality::{DataQuality, rows_set_aside};
pub use scorecard::ScorecardReport;
pub use series::{PublishError, SeriesReport};
pub use series_by_date::SeriesReportByDate;
pub use worklist::WorklistReport;
