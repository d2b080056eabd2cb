//! Which figures a doubtful record can touch.

use carekpi_care_leavers::{InTouchReading, VisitsNumerator};
use carekpi_children_in_need::CinCohort;
use carekpi_model::{EventKind, RecordKind};

use crate::Definitions;

/// The indicators that a record of this kind can move under some definitions, by identifier; none for a kind that no indicator
/// reads.
///
/// ```
/// use carekpi::model::{EventKind, RecordKind};
/// use carekpi::{Definitions, touches};
///
/// let definitions = Definitions::default();
/// assert_eq!(touches(RecordKind::Event(EventKind::CoreGroup), &definitions), ["cp-core-groups"]);
/// ```
#[must_use]
pub fn touches(kind: RecordKind, definitions: &Definitions) -> Vec<&'static str> {
    let mut touched = always(kind).to_vec();
    let further: &[_] = match kind {
        RecordKind::ProtectionPlan | RecordKind::PeriodOfCare | RecordKind::LegalStatus
            if definitions.children_in_need.cin_cohort == CinCohort::OpenReferralOnly =>
        {
            &["cin-reviews", "cin-visits"]
        }
        RecordKind::LeaverContact
            if definitions.care_leavers.leavers_in_touch.in_touch == InTouchReading::ContactWithin =>
        {
            &["leavers-in-touch"]
        }
        RecordKind::Event(EventKind::PathwayPlan)
            if definitions.care_leavers.leavers_visits.visits_numerator == VisitsNumerator::PathwayPlansAsWorded =>
        {
            &["leavers-visits"]
        }
        _ => &[],
    };
    touched.extend(further);
    touched
}

/// Those that it can move by default, and others only by other readings.
const fn always(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Birth => &[
            "cla-same-placement",
            "cla-dental",
            "cla-health",
            "leavers-eet",
            "leavers-accommodation",
            "leavers-in-touch",
            "leavers-pathway-plans",
            "leavers-visits",
        ],
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
        RecordKind::Assessment => &["assessments-completed"],
        RecordKind::LeaverSpell => {
            &["leavers-eet", "leavers-accommodation", "leavers-in-touch", "leavers-pathway-plans", "leavers-visits"]
        }
        RecordKind::LeaverStatus => &["leavers-eet", "leavers-accommodation", "leavers-in-touch"],
        RecordKind::LeaverActivity => &["leavers-eet"],
        RecordKind::LeaverInTouch => &["leavers-in-touch"],
        RecordKind::LeaverSuitable => &["leavers-accommodation"],
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
        EventKind::HealthAssessment => &["cla-dental", "cla-health"],
        EventKind::LookedAfterVisit => &["cla-visits"],
        EventKind::Supervision => &["cla-supervision", "cypds-supervision"],
        EventKind::PlacementChangeMeeting => &["placement-change-meetings"],
        EventKind::PathwayPlan => &["leavers-pathway-plans"],
        EventKind::LeaverVisit => &["leavers-visits"],
        _ => &[],
    }
}
