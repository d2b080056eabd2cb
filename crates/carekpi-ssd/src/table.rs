//! The tables of an extract.

use std::borrow::Cow;
use std::fmt;

use carekpi_model::{EventKind, OwnKind, RecordKind, quoted};
use serde::{Deserialize, Serialize};

macro_rules! tables {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal holds [$($kind:expr),* $(,)?];)*) => {
        /// A table of an extract.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(into = "String", try_from = "String")]
        #[non_exhaustive]
        pub enum Table {
            $(
                $(#[doc = $doc])*
                $variant,
            )*
            /// Events of a kind of your own, which a [`Mapping`](crate::Mapping) names.
            OwnEvents(OwnKind),
            /// Spells of a kind of your own, which a [`Mapping`](crate::Mapping) names.
            OwnSpells(OwnKind),
        }

        impl Table {
            /// All tables but those of your own kinds. Those of the standard come first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The table's name. Its file has the same name, with `.csv`; that of a kind of your own has the name that the mapping
            /// gives it, and the table has the name of the kind.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::OwnEvents(kind) | Self::OwnSpells(kind) => kind.name(),
                }
            }

            /// The kinds of record that depend on the table's rows. Disabilities have no kind.
            ///
            /// ```
            /// use carekpi_model::RecordKind;
            /// use carekpi_ssd::Table;
            ///
            /// assert_eq!(*Table::CpPlans.records(), [RecordKind::ProtectionPlan]);
            /// // An allocation names its team by a row of this table.
            /// assert_eq!(*Table::Department.records(), [RecordKind::AllocationTeam]);
            /// ```
            #[must_use]
            pub fn records(self) -> Cow<'static, [RecordKind]> {
                Cow::Borrowed(match self {
                    $(Self::$variant => &[$($kind),*],)*
                    Self::OwnEvents(kind) | Self::OwnSpells(kind) => return Cow::Owned(vec![RecordKind::Own(kind)]),
                })
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

impl Table {
    /// Whether it has records of a kind of your own.
    pub(crate) const fn is_own(self) -> bool {
        matches!(self, Self::OwnEvents(_) | Self::OwnSpells(_))
    }
}

/// What is after the name of a kind of your own where a table is written as a text.
const EVENTS: &str = " (events)";

/// The same, for spells.
const SPELLS: &str = " (spells)";

impl From<Table> for String {
    fn from(table: Table) -> Self {
        match table {
            Table::OwnEvents(kind) => format!("{kind}{EVENTS}"),
            Table::OwnSpells(kind) => format!("{kind}{SPELLS}"),
            table => table.name().to_owned(),
        }
    }
}

impl TryFrom<String> for Table {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let own = |end| text.strip_suffix(end).and_then(|name| OwnKind::new(name).ok());
        let standard = Self::ALL.iter().copied().find(|table| table.name() == text);
        let table = standard.or_else(|| own(EVENTS).map(Self::OwnEvents)).or_else(|| own(SPELLS).map(Self::OwnSpells));
        table.ok_or_else(|| format!("{} is not a table", quoted(&text)))
    }
}

/// The name of a table's file, in lower case.
pub(crate) fn file_name(table: Table) -> String {
    format!("{table}.csv")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_from_its_text() {
        let kind = OwnKind::new("missing-episode").unwrap();
        let own = [Table::OwnEvents(kind), Table::OwnSpells(kind)];
        for table in Table::ALL.iter().copied().chain(own) {
            assert_eq!(Table::try_from(String::from(table)), Ok(table));
        }
        assert!(own.iter().all(|table| Table::try_from(table.to_string()).is_err()));
    }
}
