//! Questions about working days: whether a day is one, how many there are, and which comes next.

use chrono::NaiveDate;

use crate::{DateRange, OutsideCalendar, WorkingCalendar};

impl WorkingCalendar {
    #[inline]
    fn count_through(&self, day: NaiveDate) -> Result<u32, OutsideCalendar> {
        self.numbered().through(day).ok_or_else(|| self.plain().outside(day))
    }

    /// The error for the first day after the calendar.
    #[inline]
    pub(crate) fn beyond(&self) -> OutsideCalendar {
        OutsideCalendar { day: self.days_covered().end(), end: self.plain().to }
    }

    /// The error for the last day before it.
    #[cold]
    fn before(&self) -> OutsideCalendar {
        self.plain().outside(self.days_covered().start().pred_opt().unwrap_or(NaiveDate::MIN))
    }

    /// Checks that the calendar covers `day`.
    #[inline]
    pub(crate) fn covers(&self, day: NaiveDate) -> Result<(), OutsideCalendar> {
        self.count_through(day).map(|_| ())
    }

    /// Whether `day` is a working day.
    ///
    /// # Errors
    ///
    /// `day` is outside the calendar.
    #[inline]
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, OutsideCalendar> {
        let count = self.count_through(day)?;
        Ok(self.numbered().get(i64::from(count).saturating_sub(1)) == Some(day))
    }

    /// The number of working days in `(after, through]`; negative if `through` is before `after`.
    ///
    /// # Errors
    ///
    /// One of the two days is outside the calendar.
    #[inline]
    pub fn between(&self, after: NaiveDate, through: NaiveDate) -> Result<i64, OutsideCalendar> {
        Ok(i64::from(self.count_through(through)?) - i64::from(self.count_through(after)?))
    }

    /// The day `working_days` working days after `day`, or before it if negative; `day` itself for 0.
    ///
    /// # Errors
    ///
    /// `day` or the answer is outside the calendar. If it is the answer, the error names the first day outside.
    #[inline]
    pub fn add(&self, day: NaiveDate, working_days: i64) -> Result<NaiveDate, OutsideCalendar> {
        let count = i64::from(self.count_through(day)?);
        if working_days == 0 {
            return Ok(day);
        }
        let count = if working_days < 0 && self.is_working_day(day)? { count - 1 } else { count };
        let number = if working_days > 0 {
            count.saturating_add(working_days).saturating_sub(1)
        } else {
            count.saturating_add(working_days)
        };
        let answer = self.numbered().get(number);
        answer.ok_or_else(|| if working_days > 0 { self.beyond() } else { self.before() })
    }

    /// The first working day after `day`.
    ///
    /// # Errors
    ///
    /// `day` or the answer is outside the calendar.
    pub fn next(&self, day: NaiveDate) -> Result<NaiveDate, OutsideCalendar> {
        self.add(day, 1)
    }

    /// The last working day before `day`.
    ///
    /// # Errors
    ///
    /// `day` or the answer is outside the calendar.
    pub fn previous(&self, day: NaiveDate) -> Result<NaiveDate, OutsideCalendar> {
        self.add(day, -1)
    }

    /// `day` itself if it is a working day, or else the next one.
    ///
    /// # Errors
    ///
    /// `day` or the answer is outside the calendar.
    ///
    /// ```
    /// use carekpi_dates::WorkingCalendar;
    /// use chrono::NaiveDate;
    ///
    /// let day = |d| NaiveDate::from_ymd_opt(2026, 12, d).unwrap();
    /// let calendar = WorkingCalendar::england_and_wales();
    /// // Friday is Christmas Day, and Monday the substitute for Boxing Day.
    /// assert_eq!(calendar.on_or_after(day(25)), Ok(day(29)));
    /// assert_eq!(calendar.on_or_before(day(25)), Ok(day(24)));
    /// assert_eq!(calendar.nearest(day(26)), Ok(day(24)));
    /// assert_eq!(calendar.nearest(day(27)), Ok(day(29)));
    /// ```
    #[doc(alias = "roll")]
    pub fn on_or_after(&self, day: NaiveDate) -> Result<NaiveDate, OutsideCalendar> {
        if self.is_working_day(day)? { Ok(day) } else { self.next(day) }
    }

    /// `day` itself if it is a working day, or else the one before it.
    ///
    /// # Errors
    ///
    /// `day` or the answer is outside the calendar.
    pub fn on_or_before(&self, day: NaiveDate) -> Result<NaiveDate, OutsideCalendar> {
        if self.is_working_day(day)? { Ok(day) } else { self.previous(day) }
    }

    /// The working day that is nearest to `day`: itself if it is one; of two that are equally near, the later.
    ///
    /// # Errors
    ///
    /// `day` is outside the calendar, or a day outside may be nearer than every working day.
    pub fn nearest(&self, day: NaiveDate) -> Result<NaiveDate, OutsideCalendar> {
        let [before, after] = [self.on_or_before(day), self.on_or_after(day)];
        let place = |answer: Result<NaiveDate, OutsideCalendar>| answer.unwrap_or_else(|outside| outside.day);
        let is_later_nearer = place(after).signed_duration_since(day) <= day.signed_duration_since(place(before));
        if is_later_nearer { after } else { before }
    }

    /// The working days of `range`, in order.
    ///
    /// # Errors
    ///
    /// The first or the last day of the range is outside the calendar. An empty range has no days, wherever it is.
    ///
    /// ```
    /// use carekpi_dates::{DateRange, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |d| NaiveDate::from_ymd_opt(2025, 12, d).unwrap();
    /// let calendar = WorkingCalendar::england_and_wales();
    /// let days: Vec<_> = calendar.working_days(DateRange::closed(day(24), day(29))).unwrap().collect();
    /// assert_eq!(days, [day(24), day(29)]);
    /// assert!(calendar.working_days(DateRange::from(day(24))).is_err()); // it has no last day
    /// ```
    pub fn working_days(&self, range: DateRange) -> Result<impl Iterator<Item = NaiveDate>, OutsideCalendar> {
        let mut days: &[NaiveDate] = &[];
        if let Some(last) = range.end().pred_opt().filter(|_| !range.is_empty()) {
            let through = self.count_through(last)?;
            let before = self.count_through(range.start())?.saturating_sub(self.is_working_day(range.start())?.into());
            days = self.numbered().slice(before, through);
        }
        Ok(days.iter().copied())
    }
}
