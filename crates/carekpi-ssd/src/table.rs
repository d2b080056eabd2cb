//! The tables of an extract.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! tables {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal bears on [$($indicator:literal),*];)*) => {
        /// A table of an extract.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum Table {
            $(
                $(#[doc = $doc])*
                #[serde(rename = $name)]
                $variant,
            )*
        }

        impl Table {
            /// Every table, those of the standard first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name, which is also its file's.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The indicators that can't be right without it.
            #[must_use]
            pub const fn indicators(self) -> &'static [&'static str] {
                match self {
                    $(Self::$variant => &[$($indicator),*],)*
                }
            }
        }
    };
}

tables! {
    /// Persons.
    Person = "ssd_person" bears on ["cla-same-placement", "cla-dental", "cla-health"];
    /// Referrals.
    CinEpisodes = "ssd_cin_episodes" bears on ["cin-reviews", "cin-visits", "cypds-visits"];
    /// Child in need plans.
    CinPlans = "ssd_cin_plans" bears on ["cin-reviews", "cin-visits"];
    /// Child in need visits.
    CinVisits = "ssd_cin_visits" bears on ["cin-visits", "cypds-visits"];
    /// Child and family assessments.
    CinAssessments = "ssd_cin_assessments" bears on ["assessments-completed"];
    /// Child protection plans.
    CpPlans = "ssd_cp_plans" bears on ["cp-plans", "cp-core-groups", "cp-rate", "cp-reviews", "cp-visits"];
    /// Review child protection conferences.
    CpReviews = "ssd_cp_reviews" bears on ["cp-core-groups", "cp-reviews"];
    /// Child protection visits.
    CpVisits = "ssd_cp_visits" bears on ["cp-visits"];
    /// Episodes of care.
    ClaEpisodes = "ssd_cla_episodes" bears on [
        "cla-same-placement", "cla-three-placements", "cla-dental", "cla-health", "cla-reviews", "cla-supervision",
        "cla-visits", "placement-change-meetings"
    ];
    /// Placements.
    ClaPlacement = "ssd_cla_placement" bears on [
        "cla-same-placement", "cla-three-placements", "cla-visits", "placement-change-meetings"
    ];
    /// Looked-after reviews.
    ClaReviews = "ssd_cla_reviews" bears on ["cla-reviews"];
    /// Health assessments and dental checks.
    ClaHealth = "ssd_cla_health" bears on ["cla-dental", "cla-health"];
    /// Visits to looked-after children.
    ClaVisits = "ssd_cla_visits" bears on ["cla-visits"];
    /// Legal statuses.
    LegalStatus = "ssd_legal_status" bears on [
        "cla-same-placement", "cla-three-placements", "cla-dental", "cla-health", "cla-reviews", "cla-supervision",
        "cla-visits", "placement-change-meetings"
    ];
    /// Care leavers.
    CareLeavers = "ssd_care_leavers" bears on [
        "leavers-eet", "leavers-accommodation", "leavers-in-touch", "leavers-pathway-plans", "leavers-visits"
    ];
    /// Involvements of workers.
    Involvements = "ssd_involvements" bears on ["cla-supervision", "cypds-supervision", "cypds-visits"];
    /// Teams.
    Department = "ssd_department" bears on ["cypds-supervision", "cypds-visits"];
    /// Disabilities.
    Disability = "ssd_disability" bears on [];
    /// Core groups.
    CoreGroups = "local_core_groups" bears on ["cp-core-groups"];
    /// Child in need reviews.
    CinReviews = "local_cin_reviews" bears on ["cin-reviews"];
    /// Supervisions.
    Supervisions = "local_supervisions" bears on ["cla-supervision", "cypds-supervision"];
    /// Placement change meetings.
    PlacementChangeMeetings = "local_placement_change_meetings" bears on ["placement-change-meetings"];
    /// Spells as a care leaver.
    CareLeaverSpells = "local_care_leaver_spells" bears on [
        "leavers-eet", "leavers-accommodation", "leavers-in-touch", "leavers-pathway-plans", "leavers-visits"
    ];
    /// Statuses of care leavers.
    CareLeaverStatuses = "local_care_leaver_statuses" bears on [
        "leavers-eet", "leavers-accommodation", "leavers-in-touch"
    ];
    /// Pathway plans.
    PathwayPlans = "local_pathway_plans" bears on ["leavers-pathway-plans"];
    /// Visits to care leavers.
    CareLeaverVisits = "local_care_leaver_visits" bears on ["leavers-visits"];
    /// Population estimates.
    Population = "local_population" bears on ["cp-rate"];
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
