//! The settings of the area.

use carekpi_model::{CARE_STATUSES, CareStatuses, Caseload, SHORT_BREAK_CODES, ShortBreaks};
use carekpi_rules::SupervisionSettings;

use crate::{
    DentalSettings, HealthSettings, PlacementChangeMeetingsSettings, ReviewsSettings, SamePlacementSettings,
    ThreePlacementsSettings, VisitsSettings,
};

/// The settings of the indicators of children looked after: the table `[looked-after]` of a definitions file.
///
/// ```
/// use carekpi_looked_after::{AdoptivePlacement, LookedAfter, TemporaryPlacements};
///
/// let mut settings = LookedAfter::default();
/// assert_eq!(settings.cla_health.age_limit, 4);
/// settings.cla_same_placement.adoptive_placement = AdoptivePlacement::Joined;
/// settings.cla_three_placements.temporary_placements = TemporaryPlacements::Ignored;
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct LookedAfter {
    /// Whether a series of short breaks alone is a period of care that counts.
    pub short_breaks: ShortBreaks,
    /// The legal statuses under which a child is looked after. Others say nothing about a period of care.
    pub care_statuses: Vec<String>,
    /// Those of them that are short breaks.
    pub short_break_codes: Vec<String>,
    /// Of `cla-same-placement`.
    #[cfg_attr(feature = "serde", serde(rename = "cla-same-placement"))]
    pub cla_same_placement: SamePlacementSettings,
    /// Of `cla-three-placements`.
    #[cfg_attr(feature = "serde", serde(rename = "cla-three-placements"))]
    pub cla_three_placements: ThreePlacementsSettings,
    /// Of `cla-dental`.
    #[cfg_attr(feature = "serde", serde(rename = "cla-dental"))]
    pub cla_dental: DentalSettings,
    /// Of `cla-health`.
    #[cfg_attr(feature = "serde", serde(rename = "cla-health"))]
    pub cla_health: HealthSettings,
    /// Of `cla-reviews`.
    #[cfg_attr(feature = "serde", serde(rename = "cla-reviews"))]
    pub cla_reviews: ReviewsSettings,
    /// Of `cla-supervision`.
    #[cfg_attr(feature = "serde", serde(rename = "cla-supervision"))]
    pub cla_supervision: SupervisionSettings,
    /// Of `cla-visits`.
    #[cfg_attr(feature = "serde", serde(rename = "cla-visits"))]
    pub cla_visits: VisitsSettings,
    /// Of `placement-change-meetings`.
    #[cfg_attr(feature = "serde", serde(rename = "placement-change-meetings"))]
    pub placement_change_meetings: PlacementChangeMeetingsSettings,
}

impl Default for LookedAfter {
    fn default() -> Self {
        let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        Self {
            short_breaks: ShortBreaks::default(),
            care_statuses: owned(&CARE_STATUSES),
            short_break_codes: owned(&SHORT_BREAK_CODES),
            cla_same_placement: SamePlacementSettings::default(),
            cla_three_placements: ThreePlacementsSettings::default(),
            cla_dental: DentalSettings::default(),
            cla_health: HealthSettings::default(),
            cla_reviews: ReviewsSettings::default(),
            cla_supervision: SupervisionSettings::default(),
            cla_visits: VisitsSettings::default(),
            placement_change_meetings: PlacementChangeMeetingsSettings::default(),
        }
    }
}

impl LookedAfter {
    /// Which periods of care of a caseload count.
    ///
    /// ```
    /// use carekpi_looked_after::LookedAfter;
    /// use carekpi_model::{Caseload, ShortBreaks};
    ///
    /// let care = LookedAfter::default().statuses(&Caseload::default());
    /// assert_eq!(care.short_breaks(), ShortBreaks::Excluded);
    /// ```
    #[must_use]
    pub fn statuses(&self, caseload: &Caseload) -> CareStatuses {
        CareStatuses::new(caseload, self.short_breaks, &self.care_statuses, &self.short_break_codes)
    }
}
