//! The series of all children and of each group, written date after date.

use std::iter::{from_fn, once};

use carekpi_engine::{Expectations, SeriesByDate};
use carekpi_measure::Figure;

use crate::cells::lines;
use crate::csv::{series_cells, series_header};
use crate::json::series_row_json;
use crate::series::SeriesRow;

/// A report of a series with groups, in parts. It holds one date at a time.
///
/// The rows are those of a [`SeriesReport`](crate::SeriesReport), without those of a group that counts nobody on a date: its
/// numerator, denominator and undetermined are all nothing. A row of all children is never left out.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, GroupBy, Step, WorkingCalendar};
/// use carekpi_report::SeriesReportByDate;
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
/// let csv: String = SeriesReportByDate::new(series, None).csv().collect();
/// assert_eq!(
///     csv,
///     "date,indicator,by,group,numerator,denominator,undetermined,value\n\
///      2026-01-31,cp-plans,,,0,,0,0\n\
///      2026-02-28,cp-plans,,,1,,0,1\n\
///      2026-02-28,cp-plans,sex,F,1,,0,1\n"
/// );
/// ```
#[derive(Debug)]
pub struct SeriesReportByDate<'r, 'm, 'c> {
    series: SeriesByDate<'m, 'c>,
    expectations: Option<&'r Expectations>,
}

impl<'r, 'm, 'c> SeriesReportByDate<'r, 'm, 'c> {
    /// Of a series, with what is expected of the figures.
    #[must_use]
    pub const fn new(series: SeriesByDate<'m, 'c>, expectations: Option<&'r Expectations>) -> Self {
        Self { series, expectations }
    }

    /// As CSV: the header, then the rows of each date.
    pub fn csv(mut self) -> impl Iterator<Item = String> {
        let header = series_header(true, self.expectations);
        let expectations = self.expectations;
        let rows = from_fn(move || self.next_rows(|row, by| series_cells(row, Some(by), expectations)));
        once(lines(once(header))).chain(rows.map(|rows| lines(rows.into_iter())))
    }

    /// As JSON: a list of the rows of the CSV, a date at a time.
    pub fn json(mut self) -> impl Iterator<Item = String> {
        let mut before = "[\n  ";
        let dates = from_fn(move || self.next_rows(series_row_json));
        dates.map(Some).chain(once(None)).map(move |rows| match rows {
            Some(rows) => rows.iter().flat_map(|row| [std::mem::replace(&mut before, ",\n  "), row]).collect(),
            // Not one row was written.
            None if before.starts_with('[') => "[]\n".to_owned(),
            None => "\n]\n".to_owned(),
        })
    }

    /// What `make` makes of each row of the next date, and of the name of the grouping; `None` after the last date.
    fn next_rows<T>(&mut self, make: impl Fn(&SeriesRow<'_>, &str) -> T) -> Option<Vec<T>> {
        let on = self.series.next()?;
        let mut rows = Vec::new();
        for (indicator, figures) in self.series.indicators().iter().zip(on.indicators) {
            let expectation = self.expectations.map(|expectations| expectations.get(&indicator.id));
            let mut add = |group, figure: Figure| {
                let row = SeriesRow { date: on.date, indicator, group, figure: figure.into(), expectation };
                rows.push(make(&row, self.series.by()));
            };
            add(None, figures.whole);
            for (group, figure) in figures.groups {
                if let Some(name) = self.series.names().get(group) {
                    add(Some(name.as_str()), figure);
                }
            }
        }
        Some(rows)
    }
}
