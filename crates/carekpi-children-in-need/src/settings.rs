//! The settings of the area.

use carekpi_rules::InNeedVisitsSettings;

use crate::{CinCohort, ReviewsSettings};

/// The settings of the children in need indicators: the table `[children-in-need]` of a definitions file.
///
/// ```
/// use carekpi_children_in_need::{ChildrenInNeed, CinCohort};
///
/// let mut settings = ChildrenInNeed::default();
/// assert_eq!(settings.cin_visits.first_within.to_string(), "10 working days");
/// settings.cin_cohort = CinCohort::OpenReferral;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct ChildrenInNeed {
    /// Who is a child in need.
    pub cin_cohort: CinCohort,
    /// Of `cin-reviews`.
    #[cfg_attr(feature = "serde", serde(rename = "cin-reviews"))]
    pub cin_reviews: ReviewsSettings,
    /// Of `cin-visits`.
    #[cfg_attr(feature = "serde", serde(rename = "cin-visits"))]
    pub cin_visits: InNeedVisitsSettings,
}
