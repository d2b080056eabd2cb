//! The service area, and which children can be counted.

use std::borrow::Cow::Borrowed;

use carekpi_model::Cohort;
use carekpi_rules::{Area, Candidates};

/// The service area.
pub const AREA: Area = Area { id: Borrowed("looked-after"), title: Borrowed("Children looked after") };

/// The children who were ever in a period of care.
pub(crate) const CANDIDATES: Candidates<'static> = Candidates::Cohort(Cohort::PeriodsOfCare);
