//! The bank holidays of England and Wales.

use chrono::{Days, Weekday};

use super::year::Year;

/// Adds the regular ones of the year, from 1950 on.
pub(super) fn add(year: &mut Year) {
    if year.number >= 1974 {
        year.add_or_monday(1, 1, "New Year's Day");
    }
    year.add_good_friday();
    year.add_after_easter(1, "Easter Monday");
    if year.number >= 1978 {
        year.add(year.first_monday(5), "Early May bank holiday");
    }
    match year.number {
        ..=1966 | 1968 | 1969 => year.add_after_easter(50, "Whit Monday"),
        _ => year.add(year.last(Weekday::Mon, 5), "Spring bank holiday"),
    }
    match year.number {
        ..=1964 => year.add(year.first_monday(8), "August bank holiday"),
        1965..=1970 => {
            let monday = year.last(Weekday::Sat, 8).and_then(|saturday| saturday.checked_add_days(Days::new(2)));
            year.add(monday, "August bank holiday (trial date)");
        }
        _ => year.add(year.last(Weekday::Mon, 8), "Summer bank holiday"),
    }
    if year.number >= 1972 {
        year.add_christmas();
    } else {
        add_early_christmas(year);
    }
}

/// Adds Christmas Day and Boxing Day as they were before 1972. The Act of 1871 gave only the Monday after a Boxing Day on a Sunday.
fn add_early_christmas(year: &mut Year) {
    let days: &[_] = match year.weekday(12, 25) {
        Some(Weekday::Fri) => &[(25, "Christmas Day")],
        Some(Weekday::Sat) => &[(27, "Boxing Day (statutory Monday)")],
        Some(Weekday::Sun) => &[(26, "Boxing Day")],
        _ => &[(25, "Christmas Day"), (26, "Boxing Day")],
    };
    for (day, name) in days {
        year.add(year.day(12, *day), name);
    }
}
