//! A snapshot date, and how long the answers for it hold.
#![expect(clippy::unwrap_used, reason = "the days of the tests exist")]

use carekpi_dates::{
    AsOf, Conventions, EndDay, LeapDayBirthday, Limit, MonthEnd, Period, Span, WithinLast, WorkingCalendar,
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn plain() -> Conventions {
    Conventions::new(WorkingCalendar::england_and_wales())
}

#[test]
fn a_day_is_reached_on_itself() {
    let conventions = plain();
    let as_of = AsOf::new(day(2026, 3, 31), Period::YearToDate, &conventions);
    assert_eq!(as_of.on(), day(2026, 3, 31));
    assert!(as_of.reached(day(2026, 3, 30)));
    assert!(as_of.reached(day(2026, 3, 31)));
    assert_eq!(as_of.valid_until(), NaiveDate::MAX);
    assert!(!as_of.reached(day(2026, 5, 1)));
    assert_eq!(as_of.valid_until(), day(2026, 5, 1));
    assert!(!as_of.reached(day(2026, 4, 1)));
    assert_eq!(as_of.valid_until(), day(2026, 4, 1));
    as_of.note_change(day(2026, 6, 1));
    assert_eq!(as_of.valid_until(), day(2026, 4, 1));
    assert_eq!(as_of.conventions(), &conventions);
}

#[test]
fn the_end_day() {
    let mut conventions = plain();
    for (end_day, on_its_end) in [(EndDay::Excluded, false), (EndDay::Included, true)] {
        conventions.end_day = end_day;
        let is_open = |on, start, end| AsOf::new(on, Period::YearToDate, &conventions).is_open(start, end);
        let (start, end) = (day(2026, 3, 2), Some(day(2026, 3, 31)));
        assert!(!is_open(day(2026, 3, 1), start, end));
        assert!(is_open(day(2026, 3, 2), start, end));
        assert!(is_open(day(2026, 3, 30), start, end));
        assert_eq!(is_open(day(2026, 3, 31), start, end), on_its_end);
        assert!(!is_open(day(2026, 4, 1), start, end));
        assert!(is_open(day(2099, 1, 1), start, None));
        assert_eq!(is_open(start, start, Some(start)), on_its_end);
        let as_of = AsOf::new(day(2026, 3, 5), Period::YearToDate, &conventions);
        assert_eq!(as_of.closes(NaiveDate::MAX), NaiveDate::MAX);
    }
}

#[test]
fn limits_ages_and_periods() {
    let mut conventions = plain();
    conventions.within_last = WithinLast::AtMost;
    conventions.leap_day_birthday = LeapDayBirthday::LastOfFebruary;
    conventions.month_end = MonthEnd::Spill;
    let as_of = |on| AsOf::new(on, Period::YearToDate, &conventions);
    let on = day(2026, 2, 28);
    assert_eq!(as_of(on).within_last(Span::months(2)), Limit::due(Span::months(2)));
    assert_eq!(as_of(on).lapses(day(2025, 12, 31), Limit::less_than(Span::months(2))), Some(day(2026, 3, 1)));
    // Of the days before the calendar it is not known which were working days, but a limit from one of them has lapsed when
    // one from the first day of the calendar has.
    let working_days = Limit::less_than(Span::working_days(2));
    assert_eq!(as_of(on).lapses(day(1900, 1, 1), working_days), Some(day(1950, 1, 3)));
    let new_year = as_of(day(1950, 1, 2));
    assert_eq!((new_year.lapses(day(1949, 12, 31), working_days), new_year.valid_until()), (None, day(1950, 1, 3)));
    assert_eq!(as_of(day(1950, 1, 3)).lapses(day(1949, 12, 31), working_days), Some(day(1950, 1, 3)));
    assert_eq!(as_of(on).lapses(day(2101, 1, 3), working_days), None);
    assert_eq!(as_of(on).has_lasted(day(2025, 12, 28), Span::months(2)), Some(true));
    assert_eq!(as_of(on).has_lasted(day(2025, 12, 31), Span::months(2)), Some(false));
    assert_eq!(as_of(on).has_lasted(day(1900, 1, 1), Span::working_days(2)), Some(true));
    assert_eq!(as_of(on).has_lasted(day(2101, 1, 1), Span::working_days(2)), None);
    assert!(!as_of(on).is_under(day(2008, 2, 29), 18));
    assert!(as_of(day(2026, 2, 27)).is_under(day(2008, 2, 29), 18));
    assert!(as_of(on).is_under(day(2030, 1, 1), 0));
    assert!(as_of(on).is_under(day(2008, 2, 29), u32::MAX));
    assert!(as_of(on).in_period(day(2025, 3, 1)));
    assert!(!as_of(on).in_period(day(2025, 2, 28)));
    assert!(!as_of(on).in_period(day(2026, 3, 1)));

    let period = Period::Fixed { first: day(2026, 1, 1), last: day(2026, 4, 30) };
    assert_eq!((period.first_day(on), period.last_day(on)), (day(2026, 1, 1), day(2026, 4, 30)));
    let as_of = AsOf::new(on, period, &conventions);
    assert!(as_of.in_period(day(2026, 1, 1)) && as_of.in_period(on));
    assert!(!as_of.in_period(day(2025, 12, 31)));
    assert_eq!(as_of.valid_until(), NaiveDate::MAX);
    assert!(!as_of.in_period(day(2026, 4, 30)));
    assert_eq!(as_of.valid_until(), day(2026, 4, 30));
    assert_eq!(Period::YearToDate.first_day(NaiveDate::MIN), NaiveDate::MIN);
}

prop_compose! {
    fn days()(offset in 0_u64..1500) -> NaiveDate {
        day(2023, 1, 1).checked_add_days(Days::new(offset)).unwrap()
    }
}

/// Every answer for a snapshot date, about some days.
fn ask(as_of: &AsOf<'_>, one: NaiveDate, other: NaiveDate, span: Span, which: u32) -> (bool, Option<bool>) {
    match which {
        0 => (as_of.reached(one), None),
        1 => (as_of.is_open(one, Some(other)), None),
        2 => (as_of.is_open(one, None), None),
        3 => (as_of.is_under(one, 2), None),
        4 => (as_of.in_period(one), None),
        _ => (true, as_of.has_lasted(one, span)),
    }
}

proptest! {
    #[test]
    fn answers_hold_until_they_are_said_to(
        on in days(),
        one in days(),
        other in days(),
        which in 0_u32..6,
        spill in any::<bool>(),
        included in any::<bool>(),
        fixed in any::<bool>(),
        span in prop_oneof![(0_u32..40).prop_map(Span::working_days), (0_u32..14).prop_map(Span::months)],
    ) {
        let mut conventions = plain();
        if spill {
            conventions.month_end = MonthEnd::Spill;
        }
        if included {
            conventions.end_day = EndDay::Included;
        }
        let period = if fixed { Period::Fixed { first: one.min(other), last: other } } else { Period::YearToDate };
        let as_of = AsOf::new(on, period, &conventions);
        let answer = ask(&as_of, one, other, span, which);
        let last = as_of.valid_until().min(day(2029, 1, 1));
        prop_assert!(last > on);
        for later in on.iter_days().take_while(|later| *later < last) {
            let again = ask(&AsOf::new(later, period, &conventions), one, other, span, which);
            prop_assert_eq!(again, answer, "{} is said to be as {}", later, on);
        }
        // A bare date, a birthday, a span: what it changes on does change it.
        if [0, 2, 3, 5].contains(&which) && as_of.valid_until() < NaiveDate::MAX {
            let changed = ask(&AsOf::new(as_of.valid_until(), period, &conventions), one, other, span, which);
            prop_assert_ne!(changed, answer);
        }
    }
}
