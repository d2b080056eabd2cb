//! The JSON Schema of what is read.

use schemars::schema_for;
use serde_json::Value;

use crate::CaseRecords;
use crate::record::Line;

/// The JSON Schema (2020-12) of a document of [`CaseRecords`].
///
/// ```
/// assert_eq!(carekpi_json::schema()["title"], "CaseRecords");
/// ```
#[must_use]
pub fn schema() -> Value {
    schema_for!(CaseRecords).to_value()
}

/// The JSON Schema (2020-12) of each line of JSON Lines: a [`Line`].
///
/// ```
/// assert_eq!(carekpi_json::line_schema()["title"], "Line");
/// ```
#[must_use]
pub fn line_schema() -> Value {
    schema_for!(Line).to_value()
}
