//! Texts as spans and dates; any dates and amounts as arguments of a working calendar.
#![no_main]

use arbitrary::{Arbitrary, Unstructured};
use carekpi::dates::{
    AsOf, Conventions, DateRange, LeapDayBirthday, Limit, MonthEnd, Period, Reading, Span, add_months, age_on,
    birthday, months_between,
};
use carekpi::{Step, WorkingCalendar};
use carekpi_ssd::{parse_date, parse_seen};
use chrono::{Datelike, NaiveDate};
use libfuzzer_sys::fuzz_target;

/// Four days, an amount, a number of working days, a unit, and a text.
type Input<'t> = ([i32; 4], u32, i64, u8, &'t str);

/// Any date that chrono supports; half of them are within the calendar.
fn date(number: i32) -> NaiveDate {
    let (first, last) = if number % 2 == 0 {
        let covered = WorkingCalendar::england_and_wales().days_covered();
        (covered.start(), covered.end())
    } else {
        (NaiveDate::MIN, NaiveDate::MAX)
    };
    let first = first.num_days_from_ce();
    let length = last.num_days_from_ce() - first + 1;
    NaiveDate::from_num_days_from_ce_opt(first + number.rem_euclid(length)).expect("a date between two dates")
}

fn texts(text: &str) {
    if let Ok(span) = text.parse::<Span>() {
        assert_eq!(span.to_string().parse(), Ok(span));
    }
    if let Some(date) = parse_date(text) {
        assert_eq!(parse_date(&date.format("%Y-%m-%d").to_string()), Some(date));
    }
    let _ = parse_seen(text);
    let _ = serde_json::from_str::<DateRange>(text);
}

fn working_days(calendar: &WorkingCalendar, [one, other, ..]: [NaiveDate; 4], amount: i64) {
    if let Ok(later) = calendar.add(one, amount)
        && let Ok(between) = calendar.between(one, other)
        && amount > 0
    {
        assert_eq!(between >= amount, other >= later);
        assert_eq!(calendar.between(one, later), Ok(amount));
    }
    assert_eq!(calendar.between(one, other).ok(), calendar.between(other, one).ok().map(|days| -days));
    let range = DateRange::closed(one, other);
    let days = calendar.working_days(range).map(|days| i64::try_from(days.count()).expect("not many"));
    match (calendar.between(one, other), calendar.is_working_day(one)) {
        _ if range.is_empty() => assert_eq!(days, Ok(0)),
        (Ok(between), Ok(first)) => assert_eq!(days, Ok(between + i64::from(first))),
        _ => assert!(days.is_err()),
    }
    let _ = (calendar.next(one), calendar.previous(one), calendar.coverage(one), calendar.bank_holiday(one));
    // Building a calendar is slow.
    if amount % 251 == 0
        && let Ok(closed) = calendar.with_closures([one, other])
    {
        assert_eq!(closed.is_working_day(one), Ok(false));
        assert_eq!(closed.union(calendar), Ok(closed));
    }
}

fn months(conventions: &Conventions, [one, other, start, end]: [NaiveDate; 4], limit: Limit) {
    let amount = limit.span().amount();
    for policy in MonthEnd::ALL {
        let later = add_months(one, amount, *policy);
        if let Some(between) = months_between(one, other, *policy) {
            assert_eq!(between < amount, later.is_none_or(|later| other < later));
        }
    }
    for policy in LeapDayBirthday::ALL {
        let attained = birthday(one, amount, *policy);
        if let Some(age) = age_on(one, other, *policy) {
            assert_eq!(age < amount, attained.is_none_or(|attained| other < attained));
        }
    }
    for period in [Period::YearToDate, Period::Fixed { first: start, last: end }] {
        let ask = |on: NaiveDate| {
            let as_of = AsOf::new(on, period, conventions);
            let lapsed = as_of.lapses(one, limit).map(|lapses| as_of.reached(lapses));
            let open = as_of.is_open(start, Some(end));
            let answers = (lapsed, open, as_of.has_lasted(start, limit.span()), as_of.is_under(one, amount));
            (answers, as_of.in_period(start), as_of.valid_until())
        };
        let (answers, in_period, until) = ask(other);
        assert!(until > other || until == NaiveDate::MAX);
        if let Some(before) = until.pred_opt().filter(|before| *before > other) {
            assert_eq!((answers, in_period), (ask(before).0, ask(before).1));
        }
    }
    let (these, those) = (DateRange::closed(one, other), DateRange::half_open(start, end));
    let common = these.intersection(those);
    assert_eq!(common.days(), those.intersection(these).days());
    assert_eq!(common.contains(one), these.contains(one) && those.contains(one));
    assert_eq!(these.overlaps(those), !common.is_empty());
    for step in [Step::Day, Step::Week, Step::Month, Step::Quarter, Step::Year] {
        assert!(step.dates(one, other).take(400).is_sorted_by(|one, next| one < next));
    }
}

fuzz_target!(|bytes: &[u8]| {
    texts(&String::from_utf8_lossy(bytes));
    let Ok((days, amount, number, unit, text)) = Input::arbitrary_take_rest(Unstructured::new(bytes)) else { return };
    texts(text);
    let days = days.map(date);
    let amount = if unit & 8 == 0 { amount } else { amount % 1000 };
    let span = match unit & 7 {
        0 => Span::days(amount),
        1 => Span::weeks(amount),
        2 => Span::months(amount),
        3 => Span::years(amount),
        _ => Span::working_days(amount),
    };
    let limit = if unit & 16 == 0 { Limit::less_than(span) } else { Limit::due(span) };
    let calendar = WorkingCalendar::england_and_wales();
    working_days(&calendar, days, number);
    working_days(&calendar, days, amount.into());
    months(&Conventions::new(calendar), days, limit);
});
