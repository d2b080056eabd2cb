//! Every question has an answer, an error or none, whatever the dates and amounts: nothing panics from the first day that
//! chrono supports to the last, and every promise about dates holds there too.
#![expect(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use carekpi_dates::{
    AsOf, Conventions, DateRange, EndDay, LeapDayBirthday, Limit, MonthEnd, OutsideCalendar, Period, Reading, Span,
    WithinLast, WorkingCalendar, add_months, add_years, age_on, birthday, months_between, years_between,
};
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;

/// Any date: of all, of those near the calendar's ends and chrono's, and of those that people live on.
fn any_date() -> impl Strategy<Value = NaiveDate> {
    let (first, last) = (NaiveDate::MIN.num_days_from_ce(), NaiveDate::MAX.num_days_from_ce());
    let covered = WorkingCalendar::england_and_wales().days_covered();
    let (opens, closes) = (covered.start().num_days_from_ce(), covered.end().num_days_from_ce());
    prop_oneof![
        first..=last,
        first..first + 800,
        last - 800..=last,
        opens - 400..opens + 400,
        closes - 400..closes + 400,
        730_000..745_000,
    ]
    .prop_map(|number| NaiveDate::from_num_days_from_ce_opt(number).unwrap())
}

fn any_amount() -> impl Strategy<Value = u32> {
    prop_oneof![any::<u32>(), 0_u32..30, Just(u32::MAX), 3_145_000_u32..3_146_000, 262_000_u32..263_000]
}

fn any_span() -> impl Strategy<Value = Span> {
    let units = [Span::days, Span::weeks, Span::working_days, Span::months, Span::years];
    (any_amount(), 0_usize..5).prop_map(move |(amount, unit)| units.get(unit).unwrap()(amount))
}

fn any_limit() -> impl Strategy<Value = Limit> {
    (any_span(), any::<bool>()).prop_map(|(span, due)| if due { Limit::due(span) } else { Limit::less_than(span) })
}

fn any_range() -> impl Strategy<Value = DateRange> {
    (any_date(), any_date(), any::<bool>()).prop_map(|(one, other, closed)| {
        if closed { DateRange::closed(one, other) } else { DateRange::half_open(one, other) }
    })
}

