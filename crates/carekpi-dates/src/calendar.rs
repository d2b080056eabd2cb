//! The working calendar: which days are working days, and how to count them.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, LazyLock};

use chrono::{Datelike, NaiveDate};

use crate::bank_holidays::of_year;
use crate::working_days::WorkingDays;
use crate::{CalendarError, Coverage, DateRange, Holiday, HolidayCalendar, Nation, OutsideCalendar, WorkingWeek};

/// Which days are working days: the days of a working week, except holidays and closure days.
///
/// It is that of a [`Nation`], or [one of your own](Self::new). It covers a range of days, such as 1950 to 2100. Whatever a method is
/// asked about another date, it answers with the error [`OutsideCalendar`]. Counting and adding take constant time. A clone is
/// cheap.
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
    inner: Arc<Inner>,
}

struct Inner {
    working_days: WorkingDays,
    /// The days that it covers.
    covered: DateRange,
    plain: Arc<HolidayCalendar>,
    nation: Option<Nation>,
    closures: BTreeSet<NaiveDate>,
}

/// The last year of the calendars of nations.
const LAST_YEAR: i32 = 2100;

static ENGLAND_AND_WALES: LazyLock<WorkingCalendar> = LazyLock::new(|| of_nation(Nation::EnglandAndWales));
static SCOTLAND: LazyLock<WorkingCalendar> = LazyLock::new(|| of_nation(Nation::Scotland));
static NORTHERN_IRELAND: LazyLock<WorkingCalendar> = LazyLock::new(|| of_nation(Nation::NorthernIreland));

fn of_nation(nation: Nation) -> WorkingCalendar {
    let years = nation.first_year()..=LAST_YEAR;
    let plain = HolidayCalendar {
        name: nation.name().to_owned(),
        working_week: WorkingWeek::MONDAY_TO_FRIDAY,
        from: NaiveDate::from_yo_opt(nation.first_year(), 1).unwrap_or_default(),
        to: NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31).unwrap_or_default(),
        holidays: years.flat_map(|year| of_year(nation, year)).collect(),
    };
    WorkingCalendar::with(Arc::new(plain), Some(nation), BTreeSet::new())
}

impl WorkingCalendar {
    fn with(plain: Arc<HolidayCalendar>, nation: Option<Nation>, closures: BTreeSet<NaiveDate>) -> Self {
        let holidays: BTreeSet<NaiveDate> = plain.holidays.iter().map(|holiday| holiday.date).collect();
        let works = |day: NaiveDate| {
            plain.working_week.contains(day.weekday()) && !holidays.contains(&day) && !closures.contains(&day)
        };
        let covered = plain.days();
        let working_days = WorkingDays::of(covered, works);
        Self { inner: Arc::new(Inner { working_days, covered, plain, nation, closures }) }
    }

    /// Its working days, numbered.
    #[inline]
    pub(crate) fn numbered(&self) -> &WorkingDays {
        &self.inner.working_days
    }

    /// The calendar of England and Wales, without closure days.
    #[must_use]
    pub fn england_and_wales() -> Self {
        ENGLAND_AND_WALES.clone()
    }

    /// The calendar of a nation, without closure days.
    ///
    /// ```
    /// use carekpi_dates::{Nation, WorkingCalendar};
    ///
    /// assert_eq!(WorkingCalendar::of(Nation::EnglandAndWales), WorkingCalendar::england_and_wales());
    /// ```
    #[must_use]
    pub fn of(nation: Nation) -> Self {
        match nation {
            Nation::EnglandAndWales => ENGLAND_AND_WALES.clone(),
            Nation::Scotland => SCOTLAND.clone(),
            Nation::NorthernIreland => NORTHERN_IRELAND.clone(),
        }
    }

    /// A calendar of your own. It can have 400 years.
    ///
    /// # Errors
    ///
    /// It has no day or too many, none of its days is a working day, or a holiday is outside.
    ///
    /// ```
    /// use carekpi_dates::{CalendarError, HolidayCalendar, Nation, WorkingCalendar};
    ///
    /// let plain = WorkingCalendar::of(Nation::Scotland).plain().clone();
    /// let backwards = HolidayCalendar { from: plain.to, to: plain.from, ..plain };
    /// assert!(matches!(WorkingCalendar::new(backwards), Err(CalendarError::Empty { .. })));
    /// ```
    pub fn new(plain: HolidayCalendar) -> Result<Self, CalendarError> {
        let calendar = Self::with(Arc::new(plain.in_order()?), None, BTreeSet::new());
        if calendar.numbered().get(0).is_none() { Err(CalendarError::NoWorkingDays) } else { Ok(calendar) }
    }

    /// Its plain form, with the holidays in order. The closure days are not in it.
    #[inline]
    #[must_use]
    pub fn plain(&self) -> &HolidayCalendar {
        &self.inner.plain
    }

