//! Reports of a series.

use carekpi_engine::{Breakdown, Expectation, Expectations, IndicatorSeries, Measurement, Series, Status};
use chrono::NaiveDate;

use crate::display::ShownFigure;
use crate::figure_table::{FigureTable, ShownTable};
use crate::publication::{Publication, is_a_year_apart, shown};

/// Why a series can't be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// Two of its dates are too close: the difference between them could reveal one child.
    #[error("{one} and {next} are less than a month apart: a published series has at most a date a month")]
    TooFrequent {
        /// A date.
        one: NaiveDate,
        /// The next.
        next: NaiveDate,
    },
}

/// A report of a series.
///
/// ```
/// use carekpi::model::Caseload;
/// use carekpi::{Definitions, Step, WorkingCalendar};
/// use carekpi_report::{Publication, SeriesReport};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let caseload = Caseload::default();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let series = |step| measurement.series(day(1, 31), day(3, 31), step).unwrap();
/// let monthly = series(Step::Month);
/// assert!(SeriesReport::from(&monthly).published(Publication::Suppressed).unwrap().csv().contains("2026-02-28,cp-plans,0,,0,0\n"));
/// assert!(SeriesReport::from(&series(Step::Week)).published(Publication::Rounded).is_err());
/// ```
#[derive(Clone, Debug)]
pub struct SeriesReport<'r> {
    pub(crate) series: &'r Series,
    pub(crate) breakdown: Option<&'r Breakdown<Series>>,
    pub(crate) published: Option<Publication>,
    /// What is incomplete in the data.
    pub(crate) notice: Option<&'r str>,
    /// The name of the council.
    pub(crate) council: Option<&'r str>,
    pub(crate) expectations: Option<&'r Expectations>,
    /// The day on which the records that each indicator needs begin.
    pub(crate) begin: Vec<Option<NaiveDate>>,
}

impl<'r> From<&'r Series> for SeriesReport<'r> {
    fn from(series: &'r Series) -> Self {
        Self {
            series,
            breakdown: None,
            published: None,
            notice: None,
            council: None,
            expectations: None,
            begin: Vec::new(),
        }
    }
}

/// The series of all children, and of each group.
impl<'r> From<&'r Breakdown<Series>> for SeriesReport<'r> {
    fn from(breakdown: &'r Breakdown<Series>) -> Self {
        Self { breakdown: Some(breakdown), ..Self::from(&breakdown.whole) }
    }
}

impl<'r> SeriesReport<'r> {
    /// The same, with the part of each chart marked that is before the [records begin](Measurement::records_begin).
    ///
    /// ```
    /// use carekpi::model::{Caseload, entry};
    /// use carekpi::{Definitions, Step, WorkingCalendar};
    /// use carekpi_report::SeriesReport;
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.protection_plan(child, entry::Plan::new("CP1", day(2, 12)));
    /// let caseload = builder.finish().unwrap();
    /// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// let series = measurement.series(day(1, 31), day(3, 31), Step::Month).unwrap();
    /// let page = SeriesReport::from(&series).beginning(&measurement).html();
    /// assert!(page.contains("The records begin after the first date"));
    /// ```
    #[must_use]
    pub fn beginning(self, measurement: &Measurement<'_>) -> Self {
        let begin = self.series.indicators().iter().map(|indicator| measurement.records_begin(&indicator.id)).collect();
        Self { begin, ..self }
    }

    /// The report with a line that says what is incomplete in the data: rows set aside, tables and columns that are missing.
    #[must_use]
    pub fn incomplete(self, notice: Option<&'r str>) -> Self {
        Self { notice, ..self }
    }

    /// The report with what is expected of the figures: targets, floors, and the figures of others.
    #[must_use]
    pub fn expectations(self, expectations: &'r Expectations) -> Self {
        Self { expectations: Some(expectations), ..self }
    }

    /// The report with the name of the council at its head.
    #[must_use]
    pub fn council(self, name: Option<&'r str>) -> Self {
        Self { council: name, ..self }
    }

