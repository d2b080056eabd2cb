//! The settings of the area.

use crate::{EetSettings, InTouchSettings, PathwayPlansSettings, VisitsSettings};

/// The settings of the care leaver indicators: the table `[care-leavers]` of a definitions file.
///
/// ```
/// use carekpi_care_leavers::{CareLeavers, VisitsNumerator};
///
/// let mut settings = CareLeavers::default();
/// assert_eq!(settings.leavers_pathway_plans.first_within.to_string(), "3 months");
/// settings.leavers_visits.visits_numerator = VisitsNumerator::PathwayPlansAsWorded;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields, rename_all = "kebab-case")
)]
#[non_exhaustive]
pub struct CareLeavers {
    /// Of `leavers-eet`.
    pub leavers_eet: EetSettings,
    /// Of `leavers-in-touch`.
    pub leavers_in_touch: InTouchSettings,
    /// Of `leavers-pathway-plans`.
    pub leavers_pathway_plans: PathwayPlansSettings,
    /// Of `leavers-visits`.
    pub leavers_visits: VisitsSettings,
}
