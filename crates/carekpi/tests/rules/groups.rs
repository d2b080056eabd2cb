//! Which group a child is in, day by day.

use carekpi::model::{Caseload, CaseloadBuilder, ChildKey, entry};
use carekpi::{Definitions, GroupBy, Grouping, Series, Step, WorkingCalendar};
use carekpi_testkit::day;
use chrono::NaiveDate;

/// A caseload of one child with a child protection plan since 2020.
fn one_child(child: entry::Child<&str>, more: impl FnOnce(&mut CaseloadBuilder, ChildKey)) -> Caseload {
    let mut builder = Caseload::builder();
    let key = builder.child(child);
    builder.protection_plan(key, entry::Plan::new("CP1", day(2020, 1, 1)));
    more(&mut builder, key);
    builder.finish().unwrap()
}

/// The groups of the children with a child protection plan, each with the first and the last day on which somebody is in it,
/// in order.
fn by<'g>(
    caseload: &Caseload,
    grouping: impl Into<Grouping<'g>>,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<(String, NaiveDate, NaiveDate)> {
    let measurement = Definitions::default().over(caseload, &WorkingCalendar::england_and_wales());
    let breakdown = measurement.by(grouping.into()).series(from, to, Step::Day).unwrap();
    let days = |series: &Series| {
        let plans = &series.get("cp-plans").unwrap().figures;
        let with = series.dates().iter().zip(plans).filter(|(_, figure)| figure.numerator > 0);
        let days: Vec<NaiveDate> = with.map(|(date, _)| *date).collect();
        (*days.first().unwrap(), *days.last().unwrap())
    };
    let groups = breakdown.groups.iter().map(|(name, series)| {
        let (first, last) = days(series);
        (name.clone(), first, last)
    });
    groups.collect()
}

fn named(name: &str, first: NaiveDate, last: NaiveDate) -> (String, NaiveDate, NaiveDate) {
    (name.to_owned(), first, last)
}

#[test]
fn a_birthday_is_the_first_day_in_the_next_band() {
    let child = entry::Child { id: "P1", born: Some(day(2022, 3, 4)), ..Default::default() };
    let caseload = one_child(child, |_, _| {});
    let bands = [
        named("0", day(2021, 1, 1), day(2023, 3, 3)),
        named("1 to 4", day(2023, 3, 4), day(2027, 3, 3)),
        named("5 to 9", day(2027, 3, 4), day(2032, 3, 3)),
        named("10 to 15", day(2032, 3, 4), day(2038, 3, 3)),
        named("16 to 17", day(2038, 3, 4), day(2040, 3, 3)),
        named("18 and over", day(2040, 3, 4), day(2041, 1, 1)),
    ];
    assert_eq!(by(&caseload, GroupBy::AgeBand, day(2021, 1, 1), day(2041, 1, 1)), bands);

    let unknown = one_child(entry::Child { id: "P1", ..Default::default() }, |_, _| {});
    let (from, to) = (day(2026, 1, 1), day(2026, 1, 9));
    assert_eq!(by(&unknown, GroupBy::AgeBand, from, to), [named("", from, to)]);
}

#[test]
fn sex_and_ethnicity_are_as_written() {
    let child = entry::Child { id: "P1", sex: "f", gender: "03", ethnicity: "WBRI", ..Default::default() };
    let caseload = one_child(child, |_, _| {});
    let (from, to) = (day(2026, 1, 1), day(2026, 1, 9));
    assert_eq!(by(&caseload, GroupBy::Sex, from, to), [named("f", from, to)]);
    assert_eq!(by(&caseload, GroupBy::Ethnicity, from, to), [named("WBRI", from, to)]);
}

#[test]
fn team_and_worker_are_those_of_the_case_worker_on_the_day() {
    let caseload = one_child(entry::Child { id: "P1", ..Default::default() }, |builder, key| {
        builder.team("T1", "North");
        let (worker, role) = ("W1", "Social worker");
        let one = entry::Allocation { worker, team: "T1", role, ..entry::Allocation::new("1", day(2026, 1, 5)) };
        builder.allocation(key, entry::Allocation { end: Some(day(2026, 1, 9)), ..one });
        // Another worker of the same team; nobody; a team without a name.
        let next = entry::Allocation { id: "2", start: day(2026, 1, 9), worker: "W2", ..one };
        builder.allocation(key, entry::Allocation { end: Some(day(2026, 1, 20)), ..next });
        builder.allocation(key, entry::Allocation { id: "3", start: day(2026, 2, 2), team: "T2", ..one });
        // No case worker.
        builder.allocation(key, entry::Allocation { id: "4", start: day(2026, 1, 1), role: "IRO", team: "T3", ..one });
    });
    let (from, to) = (day(2026, 1, 5), day(2026, 2, 28));
    let teams = [
        named("North", from, day(2026, 1, 19)),
        named("T2", day(2026, 2, 2), to),
        named("", day(2026, 1, 20), day(2026, 2, 1)),
    ];
    assert_eq!(by(&caseload, GroupBy::Team, from, to), teams);
    let workers = [
        named("W1", from, to),
        named("W2", day(2026, 1, 9), day(2026, 1, 19)),
        named("", day(2026, 1, 20), day(2026, 2, 1)),
    ];
    assert_eq!(by(&caseload, GroupBy::Worker, from, to), workers);
}

#[test]
fn groups_are_in_the_order_of_the_number_that_their_name_begins_with() {
    let mut builder = Caseload::builder();
    for id in ["North", "10 b", "", "2 a", "07", "7", "10 a", "Nord"] {
        let key = builder.child(entry::Child { id, ..Default::default() });
        builder.protection_plan(key, entry::Plan::new(id, day(2020, 1, 1)));
    }
    let caseload = builder.finish().unwrap();
    let grouping = Grouping::new("name", |child| child.child().id().into());
    assert_eq!((grouping.name(), format!("{grouping:?}").contains("\"name\"")), ("name", true));
    let (from, to) = (day(2026, 1, 1), day(2026, 1, 9));
    let names: Vec<String> = by(&caseload, grouping, from, to).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["2 a", "07", "7", "10 a", "10 b", "Nord", "North", ""]);
}

#[test]
fn a_grouping_is_parsed_from_its_name() {
    let names = GroupBy::ALL.map(|by| by.to_string());
    assert_eq!(names, ["team", "sex", "ethnicity", "age-band", "worker"]);
    assert_eq!(names.map(|name| name.parse()), GroupBy::ALL.map(Ok));
    let refused = "Team".parse::<GroupBy>().unwrap_err();
    assert_eq!(refused.to_string(), "unknown grouping `Team`; use team, sex, ethnicity, age-band or worker");
    for by in GroupBy::ALL {
        assert_eq!(Grouping::from(by).name(), by.name());
    }
}
