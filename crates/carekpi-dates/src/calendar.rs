//! The working calendar: which days are working days, and how to count them.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, LazyLock};

use chrono::{Datelike, NaiveDate, Weekday};

use crate::almanac::{FIRST_YEAR, LAST_YEAR};
use crate::bank_holidays::{BankHoliday, of_year};
use crate::{DateRange, day_key};

const DAYS_COVERED: DateRange = DateRange::half_open(new_year(FIRST_YEAR), new_year(LAST_YEAR + 1));

const fn new_year(year: i32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, 1, 1) {
        Some(day) => day,
        None => NaiveDate::MAX,
    }
}

/// A date outside the calendar, which covers 1950 to 2100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OutsideCalendar {
    /// It is before the first day.
    #[error("{0} is before the working calendar, which begins on 1950-01-01")]
    Before(NaiveDate),
    /// It is after the last day.
    #[error("{0} is after the working calendar, which ends on 2100-12-31")]
    After(NaiveDate),
}

/// How well the bank holidays of a year are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Coverage {
    /// 2012 to 2028: the government's published list.
    Official,
    /// 1978 to 2011: the rules in force, and the one-off days on which several independent calendars agree.
    Corroborated,
    /// 1950 to 1977: the rules of the time and the announcements that were found. A few days after Christmas are not
    /// confirmed: see [`WorkingCalendar::unconfirmed_holidays`].
    Historic,
    /// 2029 to 2100: the rules in force today. One-off days and moves are not known yet.
    Projected,
}

/// Which days are working days: Monday to Friday, except bank holidays in England and Wales and closure days.
///
/// It covers 1950 to 2100. Whatever a method is asked about another date, it answers with the error [`OutsideCalendar`]. Counting
/// and adding take constant time.
///
/// ```
/// use carekpi_dates::WorkingCalendar;
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let calendar = WorkingCalendar::england_and_wales();
/// // Good Friday is 3 April 2026, Easter Monday 6 April.
/// assert_eq!(calendar.between(day(2026, 4, 2), day(2026, 4, 7)), Ok(1));
/// assert_eq!(calendar.add(day(2026, 4, 2), 2), Ok(day(2026, 4, 8)));
/// assert_eq!(calendar.next(day(2026, 4, 2)), Ok(day(2026, 4, 7)));
/// assert_eq!(calendar.bank_holiday(day(2026, 4, 6)), Ok(Some("Easter Monday")));
/// assert!(calendar.between(day(1949, 12, 31), day(2026, 4, 7)).is_err());
/// ```
#[derive(Clone)]
pub struct WorkingCalendar {
    tables: Arc<Tables>,
}

#[derive(PartialEq, Eq)]
struct Tables {
    closures: BTreeSet<NaiveDate>,
    /// The number of working days from the first day through a day, indexed by the day's [`day_key`] less `FIRST_YEAR << 9`.
    counts: Vec<u32>,
    /// The working days, in order.
    days: Vec<NaiveDate>,
}

static ENGLAND_AND_WALES: LazyLock<WorkingCalendar> =
    LazyLock::new(|| WorkingCalendar { tables: Arc::new(Tables::new(BTreeSet::new())) });

#[cold]
fn outside(day: NaiveDate) -> OutsideCalendar {
    if day.year() < FIRST_YEAR { OutsideCalendar::Before(day) } else { OutsideCalendar::After(day) }
}

impl Tables {
    fn new(closures: BTreeSet<NaiveDate>) -> Self {
        let mut counts = Vec::new();
        let mut days = Vec::new();
        for year in FIRST_YEAR..=LAST_YEAR {
            let holidays = of_year(year);
            counts.push(u32::try_from(days.len()).unwrap_or(u32::MAX));
            for ordinal in 1..512 {
                if let Some(day) = NaiveDate::from_yo_opt(year, ordinal) {
                    let works = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
                        && holidays.iter().all(|holiday| holiday.date != day)
                        && !closures.contains(&day);
                    if works {
                        days.push(day);
                    }
                }
                counts.push(u32::try_from(days.len()).unwrap_or(u32::MAX));
            }
        }
        Self { closures, counts, days }
    }
}

impl WorkingCalendar {
    /// The calendar of England and Wales, without closure days.
    #[must_use]
    pub fn england_and_wales() -> Self {
        ENGLAND_AND_WALES.clone()
    }

