//! The bank holidays of England and Wales: the regular ones follow rules, the others are listed.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A bank holiday: its day and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct BankHoliday {
    /// The day.
    pub date: NaiveDate,
    /// The name of the holiday.
    pub title: &'static str,
}

/// A bank holiday that follows no rule.
struct Listed {
    day: (i32, u32, u32),
    title: &'static str,
    instead_of: Option<(i32, u32, u32)>,
}

const fn one_off(day: (i32, u32, u32), title: &'static str) -> Listed {
    Listed { day, title, instead_of: None }
}

const fn moved(instead_of: (i32, u32, u32), day: (i32, u32, u32), title: &'static str) -> Listed {
    Listed { day, title, instead_of: Some(instead_of) }
}

/// One-off holidays, and regular ones that were moved.
const LISTED: [Listed; 17] = [
    one_off((1953, 6, 2), "Coronation of Elizabeth II"),
    one_off((1973, 11, 14), "Wedding of Princess Anne"),
    moved((1977, 5, 30), (1977, 6, 6), "Spring bank holiday"),
    one_off((1977, 6, 7), "Silver Jubilee"),
    one_off((1981, 7, 29), "Wedding of Prince Charles"),
    moved((1995, 5, 1), (1995, 5, 8), "Early May bank holiday (VE Day)"),
    one_off((1999, 12, 31), "Millennium"),
    one_off((2002, 6, 3), "Golden Jubilee"),
    moved((2002, 5, 27), (2002, 6, 4), "Spring bank holiday"),
    one_off((2011, 4, 29), "Wedding of Prince William"),
    moved((2012, 5, 28), (2012, 6, 4), "Spring bank holiday"),
    one_off((2012, 6, 5), "Diamond Jubilee"),
    moved((2020, 5, 4), (2020, 5, 8), "Early May bank holiday (VE Day)"),
    moved((2022, 5, 30), (2022, 6, 2), "Spring bank holiday"),
    one_off((2022, 6, 3), "Platinum Jubilee"),
    one_off((2022, 9, 19), "State Funeral of Elizabeth II"),
    one_off((2023, 5, 8), "Coronation of Charles III"),
];

/// The bank holidays of a year, in order. A holiday on a weekend is replaced by its substitute day, if it has one.
pub(crate) fn of_year(year: i32) -> Vec<BankHoliday> {
    let mut holidays = Vec::new();
    let mut add = |date: Option<NaiveDate>, title| {
        holidays.extend(date.map(|date| BankHoliday { date, title }));
    };

    if year >= 1974 {
        new_year(year, &mut add);
    }
    let easter = easter_sunday(year);
    let after_easter = |days| easter?.checked_add_days(Days::new(days));
    add(easter.and_then(|easter| easter.checked_sub_days(Days::new(2))), "Good Friday");
    add(after_easter(1), "Easter Monday");
    if year >= 1978 {
        add(first_monday(year, 5), "Early May bank holiday");
    }
    match year {
        ..=1966 | 1968 | 1969 => add(after_easter(50), "Whit Monday"),
        _ => add(last_monday(year, 5), "Spring bank holiday"),
    }
    match year {
        ..=1964 => add(first_monday(year, 8), "August bank holiday"),
        1965..=1970 => add(after_last_saturday(year, 8), "August bank holiday (trial date)"),
        _ => add(last_monday(year, 8), "Summer bank holiday"),
    }
    christmas(year, &mut add);

    let date = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day);
    for listed in LISTED.iter().filter(|listed| listed.day.0 == year) {
        if let Some(instead_of) = listed.instead_of {
            holidays.retain(|holiday| Some(holiday.date) != date(instead_of));
        }
        holidays.extend(date(listed.day).map(|date| BankHoliday { date, title: listed.title }));
    }
    holidays.sort_unstable();
    holidays
}

/// New Year's Day, or the Monday after it if it falls on a weekend.
fn new_year(year: i32, add: &mut impl FnMut(Option<NaiveDate>, &'static str)) {
    let day = |day| NaiveDate::from_ymd_opt(year, 1, day);
    match day(1).map(|first| first.weekday()) {
        Some(Weekday::Sat) => add(day(3), "New Year's Day (substitute)"),
        Some(Weekday::Sun) => add(day(2), "New Year's Day (substitute)"),
        _ => add(day(1), "New Year's Day"),
    }
}

/// Christmas Day and Boxing Day, with their substitute days. Since 1972 both have one whenever they fall on a weekend.
/// Before that the Act of 1871 gave only the Monday after a Boxing Day on a Sunday.
fn christmas(year: i32, add: &mut impl FnMut(Option<NaiveDate>, &'static str)) {
    let day = |day| NaiveDate::from_ymd_opt(year, 12, day);
    let since_1972 = year >= 1972;
    match day(25).map(|christmas| christmas.weekday()) {
        Some(Weekday::Sat) if since_1972 => {
            add(day(27), "Christmas Day (substitute)");
            add(day(28), "Boxing Day (substitute)");
        }
        Some(Weekday::Sat) => add(day(27), "Boxing Day (statutory Monday)"),
        Some(Weekday::Sun) => {
            add(day(26), "Boxing Day");
            if since_1972 {
                add(day(27), "Christmas Day (substitute)");
            }
        }
        Some(Weekday::Fri) => {
            add(day(25), "Christmas Day");
            if since_1972 {
                add(day(28), "Boxing Day (substitute)");
            }
        }
        _ => {
            add(day(25), "Christmas Day");
            add(day(26), "Boxing Day");
        }
    }
}

fn first_monday(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 1)
}

fn last_monday(year: i32, month: u32) -> Option<NaiveDate> {
    (4..=5).rev().find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, nth))
}

fn after_last_saturday(year: i32, month: u32) -> Option<NaiveDate> {
    let saturday = (4..=5).rev().find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sat, nth));
    saturday?.checked_add_days(Days::new(2))
}

/// Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher.
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let moon_year = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * moon_year + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (moon_year + 11 * epact + 22 * weekday) / 451;
    let day = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(day / 31).ok()?, u32::try_from(day % 31 + 1).ok()?)
}
