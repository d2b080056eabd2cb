//! When something is due, in words and in days.

use carekpi_dates::{Moment, TimeOfDay};
use carekpi_engine::Task;
use carekpi_measure::Lapse;
use chrono::{Days, NaiveDate};

use crate::labels::long_moment;

/// When a task is due: the date to show, and how far from the snapshot date it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) is_overdue: bool,
    /// The first day on which it is overdue, or the last day on which it is still in time.
    pub(crate) day: NaiveDate,
    /// The last minute of that day that is in time, if the limit is of hours.
    at: Option<TimeOfDay>,
    /// Whether it became overdue before that day, which is then the first of the calendar.
    is_earlier: bool,
    /// The days between the snapshot date and that day.
    days: u64,
}

impl Due {
    pub(crate) fn of(task: &Task<'_>, snapshot: NaiveDate) -> Self {
        let is_overdue = task.days_left <= 0;
        // A limit of hours ends on the first day at the end of which it is overdue.
        let at = task.due_time();
        let day = if is_overdue || at.is_some() { task.overdue_from } else { last_day(task.overdue_from) };
        let is_earlier = is_overdue && matches!(task.outcome.lapses, Lapse::BeforeCalendar);
        Self { is_overdue, day, at, is_earlier, days: day.signed_duration_since(snapshot).num_days().unsigned_abs() }
    }

    /// The days, as a table shows them: `today`, or a number. Blank if the day is unknown.
    pub(crate) fn days_text(self) -> String {
        match self.days {
            _ if self.is_earlier => String::new(),
            0 => "today".to_owned(),
            days => days.to_string(),
        }
    }

    /// The day as a table shows it: `2026-02-18`.
    pub(crate) fn day_text(self) -> String {
        if self.is_earlier { format!("before {}", self.day) } else { Moment::new(self.day, self.at).to_string() }
    }

    /// `since 18 February 2026` or `by 6 April 2026`.
    pub(crate) fn in_words(self) -> String {
        let day = long_moment(Moment::new(self.day, self.at));
        match (self.is_overdue, self.is_earlier) {
            (true, true) => format!("since before {day}"),
            (true, false) => format!("since {day}"),
            (false, _) => format!("by {day}"),
        }
    }
}

/// The last day on which something that is overdue from a day is still in time.
pub(crate) fn last_day(overdue_from: NaiveDate) -> NaiveDate {
    overdue_from.checked_sub_days(Days::new(1)).unwrap_or(overdue_from)
}

/// How many tasks are overdue, and how many fall due.
pub(crate) fn counts<'t, 'c: 't>(tasks: impl IntoIterator<Item = &'t Task<'c>>) -> (usize, usize) {
    tasks.into_iter().fold((0, 0), |(overdue, due): (usize, usize), task| {
        if task.days_left <= 0 { (overdue.saturating_add(1), due) } else { (overdue, due.saturating_add(1)) }
    })
}
