//! The settings of the area.

/// The settings of the area: the table `[assessments]` of a definitions file. There are none yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct Assessments {}
