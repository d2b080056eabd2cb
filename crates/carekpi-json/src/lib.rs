//! Case records of children's social care as JSON: one child, one object, with its plans, periods of care, placements and
//! visits inside.
//!
//! [`CaseRecords`] is a document; [`read_lines`] and [`write_lines`] take JSON Lines, a child a line, for caseloads of any
//! size. Either gives a [`Caseload`](carekpi_model::Caseload), or a [`JsonError`] that names the path to what is wrong:
//! unlike an extract, where a bad row is set aside, case records are right or they are refused. A child is written as the
//! fields of a [`Case`](carekpi_model::entry::Case). Dates have one form, `2026-03-31`; unknown fields are errors; there is
//! no field for anybody's name. [`schema`] describes the documents to other programs.
//!
//! Whether roles of workers are recorded is seen from the records: in a document in which no involvement has a role, every one is
//! a case worker's. Of a part of a larger caseload that may not be so: build it with a
//! [`CaseloadBuilder`](carekpi_model::CaseloadBuilder), which can be told.
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
mod lines;
mod load;
mod schema;
mod team;

pub use case_records::CaseRecords;
pub use error::{JsonError, JsonErrorKind, Location};
pub use lines::{Line, read_lines, write_lines};
pub use schema::{line_schema, schema};
pub use team::Team;
