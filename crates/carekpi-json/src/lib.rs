//! Case records of children's social care as JSON. Each child is one object that holds its plans, periods of care, placements
//! and visits.
//!
//! [`CaseRecords`] is a document. [`read_lines`] and [`write_lines`] use JSON Lines, one child a line, for caseloads of any size.
//! Both give a [`Caseload`](carekpi_model::Caseload), or [`JsonErrors`] with the path of each fault. In an extract a bad row is set
//! aside; case records are accepted or refused as a whole.
//!
//! A child has the fields of a [`Case`](carekpi_model::entry::Case). Dates have one form, `2026-03-31`. Unknown fields are errors.
//! No field holds a person's name. [`schema`] describes the documents to other programs.
//!
//! If no involvement in a document has a role, every involvement is taken to be a case worker's. That may be wrong for a part of a
//! larger caseload. Build such a part with a [`CaseloadBuilder`](carekpi_model::CaseloadBuilder), and set
//! [`records_roles`](carekpi_model::CaseloadBuilder::records_roles).
//!
//! ```
//! use carekpi_json::CaseRecords;
//!
//! let json = r#"{"children": [{"id": "P1", "protection_plans": [{"start": "2026-01-12"}]}]}"#;
//! let caseload = CaseRecords::from_json(json).unwrap().caseload().unwrap();
//! let plan = caseload.find("P1").unwrap().protection_plans()[0];
//! assert_eq!(plan.start.to_string(), "2026-01-12");
//! ```

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
