//! A child with many records of each kind: every answer is found by search, and is the same as for a child with few.

use carekpi::dates::DateRange;
use carekpi::measure::{Figure, Tally};
use carekpi::model::entry::Case;
use carekpi::{GroupBy, Period, Step, WorkingCalendar};
use carekpi_testkit::{World, agree, day, world};
use chrono::{Days, Months};
use proptest::prelude::*;

use crate::against_naive::says_the_same;
use crate::definitions::definitions;

macro_rules! for_each_list {
    ($each:ident) => {
        $each!(referrals assessments in_need_plans protection_plans periods_of_care legal_statuses placements allocations
            leaver_spells leaver_statuses health_checks stated_pathway_plans core_groups review_conferences protection_visits
            child_in_need_reviews child_in_need_visits looked_after_reviews dental_checks health_assessments
            looked_after_visits supervisions placement_change_meetings pathway_plans leaver_visits)
    };
}

/// A world of one child, who has the records of all children of these worlds, each with an identifier of its own.
fn merged(worlds: Vec<World>) -> World {
    let first = worlds[0].clone();
    let mut people = worlds.into_iter().flat_map(|world| world.people);
    let mut one: Case<&'static str> = people.next().unwrap();
    for other in people {
        macro_rules! extend {
            ($($list:ident)*) => { $(one.$list.extend(other.$list);)* };
        }
        for_each_list!(extend);
    }
    macro_rules! name {
        ($($list:ident)*) => { $(for (number, record) in one.$list.iter_mut().enumerate() {
            record.id = NAMES.with(|names| names[number * 7_919 % names.len()]);
        })* };
    }
    for_each_list!(name);
    World { people: vec![one], ..first }
}

thread_local! {
    /// Identifiers in order.
    static NAMES: Vec<&'static str> = (0..10_007).map(|number| &*format!("{number:05}").leak()).collect();
}

fn many_records() -> impl Strategy<Value = World> {
    proptest::collection::vec(world(), 12..40).prop_map(merged)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn many_records_of_one_child_are_judged_as_by_the_naive_reader(
        world in many_records(),
        definitions in definitions(),
        offset in 0_u64..700,
    ) {
        let calendar = WorkingCalendar::england_and_wales();
        let on = day(2024, 8, 1).checked_add_days(Days::new(offset)).unwrap();
        let year = (on.checked_sub_months(Months::new(12)).unwrap().succ_opt().unwrap(), on);
        says_the_same(&world, &definitions, &calendar, (on, Period::YearToDate, year))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_day_of_many_records_is_as_that_day_alone(world in many_records(), definitions in definitions()) {
        let caseload = world.caseload();
        let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
        let days = DateRange::half_open(day(2025, 10, 1), day(2026, 4, 1));
        for rule in measurement.rules() {
            agree(rule.as_ref(), &caseload, days, measurement.context().conventions());
        }
    }

    #[test]
    fn a_child_with_many_groups_is_in_one_on_each_date(
        world in many_records(),
        definitions in definitions(),
        by in proptest::sample::select(&GroupBy::ALL),
        step in proptest::sample::select(&[Step::Day, Step::Week, Step::Month]),
    ) {
        let caseload = world.caseload();
        let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
        let (from, to) = (day(2025, 11, 30), day(2026, 4, 30));
        let breakdown = measurement.by(by).series(from, to, step).unwrap();
        prop_assert_eq!(&breakdown.whole, &measurement.series(from, to, step).unwrap());
        let grouped = measurement.by(by);
        let mut by_date = grouped.series_by_date(from, to, step).unwrap();
        let names: Vec<String> = by_date.names().to_vec();
        prop_assert!(names.iter().eq(breakdown.groups.iter().map(|(name, _)| name)));
        for (at, date) in breakdown.whole.dates().iter().enumerate() {
            let cards = grouped.scorecard(*date).unwrap();
            let on = by_date.next().unwrap();
            prop_assert_eq!(on.date, *date);
            for (place, of_groups) in on.indicators.iter().enumerate() {
                let kind = of_groups.whole.kind;
                prop_assert_eq!(of_groups.whole, breakdown.whole.indicators()[place].figures[at]);
                let nothing = Figure::new(kind, Tally::default(), None);
                prop_assert!(of_groups.groups.iter().all(|(_, figure)| *figure != nothing));
                for (number, (name, series)) in breakdown.groups.iter().enumerate() {
                    let counted = of_groups.groups.iter().find(|(group, _)| *group == number);
                    let figure = counted.map_or(nothing, |(_, figure)| *figure);
                    prop_assert_eq!(series.indicators()[place].figures[at], figure);
                    let card = cards.get(name).map_or(nothing, |card| card.indicators()[place].figure);
                    prop_assert_eq!(card, figure, "{} on {}", name, date);
                }
            }
        }
        prop_assert!(by_date.next().is_none());
    }
}
