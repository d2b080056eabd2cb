//! The service area, and which children can be counted.

use carekpi_model::Cohort;
use carekpi_rules::{Area, Candidates};

/// The service area.
pub const AREA: Area = Area { id: "child-protection", title: "Child protection" };

/// The children who ever had a child protection plan.
pub(crate) const CANDIDATES: Candidates<'static> = Candidates::Cohort(Cohort::ProtectionPlans);