    /// Its name.
    ///
    /// ```
    /// assert_eq!(carekpi_dates::WorkingCalendar::england_and_wales().name(), "England and Wales");
    /// ```
    #[must_use]
    pub const fn name(&self) -> &'static str {
        "England and Wales"
    }

    /// The same calendar with additional closure days. Days that are not working days anyway are ignored.
    ///
    /// # Errors
    ///
    /// A day is outside the calendar.
    pub fn with_closures(&self, days: impl IntoIterator<Item = NaiveDate>) -> Result<Self, OutsideCalendar> {
        let mut closures = self.tables.closures.clone();
        for day in days {
            if self.is_working_day(day)? {
                closures.insert(day);
            }
        }
        Ok(Self { tables: Arc::new(Tables::new(closures)) })
    }

    #[inline]
    fn count_through(&self, day: NaiveDate) -> Result<u32, OutsideCalendar> {
        // Before the first year the index is negative.
        let index = day_key(day).wrapping_sub(FIRST_YEAR << 9);
        let count = usize::try_from(index).ok().and_then(|index| self.tables.counts.get(index));
        count.copied().ok_or_else(|| outside(day))
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
        let last = count.checked_sub(1).and_then(|last| self.tables.days.get(usize::try_from(last).ok()?));
        Ok(last == Some(&day))
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
        usize::try_from(number).ok().and_then(|number| self.tables.days.get(number)).copied().ok_or_else(|| {
            let covered = Self::days_covered();
            let day_before = || covered.start().pred_opt().unwrap_or(NaiveDate::MIN);
            if working_days > 0 { OutsideCalendar::After(covered.end()) } else { OutsideCalendar::Before(day_before()) }
        })
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
            let [before, through] = [before, through].map(|count| usize::try_from(count).unwrap_or(usize::MAX));
            days = self.tables.days.get(before..through).unwrap_or(&[]);
        }
        Ok(days.iter().copied())
    }

    /// The calendar with the closure days of both: a day is a working day only if it is one in both.
    ///
    /// ```
    /// use carekpi_dates::WorkingCalendar;
    /// use chrono::NaiveDate;
    ///
    /// let closed = |d| {
    ///     let day = NaiveDate::from_ymd_opt(2025, 12, d).unwrap();
    ///     WorkingCalendar::england_and_wales().with_closures([day]).unwrap()
    /// };
    /// let both = closed(29).union(&closed(30));
    /// assert_eq!(both.next(NaiveDate::from_ymd_opt(2025, 12, 24).unwrap()), Ok(NaiveDate::from_ymd_opt(2025, 12, 31).unwrap()));
    /// ```
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let closures = self.tables.closures.union(&other.tables.closures).copied().collect();
        Self { tables: Arc::new(Tables::new(closures)) }
    }

    /// The closure days, in order.
    pub fn closures(&self) -> impl Iterator<Item = NaiveDate> {
        self.tables.closures.iter().copied()
    }

    /// The days that the calendar covers.
    ///
    /// ```
    /// use carekpi_dates::WorkingCalendar;
    ///
    /// assert_eq!(WorkingCalendar::days_covered().start().to_string(), "1950-01-01");
    /// ```
    #[inline]
    #[must_use]
    pub const fn days_covered() -> DateRange {
        DAYS_COVERED
    }

    /// How well the bank holidays of the year of `day` are known.
    ///
    /// # Errors
    ///
    /// `day` is outside the calendar.
    ///
    /// ```
    /// use carekpi_dates::{Coverage, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let calendar = WorkingCalendar::england_and_wales();
    /// assert_eq!(calendar.coverage(NaiveDate::from_ymd_opt(2026, 3, 31).unwrap()), Ok(Coverage::Official));
    /// ```
    pub fn coverage(&self, day: NaiveDate) -> Result<Coverage, OutsideCalendar> {
        self.count_through(day)?;
        Ok(match day.year() {
            ..=1977 => Coverage::Historic,
            1978..=2011 => Coverage::Corroborated,
            2012..=2028 => Coverage::Official,
            _ => Coverage::Projected,
        })
    }

    /// Days of 1954 to 1971 that some calendars list as the substitute for a Christmas Day on a weekend. A proclamation was
    /// necessary and none is confirmed, so here they are working days. Use [`with_closures`](Self::with_closures) to add
    /// them.
    ///
    /// ```
    /// use carekpi_dates::WorkingCalendar;
    ///
    /// assert_eq!(WorkingCalendar::unconfirmed_holidays().count(), 6);
    /// ```
    pub fn unconfirmed_holidays() -> impl Iterator<Item = NaiveDate> {
        let days = [(1954, 28), (1955, 27), (1960, 27), (1965, 28), (1966, 27), (1971, 28)];
        days.into_iter().filter_map(|(year, day)| NaiveDate::from_ymd_opt(year, 12, day))
    }

    /// The name of the bank holiday on `day`, if there is one.
    ///
    /// # Errors
    ///
    /// `day` is outside the calendar.
    pub fn bank_holiday(&self, day: NaiveDate) -> Result<Option<&'static str>, OutsideCalendar> {
        self.covers(day)?;
        Ok(of_year(day.year()).into_iter().find(|holiday| holiday.date == day).map(|holiday| holiday.title))
    }

    /// The bank holidays of a year, in order. A holiday on a weekend is replaced by its substitute day.
    ///
    /// # Errors
    ///
    /// The year is outside the calendar. The error names its first day.
    ///
    /// ```
    /// use carekpi_dates::WorkingCalendar;
    ///
    /// let calendar = WorkingCalendar::england_and_wales();
    /// assert_eq!(calendar.bank_holidays(2026).unwrap().len(), 8);
    /// let outside = calendar.bank_holidays(1900).unwrap_err();
    /// assert_eq!(outside.to_string(), "1900-01-01 is before the working calendar, which begins on 1950-01-01");
    /// ```
    pub fn bank_holidays(&self, year: i32) -> Result<Vec<BankHoliday>, OutsideCalendar> {
        // chrono has no date in a year that is further away.
        let furthest = if year < FIRST_YEAR { NaiveDate::MIN } else { NaiveDate::MAX };
        self.covers(NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(furthest))?;
        Ok(of_year(year))
    }
}

impl PartialEq for WorkingCalendar {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tables, &other.tables) || self.tables == other.tables
    }
}

impl Eq for WorkingCalendar {}

impl fmt::Debug for WorkingCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkingCalendar").field("closures", &self.tables.closures).finish_non_exhaustive()
    }
}
