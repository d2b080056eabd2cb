//! The identifiers of the 23 indicators.
//!
//! ```
//! use carekpi::model::Caseload;
//! use carekpi::{Definitions, WorkingCalendar, ids};
//! use chrono::NaiveDate;
//!
//! let caseload = Caseload::default();
//! let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
//! let scorecard = measurement.scorecard(NaiveDate::from_ymd_opt(2026, 3, 31).unwrap()).unwrap();
//! assert_eq!(scorecard.indicator(ids::CP_REVIEWS).unwrap().figure.numerator, 0);
//! ```

/// Children with a child protection plan.
pub const CP_PLANS: &str = "cp-plans";
/// Core groups up to date.
pub const CP_CORE_GROUPS: &str = "cp-core-groups";
/// Child protection plans per 10,000 under 18.
pub const CP_RATE: &str = "cp-rate";
/// Child protection reviews up to date.
pub const CP_REVIEWS: &str = "cp-reviews";
/// Child protection visits up to date.
pub const CP_VISITS: &str = "cp-visits";
/// Child in need reviews up to date.
pub const CIN_REVIEWS: &str = "cin-reviews";
/// Child in need visits up to date.
pub const CIN_VISITS: &str = "cin-visits";
/// In the same placement for 2 years or more.
pub const CLA_SAME_PLACEMENT: &str = "cla-same-placement";
/// 3 or more placements in the last 12 months.
pub const CLA_THREE_PLACEMENTS: &str = "cla-three-placements";
/// Dental checks up to date.
pub const CLA_DENTAL: &str = "cla-dental";
/// Health assessments up to date.
pub const CLA_HEALTH: &str = "cla-health";
/// Looked-after reviews up to date.
pub const CLA_REVIEWS: &str = "cla-reviews";
/// Supervision up to date.
pub const CLA_SUPERVISION: &str = "cla-supervision";
/// Looked-after visits up to date.
pub const CLA_VISITS: &str = "cla-visits";
/// Placements with a change meeting on time.
pub const PLACEMENT_CHANGE_MEETINGS: &str = "placement-change-meetings";
/// In education, employment or training.
pub const LEAVERS_EET: &str = "leavers-eet";
/// In suitable accommodation.
pub const LEAVERS_ACCOMMODATION: &str = "leavers-accommodation";
/// In touch.
pub const LEAVERS_IN_TOUCH: &str = "leavers-in-touch";
/// Pathway plans up to date.
pub const LEAVERS_PATHWAY_PLANS: &str = "leavers-pathway-plans";
/// Care leaver visits up to date.
pub const LEAVERS_VISITS: &str = "leavers-visits";
/// Supervision up to date, disability service.
pub const CYPDS_SUPERVISION: &str = "cypds-supervision";
/// Visits up to date, disability service.
pub const CYPDS_VISITS: &str = "cypds-visits";
/// Child and family assessments completed.
pub const ASSESSMENTS_COMPLETED: &str = "assessments-completed";

/// All of them, in the order of the definitions document.
pub const ALL: [&str; 23] = [
    CP_PLANS,
    CP_CORE_GROUPS,
    CP_RATE,
    CP_REVIEWS,
    CP_VISITS,
    CIN_REVIEWS,
    CIN_VISITS,
    CLA_SAME_PLACEMENT,
    CLA_THREE_PLACEMENTS,
    CLA_DENTAL,
    CLA_HEALTH,
    CLA_REVIEWS,
    CLA_SUPERVISION,
    CLA_VISITS,
    PLACEMENT_CHANGE_MEETINGS,
    LEAVERS_EET,
    LEAVERS_ACCOMMODATION,
    LEAVERS_IN_TOUCH,
    LEAVERS_PATHWAY_PLANS,
    LEAVERS_VISITS,
    CYPDS_SUPERVISION,
    CYPDS_VISITS,
    ASSESSMENTS_COMPLETED,
];
