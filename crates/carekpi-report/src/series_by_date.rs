//! The series of all children and of each group as CSV, date after date.

use carekpi_engine::{Expectations, SeriesByDate};

use crate::cells::lines;
use crate::csv::{series_cells, series_header};
use crate::series::SeriesRow;

/// The CSV of a series with groups, in parts: the header, then the rows of each date. It holds one date at a time.
///
/// The rows are those of [`SeriesReport::csv`](crate::SeriesReport::csv), without those of a group that counts nobody on a date: its
/// numerator, denominator and undetermined are all nothing. A row of all children is never left out.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, GroupBy, Step, WorkingCalendar};
/// use carekpi_report::SeriesCsvByDate;
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", sex: "F", ..Default::default() });
/// builder.protection_plan(child, entry::Plan::new("CP1", day(2, 12)));
/// let caseload = builder.finish().unwrap();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let plans = measurement.only(|info| info.id == "cp-plans");
/// let by_sex = plans.by(GroupBy::Sex);
/// let series = by_sex.series_by_date(day(1, 31), day(2, 28), Step::Month).unwrap();
/// let csv: String = SeriesCsvByDate::new(series, None).collect();
/// assert_eq!(
///     csv,
///     "date,indicator,by,group,numerator,denominator,undetermined,value\n\
///      2026-01-31,cp-plans,,,0,,0,0\n\
///      2026-02-28,cp-plans,,,1,,0,1\n\
///      2026-02-28,cp-plans,sex,F,1,,0,1\n"
/// );
/// ```
#[derive(Debug)]
pub struct SeriesCsvByDate<'r, 'm, 'c> {
    series: SeriesByDate<'m, 'c>,
    expectations: Option<&'r Expectations>,
    has_begun: bool,
}

impl<'r, 'm, 'c> SeriesCsvByDate<'r, 'm, 'c> {
    /// Of a series, with what is expected of the figures.
    #[must_use]
    pub const fn new(series: SeriesByDate<'m, 'c>, expectations: Option<&'r Expectations>) -> Self {
        Self { series, expectations, has_begun: false }
    }
}

impl Iterator for SeriesCsvByDate<'_, '_, '_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        if !self.has_begun {
            self.has_begun = true;
            return Some(lines(std::iter::once(series_header(true, self.expectations))));
        }
        let on = self.series.next()?;
        let by = Some(self.series.by());
        let mut rows = Vec::new();
        for (indicator, figures) in self.series.indicators().iter().zip(on.indicators) {
            let expectation = self.expectations.map(|expectations| expectations.get(&indicator.id));
            let mut add = |group, figure: carekpi_measure::Figure| {
                let row = SeriesRow { date: on.date, indicator, group, figure: figure.into(), expectation };
                rows.push(series_cells(&row, by, self.expectations));
            };
            add(None, figures.whole);
            for (group, figure) in figures.groups {
                if let Some(name) = self.series.names().get(group) {
                    add(Some(name.as_str()), figure);
                }
            }
        }
        Some(lines(rows.into_iter()))
    }
}
