//! The service area.

use carekpi_rules::Area;

/// The service area.
pub const AREA: Area = Area { id: "cypds", title: "Children and young people's disability service" };