    /// The report as it may be published: the counts of each date are protected. That does not protect against the difference
    /// between two dates.
    ///
    /// What is counted over the year that ends on a date, such as assessments, is shown once a year: on the last date and on those a
    /// whole number of years before. Years that share months could reveal a count, because what happened in a month stays in
    /// twelve of them. On the other dates its counts are hidden. If they are 0 in the years before and after, a reader knows that
    /// they are 0 in between.
    ///
    /// # Errors
    ///
    /// Two of its dates are less than a month apart.
    pub fn published(self, publication: Publication) -> Result<Self, PublishError> {
        let dates = self.series.dates();
        for (one, next) in dates.iter().zip(dates.iter().skip(1)) {
            // The shortest month has 28 days.
            if next.signed_duration_since(*one).num_days() < 28 {
                return Err(PublishError::TooFrequent { one: *one, next: *next });
            }
        }
        Ok(Self { published: Some(publication), ..self })
    }

    /// The name of the grouping.
    pub(crate) fn by(&self) -> Option<&'r str> {
        self.breakdown.map(|breakdown| breakdown.by.as_str())
    }

    /// Every figure, in order of date and then of indicator. The figure of all children comes before its groups.
    pub(crate) fn rows(&self) -> impl Iterator<Item = SeriesRow<'r>> {
        let this = self.clone();
        let dates = this.series.dates().iter().enumerate();
        dates.flat_map(move |(at, date)| {
            let this = this.clone();
            let indicators = this.series.indicators().iter().zip(this.shown(at));
            indicators.flat_map(move |(indicator, table)| this.rows_of(*date, indicator, table)).collect::<Vec<_>>()
        })
    }

    fn rows_of(&self, date: NaiveDate, indicator: &'r IndicatorSeries, table: ShownTable) -> Vec<SeriesRow<'r>> {
        let expectation = self.expectations.map(|expectations| expectations.get(&indicator.id));
        let row = |group, figure| SeriesRow { date, indicator, group, figure, expectation };
        let groups = self.groups().iter().map(|(name, _)| Some(name.as_str()));
        let figures = std::iter::once(table.whole).chain(table.groups);
        std::iter::once(None).chain(groups).zip(figures).map(|(group, figure)| row(group, figure)).collect()
    }

    fn groups(&self) -> &'r [(String, Series)] {
        self.breakdown.map_or(&[][..], |breakdown| &breakdown.groups)
    }

    /// The figures of a date as they are shown, in the order of the indicators.
    pub(crate) fn shown(&self, at: usize) -> Vec<ShownTable> {
        let tables = self.series.indicators().iter().enumerate().filter_map(|(place, indicator)| {
            let of_group = |(_, series): &(String, Series)| series.indicators().get(place)?.figures.get(at).copied();
            let groups = self.groups().iter().filter_map(of_group).collect();
            Some((indicator.area.as_ref(), FigureTable { whole: *indicator.figures.get(at)?, groups }))
        });
        let mut shown = shown(self.published, &tables.collect::<Vec<_>>());
        if self.published.is_some() && !self.is_years_before_the_last(at) {
            let flows = shown.iter_mut().zip(self.series.indicators()).filter(|(_, of)| of.is_flow);
            flows
                .flat_map(|(table, _)| std::iter::once(&mut table.whole).chain(&mut table.groups))
                .for_each(ShownFigure::hide);
        }
        shown
    }

    /// Whether a date is the last one, or a whole number of years before it.
    fn is_years_before_the_last(&self, at: usize) -> bool {
        let dates = self.series.dates();
        dates.get(at).zip(dates.last()).is_none_or(|(date, last)| is_a_year_apart(*date, *last))
    }
}

/// One figure of a series as it is shown.
pub(crate) struct SeriesRow<'r> {
    pub(crate) date: NaiveDate,
    pub(crate) indicator: &'r IndicatorSeries,
    /// `None` for all children.
    pub(crate) group: Option<&'r str>,
    pub(crate) figure: ShownFigure,
    /// What is expected of it; `None` if nothing is said of any figure.
    pub(crate) expectation: Option<&'r Expectation>,
}

impl SeriesRow<'_> {
    /// How the figure stands against the target; `None` without a target or a value, and for a small group.
    pub(crate) fn status(&self) -> Option<Status> {
        let is_judged = self.group.is_none() || self.figure.is_large();
        self.expectation?.status(self.indicator.polarity, self.figure.exact().filter(|_| is_judged)?)
    }
}
