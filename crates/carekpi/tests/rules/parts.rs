//! Figures of parts add up to those of the whole: groups, sets of children, corrections, in memory and as they are written.

use carekpi::dates::{Holiday, HolidayCalendar, Nation, WorkingCalendar};
use carekpi::measure::Figure;
use carekpi::model::{Caseload, EventKind, entry};
use carekpi::{Change, Definitions, GroupBy, MergeError, Period, Series, Step};
use carekpi_testkit::{World, day, world};
use proptest::prelude::*;

use crate::definitions::definitions;

const BYS: [GroupBy; 5] = GroupBy::ALL;

fn measure(caseload: &Caseload, definitions: &Definitions) -> Series {
    let measurement = definitions.over(caseload, &WorkingCalendar::england_and_wales());
    measurement.series(day(2025, 3, 31), day(2026, 5, 31), Step::Week).unwrap()
}

fn counts(figure: Figure) -> [u64; 3] {
    let members = figure.denominator.filter(|_| figure.kind == carekpi::measure::FigureKind::Proportion);
    [figure.numerator, members.unwrap_or(0), figure.undetermined]
}

fn summed(figures: impl Iterator<Item = Figure>) -> [u64; 3] {
    figures.fold([0; 3], |sum, figure| {
        let [a, b, c] = counts(figure);
        [sum[0] + a, sum[1] + b, sum[2] + c]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn groups_add_up_on_every_date(
        world in world(),
        definitions in definitions(),
        by in proptest::sample::select(&BYS),
        step in proptest::sample::select(&[Step::Week, Step::Month, Step::Year]),
    ) {
        let caseload = world.caseload();
        let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
        let (from, to) = (day(2025, 3, 31), day(2026, 5, 31));
        let series = measurement.by(by).series(from, to, step).unwrap();
        prop_assert_eq!(&series.whole, &measurement.series(from, to, step).unwrap());
        for (at, date) in series.whole.dates().iter().enumerate() {
            let cards = measurement.by(by).scorecard(*date).unwrap();
            for (place, whole) in series.whole.indicators().iter().enumerate() {
                let parts = series.groups.iter().map(|(_, part)| part.indicators()[place].figures[at]);
                prop_assert_eq!(summed(parts), counts(whole.figures[at]));
                for (name, card) in &cards.groups {
                    let (_, part) = series.groups.iter().find(|(of, _)| of == name).unwrap();
                    prop_assert_eq!(part.indicators()[place].figures[at], card.indicators()[place].figure, "{} {}", name, date);
                }
                let subjects: usize = cards.groups.iter().map(|(_, card)| card.indicators()[place].subjects.len()).sum();
                prop_assert_eq!(subjects, cards.whole.indicators()[place].subjects.len());
            }
        }
    }

    #[test]
    fn parts_add_up_to_the_whole(world in world(), definitions in definitions(), cut in 0_usize..4) {
        let (one, other) = split(&world, cut);
        let c = world.caseload();
        let [a, b] = [one, other].map(|part| part_of(&part, c.records_roles()));
        let mut sum = measure(&a, &definitions);
        let part: Series = serde_json::from_str(&serde_json::to_string(&measure(&b, &definitions)).unwrap()).unwrap();
        prop_assert_eq!(&part, &measure(&b, &definitions));
        sum.merge(&part).unwrap();
        prop_assert_eq!(&sum, &measure(&c, &definitions));
        sum.subtract(&part).unwrap();
        prop_assert_eq!(&sum, &measure(&a, &definitions));

        let calendar = WorkingCalendar::england_and_wales();
        let [of_a, of_b, of_c] =
            [&a, &b, &c].map(|caseload| definitions.over(caseload, &calendar).scorecard(day(2026, 2, 1)).unwrap());
        let mut cards = of_a;
        cards.merge(of_b).unwrap();
        prop_assert_eq!(cards.indicators(), of_c.indicators());
    }

    #[test]
    fn one_child_is_corrected_without_the_others(
        world in world(), others in world(), definitions in definitions(), which in 0_usize..3
    ) {
        let which = which % world.people.len();
        let mut corrected = world.clone();
        corrected.people[which] = others.people[0].clone();
        corrected.people[which].id = world.people[which].id;
        let alone = |of: &World| {
            let mut of = of.clone();
            of.people = vec![of.people.swap_remove(which)];
            of.population.iter_mut().for_each(|estimate| estimate.population = 0);
            of
        };
        let roles = world.caseload().records_roles() || corrected.caseload().records_roles();
        let measured = |of: &World| measure(&part_of(of, roles), &definitions);
        let mut series = measured(&world);
        series.subtract(&measured(&alone(&world))).unwrap();
        series.merge(&measured(&alone(&corrected))).unwrap();
        prop_assert_eq!(&series, &measured(&corrected));

        // To correct it, no population need be known of the child alone.
        let nobody_around = |of: &World| World { population: Vec::new(), ..alone(of) };
        let mut series = measured(&world);
        series.correct(&measured(&nobody_around(&world)), &measured(&nobody_around(&corrected))).unwrap();
        prop_assert_eq!(series, measured(&corrected));
    }

    #[test]
    fn changes_account_for_every_member(world in world(), definitions in definitions()) {
        let caseload = world.caseload();
        let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
        let on = |date| measurement.scorecard(date).unwrap();
        let (before, after) = (on(day(2025, 12, 1)), on(day(2026, 3, 1)));
        for (before, after) in before.indicators().iter().zip(after.indicators()) {
            let change = Change::between(before, after);
            let (was, is) = (before.subjects.len() as u64, after.subjects.len() as u64);
            prop_assert_eq!(was - change.left + change.entered, is, "{}", before.info.id);
            prop_assert!(change.flipped() <= is - change.entered);
            prop_assert_eq!(Change::between(after, after), Change::default());
        }
    }
}

/// A world in two: the first `cut` people and the others. One part carries the population, the other one of nobody.
fn split(world: &World, cut: usize) -> (World, World) {
    let cut = cut.min(world.people.len());
    let (mut one, mut other) = (world.clone(), world.clone());
    one.people.truncate(cut);
    other.people.drain(..cut);
    other.population.iter_mut().for_each(|estimate| estimate.population = 0);
    (one, other)
}

/// A part of the records: whether roles are recorded is a fact of the whole.
fn part_of(world: &World, roles: bool) -> Caseload {
    let mut builder = world.builder();
    if roles {
        builder.records_roles();
    }
    builder.finish().unwrap()
}

#[test]
fn what_was_made_differently_is_refused() {
    let caseload = Caseload::default();
    let calendar = WorkingCalendar::england_and_wales();
    let closed = calendar.with_closures([day(2026, 12, 29)]).unwrap();
    let series = |calendar: &WorkingCalendar, to| {
        Definitions::default().over(&caseload, calendar).series(day(2026, 1, 1), to, Step::Month).unwrap()
    };
    let one = series(&calendar, day(2026, 3, 1));
    let refusal = |other: &Series| one.clone().merge(other).unwrap_err();
    assert_eq!(refusal(&series(&closed, day(2026, 3, 1))), MergeError::Closures(day(2026, 12, 29)));
    let dates = refusal(&series(&calendar, day(2026, 4, 1)));
    assert_eq!(
        dates.to_string(),
        "the dates differ: 3 dates from 2026-01-01 to 2026-03-01 and 4 dates from 2026-01-01 to 2026-04-01"
    );
    assert!(matches!(refusal(&measure(&caseload, &Definitions::statutory())), MergeError::Settings(_)));

    let card =
        |period| Definitions::default().over(&caseload, &calendar).within(period).scorecard(day(2026, 1, 1)).unwrap();
    let fixed = Period::Fixed { first: day(2025, 4, 1), last: day(2026, 3, 31) };
    assert_eq!(
        card(fixed).merge(card(Period::YearToDate)).unwrap_err().to_string(),
        "the periods differ: 2025-04-01 through 2026-03-31 and the year to date"
    );
    let measured_otherwise =
        serde_json::to_string(&one).unwrap().replacen("\"measure\":\"count\"", "\"measure\":\"rate\"", 1);
    assert_eq!(
        refusal(&serde_json::from_str(&measured_otherwise).unwrap()).to_string(),
        "the indicators differ: cp-plans (count) and cp-plans (rate)"
    );

    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    builder.protection_plan(child, entry::Plan::new("", day(2026, 1, 5)));
    let of_one_child = builder.finish().unwrap();
    let measurement = Definitions::default().over(&of_one_child, &calendar);
    let more = measurement.series(day(2026, 1, 1), day(2026, 3, 1), Step::Month).unwrap();
    assert_eq!(refusal_of_subtraction(&one, &more), "cp-plans on 2026-02-01 would fall below zero");
}

#[test]
fn what_was_made_with_unlike_calendars_is_refused() {
    let caseload = Caseload::default();
    let series = |calendar: &WorkingCalendar| {
        Definitions::default().over(&caseload, calendar).series(day(2026, 1, 1), day(2026, 3, 1), Step::Month).unwrap()
    };
    let refusal = |one: &WorkingCalendar, other: &WorkingCalendar| {
        series(one).merge(&series(other)).map(drop).unwrap_err().to_string()
    };
    let scotland = WorkingCalendar::of(Nation::Scotland);
    assert_eq!(
        refusal(&scotland, &WorkingCalendar::england_and_wales()),
        "the calendars differ: Scotland and England and Wales"
    );
    let own = |change: fn(&mut HolidayCalendar)| {
        let mut plain = scotland.plain().clone();
        change(&mut plain);
        WorkingCalendar::new(plain).unwrap()
    };
    let plain = own(|_| {});
    let beginning = "the calendars differ, though both are called Scotland: ";
    for (other, difference) in [
        (scotland.clone(), "only one of them is that of the nation"),
        (
            own(|plain| plain.holidays.push(Holiday::new(day(2026, 3, 23), "Fair Monday"))),
            "only one of them has 2026-03-23, Fair Monday",
        ),
        (
            own(|plain| plain.from = day(1977, 1, 1)),
            "one covers 1978-01-01 to 2100-12-31, the other 1977-01-01 to 2100-12-31",
        ),
        (
            own(|plain| plain.working_week = [chrono::Weekday::Mon].into_iter().collect()),
            "one has the working week Mon Tue Wed Thu Fri, the other Mon",
        ),
    ] {
        assert_eq!(refusal(&plain, &other), format!("{beginning}{difference}"));
    }
    assert!(series(&plain).merge(&series(&own(|_| {}))).is_ok());
    // It is written and read with the series.
    let written = serde_json::to_string(&series(&plain)).unwrap();
    assert_eq!(serde_json::from_str::<Series>(&written).unwrap(), series(&plain));
}

fn refusal_of_subtraction(one: &Series, more: &Series) -> String {
    one.clone().subtract(more).unwrap_err().to_string()
}

#[test]
fn a_written_series_that_makes_no_sense_is_refused() {
    let caseload = Caseload::default();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let series = measurement.series(day(2026, 1, 1), day(2026, 2, 1), Step::Month).unwrap();
    let text = serde_json::to_string(&series).unwrap();
    let read = |text: &str| serde_json::from_str::<Series>(text).map_err(|error| error.to_string());
    assert_eq!(read(&text), Ok(series));
    let shorter = read(&text.replacen("\"numerator\":[0,0]", "\"numerator\":[0]", 1)).unwrap_err();
    assert!(shorter.starts_with("cp-plans: expected 2 figures, one per date"), "{shorter}");
    let unordered = read(&text.replace("\"2026-01-01\",\"2026-02-01\"", "\"2026-02-01\",\"2026-01-01\"")).unwrap_err();
    assert!(unordered.contains("not in order"), "{unordered}");
    let unknown = read(&text.replace("\"closures\":[]", "\"closures\":[],\"opened\":[]")).unwrap_err();
    assert!(unknown.contains("opened"), "{unknown}");
    let newer = read(&text.replace("{\"format\":1,", "{\"format\":2,")).unwrap_err();
    assert!(newer.starts_with("the series has format 2, and only format 1 can be read"), "{newer}");
    for field in ["\"format\":1,", "\"parts\":[],", "\"without\":[],", "\"closures\":[],"] {
        assert!(text.contains(field), "{field} in {text}");
        let absent = read(&text.replace(field, "")).unwrap_err();
        assert!(absent.contains("missing field"), "{field}: {absent}");
    }
    let [one, two] = ["1", "2"].map(|digit| format!("\"{}\"", digit.repeat(32)));
    let unordered = read(&text.replace("\"parts\":[]", &format!("\"parts\":[{two},{one}]"))).unwrap_err();
    assert!(unordered.starts_with("the parts are not in order"), "{unordered}");
    let both = text.replace("\"parts\":[],\"without\":[]", &format!("\"parts\":[{one}],\"without\":[{one}]"));
    assert!(read(&both).unwrap_err().contains("both added and subtracted"));
    let no_part = read(&text.replace("\"parts\":[]", "\"parts\":[\"P1\"]")).unwrap_err();
    assert!(no_part.starts_with("a fingerprint has 32 digits"), "{no_part}");
    let too_many = read(&text.replacen("\"proportion\",\"numerator\":[0,0]", "\"proportion\",\"numerator\":[0,7]", 1));
    assert_eq!(too_many.unwrap_err(), "cp-core-groups on 2026-02-01: the numerator exceeds the denominator");
    let of_none = read(&text.replacen("\"measure\":\"count\"", "\"measure\":\"proportion\"", 1));
    assert_eq!(of_none.unwrap_err(), "cp-plans on 2026-01-01: a proportion has a denominator");
    let of_some = read(&text.replacen("\"measure\":\"proportion\"", "\"measure\":\"count\"", 1));
    assert_eq!(of_some.unwrap_err(), "cp-core-groups on 2026-01-01: a count has no denominator");
}

/// A plan of a child on 1 March 2026, and whether a core group was held in time.
pub(crate) fn a_plan(id: &str, held: bool) -> Series {
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id, ..Default::default() });
    builder.protection_plan(child, entry::Plan::new("", day(2026, 1, 5)));
    if held {
        builder.event(child, EventKind::CoreGroup, entry::Event::new("", day(2026, 2, 16)));
    }
    let (caseload, on) = (builder.finish().unwrap(), day(2026, 3, 1));
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    measurement.series(on, on, Step::Month).unwrap()
}

#[test]
fn no_more_are_counted_than_there_are() {
    let mut two = a_plan("P1", true);
    two.merge(&a_plan("P2", true)).unwrap();
    assert_eq!(two.get("cp-core-groups").unwrap().figures[0].numerator, 2);
    // There was none without a core group.
    let before = two.clone();
    let never_added = two.subtract(&a_plan("P2", false)).unwrap_err();
    assert_eq!(never_added.to_string(), "the numerator of cp-core-groups on 2026-03-01 would exceed its denominator");
    assert!(two.correct(&a_plan("P2", false), &a_plan("P2", true)).is_err());
    assert_eq!(two, before);

    let most = serde_json::to_string(&a_plan("P1", true))
        .unwrap()
        .replace("\"count\",\"numerator\":[1]", &format!("\"count\",\"numerator\":[{}]", u64::MAX));
    let mut most: Series = serde_json::from_str(&most).unwrap();
    let overflow = most.merge(&a_plan("P2", true)).unwrap_err();
    assert_eq!(overflow.to_string(), "the numerator of cp-plans on 2026-03-01 would exceed its denominator");
}
