//! Bank holidays that follow no rule: one-off holidays, and regular ones that were moved.

use chrono::NaiveDate;

use super::year::Year;
use crate::Nation;

type Day = (i32, u32, u32);

/// A bank holiday that follows no rule.
struct Listed {
    day: Day,
    name: &'static str,
    instead_of: Option<Day>,
    /// The only nation that has it.
    only: Option<Nation>,
}

const fn one_off(day: Day, name: &'static str) -> Listed {
    Listed { day, name, instead_of: None, only: None }
}

const fn moved(instead_of: Day, day: Day, name: &'static str) -> Listed {
    Listed { day, name, instead_of: Some(instead_of), only: None }
}

const LISTED: [Listed; 18] = [
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
    Listed { only: Some(Nation::Scotland), ..one_off((2026, 6, 15), "World Cup") },
];

/// Adds those of the year, and removes the days from which they were moved.
pub(super) fn add(year: &mut Year, nation: Nation) {
    let date = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day);
    let is_here = |listed: &&Listed| listed.day.0 == year.number && listed.only.is_none_or(|only| only == nation);
    for listed in LISTED.iter().filter(is_here).collect::<Vec<_>>() {
        if let Some(instead_of) = listed.instead_of {
            year.remove(date(instead_of));
        }
        year.add(date(listed.day), listed.name);
    }
}
