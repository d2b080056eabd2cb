//! Random definitions.

use carekpi::Definitions;
use carekpi::dates::{Reading, Span};
use proptest::prelude::*;
use proptest::sample::select;

/// One reading chosen at random.
fn reading<R: Reading + std::fmt::Debug>() -> impl Strategy<Value = R> {
    select(R::ALL)
}

fn span() -> impl Strategy<Value = Span> {
    prop_oneof![
        (0_u32..120).prop_map(Span::days),
        (0_u32..14).prop_map(Span::weeks),
        (0_u32..40).prop_map(Span::working_days),
        (0_u32..14).prop_map(Span::months),
        (0_u32..3).prop_map(Span::years),
    ]
}

/// Every reading at random; the limits those of the document, or all of them at random.
pub(crate) fn definitions() -> impl Strategy<Value = Definitions> {
    let limits = prop_oneof![Just(Vec::new()), proptest::collection::vec(span(), LIMITS)];
    (lists(), limits, 1_u32..6, 14_u32..20, 1_u32..4).prop_map(
        |(mut definitions, limits, age, upper_age, placements)| {
            if let Ok(limits) = <[Span; LIMITS]>::try_from(limits) {
                set_limits(&mut definitions, limits);
                definitions.looked_after.cla_dental.age_limit = age;
                definitions.looked_after.cla_health.age_limit = age;
                definitions.looked_after.cla_same_placement.age_under = upper_age;
                definitions.looked_after.cla_three_placements.placements_at_least = placements;
                definitions.care_leavers.from_age = upper_age;
                definitions.care_leavers.until_age = upper_age + 4;
            }
            definitions
        },
    )
}

/// Every list of words or codes: that of the default, or another.
fn lists() -> impl Strategy<Value = Definitions> {
    (readings(), proptest::collection::vec(any::<bool>(), LISTS)).prop_map(|(mut definitions, changed)| {
        set_lists(&mut definitions, &changed);
        definitions
    })
}

/// How many lists there are.
const LISTS: usize = 15;

fn set_lists(definitions: &mut Definitions, changed: &[bool]) {
    let care = &mut definitions.looked_after;
    let leavers = &mut definitions.care_leavers;
    let health = &mut definitions.health;
    let lists: [(&mut Vec<String>, &[&str]); LISTS] = [
        (&mut care.care_statuses, &["s1", "V4", "C2", "V4 - Short Breaks"]),
        (&mut care.short_break_codes, &["v4", "V2", "S1 Guardianship"]),
        (&mut care.cla_visits.long_term_placement, &["K2", "u4 - Long Term"]),
        (&mut leavers.not_eligible, &["former RELEVANT", "relevant"]),
        (&mut leavers.leavers_eet.codes, &["G4", "f1", "G5. Ill"]),
        (&mut leavers.leavers_eet.other_codes, &["g4 or f1", "F1", "G5", "F2"]),
        (&mut leavers.leavers_accommodation.suitable, &["?", "0"]),
        (&mut leavers.leavers_accommodation.unsuitable, &["1) Suitable", "1", "2"]),
        (&mut leavers.leavers_in_touch.codes, &["died", "1"]),
        (&mut leavers.leavers_in_touch.other_codes, &["yes", "Yes - Seen", "1 - SEEN"]),
        (&mut definitions.cypds.teams, &["t8", "DUTY"]),
        (&mut definitions.allocations.case_worker_roles, &["iro", "worker", " - "]),
        (&mut health.dental_check_types, &["check", "sdq"]),
        (&mut health.health_assessment_types, &["Teeth, Health", "lac medical"]),
        (&mut health.completed_statuses, &["refused", "Held late"]),
    ];
    for ((list, other), changed) in lists.into_iter().zip(changed) {
        if *changed {
            *list = other.iter().map(|text| (*text).to_owned()).collect();
        }
    }
}

fn readings() -> impl Strategy<Value = Definitions> {
    let shared = carekpi_testkit::conventions();
    let first = (reading(), reading(), reading(), reading(), reading(), reading());
    let second = (reading(), reading(), reading(), reading(), reading(), reading());
    (shared, first, second).prop_map(|(shared, first, second)| {
        let mut definitions = Definitions::default();
        definitions.shared = shared;
        let care = &mut definitions.looked_after;
        (
            definitions.child_protection.other_authority_plans,
            definitions.child_protection.cp_core_groups.core_groups_counted,
            definitions.child_protection.cp_visits.visits_in_scope,
            definitions.children_in_need.cin_cohort,
            care.short_breaks,
            care.cla_same_placement.adoptive_placement,
        ) = first;
        (
            care.cla_three_placements.temporary_placements,
            care.cla_three_placements.return_to_setting,
            care.cla_health.assessments_in_scope,
            care.placement_change_meetings.meeting_side,
            definitions.care_leavers.leavers_in_touch.in_touch,
            definitions.care_leavers.leavers_visits.visits_numerator,
        ) = second;
        definitions
    })
}

/// How many limits there are.
const LIMITS: usize = 37;

fn set_limits(definitions: &mut Definitions, limits: [Span; LIMITS]) {
    let mut limits = limits.into_iter();
    let protection = &mut definitions.child_protection;
    let in_need = &mut definitions.children_in_need;
    let care = &mut definitions.looked_after;
    let leavers = &mut definitions.care_leavers;
    let cypds = &mut definitions.cypds;
    for limit in [
        &mut protection.cp_core_groups.first_within,
        &mut protection.cp_core_groups.then_within,
        &mut protection.cp_reviews.first_within,
        &mut protection.cp_reviews.then_within,
        &mut protection.cp_visits.within,
        &mut in_need.cin_reviews.first_within,
        &mut in_need.cin_reviews.then_within,
        &mut in_need.cin_visits.first_within,
        &mut in_need.cin_visits.then_within,
        &mut care.cla_same_placement.looked_after_for,
        &mut care.cla_same_placement.same_placement_for,
        &mut care.cla_three_placements.looked_after_for,
        &mut care.cla_three_placements.in_last,
        &mut care.cla_dental.first_within,
        &mut care.cla_dental.then_within,
        &mut care.cla_health.first_within,
        &mut care.cla_health.younger_within,
        &mut care.cla_health.older_within,
        &mut care.cla_reviews.first_due,
        &mut care.cla_reviews.second_due,
        &mut care.cla_reviews.then_due,
        &mut care.cla_supervision.then_within,
        &mut care.cla_supervision.first_within,
        &mut care.cla_visits.first_due,
        &mut care.cla_visits.then_due,
        &mut care.cla_visits.long_term_due,
        &mut care.cla_visits.first_year,
        &mut care.placement_change_meetings.within,
        &mut leavers.leavers_in_touch.contact_within,
        &mut leavers.leavers_pathway_plans.then_within,
        &mut leavers.leavers_pathway_plans.first_within,
        &mut leavers.leavers_visits.then_due,
        &mut leavers.leavers_visits.first_due,
        &mut cypds.cypds_supervision.then_within,
        &mut cypds.cypds_supervision.first_within,
        &mut cypds.cypds_visits.first_within,
        &mut cypds.cypds_visits.then_within,
    ] {
        *limit = limits.next().unwrap_or(*limit);
    }
}
