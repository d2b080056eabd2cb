//! The JSON Schemas of what is read.

use serde_json::Value;

/// The JSON Schema (2020-12) of a document of [`CaseRecords`](crate::CaseRecords).
///
/// ```
/// assert_eq!(carekpi_json::schema()["title"], "CaseRecords");
/// ```
#[must_use]
pub fn schema() -> Value {
    parsed(include_str!("../schema/case_records.json"))
}

/// The JSON Schema (2020-12) of each line of JSON Lines: a [`Line`](crate::Line).
///
/// ```
/// assert_eq!(carekpi_json::line_schema()["title"], "Line");
/// ```
#[must_use]
pub fn line_schema() -> Value {
    parsed(include_str!("../schema/line.json"))
}

/// A schema from a file. Tests check that it is JSON, and that it describes what is read.
fn parsed(schema: &str) -> Value {
    serde_json::from_str(schema).unwrap_or_default()
}
