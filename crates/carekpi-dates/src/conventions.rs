//! The conventions about dates that all indicators share.

use chrono::NaiveDate;

use crate::{LeapDayBirthday, Limit, MonthEnd, Span, WorkingCalendar, reading};

reading! {
    /// Is a record (a plan, a period of care, a placement, an allocation, a referral, a spell as a care leaver) still open on its
    /// own end date?
    pub enum EndDay: "end_day" {
        /// No: it is open from its start up to the day before its end.
        Excluded = "excluded",
        /// Yes: its end date is the last day on which it is open.
        Included = "included",
    }
}

impl EndDay {
    /// The first day on which a record that ends on `end` is no longer open.
    ///
    /// ```
    /// use carekpi_dates::EndDay;
    /// use chrono::NaiveDate;
    ///
    /// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
    /// assert_eq!(EndDay::Excluded.closes(day(9)), day(9));
    /// assert_eq!(EndDay::Included.closes(day(9)), day(10));
    /// ```
    #[inline]
    #[must_use]
    pub fn closes(self, end: NaiveDate) -> NaiveDate {
        match self {
            Self::Included => end.succ_opt().unwrap_or(NaiveDate::MAX),
            Self::Excluded => end,
        }
    }
}

reading! {
    /// Is something that happened on a day D still "within the last n months" on the day D + n months itself?
    pub enum WithinLast: "within_last" {
        /// No: the same test as "less than n months have passed".
        LessThan = "less_than",
        /// Yes: that day is the last on which it is.
        AtMost = "at_most",
    }
}

impl WithinLast {
    /// The limit that "within the last `span`" sets.
    ///
    /// ```
    /// use carekpi_dates::{Limit, Span, WithinLast};
    ///
    /// assert_eq!(WithinLast::LessThan.limit(Span::months(2)), Limit::less_than(Span::months(2)));
    /// assert_eq!(WithinLast::AtMost.limit(Span::months(2)), Limit::due(Span::months(2)));
    /// ```
    #[inline]
    #[must_use]
    pub const fn limit(self, span: Span) -> Limit {
        match self {
            Self::LessThan => Limit::less_than(span),
            Self::AtMost => Limit::due(span),
        }
    }
}

reading! {
    /// Does what is open go on after its child's death?
    pub enum Deaths: "deaths" {
        /// No: whatever has no end or a later one ends on the date of death, and what starts after it is never open.
        EndRecords = "end_records",
        /// Yes: deaths are ignored.
        Ignored = "ignored",
    }
}

/// How dates are counted: the working calendar, and the readings about dates.
///
/// ```
/// use carekpi_dates::{Conventions, EndDay, WorkingCalendar};
///
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// assert_eq!(conventions.end_day, EndDay::Excluded);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conventions {
    /// Which days are working days.
    pub calendar: WorkingCalendar,
    /// Whether a record is open on its own end date.
    pub end_day: EndDay,
    /// Which day is n months after a date, if the month has no such day.
    pub month_end: MonthEnd,
    /// Whether the last day of "within the last n months" counts.
    pub within_last: WithinLast,
    /// When somebody born on 29 February has a birthday in a common year.
    pub leap_day_birthday: LeapDayBirthday,
    /// Whether what is open goes on after a death.
    pub deaths: Deaths,
    /// The number of the list of people who are entitled to nothing, whose statuses do not tell of a death. Whoever keeps the
    /// records numbers its lists; 0 is the list of nobody.
    pub not_eligible: usize,
}

impl Conventions {
    /// The default readings, with the given calendar.
    #[must_use]
    pub fn new(calendar: WorkingCalendar) -> Self {
        Self {
            calendar,
            end_day: EndDay::default(),
            month_end: MonthEnd::default(),
            within_last: WithinLast::default(),
            leap_day_birthday: LeapDayBirthday::default(),
            deaths: Deaths::default(),
            not_eligible: 0,
        }
    }
}
