//! The holidays of one year, and the rules by which most of them are found.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::Holiday;

/// The holidays of one year, while they are collected.
pub(super) struct Year {
    pub(super) number: i32,
    holidays: Vec<Holiday>,
}

impl Year {
    pub(super) const fn new(number: i32) -> Self {
        Self { number, holidays: Vec::new() }
    }

    pub(super) fn in_order(mut self) -> Vec<Holiday> {
        self.holidays.sort_unstable();
        self.holidays
    }

    pub(super) fn day(&self, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.number, month, day)
    }

    pub(super) fn weekday(&self, month: u32, day: u32) -> Option<Weekday> {
        self.day(month, day).map(|day| day.weekday())
    }

    pub(super) fn add(&mut self, day: Option<NaiveDate>, name: &str) {
        self.holidays.extend(day.map(|date| Holiday::new(date, name)));
    }

    pub(super) fn remove(&mut self, day: Option<NaiveDate>) {
        self.holidays.retain(|holiday| Some(holiday.date) != day);
    }

    /// Adds a day, or the Monday after it if it falls on a weekend.
    pub(super) fn add_or_monday(&mut self, month: u32, day: u32, name: &str) {
        let wait = match self.weekday(month, day) {
            Some(Weekday::Sat) => 2,
            Some(Weekday::Sun) => 1,
            _ => return self.add(self.day(month, day), name),
        };
        let monday = self.day(month, day).and_then(|day| day.checked_add_days(Days::new(wait)));
        self.add(monday, &format!("{name} (substitute)"));
    }

    pub(super) fn add_good_friday(&mut self) {
        let day = easter_sunday(self.number).and_then(|easter| easter.checked_sub_days(Days::new(2)));
        self.add(day, "Good Friday");
    }

    /// Adds a day that is this number of days after Easter Sunday.
    pub(super) fn add_after_easter(&mut self, days: u64, name: &str) {
        let day = easter_sunday(self.number).and_then(|easter| easter.checked_add_days(Days::new(days)));
        self.add(day, name);
    }

    /// Adds Christmas Day and Boxing Day, which both have a substitute day whenever they fall on a weekend.
    pub(super) fn add_christmas(&mut self) {
        const CHRISTMAS: (&str, &str) = ("Christmas Day", "Christmas Day (substitute)");
        const BOXING_DAY: (&str, &str) = ("Boxing Day", "Boxing Day (substitute)");
        let days = match self.weekday(12, 25) {
            Some(Weekday::Fri) => [(25, CHRISTMAS.0), (28, BOXING_DAY.1)],
            Some(Weekday::Sat) => [(27, CHRISTMAS.1), (28, BOXING_DAY.1)],
            Some(Weekday::Sun) => [(26, BOXING_DAY.0), (27, CHRISTMAS.1)],
            _ => [(25, CHRISTMAS.0), (26, BOXING_DAY.0)],
        };
        for (day, name) in days {
            self.add(self.day(12, day), name);
        }
    }

    pub(super) fn first_monday(&self, month: u32) -> Option<NaiveDate> {
        NaiveDate::from_weekday_of_month_opt(self.number, month, Weekday::Mon, 1)
    }

    pub(super) fn last(&self, weekday: Weekday, month: u32) -> Option<NaiveDate> {
        (4..=5).rev().find_map(|nth| NaiveDate::from_weekday_of_month_opt(self.number, month, weekday, nth))
    }
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
