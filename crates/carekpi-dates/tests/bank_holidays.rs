//! The bank holidays that rules and lists give, against those of 1950 to 2040 as collected from several sources.

use std::collections::BTreeSet;

use carekpi_dates::WorkingCalendar;
use chrono::NaiveDate;

/// Each day with its confidence and title.
fn collected() -> impl Iterator<Item = (NaiveDate, &'static str, &'static str)> {
    include_str!("data/bank_holidays.csv").lines().skip(1).filter_map(|line| {
        let (date, rest) = line.split_once(',')?;
        let (confidence, title) = rest.split_once(',')?;
        Some((date.parse().ok()?, confidence, title.trim_matches('"')))
    })
}

#[test]
fn every_day_that_is_sure_is_one_and_no_other() {
    let calendar = WorkingCalendar::england_and_wales();
    let sure: BTreeSet<(NaiveDate, &str)> =
        collected().filter(|(_, confidence, _)| *confidence != "low").map(|(date, _, title)| (date, title)).collect();
    let ours: BTreeSet<(NaiveDate, &str)> = (1950..=2040)
        .flat_map(|year| calendar.bank_holidays(year).unwrap())
        .map(|holiday| (holiday.date, &*holiday.name))
        .collect();
    assert_eq!(sure.len(), 677);
    assert_eq!(ours.difference(&sure).collect::<Vec<_>>(), Vec::<&(NaiveDate, &str)>::new());
    assert_eq!(sure.difference(&ours).collect::<Vec<_>>(), Vec::<&(NaiveDate, &str)>::new());
}

#[test]
fn the_days_that_are_not_sure_are_those_offered_as_unconfirmed() {
    let unsure: Vec<NaiveDate> =
        collected().filter(|(_, confidence, _)| *confidence == "low").map(|(date, ..)| date).collect();
    assert_eq!(WorkingCalendar::unconfirmed_holidays().collect::<Vec<_>>(), unsure);
    let calendar = WorkingCalendar::england_and_wales();
    for day in unsure {
        assert_eq!(calendar.is_working_day(day), Ok(true), "{day}");
    }
}

#[test]
fn moved_and_one_off_days() {
    let calendar = WorkingCalendar::england_and_wales();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    for holiday in ["2023-05-08", "2022-09-19", "2020-05-08", "2011-04-29", "2002-06-04", "1999-12-31", "1995-05-08"] {
        assert_eq!(calendar.is_working_day(day(holiday)), Ok(false), "{holiday}");
    }
    for working in ["2020-05-04", "2022-05-30", "2002-05-27", "1995-05-01", "2012-05-28", "1977-05-30"] {
        assert_eq!(calendar.is_working_day(day(working)), Ok(true), "{working}");
    }
}

#[test]
fn easter_through_2100() {
    let calendar = WorkingCalendar::england_and_wales();
    // The latest and the earliest Easters among them.
    for monday in ["2038-04-26", "2049-04-19", "2057-04-23", "2076-04-20", "2079-04-24", "2096-04-16", "2100-03-29"] {
        assert_eq!(calendar.bank_holiday(monday.parse().unwrap()), Ok(Some("Easter Monday")), "{monday}");
    }
}

#[test]
fn unknown_outside_the_calendar() {
    let calendar = WorkingCalendar::england_and_wales();
    assert!(calendar.bank_holidays(1949).is_err());
    assert!(calendar.bank_holidays(2101).is_err());
    assert!(!calendar.bank_holidays(1950).unwrap().is_empty());
    assert!(!calendar.bank_holidays(2100).unwrap().is_empty());
}
