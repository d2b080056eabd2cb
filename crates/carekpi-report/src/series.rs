//! Reports of a series.

use carekpi_engine::{Breakdown, Expectation, Expectations, IndicatorSeries, Measurement, Series, Status};
use carekpi_measure::Figure;
use chrono::NaiveDate;

use crate::display::ShownFigure;
use crate::suppression::suppress_small_counts;

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
/// use carekpi_report::SeriesReport;
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let caseload = Caseload::default();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let series = |step| measurement.series(day(1, 31), day(3, 31), step).unwrap();
/// let monthly = series(Step::Month);
/// assert!(SeriesReport::from(&monthly).published().unwrap().csv().contains("2026-02-28,cp-plans,0,,0,0\n"));
/// assert!(SeriesReport::from(&series(Step::Week)).published().is_err());
/// ```
#[derive(Clone, Debug)]
pub struct SeriesReport<'r> {
    pub(crate) series: &'r Series,
    pub(crate) breakdown: Option<&'r Breakdown<Series>>,
    pub(crate) published: bool,
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
            published: false,
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

    /// The report as it may be published: [`suppress_small_counts`] hides small counts on each date. That does not protect against
    /// the difference between two dates.
    ///
    /// # Errors
    ///
    /// Two of its dates are less than a month apart.
    pub fn published(self) -> Result<Self, PublishError> {
        let dates = self.series.dates();
        for (one, next) in dates.iter().zip(dates.iter().skip(1)) {
            // The shortest month has 28 days.
            if next.signed_duration_since(*one).num_days() < 28 {
                return Err(PublishError::TooFrequent { one: *one, next: *next });
            }
        }
        Ok(Self { published: true, ..self })
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
            (0..this.series.indicators().len()).flat_map(move |place| this.rows_of(at, *date, place))
        })
    }

    fn rows_of(&self, at: usize, date: NaiveDate, place: usize) -> Vec<SeriesRow<'r>> {
        let Some(indicator) = self.series.indicators().get(place) else { return Vec::new() };
        let Some(figure) = indicator.figures.get(at) else { return Vec::new() };
        let (whole, groups) = self.show(figure, place, at);
        let expectation = self.expectations.map(|expectations| expectations.get(&indicator.id));
        let row = |group, figure| SeriesRow { date, indicator, group, figure, expectation };
        std::iter::once(row(None, whole)).chain(groups.into_iter().map(|(name, of)| row(Some(name), of))).collect()
    }

    /// The figure of an indicator on a date, and the figures of the groups.
    pub(crate) fn show(&self, figure: &Figure, place: usize, at: usize) -> (ShownFigure, Vec<(&'r str, ShownFigure)>) {
        let groups = self.breakdown.map_or(&[][..], |breakdown| &breakdown.groups);
        let of_group = |series: &Series| series.indicators().get(place).and_then(|of| of.figures.get(at)).copied();
        let groups: Vec<(&str, Figure)> =
            groups.iter().filter_map(|(name, series)| Some((name.as_str(), of_group(series)?))).collect();
        if !self.published {
            return ((*figure).into(), groups.into_iter().map(|(name, figure)| (name, figure.into())).collect());
        }
        let figures: Vec<Figure> = groups.iter().map(|(_, figure)| *figure).collect();
        let (whole, shown) = suppress_small_counts(figure, &figures);
        (whole, groups.into_iter().map(|(name, _)| name).zip(shown).collect())
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
