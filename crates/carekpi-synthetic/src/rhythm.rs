//! The days of recurring events.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::random::Random;

/// How often an event recurs, and how often it is late.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rhythm {
    /// Days from the start to the first event.
    pub(crate) first: u32,
    /// Days from one event to the next.
    pub(crate) then: u32,
    /// The percentage of events that are late.
    pub(crate) late: u32,
}

impl Rhythm {
    /// The days of the events from `start` to `end`. Most are a little early, some are late, and a few are very late. All are on
    /// weekdays, and none is between Christmas and New Year.
    pub(crate) fn days(self, random: &mut Random, start: NaiveDate, end: NaiveDate) -> Vec<NaiveDate> {
        let mut days = Vec::new();
        let mut last = start;
        let mut wait = self.first;
        loop {
            let slack = (wait / 6).max(1);
            let wanted = if random.percent(self.late) {
                let late = if random.percent(30) { wait.saturating_mul(2) } else { wait };
                wait.saturating_add(random.between(1, late.max(2)))
            } else {
                wait.saturating_sub(random.below(slack)).max(1)
            };
            let Some(day) = last.checked_add_days(Days::new(wanted.into())).map(office_day) else { return days };
            if day > end {
                return days;
            }
            days.push(day);
            last = day;
            wait = self.then;
        }
    }
}

/// The day itself if the office is open, else the next open day.
pub(crate) fn office_day(day: NaiveDate) -> NaiveDate {
    let closed = |day: &NaiveDate| {
        let christmas = (day.month() == 12 && day.day() >= 24) || (day.month() == 1 && day.day() == 1);
        christmas || matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    };
    day.iter_days().find(|day| !closed(day)).unwrap_or(day)
}
