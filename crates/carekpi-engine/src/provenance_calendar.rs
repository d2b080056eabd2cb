//! What a result says about its calendar.

use carekpi_dates::{HolidayCalendar, Nation, WorkingCalendar, WorkingWeek};
use chrono::NaiveDate;

use crate::{MergeError, Provenance};

impl Provenance {
    /// The calendar in words, unless it is that of England and Wales: its name, and of one of your own what it covers.
    ///
    /// ```
    /// use carekpi::dates::Nation;
    /// use carekpi::model::Caseload;
    /// use carekpi::{Definitions, WorkingCalendar};
    ///
    /// let caseload = Caseload::default();
    /// let over = |calendar| Definitions::default().over(&caseload, &calendar);
    /// assert_eq!(over(WorkingCalendar::england_and_wales()).provenance().changed_calendar(), None);
    /// let scotland = over(WorkingCalendar::of(Nation::Scotland));
    /// assert_eq!(scotland.provenance().changed_calendar().as_deref(), Some("Scotland"));
    /// ```
    #[must_use]
    pub fn changed_calendar(&self) -> Option<String> {
        let Some(HolidayCalendar { name, working_week, from, to, holidays }) = &self.own_calendar else {
            let is_default = self.calendar.is_empty() || self.calendar == Nation::EnglandAndWales.name();
            return (!is_default).then(|| self.calendar.clone());
        };
        let plural = if holidays.len() == 1 { "" } else { "s" };
        Some(format!("{name}, {}, {} holiday{plural}, {from} to {to}", days(*working_week), holidays.len()))
    }

    /// The first day of the calendar; `None` if the calendar is not known.
    #[must_use]
    pub fn calendar_start(&self) -> Option<NaiveDate> {
        let of_nation = || Nation::ALL.into_iter().find(|nation| nation.name() == self.calendar);
        let own = self.own_calendar.as_ref().map(|calendar| calendar.from);
        own.or_else(|| of_nation().map(|nation| WorkingCalendar::of(nation).days_covered().start()))
    }

    /// The error for two results whose calendars have one name, and differ.
    pub(crate) fn unlike_calendars(&self, other: &Self) -> MergeError {
        let difference = match (&self.own_calendar, &other.own_calendar) {
            (Some(one), Some(other)) => difference(one, other),
            _ => "only one of them is that of the nation".to_owned(),
        };
        MergeError::CalendarContents { name: self.calendar.clone(), difference }
    }
}

/// The first difference between two calendars.
fn difference(one: &HolidayCalendar, other: &HolidayCalendar) -> String {
    if one.working_week != other.working_week {
        let [one, other] = [one, other].map(|calendar| days(calendar.working_week));
        return format!("one has the working week {one}, the other {other}");
    }
    if (one.from, one.to) != (other.from, other.to) {
        let [one, other] = [one, other].map(|calendar| format!("{} to {}", calendar.from, calendar.to));
        return format!("one covers {one}, the other {other}");
    }
    let only_in = |one: &HolidayCalendar, other: &HolidayCalendar| {
        one.holidays.iter().find(|holiday| !other.holidays.contains(holiday)).cloned()
    };
    match only_in(one, other).into_iter().chain(only_in(other, one)).min() {
        Some(holiday) => format!("only one of them has {}, {}", holiday.date, holiday.name),
        None => "their holidays are in another order".to_owned(),
    }
}

/// The days of a week, as in `Mon Tue`.
fn days(week: WorkingWeek) -> String {
    week.days().map(|day| day.to_string()).collect::<Vec<_>>().join(" ")
}
