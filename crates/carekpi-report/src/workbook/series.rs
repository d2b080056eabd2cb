//! A series as a workbook.

use carekpi_dates::Period;
use chrono::NaiveDate;

use crate::labels::long_date;
use crate::publication::YEARS_APART;
use crate::series::SeriesReport;
use crate::workbook::expected::{
    STATUS, expectation_cells, expectation_columns, highlights, polarity_cell, polarity_column, status_cell,
    word_column,
};
use crate::workbook::figures::{count_cells, count_columns, group_cell, grouping_title, number_column, value_cell};
use crate::workbook::provenance::{Facts, definitions_sheet, provenance_sheet, settings_note, state_facts, titled};
use crate::workbook::{Cell, Column, ColumnKind, LineChart, Sheet, Workbook};

const SERIES: &str = "Series";
const CHART_DATA: &str = "Chart data";

impl SeriesReport<'_> {
    /// As a workbook: "Series" with a row for each date and the value of each indicator, "Charts" with a chart for each, "Data" with
    /// the rows of the CSV, "Definitions" and "Provenance".
    ///
    /// Charts do not show a hidden value, or one before the records begin. If there are such values, the sheet "Chart data" is
    /// "Series" with these cells blank.
    #[must_use]
    pub fn workbook(&self) -> Workbook {
        let mut workbook = Workbook::new(title(self));
        let table = series_sheet(self);
        let drawn = drawn_sheet(self, &table);
        workbook.push(table);
        workbook.push(charts_sheet(self, drawn.as_ref().map_or(SERIES, |_| CHART_DATA)));
        workbook.push(data_sheet(self));
        if let Some(drawn) = drawn {
            workbook.push(drawn);
        }
        workbook.push(definitions_sheet(self.series.provenance()));
        workbook.push(provenance_sheet(facts(self), self.series.provenance()));
        workbook
    }
}

fn title(report: &SeriesReport<'_>) -> String {
    let dates = report.series.dates();
    let title = match (dates.first(), dates.last()) {
        (Some(first), Some(last)) => {
            format!("Key performance indicators, {} to {}", long_date(*first), long_date(*last))
        }
        _ => "Key performance indicators".to_owned(),
    };
    titled(report.council, &title)
}

/// The line that says over which days flows are counted.
fn flows_note(report: &SeriesReport<'_>) -> String {
    match report.series.period() {
        Period::YearToDate => "Flows counted over the year that ends on each date".to_owned(),
        Period::Fixed { first, last } => {
            format!("Flows counted over {} to {}, up to each date", long_date(first), long_date(last))
        }
    }
}

/// The value of each indicator, dates down.
fn series_sheet(report: &SeriesReport<'_>) -> Sheet {
    let mut notes = vec![title(report), flows_note(report)];
    notes.extend(report.published.map(|way| way.sentence().to_owned()));
    notes.extend(report.published.map(|_| YEARS_APART.to_owned()));
    notes.extend(report.notice.map(|notice| format!("Incomplete data: {notice}")));
    if !beginnings(report).is_empty() {
        notes.push(
            "For some indicators the records begin after the first date, and earlier figures mean nothing: see Provenance."
                .to_owned(),
        );
    }
    notes.push(settings_note(report.series.provenance()));
    let mut columns = vec![Column::new("Date", 12, ColumnKind::Date)];
    columns.extend(report.series.indicators().iter().map(|indicator| number_column(indicator.title.as_ref())));
    let rows = report.series.dates().iter().enumerate().map(|(at, date)| {
        let mut cells = vec![Cell::Date(*date)];
        cells.extend(report.shown(at).iter().map(|table| value_cell(&table.whole)));
        cells
    });
    Sheet { name: SERIES.to_owned(), notes, rows: rows.collect(), columns, fixed_columns: 1, ..Sheet::default() }
}

