//! Every alternative of every reading, and what it moves.

use std::borrow::Cow;
use std::collections::BTreeSet;

use carekpi::model::Caseload;
use carekpi::{Definitions, WorkingCalendar, readings, readings_document};
use carekpi_testkit::{World, day, world};
use chrono::NaiveDate;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// The same random worlds every time.
pub(crate) fn worlds(count: usize) -> Vec<World> {
    let mut runner = TestRunner::deterministic();
    let strategy = world();
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

/// A definitions file that sets one reading.
fn set(setting: &str, value: &str, also: &str) -> Definitions {
    let (table, key) = setting.rsplit_once('.').unwrap();
    Definitions::from_toml(&format!("{also}[{table}]\n{key} = \"{value}\"\n")).unwrap()
}

/// The indicators whose figures or members differ between two caseloads, each by its definitions, on some of these dates.
pub(crate) fn differ_on(
    dates: &[NaiveDate],
    one: (&Caseload, &Definitions),
    other: (&Caseload, &Definitions),
) -> BTreeSet<Cow<'static, str>> {
    let calendar = WorkingCalendar::england_and_wales();
    let mut differ = BTreeSet::new();
    for on in dates {
        let [one, other] =
            [one, other].map(|(caseload, definitions)| definitions.over(caseload, &calendar).scorecard(*on).unwrap());
        let pairs = one.indicators().iter().zip(other.indicators());
        differ.extend(pairs.filter(|(one, other)| one != other).map(|(one, _)| one.info.id.clone()));
    }
    differ
}

/// The indicators whose figures or members differ between two definitions, on some month's end of some world.
fn moved(one: &Definitions, other: &Definitions, worlds: &[World]) -> BTreeSet<Cow<'static, str>> {
    let dates =
        [day(2024, 2, 29), day(2025, 2, 28), day(2025, 11, 30), day(2026, 2, 28), day(2026, 3, 31), day(2026, 5, 31)];
    let caseloads = worlds.iter().map(World::caseload);
    caseloads.flat_map(|caseload| differ_on(&dates, (&caseload, one), (&caseload, other))).collect()
}

#[test]
fn every_alternative_moves_what_it_says_it_can_and_nothing_else() {
    let worlds = worlds(600);
    let by_referral = "[children-in-need]\ncin_cohort = \"open_referral_only\"\n";
    for reading in readings() {
        let can_move: BTreeSet<Cow<'static, str>> = reading.indicators.iter().cloned().collect();
        for choice in &reading.choices[1..] {
            // Short breaks change the figures of children in need only where looked-after children are left out of them.
            let also = if reading.setting == "looked-after.short_breaks" { by_referral } else { "" };
            let default = set(&reading.setting, reading.choices[0].name, also);
            let alternative = set(&reading.setting, choice.name, also);
            let moved = moved(&default, &alternative, &worlds);
            assert!(!moved.is_empty(), "{} = {} moves nothing", reading.setting, choice.name);
            assert!(moved.is_subset(&can_move), "{} = {}: {moved:?}", reading.setting, choice.name);
        }
    }
}

#[test]
fn the_first_choice_is_the_default() {
    for reading in readings() {
        let set = set(&reading.setting, reading.choices[0].name, "");
        assert_eq!(set, Definitions::default(), "{}", reading.setting);
    }
}

/// With UPDATE_READINGS set, the file is written anew instead.
#[test]
fn readings_md_is_current() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../carekpi-definitions/READINGS.md");
    if std::env::var_os("UPDATE_READINGS").is_some() {
        std::fs::write(file, readings_document()).unwrap();
    }
    let current = std::fs::read_to_string(file).unwrap();
    assert_eq!(current, readings_document(), "run this test with UPDATE_READINGS=1, and look at what changed");
}
