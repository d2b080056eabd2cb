//! All figures on many dates.

use carekpi_dates::{AsOf, DateRange, OutsideCalendar, Period, WorkingCalendar};
use carekpi_measure::{About, Figure, History, over};
use carekpi_model::Caseload;
use chrono::{Days, Months, NaiveDate};

use crate::side_by_side::each_indicator;
use crate::{BoxedIndicator, Definitions, indicators};

/// How far apart the dates of a series are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Step {
    /// Every day.
    Day,
    /// Every seventh day.
    Week,
    /// Every month.
    #[default]
    Month,
    /// Every third month.
    Quarter,
    /// Every year.
    Year,
}

impl Step {
    /// The dates from `from` through `to`, `to` only if it is on a step. Months are counted from `from`, and a day that a
    /// month has not is its last.
    ///
    /// ```
    /// use carekpi::Step;
    /// use chrono::NaiveDate;
    ///
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// let dates: Vec<_> = Step::Month.dates(day(2026, 1, 31), day(2026, 3, 31)).collect();
    /// assert_eq!(dates, [day(2026, 1, 31), day(2026, 2, 28), day(2026, 3, 31)]);
    /// ```
    pub fn dates(self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> + Clone {
        let months = |from: NaiveDate, months: Option<u32>| from.checked_add_months(Months::new(months?));
        (0_u32..)
            .map_while(move |step| match self {
                Self::Day => from.checked_add_days(Days::new(step.into())),
                Self::Week => from.checked_add_days(Days::new(u64::from(step) * 7)),
                Self::Month => months(from, Some(step)),
                Self::Quarter => months(from, step.checked_mul(3)),
                Self::Year => months(from, step.checked_mul(12)),
            })
            .take_while(move |date| *date <= to)
    }
}

/// All figures on many dates: on each, what a [`Scorecard`](crate::Scorecard) of that date says, with flows counted over
/// the year that ends on it.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, Series, Step, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.protection_plan(child, entry::Plan { start: day(2, 2), ..Default::default() });
/// let caseload = builder.finish().unwrap();
///
/// let calendar = WorkingCalendar::england_and_wales();
/// let series =
///     Series::measure(&caseload, &Definitions::default(), &calendar, day(1, 1), day(3, 1), Step::Month).unwrap();
/// let plans: Vec<u64> = series.figures(0).iter().map(|figure| figure.numerator).collect();
/// assert_eq!(plans, [0, 0, 1]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    dates: Vec<NaiveDate>,
    indicators: Vec<(About, Vec<Figure>)>,
}

impl Series {
    /// Measures all 23 indicators on the dates of `step` from `from` through `to`. None if `to` is before `from`.
    ///
    /// # Errors
    ///
    /// A date is outside the calendar.
    pub fn measure(
        caseload: &Caseload,
        definitions: &Definitions,
        calendar: &WorkingCalendar,
        from: NaiveDate,
        to: NaiveDate,
        step: Step,
    ) -> Result<Self, OutsideCalendar> {
        let indicators = indicators(definitions, caseload);
        Self::measure_these(&indicators, caseload, definitions, calendar, from, to, step)
    }

    /// Measures indicators of the caller's choice.
    ///
    /// # Errors
    ///
    /// A date is outside the calendar.
    pub fn measure_these(
        indicators: &[BoxedIndicator],
        caseload: &Caseload,
        definitions: &Definitions,
        calendar: &WorkingCalendar,
        from: NaiveDate,
        to: NaiveDate,
        step: Step,
    ) -> Result<Self, OutsideCalendar> {
        calendar.between(from, to)?;
        let conventions = definitions.shared.conventions(calendar.clone());
        let period = Period::YearToDate;
        let dates: Vec<NaiveDate> = step.dates(from, to).collect();
        let days = DateRange::closed(from, dates.last().copied().unwrap_or(from));
        let indicators = each_indicator(indicators, |indicator| {
            let mut history = History::new(days);
            for child in caseload.children() {
                over(indicator.as_ref(), child, days, period, &conventions, |stretch| history.add(&stretch));
            }
            let about = *indicator.about();
            let mut wanted = dates.iter().peekable();
            let figures = history.tallies().filter_map(|(day, tally)| {
                wanted.next_if_eq(&&day)?;
                let population = indicator.population(&AsOf::new(day, period, &conventions));
                Some(Figure::new(about.measure, tally, population))
            });
            (about, figures.collect())
        });
        Ok(Self { dates, indicators })
    }

    /// The dates, in order.
    #[must_use]
    pub fn dates(&self) -> &[NaiveDate] {
        &self.dates
    }

    /// The indicators, in the order in which they were measured.
    pub fn indicators(&self) -> impl Iterator<Item = &About> {
        self.indicators.iter().map(|(about, _)| about)
    }

    /// The figures of the indicator at that place, one for each date; none past the last indicator.
    #[must_use]
    pub fn figures(&self, indicator: usize) -> &[Figure] {
        self.indicators.get(indicator).map_or(&[], |(_, figures)| figures)
    }

    /// Every figure with its date and indicator: dates in order, and on each the indicators in theirs.
    pub fn rows(&self) -> impl Iterator<Item = (NaiveDate, &About, Figure)> {
        self.dates.iter().enumerate().flat_map(move |(at, date)| {
            self.indicators.iter().filter_map(move |(about, figures)| Some((*date, about, *figures.get(at)?)))
        })
    }
}
