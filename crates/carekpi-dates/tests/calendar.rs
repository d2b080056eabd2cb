//! Counting and adding working days, against counting day by day.
#![expect(clippy::unwrap_used, reason = "the days of the tests exist")]

use carekpi_dates::{Coverage, DateRange, OutsideCalendar, WorkingCalendar};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The day before the calendar that an error names.
fn before<T>(answer: Result<T, OutsideCalendar>) -> Option<NaiveDate> {
    answer.err().filter(OutsideCalendar::is_before).map(|outside| outside.day)
}

/// The day after the calendar that an error names.
fn after<T>(answer: Result<T, OutsideCalendar>) -> Option<NaiveDate> {
    answer.err().filter(OutsideCalendar::is_after).map(|outside| outside.day)
}

/// Whether `day` is a working day, from the list of its year.
fn works(calendar: &WorkingCalendar, day: NaiveDate) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let closed = calendar.closures().any(|closure| closure == day);
    !weekend && !closed && calendar.bank_holidays(day.year()).unwrap().iter().all(|holiday| holiday.date != day)
}

/// How many working days there are in `(after, through]`, counted one by one.
fn count(calendar: &WorkingCalendar, after: NaiveDate, through: NaiveDate) -> i64 {
    if through < after {
        return -count(calendar, through, after);
    }
    let days = after.iter_days().skip(1).take_while(|day| *day <= through);
    i64::try_from(days.filter(|day| works(calendar, *day)).count()).unwrap()
}

/// The working day that is `number` after `day`, or before it, found one by one.
fn step(calendar: &WorkingCalendar, day: NaiveDate, number: i64) -> NaiveDate {
    let mut day = day;
    let mut left = number.abs();
    while left > 0 {
        day = if number > 0 { day.succ_opt().unwrap() } else { day.pred_opt().unwrap() };
        if works(calendar, day) {
            left -= 1;
        }
    }
    day
}

#[test]
fn every_day_of_forty_years_is_counted_as_by_hand() {
    let calendar = WorkingCalendar::england_and_wales();
    let first = day(1995, 1, 1);
    let mut since_first = 0;
    let mut recent = std::collections::VecDeque::new();
    for on in first.iter_days().take_while(|on| *on <= day(2035, 12, 31)) {
        let works = works(&calendar, on);
        assert_eq!(calendar.is_working_day(on), Ok(works), "{on}");
        if on > first && works {
            since_first += 1;
        }
        assert_eq!(calendar.between(first, on), Ok(since_first), "{on}");
        // The last 25 days before, with the count of working days since each.
        recent.push_back((on, since_first));
        if recent.len() > 25 {
            recent.pop_front();
        }
        for (earlier, then) in &recent {
            let passed = since_first - then;
            assert_eq!(calendar.between(*earlier, on), Ok(passed), "{earlier} {on}");
            assert_eq!(calendar.between(on, *earlier), Ok(-passed), "{on} {earlier}");
            if passed > 0 && works {
                assert_eq!(calendar.add(*earlier, passed), Ok(on), "{earlier} + {passed}");
            }
        }
    }
}

#[test]
fn every_day_of_forty_years_is_added_to_as_by_hand() {
    let calendar = WorkingCalendar::england_and_wales();
    let working: Vec<NaiveDate> =
        day(1994, 6, 1).iter_days().take_while(|on| on.year() < 2037).filter(|on| works(&calendar, *on)).collect();
    for on in day(1995, 1, 1).iter_days().take_while(|on| on.year() <= 2035) {
        let after = working.partition_point(|working| *working <= on);
        let before = working.partition_point(|working| *working < on);
        for number in [1, 2, 3, 5, 10, 15, 20, 45, 100] {
            let found = working[after + usize::try_from(number).unwrap() - 1];
            assert_eq!(calendar.add(on, number), Ok(found), "{on} + {number}");
            let found = working[before - usize::try_from(number).unwrap()];
            assert_eq!(calendar.add(on, -number), Ok(found), "{on} - {number}");
        }
        assert_eq!(calendar.add(on, 0), Ok(on));
        assert_eq!(calendar.next(on), Ok(working[after]));
        assert_eq!(calendar.previous(on), Ok(working[before - 1]));
    }
}

#[test]
fn easter_2026_and_christmas_2025() {
    let calendar = WorkingCalendar::england_and_wales();
    let cases = [
        (day(2026, 4, 2), 1, day(2026, 4, 7)),
        (day(2026, 4, 3), 1, day(2026, 4, 7)),
        (day(2026, 4, 6), 1, day(2026, 4, 7)),
        (day(2026, 3, 27), 10, day(2026, 4, 14)),
        (day(2025, 12, 24), 1, day(2025, 12, 29)),
        (day(2025, 12, 24), 4, day(2026, 1, 2)),
        (day(2025, 12, 19), 10, day(2026, 1, 7)),
        (day(2025, 12, 28), 3, day(2025, 12, 31)),
    ];
    for (from, number, expected) in cases {
        assert_eq!(calendar.add(from, number), Ok(expected), "{from} + {number}");
        assert_eq!(calendar.between(from, expected), Ok(number), "{from} {expected}");
        assert_eq!(calendar.between(from, expected.pred_opt().unwrap()), Ok(number - 1), "{from} {expected}");
    }
}

