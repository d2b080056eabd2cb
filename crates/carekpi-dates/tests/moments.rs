//! Times of day in the local time of the United Kingdom, and limits of hours.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_dates::{ClockChange, HourLimit, Limit, Moment, MonthEnd, Span, TimeOfDay, Untimed, WorkingCalendar};
use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn at(day: NaiveDate, hour: u32, minute: u32) -> Moment {
    Moment::new(day, Some(TimeOfDay::new(hour, minute).unwrap()))
}

/// When the clocks go forward and back, as the government publishes it.
const PUBLISHED: [[(i32, u32, u32); 2]; 8] = [
    [(2019, 3, 31), (2019, 10, 27)],
    [(2020, 3, 29), (2020, 10, 25)],
    [(2021, 3, 28), (2021, 10, 31)],
    [(2022, 3, 27), (2022, 10, 30)],
    [(2023, 3, 26), (2023, 10, 29)],
    [(2024, 3, 31), (2024, 10, 27)],
    [(2025, 3, 30), (2025, 10, 26)],
    [(2026, 3, 29), (2026, 10, 25)],
];

#[test]
fn the_clocks_change_on_the_published_days() {
    for [forward, back] in PUBLISHED {
        for ((year, month, of_month), change) in [(forward, ClockChange::Skipped), (back, ClockChange::Repeated)] {
            let of = day(year, month, of_month);
            for minute in 0..60 {
                assert_eq!(at(of, 0, minute).clock_change(), None);
                assert_eq!(at(of, 1, minute).clock_change(), Some(change), "{of}");
                assert_eq!(at(of, 2, minute).clock_change(), None);
            }
            assert_eq!(Moment::from(of).clock_change(), None);
        }
    }
    for year in [1950, 1996, 2035, 2100] {
        let days = day(year, 1, 1).iter_days().take_while(|of| of.year() == year);
        let odd: Vec<_> = days.filter(|of| at(*of, 1, 30).clock_change().is_some()).collect();
        assert!(odd.iter().map(NaiveDate::month).eq([3, 10]), "{odd:?}");
        assert!(odd.iter().all(|of| of.weekday() == Weekday::Sun && of.day() > 24));
    }
}

/// Walks through a day minute by minute, as a clock on the wall shows it.
#[test]
fn elapsed_minutes_are_those_that_a_clock_went_through() {
    for [(year, month, forward), (_, other_month, back)] in PUBLISHED {
        for (of, length) in [(day(year, month, forward), 23), (day(year, other_month, back), 25), (day(year, 6, 1), 24)]
        {
            let midnight = at(of, 0, 0);
            let (mut hour, mut minute, mut has_changed) = (0, 0, false);
            for passed in 0..length * 60 {
                let shown = at(of, hour, minute);
                // Of an hour that comes twice, the first counts.
                let second = length == 25 && has_changed && hour == 1;
                assert_eq!(shown.minutes_since(midnight), Some(passed - if second { 60 } else { 0 }), "{shown}");
                minute += 1;
                if minute == 60 {
                    (hour, minute) = (hour + 1, 0);
                    if length == 23 && hour == 1 {
                        hour = 2;
                    } else if length == 25 && hour == 2 && !has_changed {
                        (hour, has_changed) = (1, true);
                    }
                }
            }
            assert_eq!(at(of + Days::new(1), 0, 0).minutes_since(midnight), Some(length * 60));
        }
    }
    // A time that does not exist is an hour later by the clock.
    let forward = day(2026, 3, 29);
    for minute in 0..60 {
        assert_eq!(at(forward, 1, minute).minutes_since(at(forward, 2, minute)), Some(0));
    }
}

#[test]
fn what_is_certainly_before() {
    let on = day(2026, 3, 10);
    let untimed = Moment::from(on);
    assert!(at(on, 9, 0).is_before(at(on, 9, 1)) && !at(on, 9, 0).is_before(at(on, 9, 0)));
    assert!(!untimed.is_before(at(on, 23, 59)) && !at(on, 0, 0).is_before(untimed));
    assert!(untimed.is_before(at(on + Days::new(1), 0, 0)) && at(on, 0, 0).is_before((on + Days::new(1)).into()));
    assert_eq!((untimed.minutes_since(at(on, 9, 0)), at(on, 9, 0).minutes_since(untimed)), (None, None));
}

