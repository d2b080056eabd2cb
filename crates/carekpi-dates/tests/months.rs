//! Months, years, ages and limits.
#![expect(clippy::unwrap_used, reason = "the days of the tests exist")]

use carekpi_dates::{
    Edge, LeapDayBirthday, Limit, MonthEnd, Reading, Span, Unit, WorkingCalendar, add_months, add_years, age_on,
    birthday, months_between, years_between,
};
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::select;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn month_ends() {
    let cases = [
        (day(2026, 1, 31), 1, day(2026, 2, 28), day(2026, 3, 1)),
        (day(2024, 1, 30), 1, day(2024, 2, 29), day(2024, 3, 1)),
        (day(2025, 8, 31), 6, day(2026, 2, 28), day(2026, 3, 1)),
        (day(2025, 8, 29), 6, day(2026, 2, 28), day(2026, 3, 1)),
        (day(2025, 8, 28), 6, day(2026, 2, 28), day(2026, 2, 28)),
        (day(2025, 12, 31), 2, day(2026, 2, 28), day(2026, 3, 1)),
        (day(2026, 3, 31), 1, day(2026, 4, 30), day(2026, 5, 1)),
        (day(2026, 2, 28), 1, day(2026, 3, 28), day(2026, 3, 28)),
        (day(2024, 2, 29), 12, day(2025, 2, 28), day(2025, 3, 1)),
        (day(2024, 2, 29), 48, day(2028, 2, 29), day(2028, 2, 29)),
        (day(2025, 12, 31), 0, day(2025, 12, 31), day(2025, 12, 31)),
        (day(2025, 10, 31), 2, day(2025, 12, 31), day(2025, 12, 31)),
        (day(2096, 2, 29), 48, day(2100, 2, 28), day(2100, 3, 1)),
    ];
    for (from, months, clamped, spilled) in cases {
        assert_eq!(add_months(from, months, MonthEnd::Clamp), Some(clamped), "{from} + {months}");
        assert_eq!(add_months(from, months, MonthEnd::Spill), Some(spilled), "{from} + {months}");
    }
    assert_eq!(add_months(NaiveDate::MAX, 1, MonthEnd::Clamp), None);
    assert_eq!(add_years(day(2026, 1, 1), u32::MAX, MonthEnd::Clamp), None);
}

#[test]
fn birthdays_of_a_leap_day() {
    let born = day(2008, 2, 29);
    let cases = [
        (day(2024, 2, 28), 15, 15),
        (day(2024, 2, 29), 16, 16),
        (day(2025, 2, 27), 16, 16),
        (day(2025, 2, 28), 16, 17),
        (day(2025, 3, 1), 17, 17),
    ];
    for (on, in_march, in_february) in cases {
        assert_eq!(age_on(born, on, LeapDayBirthday::FirstOfMarch), Some(in_march), "{on}");
        assert_eq!(age_on(born, on, LeapDayBirthday::LastOfFebruary), Some(in_february), "{on}");
    }
    assert_eq!(age_on(born, day(2008, 2, 28), LeapDayBirthday::FirstOfMarch), None);
    assert_eq!(age_on(born, born, LeapDayBirthday::FirstOfMarch), Some(0));
}

#[test]
fn spans_read_and_write_in_plain_words() {
    let cases = [
        ("42 days", Span::days(42), "42 days"),
        ("1 day", Span::days(1), "1 day"),
        ("1 days", Span::days(1), "1 day"),
        ("2 weeks", Span::weeks(2), "2 weeks"),
        ("10 working days", Span::working_days(10), "10 working days"),
        (" 1 working day ", Span::working_days(1), "1 working day"),
        ("6 months", Span::months(6), "6 months"),
        ("0 months", Span::months(0), "0 months"),
        ("3 years", Span::years(3), "3 years"),
    ];
    for (text, span, shown) in cases {
        assert_eq!(text.parse(), Ok(span), "{text}");
        assert_eq!(span.to_string(), shown);
    }
    for wrong in
        ["", "days", "10", "ten days", "-1 days", "+1 days", "1.5 days", "10 fortnights", "10 Days", "99999999999 days"]
    {
        let error = wrong.parse::<Span>().unwrap_err();
        assert_eq!(error.value, wrong);
        let expected =
            "expected a number and a unit (days, weeks, working days, months or years), such as `10 working days`";
        assert_eq!(error.to_string(), format!("`{wrong}` is not a length of time; {expected}"));
    }
    assert_eq!((Span::weeks(2).amount(), Span::weeks(2).unit()), (2, Unit::Weeks));
    assert_eq!((Limit::due(Span::weeks(2)).span(), Limit::due(Span::weeks(2)).edge()), (Span::weeks(2), Edge::Due));
    assert_eq!(Limit::less_than(Span::days(1)).to_string(), "less than 1 day");
}

