//! Calendars of your own: any week, any range and any holidays, against counting day by day.
#![expect(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use carekpi_dates::{CalendarError, Coverage, Holiday, HolidayCalendar, Nation, WorkingCalendar, WorkingWeek};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::collection::vec;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap()
}

fn plain() -> HolidayCalendar {
    HolidayCalendar {
        name: "Barset".to_owned(),
        working_week: WorkingWeek::MONDAY_TO_FRIDAY,
        from: day(2025, 4, 1),
        to: day(2026, 3, 31),
        holidays: vec![Holiday::new(day(2025, 12, 25), "Christmas Day"), Holiday::new(day(2025, 7, 21), "Fair Monday")],
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let new = |change: fn(&mut HolidayCalendar)| {
        let mut plain = plain();
        change(&mut plain);
        WorkingCalendar::new(plain)
    };
    let says = |change| new(change).unwrap_err().to_string();
    assert_eq!(
        says(|plain| plain.to = day(2025, 3, 31)),
        "the calendar has no day: it would begin on 2025-04-01 and end on 2025-03-31"
    );
    assert_eq!(
        says(|plain| plain.to = day(2425, 4, 1)),
        "the calendar is too long: from 2025-04-01 through 2425-04-01; it can have 400 years"
    );
    assert!(new(|plain| plain.to = day(2425, 3, 31)).is_ok());
    assert!(matches!(
        new(|plain| (plain.from, plain.to) = (NaiveDate::MAX, NaiveDate::MAX)),
        Err(CalendarError::TooLong { .. })
    ));
    assert!(new(|plain| (plain.from, plain.to, plain.holidays) = (NaiveDate::MIN, NaiveDate::MIN, vec![])).is_ok());
    assert_eq!(new(|plain| plain.working_week = [].into_iter().collect()).unwrap_err(), CalendarError::NoWorkingDays);
    assert_eq!(
        says(|plain| plain.holidays.push(Holiday::new(day(2026, 12, 25), "Christmas Day"))),
        "the holiday 2026-12-25 is after the working calendar, which ends on 2026-03-31"
    );
}

#[test]
fn it_covers_its_own_days() {
    let calendar = WorkingCalendar::new(plain()).unwrap();
    assert_eq!((calendar.name(), calendar.nation()), ("Barset", None));
    assert_eq!(calendar.coverage(day(2025, 6, 1)), Ok(Coverage::Listed));
    assert_eq!(calendar.bank_holiday(day(2025, 7, 21)), Ok(Some("Fair Monday")));
    assert_eq!(calendar.bank_holiday(day(2025, 7, 22)), Ok(None));
    let outside = calendar.between(day(2025, 4, 1), day(2026, 4, 1)).unwrap_err();
    assert_eq!(outside.to_string(), "2026-04-01 is after the working calendar, which ends on 2026-03-31");
    // It has no whole year.
    assert_eq!(calendar.bank_holidays(2025).unwrap_err().day, day(2025, 1, 1));
    assert_eq!(calendar.bank_holidays(2026).unwrap_err().day, day(2026, 12, 31));
    // Which order they are given in makes no difference, nor whether one is given twice.
    let mut other = plain();
    other.holidays.reverse();
    other.holidays.push(Holiday::new(day(2025, 12, 25), "Christmas Day"));
    assert_eq!(WorkingCalendar::new(other).unwrap(), calendar);
    assert!(calendar.plain().holidays.is_sorted());
}

#[test]
fn one_that_lists_what_a_nation_has_counts_alike() {
    let scotland = WorkingCalendar::of(Nation::Scotland);
    let own = WorkingCalendar::new(scotland.plain().clone()).unwrap();
    assert_ne!(own, scotland);
    let (from, to) = (day(1978, 1, 1), day(2100, 12, 31));
    assert_eq!(own.between(from, to), scotland.between(from, to));
    assert_eq!(own.union(&scotland).unwrap().plain(), scotland.plain());
}

#[test]
fn a_union_covers_what_both_cover() {
    let one = WorkingCalendar::new(plain()).unwrap();
    let scotland = WorkingCalendar::of(Nation::Scotland).with_closures([day(2025, 7, 21), day(2030, 7, 1)]).unwrap();
    let both = one.union(&scotland).unwrap();
    assert_eq!(both.days_covered(), one.days_covered());
    // A closure day that is a holiday of the other is none any more.
    assert_eq!(both.closures().count(), 0);
    assert_eq!(both.bank_holiday(day(2025, 12, 1)), Ok(Some("St Andrew's Day (substitute)")));
    let early = HolidayCalendar { from: day(1950, 1, 1), to: day(1977, 12, 31), holidays: vec![], ..plain() };
    let early = WorkingCalendar::new(early).unwrap();
    assert!(matches!(early.union(&scotland), Err(CalendarError::Empty { .. })));
    let weekend = [Weekday::Sat, Weekday::Sun].into_iter().collect();
    let weekend = WorkingCalendar::new(HolidayCalendar { working_week: weekend, ..plain() }).unwrap();
    assert_eq!(weekend.union(&one), Err(CalendarError::NoWorkingDays));
}

prop_compose! {
    /// A calendar of up to three years, anywhere.
    fn calendars()(
        first in prop_oneof![Just(700_000_i32), -90_000_000_i32..90_000_000],
        length in 0_u64..1_100,
        week in vec(0_u8..7, 1..8),
        holidays in vec((0_u64..1_100, "[a-c]"), 0..30),
    ) -> HolidayCalendar {
        let from = NaiveDate::from_num_days_from_ce_opt(first).unwrap();
        let holidays = holidays.into_iter().filter(|(offset, _)| *offset <= length);
        HolidayCalendar {
            name: "any".to_owned(),
            working_week: week.into_iter().map(|day| Weekday::try_from(day).unwrap()).collect(),
            from,
            to: after(from, length),
            holidays: holidays.map(|(offset, name)| Holiday::new(after(from, offset), name)).collect(),
        }
    }
}

/// Whether a day is a working day; `None` if it is outside.
fn works(plain: &HolidayCalendar, day: NaiveDate) -> Option<bool> {
    let is_holiday = plain.holidays.iter().any(|holiday| holiday.date == day);
    (plain.from <= day && day <= plain.to).then(|| plain.working_week.contains(day.weekday()) && !is_holiday)
}

/// The calendar; `None` if no day of it works, because then there is none.
fn built(plain: &HolidayCalendar) -> Option<WorkingCalendar> {
    let mut days = plain.from.iter_days().take_while(|day| *day <= plain.to);
    let has_any = days.any(|day| works(plain, day) == Some(true));
    match WorkingCalendar::new(plain.clone()) {
        Ok(calendar) => {
            assert!(has_any);
            Some(calendar)
        }
        Err(error) => {
            assert_eq!((error, has_any), (CalendarError::NoWorkingDays, false));
            None
        }
    }
}

proptest! {
    #[test]
    fn any_calendar_counts_as_day_by_day(plain in calendars(), one in 0_u64..1_300, other in 0_u64..1_300, number in -9_i64..9) {
        let Some(calendar) = built(&plain) else { return Ok(()) };
        let base = plain.from.checked_sub_days(Days::new(100)).unwrap();
        let (one, other) = (after(base, one.min(other)), after(base, one.max(other)));
        prop_assert_eq!(calendar.is_working_day(one).ok(), works(&plain, one));
        let counted = one.iter_days().skip(1).take_while(|day| *day <= other).filter(|day| works(&plain, *day) == Some(true));
        let is_inside = works(&plain, one).is_some() && works(&plain, other).is_some();
        prop_assert_eq!(calendar.between(one, other).ok(), is_inside.then(|| i64::try_from(counted.count()).unwrap()));

        let step = |day: NaiveDate| if number < 0 { day.pred_opt() } else { day.succ_opt() }.unwrap();
        let (mut reached, mut left) = (one, number.abs());
        while left > 0 && works(&plain, reached).is_some() {
            reached = step(reached);
            left -= i64::from(works(&plain, reached) == Some(true));
        }
        let answer = calendar.add(one, number);
        match works(&plain, reached) {
            Some(_) => prop_assert_eq!(answer, Ok(reached)),
            None => prop_assert_eq!(answer.unwrap_err().day, reached),
        }
    }

    #[test]
    fn a_day_works_in_a_union_only_if_it_works_in_both(one in calendars(), mut other in calendars(), offset in -400_i64..400) {
        let shift = |day: NaiveDate| day.checked_add_signed(chrono::TimeDelta::days(offset)).unwrap();
        let length = other.to.signed_duration_since(other.from);
        let moved = |date: NaiveDate| shift(one.from).checked_add_signed(date.signed_duration_since(other.from)).unwrap();
        other.holidays = other.holidays.iter().map(|holiday| Holiday::new(moved(holiday.date), &*holiday.name)).collect();
        other.from = shift(one.from);
        other.to = other.from.checked_add_signed(length).unwrap();
        let [Some(first), Some(second)] = [&one, &other].map(built) else { return Ok(()) };
        match first.union(&second) {
            Ok(both) => {
                let covered = first.days_covered().intersection(second.days_covered());
                prop_assert_eq!(both.days_covered(), covered);
                for day in covered.iter() {
                    let works = first.is_working_day(day).unwrap() && second.is_working_day(day).unwrap();
                    prop_assert_eq!(both.is_working_day(day), Ok(works));
                }
            }
            Err(CalendarError::Empty { .. }) => prop_assert!(!first.days_covered().overlaps(second.days_covered())),
            Err(error) => prop_assert_eq!(error, CalendarError::NoWorkingDays),
        }
    }
}

#[cfg(feature = "serde")]
#[test]
fn the_plain_form_is_written_and_read() {
    let mut plain = plain();
    let text = serde_json::to_string(&plain).unwrap();
    assert_eq!(
        text,
        r#"{"name":"Barset","working_week":["monday","tuesday","wednesday","thursday","friday"],"from":"2025-04-01","to":"2026-03-31","holidays":[{"date":"2025-12-25","name":"Christmas Day"},{"date":"2025-07-21","name":"Fair Monday"}]}"#
    );
    assert_eq!(serde_json::from_str::<HolidayCalendar>(&text).unwrap(), plain);
    let without = text.replace(r#""working_week":["monday","tuesday","wednesday","thursday","friday"],"#, "");
    assert_eq!(serde_json::from_str::<HolidayCalendar>(&without).unwrap(), plain);
    plain.working_week = [Weekday::Sun].into_iter().collect();
    assert!(serde_json::to_string(&plain).unwrap().contains(r#""working_week":["sunday"]"#));
    for wrong in
        [text.replace("monday", "Mon"), text.replace("\"to\"", "\"until\""), text.replace("\"date\"", "\"day\"")]
    {
        assert!(serde_json::from_str::<HolidayCalendar>(&wrong).is_err(), "{wrong}");
    }
}
