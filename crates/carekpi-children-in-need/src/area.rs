//! The service area.

use carekpi_rules::Area;

/// The service area.
pub const AREA: Area = Area { id: "children-in-need", title: "Children in need" };
