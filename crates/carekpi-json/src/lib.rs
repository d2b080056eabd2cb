#![doc = include_str!("../README.md")]
//!
//! [`CaseRecords`] is a document. [`read_lines`] and [`write_lines`] use JSON Lines, one child a line, for caseloads of any size.
//! Both give a [`Caseload`](carekpi_model::Caseload), or [`JsonErrors`]. In an extract a bad row is set aside; case records are
//! accepted or refused as a whole. A child has the fields of a [`Case`](carekpi_model::entry::Case). [`schema`] describes the
//! documents to other programs.
//!
//! If no involvement in a document has a role, every involvement is taken to be a case worker's. That may be wrong for a part of a
//! larger caseload. Build such a part with a [`CaseloadBuilder`](carekpi_model::CaseloadBuilder), and set
//! [`records_roles`](carekpi_model::CaseloadBuilder::records_roles).

mod case_records;
mod error;
mod errors;
mod lines;
mod load;
mod schema;
mod shape;
mod survey;
mod team;
mod text;

pub use case_records::CaseRecords;
pub use error::{JsonError, JsonErrorKind, Location};
pub use errors::JsonErrors;
pub use lines::{Line, read_lines, write_lines};
pub use schema::{line_schema, schema};
pub use team::Team;
