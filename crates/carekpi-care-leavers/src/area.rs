//! The service area, and which children can be counted.

use carekpi_model::Cohort;
use carekpi_rules::{Area, Candidates};

/// The service area.
pub const AREA: Area = Area { id: "care-leavers", title: "Care leavers" };

/// The people who ever had a spell as a care leaver.
pub(crate) const CANDIDATES: Candidates<'static> = Candidates::Cohort(Cohort::LeaverSpells);
