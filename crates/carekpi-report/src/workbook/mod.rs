//! Results as workbooks: plain data that another crate writes to a file, such as `carekpi-xlsx`.
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
//! let workbook = ScorecardReport::from(&scorecard).workbook();
//! let names: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
//! assert_eq!(names, ["Scorecard", "Overdue", "Definitions", "Provenance"]);
//! ```

mod children;
mod expected;
mod figures;
mod names;
mod provenance;
mod scorecard;
mod series;
mod sheet;
mod worklist;

pub use sheet::{Cell, Column, ColumnKind, Highlight, LineChart, Sheet, Tone, Workbook};
