//! The figures that change when the records of a kind are gone are those of the rules that read it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use carekpi::model::{Caseload, EventKind, RecordKind};
use carekpi::{Definitions, WorkingCalendar};
use carekpi_testkit::{World, day};

use crate::readings::{differ_on, worlds};
use crate::words::code_key;

/// The same world, without the records of a kind.
fn without(kind: RecordKind, world: &World) -> World {
    let mut world = world.clone();
    if kind == RecordKind::Population {
        world.population.clear();
    }
    for person in &mut world.people {
        match kind {
            RecordKind::Birth => person.born = None,
            RecordKind::Death => person.died = None,
            // Codes that are in no list. Those that are alike stay so.
            RecordKind::PlacementCode => person.placements.iter_mut().for_each(|one| one.code = unlisted(one.code)),
            RecordKind::AllocationRole => person.allocations.iter_mut().for_each(|one| one.role = ""),
            RecordKind::AllocationTeam => person.allocations.iter_mut().for_each(|one| one.team = ""),
            RecordKind::HealthCheck => person.health_checks.clear(),
            RecordKind::ProtectionPlan => person.protection_plans.clear(),
            RecordKind::InNeedPlan => person.in_need_plans.clear(),
            RecordKind::Referral => person.referrals.clear(),
            RecordKind::PeriodOfCare => person.periods_of_care.clear(),
            RecordKind::LegalStatus => person.legal_statuses.clear(),
            RecordKind::Placement => person.placements.clear(),
            RecordKind::Allocation => person.allocations.clear(),
            RecordKind::Assessment => person.assessments.clear(),
            RecordKind::LeaverSpell => person.leaver_spells.clear(),
            RecordKind::LeaverStatus => person.leaver_statuses.clear(),
            RecordKind::LeaverContact => person.leaver_statuses.iter_mut().for_each(|status| status.contact = None),
            RecordKind::LeaverActivity => person.leaver_statuses.iter_mut().for_each(|status| status.activity = ""),
            RecordKind::LeaverInTouch => person.leaver_statuses.iter_mut().for_each(|status| status.in_touch = ""),
            RecordKind::LeaverSuitable => person.leaver_statuses.iter_mut().for_each(|status| status.suitable = ""),
            RecordKind::Event(kind) => {
                person.events_mut(kind).clear();
                if kind == EventKind::PathwayPlan {
                    person.stated_pathway_plans.clear();
                }
            }
            RecordKind::Population => {}
            other => panic!("{other} is not removed"),
        }
    }
    world
}

fn unlisted(code: &str) -> &'static str {
    Box::leak(format!("? {}", code_key(code)).into_boxed_str())
}

/// The same worlds, in which no status of a care leaver says that somebody died. Such a status bears on every figure.
fn without_deaths_by_status(mut worlds: Vec<World>) -> Vec<World> {
    let people = worlds.iter_mut().flat_map(|world| &mut world.people);
    let statuses = people.flat_map(|person| &mut person.leaver_statuses);
    statuses.filter(|status| status.in_touch.eq_ignore_ascii_case("died")).for_each(|status| status.in_touch = "NO");
    worlds
}

/// The indicators whose rules read a kind of record.
fn reading(kind: RecordKind, definitions: &Definitions) -> BTreeSet<String> {
    let caseload = Caseload::default();
    let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
    measurement.indicators_reading(&[kind]).into_iter().map(str::to_owned).collect()
}

/// The indicators that change on some of three dates in some world.
fn moved(kind: RecordKind, definitions: &Definitions, worlds: &[World]) -> BTreeSet<String> {
    let dates = [day(2025, 2, 28), day(2025, 11, 30), day(2026, 3, 31)];
    let pairs = worlds.iter().map(|world| (world.caseload(), without(kind, world).caseload()));
    pairs
        .flat_map(|(with, without)| differ_on(&dates, (&with, definitions), (&without, definitions)))
        .map(Cow::into_owned)
        .collect()
}

#[test]
fn what_a_rule_reads_is_what_changes_it() {
    let worlds = without_deaths_by_status(worlds(400));
    let other_readings = "[children-in-need]\ncin_cohort = \"open_referral_only\"\n\
                     [looked-after.cla-same-placement]\nadoptive_placement = \"joined\"\n\
                     [looked-after.cla-three-placements]\ntemporary_placements = \"ignored\"\n\
                     [care-leavers.leavers-in-touch]\nin_touch = \"contact_within\"\n\
                     [care-leavers.leavers-visits]\nvisits_numerator = \"pathway_plans_as_worded\"\n";
    let kinds = [
        RecordKind::Birth,
        RecordKind::Death,
        RecordKind::PlacementCode,
        RecordKind::AllocationRole,
        RecordKind::AllocationTeam,
        RecordKind::HealthCheck,
        RecordKind::ProtectionPlan,
        RecordKind::InNeedPlan,
        RecordKind::Referral,
        RecordKind::PeriodOfCare,
        RecordKind::LegalStatus,
        RecordKind::Placement,
        RecordKind::Allocation,
        RecordKind::Assessment,
        RecordKind::LeaverSpell,
        RecordKind::LeaverStatus,
        RecordKind::LeaverContact,
        RecordKind::LeaverActivity,
        RecordKind::LeaverInTouch,
        RecordKind::LeaverSuitable,
        RecordKind::Population,
    ];
    for definitions in [Definitions::default(), Definitions::from_toml(other_readings).unwrap()] {
        for kind in kinds.into_iter().chain(EventKind::ALL.map(RecordKind::Event)) {
            let said = reading(kind, &definitions);
            let moved = moved(kind, &definitions, &worlds);
            assert!(moved.is_subset(&said), "{kind} changes {moved:?}");
            // Under other readings a kind may change less than it can; but what it can change under them only, it does.
            let by_default = reading(kind, &Definitions::default());
            let unmoved: Vec<_> = said.difference(&moved).collect();
            let is_default = definitions == Definitions::default();
            assert!(unmoved.iter().all(|one| !is_default && by_default.contains(*one)), "{kind}: {unmoved:?}");
        }
    }
}
