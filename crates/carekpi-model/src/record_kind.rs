//! The kinds of record that findings are about, and that rules read.

use std::fmt;

use crate::{EventKind, OwnKind, VisitsCounted};

/// The kind of record that a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum RecordKind {
    /// A date of birth.
    Birth,
    /// A date of death.
    Death,
    /// A child protection plan.
    ProtectionPlan,
    /// A child in need plan.
    InNeedPlan,
    /// A referral.
    Referral,
    /// A period of care.
    PeriodOfCare,
    /// A legal status.
    LegalStatus,
    /// A placement.
    Placement,
    /// The code of a placement.
    PlacementCode,
    /// What tells a placement from another of the same days: its code and its setting, whatever they mean.
    PlacementIdentity,
    /// A worker's involvement.
    Allocation,
    /// The role in a worker's involvement.
    AllocationRole,
    /// The team in a worker's involvement.
    AllocationTeam,
    /// A health check by type and status.
    HealthCheck,
    /// An assessment.
    Assessment,
    /// A spell as a care leaver.
    LeaverSpell,
    /// A status as a care leaver.
    LeaverStatus,
    /// The latest contact in a care leaver's status.
    LeaverContact,
    /// The activity in a care leaver's status.
    LeaverActivity,
    /// The in-touch code in a care leaver's status.
    LeaverInTouch,
    /// Whether the accommodation is suitable, in a care leaver's status.
    LeaverSuitable,
    /// A population estimate.
    Population,
    /// Whether the child was seen on a visit of this kind.
    VisitSeen(EventKind),
    /// An event.
    Event(EventKind),
    /// An event or a spell of a kind of your own.
    Own(OwnKind),
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Birth => "date of birth",
            Self::Death => "date of death",
            Self::ProtectionPlan => "child protection plan",
            Self::InNeedPlan => "child in need plan",
            Self::Referral => "referral",
            Self::PeriodOfCare => "period of care",
            Self::LegalStatus => "legal status",
            Self::Placement => "placement",
            Self::PlacementCode => "code of a placement",
            Self::PlacementIdentity => "code or setting of a placement",
            Self::Allocation => "allocation",
            Self::AllocationRole => "role of a worker",
            Self::AllocationTeam => "team of a worker",
            Self::HealthCheck => "health check",
            Self::Assessment => "assessment",
            Self::LeaverSpell => "spell as a care leaver",
            Self::LeaverStatus => "status of a care leaver",
            Self::LeaverContact => "latest contact of a care leaver",
            Self::LeaverActivity => "activity of a care leaver",
            Self::LeaverInTouch => "in-touch code of a care leaver",
            Self::LeaverSuitable => "suitability of a care leaver's accommodation",
            Self::Population => "population estimate",
            Self::VisitSeen(kind) => return write!(f, "child seen on a {kind}"),
            Self::Event(kind) => return kind.fmt(f),
            Self::Own(kind) => return kind.fmt(f),
        })
    }
}

impl VisitsCounted {
    /// What a rule about visits reads, of a list that ends with [`RecordKind::VisitSeen`](crate::RecordKind::VisitSeen): all but
    /// that if every visit counts.
    ///
    /// ```
    /// use carekpi_model::EventKind::LeaverVisit;
    /// use carekpi_model::{RecordKind, VisitsCounted};
    ///
    /// let records = [RecordKind::Event(LeaverVisit), RecordKind::VisitSeen(LeaverVisit)];
    /// assert_eq!(VisitsCounted::Any.reads(&records), [RecordKind::Event(LeaverVisit)]);
    /// assert_eq!(VisitsCounted::ChildSeen.reads(&records), records);
    /// ```
    #[must_use]
    pub const fn reads(self, records: &[RecordKind]) -> &[RecordKind] {
        match (self, records) {
            (Self::Any, [always @ .., RecordKind::VisitSeen(_)]) => always,
            _ => records,
        }
    }
}
