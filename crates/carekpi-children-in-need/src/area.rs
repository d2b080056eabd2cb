//! The service area.

use std::borrow::Cow::Borrowed;

use carekpi_rules::Area;

/// The service area.
pub const AREA: Area = Area { id: Borrowed("children-in-need"), title: Borrowed("Children in need") };
