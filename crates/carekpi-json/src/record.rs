//! The records as they are written: what a line or an object of a document holds.
//!
//! Fields have the names of [`carekpi_model::entry`]. What is missing is left out, or `null`; a list without records is
//! left out, or `[]`. Texts are taken without white space around them, and a blank one is a missing one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::iso::{day, some_day};
use crate::object::{object, objects};

/// A child with all its records. There is no field for a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Child {
    /// The identifier: one child, one identifier.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"\S")))]
    pub id: String,
    /// The date of birth.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub born: Option<NaiveDate>,
    /// The date of birth that is expected of an unborn child; never used as a date of birth.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub expected: Option<NaiveDate>,
    /// The date of death.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub died: Option<NaiveDate>,
    /// Sex, as recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// Gender, as recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Ethnicity, as a code of the national returns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ethnicity: Option<String>,
    /// Disabilities, as codes of the national returns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disabilities: Vec<String>,
    /// Referrals.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub referrals: Vec<Referral>,
    /// Child and family assessments.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<Assessment>,
    /// Child in need plans.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub in_need_plans: Vec<Plan>,
    /// Child protection plans.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub protection_plans: Vec<Plan>,
    /// Periods of care.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub periods_of_care: Vec<PeriodOfCare>,
    /// Legal statuses under which the child was looked after.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub legal_statuses: Vec<LegalStatus>,
    /// Placements.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub placements: Vec<Placement>,
    /// Workers' involvements.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub allocations: Vec<Allocation>,
    /// Spells as a care leaver.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub leaver_spells: Vec<LeaverSpell>,
    /// Statuses as a care leaver.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub leaver_statuses: Vec<LeaverStatus>,
    /// Core groups of child protection plans.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub core_groups: Vec<Event>,
    /// Review child protection conferences.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub review_conferences: Vec<Event>,
    /// Visits under a child protection plan.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub protection_visits: Vec<Event>,
    /// Child in need reviews.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub child_in_need_reviews: Vec<Event>,
    /// Child in need visits.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub child_in_need_visits: Vec<Event>,
    /// Looked-after reviews.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub looked_after_reviews: Vec<Event>,
    /// Dental checks.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub dental_checks: Vec<Event>,
    /// Health assessments.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub health_assessments: Vec<Event>,
    /// Visits to the child while looked after.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub looked_after_visits: Vec<Event>,
    /// Supervisions of the child's worker about the child.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub supervisions: Vec<Event>,
    /// Placement change meetings.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub placement_change_meetings: Vec<Event>,
    /// Pathway plans and reviews of them.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub pathway_plans: Vec<Event>,
    /// Visits as a care leaver.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub leaver_visits: Vec<Event>,
}

/// A referral.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Referral {
    /// The identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The day of the referral.
    #[serde(deserialize_with = "day")]
    pub start: NaiveDate,
    /// The day it was closed; left out while it is open.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub end: Option<NaiveDate>,
    /// Whether it ended in no further action.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nfa: bool,
}

/// A child and family assessment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The day it began.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub start: Option<NaiveDate>,
    /// The day it was completed; left out until it is.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub end: Option<NaiveDate>,
}

/// A child protection plan or a child in need plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The day it began.
    #[serde(deserialize_with = "day")]
    pub start: NaiveDate,
    /// The day it ended; left out while it is open.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub end: Option<NaiveDate>,
    /// The team that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
}

/// A period of care: an unbroken time of being looked after.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PeriodOfCare {
    /// The identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The day the child became looked after.
    #[serde(deserialize_with = "day")]
    pub start: NaiveDate,
    /// The day the child ceased to be; left out until then.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub end: Option<NaiveDate>,
}

/// A legal status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LegalStatus {
    /// The identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its first day.
    #[serde(deserialize_with = "day")]
    pub start: NaiveDate,
    /// Its end; left out while it goes on.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub end: Option<NaiveDate>,
    /// Its code in the national returns, such as C2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A placement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Placement {
    /// The identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its first day.
    #[serde(deserialize_with = "day")]
    pub start: NaiveDate,
    /// Its end; left out while it goes on.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub end: Option<NaiveDate>,
    /// Its code in the national returns, such as U4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The identifier of the setting, such as its URN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<String>,
}

/// A worker's involvement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Allocation {
    /// The identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its first day.
    #[serde(deserialize_with = "day")]
    pub start: NaiveDate,
    /// Its end; left out while it goes on.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub end: Option<NaiveDate>,
    /// The worker's identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worker: Option<String>,
    /// The team's number or name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The worker's role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// A spell as a care leaver.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LeaverSpell {
    /// The identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its first day; without one it runs from the 16th birthday.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub start: Option<NaiveDate>,
    /// Its end; left out while it goes on.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub end: Option<NaiveDate>,
    /// The entitlement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eligibility: Option<String>,
}

/// What was recorded of a care leaver on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LeaverStatus {
    /// The identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The day it was recorded; without one it is in force on every day.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub recorded: Option<NaiveDate>,
    /// Whether in touch, as a code of the national returns, such as YES.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_touch: Option<String>,
    /// The type of accommodation, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accommodation: Option<String>,
    /// Whether the accommodation is suitable, as a code: "1" is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suitable: Option<String>,
    /// The main activity, as a code, such as F2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    /// The latest contact.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub contact: Option<NaiveDate>,
}

/// Something that happened on a day: a meeting, a visit, a check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The day it happened.
    #[serde(deserialize_with = "day")]
    pub date: NaiveDate,
    /// Of a visit, whether the child was seen; left out where it is not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<bool>,
}

/// An estimate of the population aged 0 to 17.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PopulationEstimate {
    /// The day that it is an estimate of.
    #[serde(default, deserialize_with = "some_day", skip_serializing_if = "Option::is_none")]
    pub reference: Option<NaiveDate>,
    /// The day on which it was published.
    #[serde(deserialize_with = "day")]
    pub published: NaiveDate,
    /// How many children and young people.
    pub population: u64,
}

/// What a team that is given by its number is called. Of several names of one number the least counts, byte by byte.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// The number, as allocations and plans give it.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"\S")))]
    pub number: String,
    /// The name.
    pub name: String,
}

/// One line of JSON Lines: an object with one key, which says what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Line {
    /// An estimate of the population.
    Population(#[serde(deserialize_with = "object")] PopulationEstimate),
    /// The name of a team.
    Team(#[serde(deserialize_with = "object")] Team),
    /// A child with all its records.
    Child(#[serde(deserialize_with = "object")] Box<Child>),
}
