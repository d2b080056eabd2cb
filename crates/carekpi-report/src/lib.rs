//! Scorecards, series and worklists as people and programs read them: tables, CSV, JSON and HTML.
//!
//! A [`ScorecardReport`] and a [`SeriesReport`] say what is to be shown, and give it in every form; the functions `worklist_*`
//! give a worklist. What is published goes through [`protect`], which hides the counts by which somebody could be recognised.
//!
//! ```
//! use carekpi::model::Caseload;
//! use carekpi::{Definitions, Period, Scorecard, WorkingCalendar};
//! use carekpi_report::ScorecardReport;
//! use chrono::NaiveDate;
//!
//! let caseload = Caseload::default();
//! let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
//! let calendar = WorkingCalendar::england_and_wales();
//! let scorecard =
//!     Scorecard::measure(&caseload, &Definitions::default(), &calendar, on, Period::YearToDate).unwrap();
//! let json = ScorecardReport::new(&scorecard).json();
//! assert!(json.contains(r#""id": "cp-plans""#));
//! ```

mod csv_text;
mod disclosure;
mod html;
mod json;
mod quality;
mod scorecard;
mod series;
mod shown;
mod table;
mod words;
mod worklist;

pub use disclosure::protect;
pub use quality::{DataQuality, Note, RowCounts};
pub use scorecard::ScorecardReport;
pub use series::{PublishError, SeriesReport};
pub use shown::{Count, ShownFigure, ShownValue};
pub use words::{area_title, long_date};
pub use worklist::{worklist_csv, worklist_json, worklist_table};