prop_compose! {
    fn any_conventions()(end_day in 0_usize..2, month_end in 0_usize..2, last in 0_usize..2, leap in 0_usize..2) -> Conventions {
        let mut conventions = Conventions::new(WorkingCalendar::england_and_wales());
        conventions.end_day = *EndDay::ALL.get(end_day).unwrap();
        conventions.month_end = *MonthEnd::ALL.get(month_end).unwrap();
        conventions.within_last = *WithinLast::ALL.get(last).unwrap();
        conventions.leap_day_birthday = *LeapDayBirthday::ALL.get(leap).unwrap();
        conventions
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn months_and_ages(since in any_date(), day in any_date(), amount in any_amount()) {
        for policy in MonthEnd::ALL.iter().copied() {
            if let Some(months) = months_between(since, day, policy) {
                prop_assert_eq!(months < amount, add_months(since, amount, policy).is_none_or(|end| day < end));
            }
            if let Some(years) = years_between(since, day, policy) {
                prop_assert_eq!(years < amount, add_years(since, amount, policy).is_none_or(|end| day < end));
            }
            prop_assert_eq!(months_between(since, day, policy).is_none(), day < since);
        }
        for policy in LeapDayBirthday::ALL.iter().copied() {
            prop_assert_eq!(age_on(since, day, policy).is_none(), day < since);
            if let Some(age) = age_on(since, day, policy) {
                prop_assert_eq!(age < amount, birthday(since, amount, policy).is_none_or(|attained| day < attained));
            }
        }
    }

    #[test]
    fn working_days(day in any_date(), other in any_date(), number in prop_oneof![any::<i64>(), -60_i64..60, Just(i64::MIN)]) {
        let calendar = WorkingCalendar::england_and_wales();
        let inside = |day| calendar.days_covered().contains(day);
        prop_assert_eq!(calendar.is_working_day(day).is_ok(), inside(day));
        prop_assert_eq!(calendar.coverage(day).is_ok(), inside(day));
        prop_assert_eq!(calendar.between(day, other).is_ok(), inside(day) && inside(other));
        for reached in [calendar.add(day, number), calendar.next(day), calendar.previous(day)].into_iter().flatten() {
            prop_assert!(inside(reached) && (number == 0 || calendar.is_working_day(reached) == Ok(true)));
        }
        if let (Ok(reached), Ok(between)) = (calendar.add(day, number), calendar.between(day, other)) && number > 0 {
            prop_assert_eq!(between >= number, other >= reached);
        }
        match (calendar.on_or_before(day), calendar.on_or_after(day), calendar.nearest(day)) {
            (Ok(before), Ok(after), nearest) => {
                let is_later_nearer = after.signed_duration_since(day) <= day.signed_duration_since(before);
                prop_assert_eq!(nearest, Ok(if is_later_nearer { after } else { before }));
                prop_assert_eq!(before == after, calendar.is_working_day(day) == Ok(true));
                prop_assert!(before <= day && day <= after);
            }
            (Err(_), Err(outside), nearest) => prop_assert_eq!(nearest, Err(outside)),
            (_, _, nearest) => prop_assert!(nearest.is_err() || calendar.is_working_day(day).is_ok()),
        }
        let range = DateRange::closed(day, other);
        match calendar.working_days(range) {
            Ok(mut listed) => {
                prop_assert!(range.is_empty() || inside(day) && inside(other));
                prop_assert!(listed.all(|listed| range.contains(listed)));
            }
            Err(_) => prop_assert!(!(range.is_empty() || inside(day) && inside(other))),
        }
        match calendar.bank_holiday(day) {
            Ok(Some(_)) => prop_assert_eq!(calendar.is_working_day(day), Ok(false)),
            Ok(None) => prop_assert!(inside(day)),
            Err(outside) => prop_assert_eq!(calendar.is_working_day(day), Err(outside)),
        }
        prop_assert_eq!(calendar.bank_holidays(day.year()).is_ok(), inside(day));
    }

    #[test]
    fn limits(anchor in any_date(), limit in any_limit(), conventions in any_conventions()) {
        let closes = conventions.calendar.days_covered().end();
        match limit.lapses(anchor, &conventions.calendar, conventions.month_end) {
            Ok(lapses) => prop_assert!(lapses >= anchor && lapses < NaiveDate::MAX),
            Err(outside) if outside.is_before() => prop_assert!(outside.day == anchor && limit.uses_working_days()),
            Err(OutsideCalendar { day, .. }) => prop_assert!(day == closes || day == anchor && anchor > closes && limit.uses_working_days()),
        }
        prop_assert_eq!(limit.span().to_string().parse(), Ok(limit.span()));
    }

    #[test]
    fn answers_hold_until_valid_until(
        (on, day) in (any_date(), any_date()),
        (start, end) in (any_date(), proptest::option::of(any_date())),
        (limit, age) in (any_limit(), any_amount()),
        period in prop_oneof![
            Just(Period::YearToDate),
            (any_date(), any_date()).prop_map(|(first, last)| Period::Fixed { first, last })
        ],
        conventions in any_conventions(),
    ) {
        let ask = |on| {
            let as_of = AsOf::new(on, period, &conventions);
            let answers = (
                as_of.reached(day),
                as_of.is_open(start, end),
                as_of.lapses(start, limit).map(|lapses| as_of.reached(lapses)),
                as_of.has_lasted(start, limit.span()),
                as_of.lapses(day, as_of.within_last(limit.span())).map(|lapses| as_of.reached(lapses)),
                as_of.is_under(start, age),
                as_of.in_period(day),
            );
            (answers, as_of.valid_until())
        };
        let (answers, until) = ask(on);
        prop_assert!(until > on || until == NaiveDate::MAX);
        if until > on {
            prop_assert_eq!(answers, ask(until.pred_opt().unwrap()).0);
        }
        prop_assert!(period.first_day(on) <= period.last_day(on) || period != Period::YearToDate);
        prop_assert!(period.drops_out_on(day).is_none_or(|drops_out| drops_out > day && !period.contains(day, drops_out)));
    }

    #[test]
    fn ranges(one in any_range(), other in any_range(), day in any_date()) {
        prop_assert_eq!(one.is_empty(), one.days() == 0);
        prop_assert_eq!(one.iter().next().is_none(), one.is_empty());
        let one_after_the_other = (0_u64..).map_while(|days| one.start().checked_add_days(Days::new(days)));
        prop_assert!(one.iter().take(900).eq(one_after_the_other.take(900).take_while(|day| *day < one.end())));
        if one.days() < 100_000 {
            prop_assert_eq!(i64::try_from(one.iter().count()), Ok(one.days()));
        }
        prop_assert!(DateRange::from(day).contains(day) || day == NaiveDate::MAX);
        let common = one.intersection(other);
        prop_assert_eq!(common.contains(day), one.contains(day) && other.contains(day));
        prop_assert_eq!(common.days(), other.intersection(one).days());
        prop_assert_eq!(one.overlaps(other), !common.is_empty());
    }

    #[test]
    fn any_text(text in prop_oneof![any::<String>(), "[+-]?[0-9]{0,11} {0,2}(working )?(day|week|month|year)s?"]) {
        if let Ok(span) = text.parse::<Span>() {
            prop_assert_eq!(span.to_string().parse(), Ok(span));
        }
    }
}

#[test]
fn closure_days_outside_the_calendar_are_refused() {
    let calendar = WorkingCalendar::england_and_wales();
    for day in [NaiveDate::MIN, NaiveDate::MAX, calendar.days_covered().end()] {
        assert!(calendar.with_closures([day]).is_err());
    }
    let ends = [calendar.days_covered().start(), calendar.days_covered().end().pred_opt().unwrap()];
    let closed = calendar.with_closures(ends).unwrap();
    assert!(ends.iter().all(|day| closed.is_working_day(*day) == Ok(false)));
    assert_eq!(closed.union(&calendar), Ok(closed));
}
