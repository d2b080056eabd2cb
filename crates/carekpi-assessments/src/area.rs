//! The service area.

use std::borrow::Cow::Borrowed;

use carekpi_rules::Area;

/// The service area.
pub const AREA: Area = Area { id: Borrowed("assessments"), title: Borrowed("Assessments") };
