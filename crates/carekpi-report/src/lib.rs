#![doc = include_str!("../README.md")]
//!
//! [`ScorecardReport`], [`SeriesReport`], [`WorklistReport`] and [`ExplanationReport`] each give their result in several forms.
//! [`Publication`] protects published figures.

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
