//! The readings that all indicators share, and those of the model.

use carekpi_dates::{Conventions, Deaths, EndDay, LeapDayBirthday, MonthEnd, WithinLast, WorkingCalendar, reading};

reading! {
    /// Which visits count?
    pub enum VisitsCounted: "visits_counted" {
        /// Every visit.
        Any = "any",
        /// Only those recorded with the child seen.
        ChildSeen = "child_seen",
    }
}

reading! {
    /// Is a child in a series of short breaks only (legal status V1, V3 or V4) a looked-after child?
    pub enum ShortBreaks: "short_breaks" {
        /// No, as in the national figures.
        Excluded = "excluded",
        /// Yes.
        Included = "included",
    }
}

reading! {
    /// Does a child protection plan count that another authority made, and that is registered here for a time?
    pub enum OtherAuthorityPlans: "other_authority_plans" {
        /// No: this authority's conferences did not make it.
        Excluded = "excluded",
        /// Yes.
        Included = "included",
    }
}

/// The readings that all indicators share: the table `[shared]` of a definitions file.
///
/// ```
/// use carekpi_dates::{MonthEnd, WorkingCalendar};
/// use carekpi_model::SharedSettings;
///
/// let mut shared = SharedSettings::default();
/// shared.month_end = MonthEnd::Spill;
/// let conventions = shared.conventions(WorkingCalendar::england_and_wales());
/// assert_eq!(conventions.month_end, MonthEnd::Spill);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct SharedSettings {
    /// Whether a record is open on its own end date.
    pub end_day: EndDay,
    /// Which day is n months after a date, if the month has no such day.
    pub month_end: MonthEnd,
    /// Whether the last day of "within the last n months" counts.
    pub within_last: WithinLast,
    /// When somebody born on 29 February has a birthday in a common year.
    pub leap_day_birthday: LeapDayBirthday,
    /// Which visits count.
    pub visits_counted: VisitsCounted,
    /// Whether what is open goes on after a death.
    pub deaths: Deaths,
}

impl SharedSettings {
    /// The conventions about dates, with this calendar.
    #[must_use]
    pub fn conventions(&self, calendar: WorkingCalendar) -> Conventions {
        let mut conventions = Conventions::new(calendar);
        conventions.end_day = self.end_day;
        conventions.month_end = self.month_end;
        conventions.within_last = self.within_last;
        conventions.leap_day_birthday = self.leap_day_birthday;
        conventions.deaths = self.deaths;
        conventions
    }
}