#[test]
fn outside_the_calendar_is_an_error() {
    let calendar = WorkingCalendar::england_and_wales();
    let (early, late) = (day(1949, 12, 31), day(2101, 1, 1));
    let (first, last) = (day(1950, 1, 1), day(2100, 12, 31));
    assert_eq!(before(calendar.is_working_day(early)), Some(early));
    assert_eq!(after(calendar.is_working_day(late)), Some(late));
    assert_eq!(calendar.is_working_day(first), Ok(false));
    assert_eq!(calendar.is_working_day(last), Ok(true));
    assert_eq!(before(calendar.between(early, last)), Some(early));
    assert_eq!(after(calendar.between(first, late)), Some(late));
    assert_eq!(after(calendar.add(last, 1)), Some(late));
    assert_eq!(before(calendar.add(first, -1)), Some(early));
    assert_eq!(after(calendar.add(last, i64::MAX)), Some(late));
    assert_eq!(before(calendar.add(first, i64::MIN)), Some(early));
    assert_eq!(after(calendar.add(late, 0)), Some(late));
    assert_eq!(before(calendar.coverage(early)), Some(early));
    assert!(calendar.with_closures([late]).is_err());
    for date in [NaiveDate::MIN, NaiveDate::MAX] {
        assert!(calendar.is_working_day(date).is_err());
        assert!(calendar.coverage(date).is_err());
        assert!(calendar.bank_holiday(date).is_err());
        assert!(calendar.bank_holidays(date.year()).is_err());
    }
    assert_eq!(before(calendar.bank_holiday(early)), Some(early));
    assert_eq!(after(calendar.bank_holiday(late)), Some(late));
    assert_eq!(before(calendar.bank_holidays(1949)), Some(day(1949, 1, 1)));
    assert_eq!(after(calendar.bank_holidays(2101)), Some(late));
    assert_eq!(before(calendar.bank_holidays(i32::MIN)), Some(NaiveDate::MIN));
    assert_eq!(after(calendar.bank_holidays(i32::MAX)), Some(NaiveDate::MAX));
    let listed = |range| calendar.working_days(range).map(|days| days.count());
    assert_eq!(before(listed(DateRange::closed(early, last))), Some(early));
    assert_eq!(after(listed(DateRange::closed(first, late))), Some(late));
    assert_eq!(listed(DateRange::closed(first, last)), Ok(calendar.between(first, last).unwrap().try_into().unwrap()));
    assert_eq!(listed(DateRange::closed(last, last)), Ok(1));
    assert_eq!(listed(DateRange::closed(late, early)), Ok(0));
    assert_eq!(calendar.days_covered(), DateRange::closed(first, last));
}

#[test]
fn what_is_known_of_each_year() {
    let calendar = WorkingCalendar::england_and_wales();
    let tiers = [
        (1950, Coverage::Historic),
        (1977, Coverage::Historic),
        (1978, Coverage::Corroborated),
        (2011, Coverage::Corroborated),
        (2012, Coverage::Official),
        (2028, Coverage::Official),
        (2029, Coverage::Projected),
        (2100, Coverage::Projected),
    ];
    for (year, coverage) in tiers {
        assert_eq!(calendar.coverage(day(year, 6, 1)), Ok(coverage), "{year}");
    }
}

#[test]
fn calendars_are_equal_by_their_closures() {
    let plain = WorkingCalendar::england_and_wales();
    let closed = plain.with_closures([day(2025, 12, 29)]).unwrap();
    assert_ne!(plain, closed);
    assert_eq!(closed, plain.with_closures([day(2025, 12, 29), day(2025, 12, 29)]).unwrap());
    assert_eq!(plain, plain.with_closures([]).unwrap());
    assert!(closed.closures().eq([day(2025, 12, 29)]));
    assert!(format!("{closed:?}").contains("2025-12-29"));
}

prop_compose! {
    fn days()(offset in 0_u64..40_000) -> NaiveDate {
        day(1960, 1, 1).checked_add_days(Days::new(offset)).unwrap()
    }
}

proptest! {
    #[test]
    fn counting_and_adding_with_closures_is_as_day_by_day(
        from in days(),
        length in 0_u64..400,
        number in -60_i64..60,
        closures in proptest::collection::vec(0_u64..400, 0..12),
    ) {
        let through = from.checked_add_days(Days::new(length)).unwrap();
        let closures: Vec<NaiveDate> =
            closures.into_iter().map(|offset| from.checked_add_days(Days::new(offset)).unwrap()).collect();
        let calendar = WorkingCalendar::england_and_wales().with_closures(closures.clone()).unwrap();
        prop_assert_eq!(calendar.between(from, through), Ok(count(&calendar, from, through)));
        prop_assert_eq!(calendar.between(through, from), Ok(count(&calendar, through, from)));
        prop_assert_eq!(calendar.add(from, number), Ok(step(&calendar, from, number)));

        // A limit in working days is complete on the day on which that number has passed, and not before.
        if number > 0 {
            let complete = calendar.add(from, number).unwrap();
            prop_assert_eq!(calendar.between(from, through).unwrap() >= number, through >= complete);
        }

        let range = DateRange::closed(from, through);
        let listed: Vec<NaiveDate> = calendar.working_days(range).unwrap().collect();
        let by_hand: Vec<NaiveDate> = range.iter().filter(|on| works(&calendar, *on)).collect();
        prop_assert_eq!(listed, by_hand);

        let plain = WorkingCalendar::england_and_wales();
        let (one, other) = closures.split_at(closures.len() / 2);
        let joined = plain
            .with_closures(one.iter().copied())
            .unwrap()
            .union(&plain.with_closures(other.iter().copied()).unwrap())
            .unwrap();
        prop_assert_eq!(joined, calendar);
    }
}
