//! Scorecards, series and worklists as people and programs read them: tables, CSV, JSON and HTML.
//!
//! ```
//! use carekpi::model::Caseload;
//! use carekpi::{Definitions, Period, Scorecard, WorkingCalendar};
//! use carekpi_report::{DataQuality, scorecard_json};
//! use chrono::NaiveDate;
//!
//! let caseload = Caseload::default();
//! let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
//! let calendar = WorkingCalendar::england_and_wales();
//! let scorecard =
//!     Scorecard::measure(&caseload, &Definitions::default(), &calendar, on, Period::YearToDate).unwrap();
//! let json = scorecard_json(&scorecard, &DataQuality::default(), false);
//! assert!(json.contains(r#""id": "cp-plans""#));
//! ```

mod csv_text;
mod html;
mod json;
mod quality;
mod table;
mod worklist;

pub use csv_text::{scorecard_csv, series_csv};
pub use html::scorecard_html;
pub use json::{scorecard_json, series_json};
pub use quality::{DataQuality, RowCounts};
pub use table::scorecard_table;
pub use worklist::{worklist_csv, worklist_json, worklist_table};
