//! A series to be shown.

use carekpi::measure::Figure;
use carekpi::{Breakdown, IndicatorSeries, Series};
use chrono::NaiveDate;

use crate::shown::ShownFigure;
use crate::{csv_text, html, json, protect};

/// Why a series is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// Two of its dates are too close: their difference could be one child.
    #[error("{one} and {next} are less than a month apart: a published series has at most a date a month")]
    TooFrequent {
        /// A date.
        one: NaiveDate,
        /// The next.
        next: NaiveDate,
    },
}

/// A series to be shown.
///
/// ```
/// use carekpi::model::Caseload;
/// use carekpi::{Definitions, Series, Step, WorkingCalendar};
/// use carekpi_report::SeriesReport;
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let calendar = WorkingCalendar::england_and_wales();
/// let series = |step| {
///     Series::measure(&Caseload::default(), &Definitions::default(), &calendar, day(1, 31), day(3, 31), step).unwrap()
/// };
/// let monthly = series(Step::Month);
/// assert!(SeriesReport::new(&monthly).published().unwrap().csv().contains("2026-02-28,cp-plans,0,,0,0\n"));
/// assert!(SeriesReport::new(&series(Step::Week)).published().is_err());
/// ```
#[derive(Clone, Debug)]
pub struct SeriesReport<'r> {
    pub(crate) series: &'r Series,
    pub(crate) breakdown: Option<&'r Breakdown<Series>>,
    pub(crate) published: bool,
}

impl<'r> SeriesReport<'r> {
    /// The series alone.
    #[must_use]
    pub const fn new(series: &'r Series) -> Self {
        Self { series, breakdown: None, published: false }
    }

    /// The series of all, and of each group.
    #[must_use]
    pub const fn by_group(breakdown: &'r Breakdown<Series>) -> Self {
        Self { series: &breakdown.whole, breakdown: Some(breakdown), published: false }
    }

    /// As it may be published: on each date, counts by which somebody could be recognised are hidden, as
    /// [`protect`](crate::protect) says. That does not protect against the difference of two dates.
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

    /// As CSV: a row a date and indicator, dates in order and on each the indicators in theirs; with groups, each followed by
    /// a row a group. The columns `by` and `group` are there only with groups; in the rows for all both are blank.
    #[must_use]
    pub fn csv(&self) -> String {
        csv_text::series_csv(self)
    }

    /// As JSON: a list of the same rows.
    #[must_use]
    pub fn json(&self) -> String {
        json::series_json(self)
    }

    /// As one HTML file that needs nothing else, with a line chart for each indicator.
    #[must_use]
    pub fn html(&self) -> String {
        html::series_html(self)
    }

    /// What the groups are by.
    pub(crate) fn by(&self) -> Option<&'r str> {
        self.breakdown.map(|breakdown| breakdown.by.as_str())
    }

    /// Every figure: dates in order, on each the indicators in theirs, and of each all before the groups.
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
        let row = |group, figure| SeriesRow { date, indicator, group, figure };
        std::iter::once(row(None, whole)).chain(groups.into_iter().map(|(name, of)| row(Some(name), of))).collect()
    }

    /// The figure of an indicator on a date, and those of the groups.
    pub(crate) fn show(&self, figure: &Figure, place: usize, at: usize) -> (ShownFigure, Vec<(&'r str, ShownFigure)>) {
        let groups = self.breakdown.map_or(&[][..], |breakdown| &breakdown.groups);
        let of_group = |series: &Series| series.indicators().get(place).and_then(|of| of.figures.get(at)).copied();
        let groups: Vec<(&str, Figure)> =
            groups.iter().filter_map(|(name, series)| Some((name.as_str(), of_group(series)?))).collect();
        if !self.published {
            return ((*figure).into(), groups.into_iter().map(|(name, figure)| (name, figure.into())).collect());
        }
        let figures: Vec<Figure> = groups.iter().map(|(_, figure)| *figure).collect();
        let (whole, shown) = protect(figure, &figures);
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
}
