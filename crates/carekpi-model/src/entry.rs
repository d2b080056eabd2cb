//! What is handed to a [`CaseloadBuilder`](crate::CaseloadBuilder): records with their text as it is written.
//!
//! A blank text is a missing one. [`Default`] gives a record with nothing in it but a start on 1 January 1970,
//! so that a literal names only what it has. Take care: a `start` or `date` that is forgotten is that day, and no error.

use chrono::NaiveDate;

/// Who a child is. There is no field for a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Child<'t> {
    /// The identifier: one child, one identifier.
    pub id: &'t str,
    /// The date of birth.
    pub born: Option<NaiveDate>,
    /// The date of birth that is expected of an unborn child; never used as a date of birth.
    pub expected: Option<NaiveDate>,
    /// The date of death.
    pub died: Option<NaiveDate>,
    /// Sex, as written.
    pub sex: &'t str,
    /// Gender, as written.
    pub gender: &'t str,
    /// Ethnicity, as a code of the national returns.
    pub ethnicity: &'t str,
}

/// A child protection plan or a child in need plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plan<'t> {
    /// The identifier.
    pub id: &'t str,
    /// The day it began.
    pub start: NaiveDate,
    /// The day it ended.
    pub end: Option<NaiveDate>,
    /// The team that holds it.
    pub team: &'t str,
}

/// A referral.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Referral<'t> {
    /// The identifier.
    pub id: &'t str,
    /// The day of the referral.
    pub start: NaiveDate,
    /// The day it was closed.
    pub end: Option<NaiveDate>,
    /// Whether it ended in no further action.
    pub nfa: bool,
}

/// A period of care.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PeriodOfCare<'t> {
    /// The identifier.
    pub id: &'t str,
    /// The day the child became looked after.
    pub start: NaiveDate,
    /// The day the child ceased to be.
    pub end: Option<NaiveDate>,
}

/// A legal status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LegalStatus<'t> {
    /// The identifier.
    pub id: &'t str,
    /// Its first day.
    pub start: NaiveDate,
    /// Its end.
    pub end: Option<NaiveDate>,
    /// Its code, such as `C2`.
    pub code: &'t str,
}

/// A placement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Placement<'t> {
    /// The identifier.
    pub id: &'t str,
    /// Its first day.
    pub start: NaiveDate,
    /// Its end.
    pub end: Option<NaiveDate>,
    /// Its code, such as `U4`.
    pub code: &'t str,
    /// The identifier of the setting.
    pub setting: &'t str,
}

/// A worker's involvement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allocation<'t> {
    /// The identifier.
    pub id: &'t str,
    /// Its first day.
    pub start: NaiveDate,
    /// Its end.
    pub end: Option<NaiveDate>,
    /// The worker's identifier.
    pub worker: &'t str,
    /// The team's number or name.
    pub team: &'t str,
    /// The worker's role.
    pub role: &'t str,
}

/// A child and family assessment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Assessment<'t> {
    /// The identifier.
    pub id: &'t str,
    /// The day it began.
    pub start: Option<NaiveDate>,
    /// The day it was completed.
    pub end: Option<NaiveDate>,
}

/// A care leaver's spell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeaverSpell<'t> {
    /// The identifier.
    pub id: &'t str,
    /// Its first day; `None`: from the 16th birthday.
    pub start: Option<NaiveDate>,
    /// Its end.
    pub end: Option<NaiveDate>,
    /// The entitlement.
    pub eligibility: &'t str,
}

/// A care leaver's status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeaverStatus<'t> {
    /// The identifier.
    pub id: &'t str,
    /// The day it was recorded; `None`: in force on every day.
    pub recorded: Option<NaiveDate>,
    /// Whether in touch, such as `YES`.
    pub in_touch: &'t str,
    /// The type of accommodation.
    pub accommodation: &'t str,
    /// Whether it is suitable: `1` is.
    pub suitable: &'t str,
    /// The main activity, such as `F2`.
    pub activity: &'t str,
    /// The latest contact.
    pub contact: Option<NaiveDate>,
}

/// An event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Event<'t> {
    /// The identifier.
    pub id: &'t str,
    /// The day it happened.
    pub date: NaiveDate,
    /// Whether the child was seen, for a visit.
    pub seen: crate::Seen,
}
