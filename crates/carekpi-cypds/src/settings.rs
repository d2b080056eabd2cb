//! The settings of the area.

use carekpi_rules::{InNeedVisitsSettings, SupervisionSettings};

/// The settings of the disability service's indicators: the table `[cypds]` of a definitions file.
///
/// ```
/// use carekpi_cypds::Cypds;
///
/// let mut settings = Cypds::default();
/// assert_eq!(settings.teams, ["CYPDS"]);
/// settings.teams.push("T12".to_owned());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct Cypds {
    /// The service's teams, by number or name, as written.
    pub teams: Vec<String>,
    /// Of `cypds-supervision`.
    #[cfg_attr(feature = "serde", serde(rename = "cypds-supervision"))]
    pub cypds_supervision: SupervisionSettings,
    /// Of `cypds-visits`.
    #[cfg_attr(feature = "serde", serde(rename = "cypds-visits"))]
    pub cypds_visits: InNeedVisitsSettings,
}

impl Default for Cypds {
    fn default() -> Self {
        Self {
            teams: vec!["CYPDS".to_owned()],
            cypds_supervision: SupervisionSettings::default(),
            cypds_visits: InNeedVisitsSettings::default(),
        }
    }
}