#[test]
fn limits_lapse() {
    let calendar = WorkingCalendar::england_and_wales();
    let anchor = day(2026, 1, 31);
    let cases = [
        (Span::days(10), day(2026, 2, 10)),
        (Span::weeks(6), day(2026, 3, 14)),
        (Span::working_days(20), day(2026, 2, 27)),
        (Span::working_days(0), anchor),
        (Span::months(1), day(2026, 2, 28)),
        (Span::years(2), day(2028, 1, 31)),
    ];
    for (span, complete) in cases {
        let lapses = |limit: Limit| limit.lapses(anchor, &calendar, MonthEnd::Clamp);
        assert_eq!(lapses(Limit::less_than(span)), Ok(complete), "{span}");
        assert_eq!(lapses(Limit::due(span)), Ok(complete.succ_opt().unwrap()), "{span}");
    }
    let spill = Limit::less_than(Span::months(1)).lapses(anchor, &calendar, MonthEnd::Spill);
    assert_eq!(spill, Ok(day(2026, 3, 1)));
}

#[test]
fn limits_at_the_ends_of_time() {
    let calendar = WorkingCalendar::england_and_wales();
    let outside = Err(day(2101, 1, 1));
    for limit in [Limit::less_than, Limit::due] {
        let lapses = |span, anchor| {
            let lapses = limit(span).lapses(anchor, &calendar, MonthEnd::Spill);
            lapses.map_err(|outside| outside.day)
        };
        for unit in [Span::days, Span::weeks, Span::months, Span::years] {
            assert_eq!(lapses(unit(u32::MAX), day(2026, 1, 1)), outside);
            assert_eq!(lapses(unit(1), NaiveDate::MAX), outside);
            assert!(lapses(unit(1), day(2100, 12, 31)).is_ok_and(|lapses| lapses > day(2100, 12, 31)));
            assert!(lapses(unit(1), NaiveDate::MIN).is_ok());
        }
        assert_eq!(lapses(Span::working_days(u32::MAX), day(2026, 1, 1)), outside);
        assert_eq!(lapses(Span::working_days(1), day(2100, 12, 31)), outside);
        let early = day(1949, 12, 31);
        assert_eq!(lapses(Span::working_days(1), early), Err(early));
        assert_eq!(lapses(Span::working_days(0), early), Err(early));
    }
}

#[test]
fn limits_are_written_in_plain_words() {
    assert_eq!(Limit::less_than(Span::days(42)).to_string(), "less than 42 days");
    assert_eq!(Limit::due(Span::months(1)).to_string(), "due after 1 month");
}

#[cfg(feature = "serde")]
#[test]
fn spans_are_written_as_text() {
    let span = Span::working_days(10);
    assert_eq!(serde_json::to_string(&span).unwrap(), "\"10 working days\"");
    assert_eq!(serde_json::from_str::<Span>("\"10 working days\"").unwrap(), span);
    assert_eq!(serde_json::from_str::<MonthEnd>("\"spill\"").unwrap(), MonthEnd::Spill);
    let wrong = serde_json::from_str::<Span>("\"10 fortnights\"").unwrap_err();
    assert!(wrong.to_string().contains("10 fortnights"), "{wrong}");
}

prop_compose! {
    fn days()(offset in 0_u64..80_000) -> NaiveDate {
        day(1900, 1, 1).checked_add_days(Days::new(offset)).unwrap()
    }
}

proptest! {
    #[test]
    fn months_between_agrees_with_adding_months(
        since in days(),
        length in 0_u64..3000,
        months in 0_u32..90,
        policy in select(MonthEnd::ALL),
    ) {
        let on = since.checked_add_days(Days::new(length)).unwrap();
        let passed = months_between(since, on, policy);
        prop_assert_eq!(passed < Some(months), on < add_months(since, months, policy).unwrap());
        let years = months / 12;
        prop_assert_eq!(years_between(since, on, policy) < Some(years), on < add_years(since, years, policy).unwrap());
        if on > since {
            prop_assert_eq!(months_between(on, since, policy), None);
        }
    }

    #[test]
    fn adding_months_keeps_the_day_or_takes_the_policy_s(since in days(), months in 0_u32..600) {
        let clamped = add_months(since, months, MonthEnd::Clamp).unwrap();
        let spilled = add_months(since, months, MonthEnd::Spill).unwrap();
        if clamped.day() == since.day() {
            prop_assert_eq!(spilled, clamped);
        } else {
            prop_assert!(clamped.succ_opt().unwrap().day() == 1);
            prop_assert_eq!(spilled, clamped.succ_opt().unwrap());
        }
    }

    #[test]
    fn an_age_is_attained_on_its_birthday(born in days(), length in 0_u64..40_000, age in 0_u32..100, policy in select(LeapDayBirthday::ALL)) {
        let on = born.checked_add_days(Days::new(length)).unwrap();
        prop_assert_eq!(age_on(born, on, policy) < Some(age), on < birthday(born, age, policy).unwrap());
    }

    #[test]
    fn any_text_reads_as_a_span_or_not_at_all(text in "\\PC*") {
        if let Ok(span) = text.parse::<Span>() {
            prop_assert_eq!(span.to_string().parse(), Ok(span));
        }
    }
}