    /// Its name. That of a [`union`](Self::union) is made of both.
    ///
    /// ```
    /// assert_eq!(carekpi_dates::WorkingCalendar::england_and_wales().name(), "England and Wales");
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.inner.plain.name
    }

    /// The nation whose calendar it is; `None` if it is one of your own.
    #[must_use]
    pub fn nation(&self) -> Option<Nation> {
        self.inner.nation
    }

    /// The same calendar with additional closure days. Days that are not working days anyway are ignored.
    ///
    /// # Errors
    ///
    /// A day is outside the calendar.
    pub fn with_closures(&self, days: impl IntoIterator<Item = NaiveDate>) -> Result<Self, OutsideCalendar> {
        let mut closures = self.inner.closures.clone();
        for day in days {
            if self.is_working_day(day)? {
                closures.insert(day);
            }
        }
        Ok(Self::with(Arc::clone(&self.inner.plain), self.inner.nation, closures))
    }

    /// The calendar of both: a day is a working day only if it is one in both. It covers the days that both cover, and has the
    /// holidays and the closure days of both.
    ///
    /// # Errors
    ///
    /// They share no day, or no working day.
    ///
    /// ```
    /// use carekpi_dates::{Nation, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let both = WorkingCalendar::of(Nation::Scotland).union(&WorkingCalendar::england_and_wales()).unwrap();
    /// assert_eq!(both.name(), "Scotland and England and Wales");
    /// assert_eq!(both.is_working_day(day(4, 6)), Ok(false)); // Easter Monday
    /// assert_eq!(both.is_working_day(day(11, 30)), Ok(false)); // St Andrew's Day
    /// ```
    pub fn union(&self, other: &Self) -> Result<Self, CalendarError> {
        let (mine, theirs) = (self.plain(), other.plain());
        let both = if mine == theirs {
            self.clone()
        } else {
            let covered = self.days_covered().intersection(other.days_covered());
            let holidays = mine.holidays.iter().chain(&theirs.holidays);
            Self::new(HolidayCalendar {
                name: format!("{} and {}", mine.name, theirs.name),
                working_week: mine.working_week.intersection(theirs.working_week),
                from: mine.from.max(theirs.from),
                to: mine.to.min(theirs.to),
                holidays: holidays.filter(|holiday| covered.contains(holiday.date)).cloned().collect(),
            })?
        };
        let covered = both.days_covered();
        let closures = self.closures().chain(other.closures()).filter(|day| covered.contains(*day));
        Ok(both.with_closures(closures)?)
    }

    /// The closure days, in order.
    pub fn closures(&self) -> impl Iterator<Item = NaiveDate> {
        self.inner.closures.iter().copied()
    }

    /// The days that the calendar covers.
    ///
    /// ```
    /// use carekpi_dates::WorkingCalendar;
    ///
    /// assert_eq!(WorkingCalendar::england_and_wales().days_covered().start().to_string(), "1950-01-01");
    /// ```
    #[inline]
    #[must_use]
    pub fn days_covered(&self) -> DateRange {
        self.inner.covered
    }

    /// How well the holidays of the year of `day` are known.
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
        self.covers(day)?;
        Ok(Coverage::of(self.inner.nation, day.year()))
    }

    /// Days of 1954 to 1971 that some calendars of England and Wales list as the substitute for a Christmas Day on a weekend. A
    /// proclamation was necessary and none is confirmed, so here they are working days. Use
    /// [`with_closures`](Self::with_closures) to add them.
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

    /// The name of the holiday on `day`, if there is one; of several the first by name. Closure days have none.
    ///
    /// # Errors
    ///
    /// `day` is outside the calendar.
    pub fn bank_holiday(&self, day: NaiveDate) -> Result<Option<&str>, OutsideCalendar> {
        self.covers(day)?;
        let holidays = self.holidays(day, day);
        Ok(holidays.first().map(|holiday| &*holiday.name))
    }

    /// The holidays of a year, in order. A bank holiday on a weekend is replaced by its substitute day.
    ///
    /// # Errors
    ///
    /// The first or the last day of the year is outside the calendar.
    ///
    /// ```
    /// use carekpi_dates::WorkingCalendar;
    ///
    /// let calendar = WorkingCalendar::england_and_wales();
    /// assert_eq!(calendar.bank_holidays(2026).unwrap().len(), 8);
    /// let outside = calendar.bank_holidays(1900).unwrap_err();
    /// assert_eq!(outside.to_string(), "1900-01-01 is before the working calendar, which begins on 1950-01-01");
    /// ```
    pub fn bank_holidays(&self, year: i32) -> Result<&[Holiday], OutsideCalendar> {
        // chrono has no date in a year that is further away.
        let furthest = if year < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
        let [first, last] =
            [(1, 1), (12, 31)].map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(furthest));
        self.covers(first)?;
        self.covers(last)?;
        Ok(self.holidays(first, last))
    }

    /// The holidays from the first day through the last.
    fn holidays(&self, first: NaiveDate, last: NaiveDate) -> &[Holiday] {
        let holidays = &self.inner.plain.holidays;
        let from = holidays.partition_point(|holiday| holiday.date < first);
        let to = holidays.partition_point(|holiday| holiday.date <= last);
        holidays.get(from..to).unwrap_or(&[])
    }
}

impl PartialEq for WorkingCalendar {
    fn eq(&self, other: &Self) -> bool {
        let (one, two) = (&*self.inner, &*other.inner);
        let is_same = || one.nation == two.nation && one.closures == two.closures && one.plain == two.plain;
        Arc::ptr_eq(&self.inner, &other.inner) || is_same()
    }
}

impl Eq for WorkingCalendar {}

impl fmt::Debug for WorkingCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name();
        f.debug_struct("WorkingCalendar")
            .field("name", &name)
            .field("closures", &self.inner.closures)
            .finish_non_exhaustive()
    }
}
