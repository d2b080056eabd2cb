//! The bank holidays of Northern Ireland.

use chrono::Weekday;

use super::year::Year;

/// Adds the regular ones of the year, from 1978 on.
pub(super) fn add(year: &mut Year) {
    year.add_or_monday(1, 1, "New Year's Day");
    year.add_or_monday(3, 17, "St Patrick's Day");
    year.add_good_friday();
    year.add_after_easter(1, "Easter Monday");
    year.add(year.first_monday(5), "Early May bank holiday");
    year.add(year.last(Weekday::Mon, 5), "Spring bank holiday");
    year.add_or_monday(7, 12, "Battle of the Boyne (Orangemen's Day)");
    year.add(year.last(Weekday::Mon, 8), "Summer bank holiday");
    year.add_christmas();
}