#[test]
fn seventy_two_hours_over_the_odd_nights() {
    let limit = HourLimit::within(72);
    for (from, last) in [
        (at(day(2026, 3, 27), 14, 30), at(day(2026, 3, 30), 15, 30)),
        (at(day(2026, 10, 23), 14, 30), at(day(2026, 10, 26), 13, 30)),
        // The limit ends in the hour that does not exist, and in the one that comes twice.
        (at(day(2026, 3, 26), 1, 30), at(day(2026, 3, 29), 2, 30)),
        (at(day(2026, 10, 22), 1, 30), at(day(2026, 10, 25), 1, 30)),
        (at(day(2026, 10, 22), 2, 30), at(day(2026, 10, 25), 1, 30)),
    ] {
        assert_eq!(limit.until(from), last);
        assert!(limit.is_kept(from, last));
        assert_eq!(limit.lapses(from), last.day);
    }
    let (from, until) = (at(day(2026, 3, 9), 0, 0), at(day(2026, 3, 12), 0, 0));
    assert_eq!((limit.until(from), limit.lapses(from)), (until, until.day));
}

#[test]
fn without_a_time_it_is_a_reading() {
    let (from, limit) = (day(2026, 3, 9), HourLimit::within(72));
    let strict = limit.untimed(Untimed::Strict);
    let on = |of| Moment::from(day(2026, 3, of));
    for (limit, timed_from, at_last, lapses) in [(limit, 12, 12, 13), (strict, 11, 11, 12)] {
        assert_eq!(limit.until(from.into()), on(at_last));
        assert_eq!(limit.lapses(from.into()), day(2026, 3, lapses));
        assert!(limit.is_kept(from.into(), on(at_last)) && !limit.is_kept(from.into(), on(at_last + 1)));
        assert!(limit.is_kept(from.into(), at(day(2026, 3, at_last), 23, 59)));
        // From a time to a day without one.
        let from = at(from, 14, 30);
        assert!(limit.is_kept(from, on(timed_from)) && !limit.is_kept(from, on(timed_from + 1)));
    }
    for (hours, days, strict_days) in [(1, 10, 8), (24, 10, 9), (25, 11, 9), (47, 11, 9), (48, 11, 10)] {
        assert_eq!(HourLimit::within(hours).until(from.into()), on(days));
        assert_eq!(HourLimit::within(hours).untimed(Untimed::Strict).until(from.into()), on(strict_days));
    }
}

#[test]
fn what_is_too_far_off_never_ends() {
    let limit = HourLimit::within(u32::MAX);
    for from in [Moment::from(NaiveDate::MAX), at(NaiveDate::MAX, 23, 59)] {
        assert_eq!((limit.until(from).day, limit.lapses(from)), (NaiveDate::MAX, NaiveDate::MAX));
        assert!(limit.is_kept(from, from));
    }
    assert_eq!(at(NaiveDate::MIN, 0, 0).minutes_since(at(NaiveDate::MIN, 0, 0)), Some(0));
}

fn moments() -> impl Strategy<Value = Moment> {
    // Half of them are near the nights on which the clocks change.
    let days = prop_oneof![0..800_u64, 80..90_u64, 290..305_u64].prop_map(|after| day(2026, 1, 1) + Days::new(after));
    (days, proptest::option::weighted(0.9, (0..24_u32, 0..60_u32)))
        .prop_map(|(day, time)| Moment::new(day, time.and_then(|(hour, minute)| TimeOfDay::new(hour, minute))))
}

proptest! {
    #[test]
    fn the_last_moment_is_in_time_and_the_next_is_not(from in moments(), hours in 0..200_u32) {
        let limit = HourLimit::within(hours);
        let until = limit.until(from);
        prop_assert!(limit.is_kept(from, until));
        prop_assert!(limit.is_kept(from, from));
        let next = until.day + Days::new(1);
        prop_assert!(!limit.is_kept(from, next.into()));
        if from.time.is_none() {
            let due = Limit::due(Span::days(hours.div_ceil(24)));
            let lapses = due.lapses(from.day, &WorkingCalendar::england_and_wales(), MonthEnd::Clamp);
            prop_assert_eq!(Ok(limit.lapses(from)), lapses);
            return Ok(());
        }
        prop_assert_eq!(limit.lapses(from), until.day);
        let passed = until.minutes_since(from).unwrap();
        let is_second = passed == i64::from(hours) * 60 - 60 && until.clock_change() == Some(ClockChange::Repeated);
        prop_assert!(passed == i64::from(hours) * 60 || is_second, "{} {}", until, passed);
    }

    #[test]
    fn the_strict_reading_is_never_in_favour(from in moments(), to in moments(), hours in 0..200_u32) {
        let limit = HourLimit::within(hours);
        let strict = limit.untimed(Untimed::Strict);
        prop_assert!(limit.is_kept(from, to) || !strict.is_kept(from, to));
        prop_assert!(strict.lapses(from) <= limit.lapses(from));
        if from.time.is_some() && to.time.is_some() {
            prop_assert_eq!(limit.is_kept(from, to), strict.is_kept(from, to));
            prop_assert_eq!(limit.is_kept(from, to), to.minutes_since(from).unwrap() <= i64::from(hours) * 60);
        }
        // More time is never worse.
        prop_assert!(!limit.is_kept(from, to) || HourLimit::within(hours + 1).is_kept(from, to));
    }
}
