//! The service area.

use std::borrow::Cow::Borrowed;

use carekpi_rules::Area;

/// The service area.
pub const AREA: Area =
    Area { id: Borrowed("cypds"), title: Borrowed("Children and young people's disability service") };
