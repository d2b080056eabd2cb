//! The records of a child, as the caseload stores them.
//!
//! Every end is as recorded. Whether a record is still open on its end day is a reading ([`EndDay`](carekpi_dates::EndDay)). A
//! record without an end is still open.

use chrono::NaiveDate;

use crate::codes::{PLACEMENTS_FOR_ADOPTION, TEMPORARY_PLACEMENTS};
use crate::matching::list_with;
use crate::{Code, Id};

mod sealed {
    /// Limits [`HasDates`](super::HasDates) to the records of this crate.
    pub trait Sealed {}
}

/// A record with a start and an end. The trait is sealed: only records of this crate implement it.
pub trait HasDates: sealed::Sealed {
    /// Its identifier.
    fn id(&self) -> Id;
    /// Its first day.
    fn start(&self) -> NaiveDate;
    /// Its end, as recorded; `None` if it has not ended.
    fn end(&self) -> Option<NaiveDate>;
}

macro_rules! has_dates {
    ($($record:ty),*) => {
        $(impl sealed::Sealed for $record {}

        impl HasDates for $record {
            #[inline]
            fn id(&self) -> Id {
                self.id
            }

            #[inline]
            fn start(&self) -> NaiveDate {
                self.start
            }

            #[inline]
            fn end(&self) -> Option<NaiveDate> {
                self.end
            }
        })*
    };
}

has_dates!(Plan, Referral, PeriodOfCare, LegalStatus, Placement, Allocation, Spell);

/// A child protection plan or a child in need plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// Its identifier.
    pub id: Id,
    /// The day it began: for a child protection plan, the day of the initial conference.
    pub start: NaiveDate,
    /// The day it ended: for a child protection plan, the day of the review conference that ended it.
    pub end: Option<NaiveDate>,
    /// The team that holds it.
    pub team: Code,
    /// Whether another authority's plan is registered here for a time. Only of a child protection plan.
    pub other_authority: bool,
}

/// A referral to children's social care. A referral that led to no further action has [`nfa`](Self::nfa) and never counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Referral {
    /// Its identifier.
    pub id: Id,
    /// The day of the referral.
    pub start: NaiveDate,
    /// The day the episode that it opened was closed.
    pub end: Option<NaiveDate>,
    /// Whether it led to no further action.
    pub nfa: bool,
}

/// A continuous period during which a child is looked after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PeriodOfCare {
    /// Its identifier.
    pub id: Id,
    /// The day the child became looked after.
    pub start: NaiveDate,
    /// The day the child ceased to be looked after.
    pub end: Option<NaiveDate>,
}

/// A legal status under which a child is looked after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LegalStatus {
    /// Its identifier.
    pub id: Id,
    /// Its first day.
    pub start: NaiveDate,
    /// Its end.
    pub end: Option<NaiveDate>,
    /// Its code in the national returns.
    pub code: Code,
}

/// What a placement's code says about it, as far as rules need it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlacementKind {
    /// Placed for adoption: A3, A4, A5, A6.
    ForAdoption,
    /// Temporary: T0 to T4, Z1.
    Temporary,
    /// Any other.
    #[default]
    Other,
}

impl PlacementKind {
    /// The kind of a placement with this code of the national returns.
    ///
    /// ```
    /// use carekpi_model::PlacementKind;
    ///
    /// assert_eq!(PlacementKind::of("A4"), PlacementKind::ForAdoption);
    /// assert_eq!(PlacementKind::of("t2 - holiday"), PlacementKind::Temporary);
    /// assert_eq!(PlacementKind::of("u1"), PlacementKind::Other);
    /// ```
    #[inline]
    #[must_use]
    pub fn of(code: &str) -> Self {
        let kinds: [(Self, &[&str]); 2] =
            [(Self::ForAdoption, &PLACEMENTS_FOR_ADOPTION), (Self::Temporary, &TEMPORARY_PLACEMENTS)];
        // Usually it is a plain code.
        if let Some((kind, _)) = kinds.iter().find(|(_, codes)| codes.contains(&code)) {
            return *kind;
        }
        if code.len() <= 2 && !code.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return Self::Other;
        }
        let list = list_with(code, &kinds.map(|(_, codes)| codes));
        list.and_then(|list| kinds.get(list)).map_or(Self::Other, |(kind, _)| *kind)
    }
}

/// A placement: where a looked-after child lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Placement {
    /// Its identifier.
    pub id: Id,
    /// Its first day.
    pub start: NaiveDate,
    /// Its end.
    pub end: Option<NaiveDate>,
    /// Its code in the national returns.
    pub code: Code,
    /// Its kind, from its code.
    pub kind: PlacementKind,
    /// The identifier of the setting, such as its URN. Two placements in one setting have the same.
    pub setting: Code,
}

/// A worker's involvement with a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Allocation {
    /// Its identifier.
    pub id: Id,
    /// Its first day.
    pub start: NaiveDate,
    /// Its end.
    pub end: Option<NaiveDate>,
    /// The worker's identifier.
    pub worker: Code,
    /// The team's number or name, as written.
    pub team: Code,
    /// The worker's role, as written.
    pub role: Code,
}

/// A child and family assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assessment {
    /// Its identifier.
    pub id: Id,
    /// The day it began.
    pub start: Option<NaiveDate>,
    /// The day it was completed; `None` if it is not.
    pub end: Option<NaiveDate>,
}

/// A spell as a care leaver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeaverSpell {
    /// Its identifier.
    pub id: Id,
    /// Its first day. If it is not known, the spell is open at the ages of the [`Eligibility`](crate::Eligibility).
    pub start: Option<NaiveDate>,
    /// Its end.
    pub end: Option<NaiveDate>,
    /// The entitlement, as written.
    pub eligibility: Code,
    /// The team, by number or name.
    pub team: Code,
}

/// A check of a child's health, with its type and status as written. Which checks count, and as what, is a matter of
/// [`HealthCheckSettings`](crate::HealthCheckSettings).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HealthCheck {
    /// Its identifier.
    pub id: Id,
    /// Its day.
    pub date: NaiveDate,
    /// Its type, as written.
    pub kind: Code,
    /// Its status, as written; blank if none was recorded.
    pub status: Code,
}

/// A pathway plan, or a review of one, that is stated beside the eligibility of a care leaver: see
/// [`Caseload::pathway_plans`](crate::Caseload::pathway_plans).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PathwayPlan {
    /// Its identifier.
    pub id: Id,
    /// Its day.
    pub date: NaiveDate,
    /// The entitlement, as written.
    pub eligibility: Code,
}

/// The status of a care leaver, as recorded on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeaverStatus {
    /// Its identifier.
    pub id: Id,
    /// The day it was recorded. Without it, the status is in force on every day.
    pub recorded: Option<NaiveDate>,
    /// Whether the care leaver is in touch, as a code of the national returns.
    pub in_touch: Code,
    /// The type of accommodation, as a code.
    pub accommodation: Code,
    /// Whether the accommodation is suitable, as written: `1` means yes.
    pub suitable: Code,
    /// The main activity, as a code.
    pub activity: Code,
    /// The day of the latest contact.
    pub contact: Option<NaiveDate>,
    /// The entitlement that is stated beside it, as written. Blank if none is.
    pub eligibility: Code,
}

/// A spell of a kind of your own ([`OwnKind`](crate::OwnKind)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Spell {
    /// Its identifier.
    pub id: Id,
    /// Its first day.
    pub start: NaiveDate,
    /// Its end.
    pub end: Option<NaiveDate>,
}
