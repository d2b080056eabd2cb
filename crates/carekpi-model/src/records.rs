//! The dated records of a child, as the caseload keeps them.
//!
//! Every end is as recorded; whether a record is still open on that day itself is a reading
//! ([`EndDay`](carekpi_dates::EndDay)). No end means that it goes on.

use chrono::NaiveDate;

use crate::{Code, Id};

mod sealed {
    /// Only the records of this crate last.
    pub trait Sealed {}
}

/// A record that lasts from a start to an end: one of this crate's, and no other.
pub trait HasDates: sealed::Sealed {
    /// Its identifier.
    fn id(&self) -> Id;
    /// Its first day.
    fn start(&self) -> NaiveDate;
    /// Its end, as recorded; `None` while it goes on.
    fn end(&self) -> Option<NaiveDate>;
}

macro_rules! lasting {
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

lasting!(Plan, Referral, PeriodOfCare, LegalStatus, Placement, Allocation);

/// A child protection plan or a child in need plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// Its identifier.
    pub id: Id,
    /// The day it began: for a child protection plan that of the initial conference.
    pub start: NaiveDate,
    /// The day it ended: for a child protection plan that of the review conference that ended it.
    pub end: Option<NaiveDate>,
    /// The team that holds it.
    pub team: Code,
}

/// A referral to children's social care. One that led to no further action is kept with [`nfa`](Self::nfa) and never
/// counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Referral {
    /// Its identifier.
    pub id: Id,
    /// The day of the referral.
    pub start: NaiveDate,
    /// The day the episode that it opened was closed.
    pub end: Option<NaiveDate>,
    /// Whether it ended in no further action.
    pub nfa: bool,
}

/// An unbroken time of being looked after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PeriodOfCare {
    /// Its identifier.
    pub id: Id,
    /// The day the child became looked after.
    pub start: NaiveDate,
    /// The day the child ceased to be.
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
    /// Whether the code is one of those for a series of short breaks: V3 or V4.
    pub short_breaks: bool,
}

/// What a placement's code says of it, as far as a rule asks.
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
    /// What a code of the national returns says.
    ///
    /// ```
    /// use carekpi_model::PlacementKind;
    ///
    /// assert_eq!(PlacementKind::of("A4"), PlacementKind::ForAdoption);
    /// assert_eq!(PlacementKind::of("u1"), PlacementKind::Other);
    /// ```
    #[inline]
    #[must_use]
    pub fn of(code: &str) -> Self {
        match code {
            "A3" | "A4" | "A5" | "A6" => Self::ForAdoption,
            "T0" | "T1" | "T2" | "T3" | "T4" | "Z1" => Self::Temporary,
            _ => Self::Other,
        }
    }
}

/// Where a looked-after child lives, for a time.
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
    /// What the code says.
    pub kind: PlacementKind,
    /// The identifier of the setting, such as its URN; two placements in one setting have the same.
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
    /// The day it was completed; `None` where it is not.
    pub end: Option<NaiveDate>,
}

/// A time of being a care leaver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeaverSpell {
    /// Its identifier.
    pub id: Id,
    /// Its first day; where it is not known the spell runs from the person's 16th birthday.
    pub start: Option<NaiveDate>,
    /// Its end.
    pub end: Option<NaiveDate>,
    /// The entitlement, as written.
    pub eligibility: Code,
}

/// What was recorded of a care leaver on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeaverStatus {
    /// Its identifier.
    pub id: Id,
    /// The day it was recorded; `None`: it is in force on every day.
    pub recorded: Option<NaiveDate>,
    /// Whether in touch, as a code of the national returns.
    pub in_touch: Code,
    /// The type of accommodation, as a code.
    pub accommodation: Code,
    /// Whether the accommodation is suitable, as written: `1` is.
    pub suitable: Code,
    /// The main activity, as a code.
    pub activity: Code,
    /// The latest contact.
    pub contact: Option<NaiveDate>,
}
