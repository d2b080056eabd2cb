//! The settings of the area.

use carekpi_model::NOT_ELIGIBLE;

use crate::{AccommodationSettings, EetSettings, InTouchSettings, PathwayPlansSettings, VisitsSettings};

/// The settings of the care leaver indicators: the table `[care-leavers]` of a definitions file.
///
/// ```
/// use carekpi_care_leavers::{CareLeavers, VisitsNumerator};
///
/// let mut settings = CareLeavers::default();
/// assert_eq!(settings.leavers_pathway_plans.first_within.to_string(), "3 months");
/// settings.leavers_visits.visits_numerator = VisitsNumerator::PathwayPlansAsWorded;
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields, rename_all = "kebab-case")
)]
#[non_exhaustive]
pub struct CareLeavers {
    /// The age in whole years from which a spell without a start is open.
    #[cfg_attr(feature = "serde", serde(rename = "from_age"))]
    pub from_age: u32,
    /// The age in whole years from which a spell without a start is no longer open.
    #[cfg_attr(feature = "serde", serde(rename = "until_age"))]
    pub until_age: u32,
    /// The entitlements that are none, whole and without regard to case.
    #[cfg_attr(feature = "serde", serde(rename = "not_eligible"))]
    pub not_eligible: Vec<String>,
    /// Of `leavers-eet`.
    pub leavers_eet: EetSettings,
    /// Of `leavers-accommodation`.
    pub leavers_accommodation: AccommodationSettings,
    /// Of `leavers-in-touch`.
    pub leavers_in_touch: InTouchSettings,
    /// Of `leavers-pathway-plans`.
    pub leavers_pathway_plans: PathwayPlansSettings,
    /// Of `leavers-visits`.
    pub leavers_visits: VisitsSettings,
}

impl Default for CareLeavers {
    fn default() -> Self {
        Self {
            from_age: 16,
            until_age: 25,
            not_eligible: NOT_ELIGIBLE.map(str::to_owned).into(),
            leavers_eet: EetSettings::default(),
            leavers_accommodation: AccommodationSettings::default(),
            leavers_in_touch: InTouchSettings::default(),
            leavers_pathway_plans: PathwayPlansSettings::default(),
            leavers_visits: VisitsSettings::default(),
        }
    }
}
