//! The bank holidays of Scotland and Northern Ireland, against the government's list of 2012 to 2028 and against version 0.109 of
//! the package `holidays` of PyPI from 1978 to 2100.
#![expect(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use std::collections::BTreeSet;

use carekpi_dates::{Coverage, Holiday, Nation, OutsideCalendar, WorkingCalendar};
use chrono::{Datelike, NaiveDate};

const NATIONS: [Nation; 2] = [Nation::Scotland, Nation::NorthernIreland];

/// The rows about a nation in a file, without the nation.
fn rows(file: &'static str, nation: Nation) -> impl Iterator<Item = &'static str> {
    file.lines().filter_map(move |row| row.strip_prefix(nation.id())?.strip_prefix(','))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn holidays(calendar: &WorkingCalendar, years: std::ops::RangeInclusive<i32>) -> Vec<Holiday> {
    years.flat_map(|year| calendar.bank_holidays(year).unwrap().to_vec()).collect()
}

/// A name as in the government's list, without what is added for a substitute day.
fn official_name(name: &str) -> &str {
    match name.strip_suffix(" (substitute)").unwrap_or(name) {
        "Early May bank holiday (VE Day)" => "Early May bank holiday (VE day)",
        "Diamond Jubilee" => "Queen's Diamond Jubilee",
        "Platinum Jubilee" => "Platinum Jubilee bank holiday",
        "State Funeral of Elizabeth II" => "Bank Holiday for the State Funeral of Queen Elizabeth II",
        "Coronation of Charles III" => "Bank holiday for the coronation of King Charles III",
        name => name,
    }
}

#[test]
fn the_government_lists_the_same_days_and_names() {
    // When New Year's Day was a Sunday, the list first named the two days the other way round, and since 2023 as here.
    let exchanged = [day("2012-01-02"), day("2012-01-03"), day("2017-01-02"), day("2017-01-03")];
    for nation in NATIONS {
        let calendar = WorkingCalendar::of(nation);
        let mut listed: BTreeSet<(NaiveDate, &str)> = BTreeSet::new();
        for row in rows(include_str!("data/official.csv"), nation) {
            let cells: Vec<&str> = row.split(',').collect();
            let [date, title, notes] = *cells else { panic!("{row}") };
            listed.insert((day(date), title));
            let name = calendar.bank_holiday(day(date)).unwrap().unwrap();
            // Days that were moved for a jubilee are substitute days there too.
            let is_moved = name.contains("Jubilee") || name == "Spring bank holiday";
            let is_exchanged = nation == Nation::Scotland && exchanged.contains(&day(date));
            if !is_moved && !is_exchanged {
                assert_eq!(name.ends_with("(substitute)"), notes == "Substitute day", "{nation} {row}");
            }
        }
        let ours = holidays(&calendar, 2012..=2028);
        let ours: BTreeSet<(NaiveDate, &str)> = ours.iter().map(|one| (one.date, official_name(&one.name))).collect();
        let unlike: BTreeSet<NaiveDate> = ours.symmetric_difference(&listed).map(|(date, _)| *date).collect();
        let expected: &[NaiveDate] = match nation {
            // It was proclaimed after this edition of the list.
            Nation::Scotland => &[&exchanged[..], &[day("2026-06-15")]].concat(),
            _ => &[],
        };
        assert!(unlike.iter().eq(expected), "{nation} {unlike:?}");
        assert_eq!(listed.len(), if nation == Nation::Scotland { 157 } else { 174 });
    }
}

#[test]
fn another_calendar_has_the_same_days() {
    for nation in NATIONS {
        let theirs: BTreeSet<NaiveDate> = rows(include_str!("data/holidays.csv"), nation).map(day).collect();
        let ours = holidays(&WorkingCalendar::of(nation), 1978..=2100);
        let ours: BTreeSet<NaiveDate> = ours.iter().map(|holiday| holiday.date).collect();
        let unlike: Vec<NaiveDate> = ours.symmetric_difference(&theirs).copied().collect();
        let expected: &[NaiveDate] = match nation {
            // The St Andrew's Day Bank Holiday Act is of January 2007, so 30 November 2006 was a working day.
            Nation::Scotland => &[day("2006-11-30")],
            _ => &[],
        };
        assert_eq!(unlike, expected, "{nation}");
        assert!(ours.len() > 1_000);
    }
}

#[test]
fn what_one_nation_has_and_another_has_not() {
    let has = |nation, date| WorkingCalendar::of(nation).bank_holiday(day(date)).unwrap().is_some();
    for (date, expected) in [
        ("2026-01-02", [false, true, false]),
        ("2026-03-17", [false, false, true]),
        ("2026-04-06", [true, false, true]),
        ("2026-06-15", [false, true, false]),
        ("2026-07-13", [false, false, true]),
        ("2026-08-03", [false, true, false]),
        ("2026-08-31", [true, false, true]),
        ("2026-11-30", [false, true, false]),
        ("1999-12-31", [true, true, true]),
        ("2018-03-19", [false, false, true]),
        ("2022-09-19", [true, true, true]),
    ] {
        assert_eq!(Nation::ALL.map(|nation| has(nation, date)), expected, "{date}");
    }
}

#[test]
fn they_begin_in_1978() {
    for nation in NATIONS {
        let calendar = WorkingCalendar::of(nation);
        assert_eq!((calendar.name(), calendar.nation()), (nation.name(), Some(nation)));
        let outside = calendar.next(day("1977-12-31")).unwrap_err();
        let OutsideCalendar { day: before, end, .. } = outside;
        assert_eq!((before, end), (day("1977-12-31"), day("1978-01-01")));
        assert_eq!(outside.to_string(), "1977-12-31 is before the working calendar, which begins on 1978-01-01");
        assert_eq!(calendar.add(day("2100-12-31"), 1).unwrap_err().end, day("2100-12-31"));
        for (year, coverage) in [
            (1978, Coverage::Corroborated),
            (2012, Coverage::Official),
            (2028, Coverage::Official),
            (2029, Coverage::Projected),
        ] {
            let day = NaiveDate::from_ymd_opt(year, 6, 1).unwrap();
            assert_eq!(calendar.coverage(day), Ok(coverage), "{}", day.year());
        }
    }
}
