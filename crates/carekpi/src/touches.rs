//! Which figures a doubtful record can touch.

use carekpi_model::{EventKind, RecordKind};

/// The indicators that a record of this kind can move, by identifier; none for a kind that no indicator reads.
///
/// ```
/// use carekpi::model::{EventKind, RecordKind};
///
/// assert_eq!(carekpi::touches(RecordKind::Event(EventKind::CoreGroup)), ["cp-core-groups"]);
/// ```
#[must_use]
pub const fn touches(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::ProtectionPlan => &["cp-plans", "cp-core-groups", "cp-rate", "cp-reviews", "cp-visits"],
        RecordKind::InNeedPlan => &["cin-reviews", "cin-visits"],
        RecordKind::Referral => &["cin-reviews", "cin-visits", "cypds-visits"],
        RecordKind::PeriodOfCare | RecordKind::LegalStatus => &[
            "cla-same-placement",
            "cla-three-placements",
            "cla-dental",
            "cla-health",
            "cla-reviews",
            "cla-supervision",
            "cla-visits",
            "placement-change-meetings",
        ],
        RecordKind::Placement => {
            &["cla-same-placement", "cla-three-placements", "cla-visits", "placement-change-meetings"]
        }
        RecordKind::Allocation => &["cla-supervision", "cypds-supervision", "cypds-visits"],
        RecordKind::LeaverActivity => &["leavers-eet"],
        RecordKind::LeaverInTouch => &["leavers-in-touch"],
        RecordKind::Population => &["cp-rate"],
        RecordKind::Event(kind) => of_event(kind),
        _ => &[],
    }
}

const fn of_event(kind: EventKind) -> &'static [&'static str] {
    match kind {
        EventKind::CoreGroup => &["cp-core-groups"],
        EventKind::ReviewConference => &["cp-core-groups", "cp-reviews"],
        EventKind::ProtectionVisit => &["cp-visits"],
        EventKind::ChildInNeedReview => &["cin-reviews"],
        EventKind::ChildInNeedVisit => &["cin-visits", "cypds-visits"],
        EventKind::LookedAfterReview => &["cla-reviews"],
        EventKind::DentalCheck => &["cla-dental"],
        EventKind::HealthAssessment => &["cla-health"],
        EventKind::LookedAfterVisit => &["cla-visits"],
        EventKind::Supervision => &["cla-supervision", "cypds-supervision"],
        EventKind::PlacementChangeMeeting => &["placement-change-meetings"],
        EventKind::PathwayPlan => &["leavers-pathway-plans"],
        EventKind::LeaverVisit => &["leavers-visits"],
        _ => &[],
    }
}
