//! The tables of an extract.

use std::fmt;

use carekpi_model::{EventKind, RecordKind};
use serde::{Deserialize, Serialize};

macro_rules! tables {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal holds [$($kind:expr),* $(,)?];)*) => {
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
            /// All tables. Those of the standard come first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The table's name. Its file has the same name, with `.csv`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The kinds of record that depend on the table's rows. Disabilities have no kind.
            ///
            /// ```
            /// use carekpi_model::RecordKind;
            /// use carekpi_ssd::Table;
            ///
            /// assert_eq!(Table::CpPlans.records(), [RecordKind::ProtectionPlan]);
            /// // An allocation names its team by a row of this table.
            /// assert_eq!(Table::Department.records(), [RecordKind::AllocationTeam]);
            /// ```
            #[must_use]
            pub const fn records(self) -> &'static [RecordKind] {
                match self {
                    $(Self::$variant => &[$($kind),*],)*
                }
            }
        }
    };
}

tables! {
    /// Persons.
    Person = "ssd_person" holds [RecordKind::Birth, RecordKind::Death];
    /// Referrals.
    CinEpisodes = "ssd_cin_episodes" holds [RecordKind::Referral];
    /// Child in need plans.
    CinPlans = "ssd_cin_plans" holds [RecordKind::InNeedPlan];
    /// Child in need visits.
    CinVisits = "ssd_cin_visits" holds [RecordKind::Event(EventKind::ChildInNeedVisit)];
    /// Child and family assessments.
    CinAssessments = "ssd_cin_assessments" holds [RecordKind::Assessment];
    /// Child protection plans.
    CpPlans = "ssd_cp_plans" holds [RecordKind::ProtectionPlan];
    /// Review child protection conferences.
    CpReviews = "ssd_cp_reviews" holds [RecordKind::Event(EventKind::ReviewConference)];
    /// Child protection visits.
    CpVisits = "ssd_cp_visits" holds [RecordKind::Event(EventKind::ProtectionVisit)];
    /// Episodes of care.
    ClaEpisodes = "ssd_cla_episodes" holds [RecordKind::PeriodOfCare];
    /// Placements.
    ClaPlacement = "ssd_cla_placement" holds [RecordKind::Placement, RecordKind::PlacementCode];
    /// Looked-after reviews.
    ClaReviews = "ssd_cla_reviews" holds [RecordKind::Event(EventKind::LookedAfterReview)];
    /// Health assessments and dental checks.
    ClaHealth = "ssd_cla_health" holds [
        RecordKind::HealthCheck,
    ];
    /// Visits to looked-after children.
    ClaVisits = "ssd_cla_visits" holds [RecordKind::Event(EventKind::LookedAfterVisit)];
    /// Legal statuses.
    LegalStatus = "ssd_legal_status" holds [RecordKind::LegalStatus];
    /// Care leavers.
    CareLeavers = "ssd_care_leavers" holds [
        RecordKind::LeaverSpell,
        RecordKind::LeaverStatus,
        RecordKind::LeaverContact,
        RecordKind::LeaverActivity,
        RecordKind::LeaverInTouch,
        RecordKind::LeaverSuitable,
        RecordKind::Event(EventKind::PathwayPlan),
    ];
    /// Workers' involvements.
    Involvements = "ssd_involvements" holds [
        RecordKind::Allocation,
        RecordKind::AllocationRole,
        RecordKind::AllocationTeam,
    ];
    /// Teams.
    Department = "ssd_department" holds [RecordKind::AllocationTeam];
    /// Disabilities.
    Disability = "ssd_disability" holds [];
    /// Core groups.
    CoreGroups = "local_core_groups" holds [RecordKind::Event(EventKind::CoreGroup)];
    /// Child in need reviews.
    CinReviews = "local_cin_reviews" holds [RecordKind::Event(EventKind::ChildInNeedReview)];
    /// Supervisions.
    Supervisions = "local_supervisions" holds [RecordKind::Event(EventKind::Supervision)];
    /// Placement change meetings.
    PlacementChangeMeetings = "local_placement_change_meetings" holds [
        RecordKind::Event(EventKind::PlacementChangeMeeting),
    ];
    /// Spells as a care leaver.
    CareLeaverSpells = "local_care_leaver_spells" holds [RecordKind::LeaverSpell];
    /// Statuses of care leavers.
    CareLeaverStatuses = "local_care_leaver_statuses" holds [
        RecordKind::LeaverStatus,
        RecordKind::LeaverContact,
        RecordKind::LeaverActivity,
        RecordKind::LeaverInTouch,
        RecordKind::LeaverSuitable,
    ];
    /// Pathway plans.
    PathwayPlans = "local_pathway_plans" holds [RecordKind::Event(EventKind::PathwayPlan)];
    /// Visits to care leavers.
    CareLeaverVisits = "local_care_leaver_visits" holds [RecordKind::Event(EventKind::LeaverVisit)];
    /// Population estimates.
    Population = "local_population" holds [RecordKind::Population];
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name of a table's file, in lower case.
pub(crate) fn file_name(table: Table) -> String {
    format!("{table}.csv")
}
