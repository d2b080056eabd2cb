//! The bank holidays of Scotland.

use chrono::Weekday;

use super::year::Year;

/// Adds the regular ones of the year, from 1978 on. Easter Monday is none.
pub(super) fn add(year: &mut Year) {
    add_new_year(year);
    year.add_good_friday();
    year.add(year.first_monday(5), "Early May bank holiday");
    year.add(year.last(Weekday::Mon, 5), "Spring bank holiday");
    year.add(year.first_monday(8), "Summer bank holiday");
    if year.number >= 2007 {
        year.add_or_monday(11, 30, "St Andrew's Day");
    }
    year.add_christmas();
}

/// Adds New Year's Day and 2 January, which both have a substitute day whenever they fall on a weekend.
fn add_new_year(year: &mut Year) {
    const NEW_YEAR: (&str, &str) = ("New Year's Day", "New Year's Day (substitute)");
    const SECOND: (&str, &str) = ("2nd January", "2nd January (substitute)");
    let days = match year.weekday(1, 1) {
        Some(Weekday::Fri) => [(1, NEW_YEAR.0), (4, SECOND.1)],
        Some(Weekday::Sat) => [(3, NEW_YEAR.1), (4, SECOND.1)],
        Some(Weekday::Sun) => [(2, NEW_YEAR.1), (3, SECOND.1)],
        _ => [(1, NEW_YEAR.0), (2, SECOND.0)],
    };
    for (day, name) in days {
        year.add(year.day(1, day), name);
    }
}
