//! The settings of the area.

use crate::{EetSettings, InTouchSettings, PathwayPlansSettings, VisitsSettings};

/// The settings of the care leaver indicators: the table `[care-leavers]` of a definitions file.
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