/// The same as charts should show it: without hidden values, and those before the records begin. `None` if there are none: then the
/// charts show the series itself.
fn drawn_sheet(report: &SeriesReport<'_>, table: &Sheet) -> Option<Sheet> {
    let mut rows = table.rows.clone();
    for row in &mut rows {
        let Some((Cell::Date(date), values)) = row.split_first_mut() else { continue };
        for (place, value) in values.iter_mut().enumerate() {
            let begin = report.begin.get(place).copied().flatten();
            if matches!(value, Cell::Text(_)) || begin.is_some_and(|begin| *date < begin) {
                *value = Cell::Blank;
            }
        }
    }
    (rows != table.rows).then(|| Sheet {
        name: CHART_DATA.to_owned(),
        notes: vec![
            "What the charts show".to_owned(),
            "As in Series, without hidden values and those before the records begin".to_owned(),
        ],
        rows,
        ..table.clone()
    })
}

fn charts_sheet(report: &SeriesReport<'_>, of: &str) -> Sheet {
    let columns = (1..).zip(report.series.indicators());
    let charts = columns.map(|(values, _)| LineChart { sheet: of.to_owned(), dates: 0, values });
    Sheet { name: "Charts".to_owned(), notes: vec![title(report)], charts: charts.collect(), ..Sheet::default() }
}

/// The rows of the CSV.
fn data_sheet(report: &SeriesReport<'_>) -> Sheet {
    let mut columns = vec![
        Column::new("Date", 12, ColumnKind::Date),
        Column::new("Identifier", 27, ColumnKind::Text),
        Column::new("Indicator", 44, ColumnKind::Paragraph),
    ];
    columns.extend(report.by().map(|by| Column::new(grouping_title(by), 32, ColumnKind::Text)));
    columns.push(number_column("Value"));
    if let Some(expectations) = report.expectations {
        columns.push(word_column(STATUS));
        columns.extend(expectation_columns(expectations));
    }
    columns.extend(count_columns());
    columns.push(polarity_column());
    let rows = report.rows().map(|row| {
        let mut cells =
            vec![Cell::Date(row.date), Cell::text(row.indicator.id.as_ref()), Cell::text(row.indicator.title.as_ref())];
        cells.extend(report.by().map(|_| group_cell(row.group)));
        cells.push(value_cell(&row.figure));
        if let (Some(expectation), Some(all)) = (row.expectation, report.expectations) {
            cells.push(status_cell(row.status()));
            cells.extend(expectation_cells(expectation, all, row.indicator.kind));
        }
        cells.extend(count_cells(&row.figure));
        cells.push(polarity_cell(row.indicator.polarity));
        cells
    });
    let mut notes = vec!["Every figure with its counts".to_owned()];
    notes.extend(report.published.map(|way| way.sentence().to_owned()));
    Sheet {
        name: "Data".to_owned(),
        notes,
        rows: rows.collect(),
        highlights: highlights(&columns),
        columns,
        fixed_columns: 1,
        ..Sheet::default()
    }
}

/// The indicators whose records begin after the first date, by title, each with the day.
fn beginnings(report: &SeriesReport<'_>) -> Vec<(String, NaiveDate)> {
    let Some(first) = report.series.dates().first() else { return Vec::new() };
    let begin = report.series.indicators().iter().zip(&report.begin);
    begin
        .filter_map(|(of, begin)| Some((of.title.clone().into_owned(), (*begin)?)))
        .filter(|(_, day)| day > first)
        .collect()
}

fn facts(report: &SeriesReport<'_>) -> Facts {
    let dates = report.series.dates();
    let mut facts: Facts = Vec::new();
    facts.extend(report.council.map(|council| ("Council".to_owned(), Cell::text(council))));
    facts.extend([
        ("First date".to_owned(), dates.first().copied().into()),
        ("Last date".to_owned(), dates.last().copied().into()),
        ("Dates".to_owned(), Cell::count(dates.len() as u64)),
        ("Flows".to_owned(), Cell::text(flows_note(report))),
    ]);
    if let Some(by) = report.by() {
        facts.push(("Groups".to_owned(), Cell::text(by)));
    }
    facts.extend(state_facts(report.published, report.notice));
    facts.extend(
        beginnings(report).into_iter().map(|(title, day)| (format!("Records begin: {title}"), Cell::Date(day))),
    );
    facts
}
