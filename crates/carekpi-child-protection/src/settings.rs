//! The settings of the area.

use carekpi_model::OtherAuthorityPlans;

use crate::{CoreGroupsSettings, ReviewsSettings, VisitsSettings};

/// The settings of the child protection indicators: the table `[child-protection]` of a definitions file.
///
/// ```
/// use carekpi_child_protection::{ChildProtection, VisitsInScope};
///
/// let mut settings = ChildProtection::default();
/// assert_eq!(settings.cp_core_groups.then_within.to_string(), "42 days");
/// settings.cp_visits.visits_in_scope = VisitsInScope::AnyOnRecord;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields, rename_all = "kebab-case")
)]
#[non_exhaustive]
pub struct ChildProtection {
    /// Whether a plan of another authority, registered here for a time, counts.
    #[cfg_attr(feature = "serde", serde(rename = "other_authority_plans"))]
    pub other_authority_plans: OtherAuthorityPlans,
    /// Of `cp-core-groups`.
    pub cp_core_groups: CoreGroupsSettings,
    /// Of `cp-reviews`.
    pub cp_reviews: ReviewsSettings,
    /// Of `cp-visits`.
    pub cp_visits: VisitsSettings,
}
