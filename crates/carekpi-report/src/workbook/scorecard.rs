//! A scorecard as a workbook.

use carekpi_dates::WorkingCalendar;
use carekpi_measure::Lapse;
use chrono::NaiveDate;

use crate::labels::long_date;
use crate::quality::DataQuality;
use crate::scorecard::{Comparison, Row, ScorecardReport};
use crate::workbook::figures::{
    PUBLISHED, figure_cells, figure_columns, group_cell, grouping_title, number_column, value_cell,
};
use crate::workbook::provenance::{
    Facts, definitions_sheet, period_facts, period_note, provenance_sheet, settings_note, state_facts,
};
use crate::workbook::{Cell, Column, ColumnKind, Sheet, Workbook};

impl ScorecardReport<'_, '_> {
    /// As a workbook, with the sheets "Scorecard", "By ..." if there are groups, "Overdue", "Findings" if the data was checked,
    /// "Definitions" and "Provenance". A published report has neither "Overdue" nor "Findings".
    #[must_use]
    pub fn workbook(&self) -> Workbook {
        let rows = self.rows();
        let mut workbook = Workbook::new(title(self));
        workbook.push(scorecard_sheet(self, &rows));
        if let Some(breakdown) = self.breakdown {
            workbook.push(groups_sheet(self, &rows, &breakdown.by));
        }
        if !self.published {
            workbook.push(overdue_sheet(self, &rows));
        }
        if let Some(quality) = self.checked() {
            workbook.push(findings_sheet(self, quality));
        }
        workbook.push(definitions_sheet(self.scorecard.provenance()));
        workbook.push(provenance_sheet(facts(self), self.scorecard.provenance()));
        workbook
    }
}

fn title(report: &ScorecardReport<'_, '_>) -> String {
    format!("Key performance indicators on {}", long_date(report.scorecard.snapshot()))
}

/// The columns that say which indicator a row is about.
fn indicator_columns() -> Vec<Column> {
    vec![
        Column::new("Area", 24, ColumnKind::Text),
        Column::new("Indicator", 62, ColumnKind::Text),
        Column::new("Identifier", 28, ColumnKind::Text),
    ]
}

fn indicator_cells(row: &Row<'_>) -> Vec<Cell> {
    [row.info.area.title, row.info.title, row.info.id].map(Cell::text).into()
}

fn scorecard_sheet(report: &ScorecardReport<'_, '_>, rows: &[Row<'_>]) -> Sheet {
    let scorecard = report.scorecard;
    let mut notes = vec![title(report), period_note(scorecard.period(), scorecard.snapshot())];
    if report.published {
        notes.push(PUBLISHED.to_owned());
    } else {
        notes.push(format!("Data: {}", report.data_quality()));
    }
    notes.extend(report.notice.map(|notice| format!("Incomplete data: {notice}")));
    notes.push(settings_note(scorecard.provenance()));
    let mut columns = indicator_columns();
    columns.extend(figure_columns());
    let checked = report.checked().is_some();
    if checked {
        columns.push(number_column("Findings"));
    }
    let before = report.before.filter(|_| !report.published);
    if let Some(before) = before {
        notes.insert(2, format!("Compared with {}, flows over the year that ends on it", long_date(before.snapshot())));
        columns.push(number_column(format!("Value on {}", before.snapshot())));
        columns.extend(["New", "Left", "Became met", "Became overdue", "Became undetermined"].map(number_column));
    }
    let cells = rows.iter().map(|row| {
        let mut cells = indicator_cells(row);
        cells.extend(figure_cells(&row.figure));
        if checked {
            cells.push(Cell::count(row.notes.len() as u64));
        }
        if let Some(Comparison { then, members: change }) = &row.before {
            cells.push(value_cell(&then.figure));
            let of_change =
                [change.entered, change.left, change.became_met, change.became_overdue, change.became_undetermined];
            cells.extend(of_change.map(Cell::count));
        }
        cells
    });
    Sheet { name: "Scorecard".to_owned(), notes, rows: cells.collect(), columns, ..Sheet::default() }
}

/// The figures of each group: a row for each indicator and group.
fn groups_sheet(report: &ScorecardReport<'_, '_>, rows: &[Row<'_>], by: &str) -> Sheet {
    let by = grouping_title(by);
    let mut notes = vec![format!("{}, by {}", title(report), by.to_lowercase())];
    notes.extend(report.published.then(|| PUBLISHED.to_owned()));
    let mut columns = indicator_columns();
    columns.push(Column::new(&by, 32, ColumnKind::Text));
    columns.extend(figure_columns());
    let cells = rows.iter().flat_map(|row| {
        row.groups.iter().map(|(group, figure)| {
            let mut cells = indicator_cells(row);
            cells.push(group_cell(Some(group)));
            cells.extend(figure_cells(figure));
            cells
        })
    });
    Sheet { name: format!("By {}", by.to_lowercase()), notes, rows: cells.collect(), columns, ..Sheet::default() }
}

/// Who is overdue: the longest first.
fn overdue_sheet(report: &ScorecardReport<'_, '_>, rows: &[Row<'_>]) -> Sheet {
    let mut overdue = Vec::new();
    for row in rows {
        for subject in row.subjects.iter().filter(|subject| subject.outcome.met == Some(false)) {
            if let Some(from) = overdue_from(subject.outcome.lapses) {
                overdue.push((from, row, subject));
            }
        }
    }
    // The sort is stable: for one child on one day, the indicators keep their order.
    overdue.sort_by_key(|(from, _, subject)| (*from, subject.child));
    let cells = overdue.iter().map(|(from, row, subject)| {
        vec![
            Cell::text(subject.child),
            Cell::text(row.info.title),
            Cell::text(subject.record.unwrap_or("")),
            Cell::text(row.info.measured_from(subject.outcome.clause)),
            subject.outcome.anchor.into(),
            Cell::Date(*from),
        ]
    });
    let heading = format!("Overdue on {}: {}", long_date(report.scorecard.snapshot()), overdue.len());
    Sheet {
        name: "Overdue".to_owned(),
        notes: vec![heading, "The longest overdue first.".to_owned()],
        rows: cells.collect(),
        columns: vec![
            Column::new("Child", 18, ColumnKind::Text),
            Column::new("Indicator", 62, ColumnKind::Text),
            Column::new("Record", 18, ColumnKind::Text),
            Column::new("Measured from", 40, ColumnKind::Text),
            Column::new("On", 14, ColumnKind::Date),
            Column::new("Overdue from", 14, ColumnKind::Date),
        ],
        fixed_columns: 1,
        ..Sheet::default()
    }
}

/// The first day on which something is overdue; `None` if it does not lapse.
fn overdue_from(lapses: Lapse) -> Option<NaiveDate> {
    match lapses {
        Lapse::On(day) => Some(day),
        Lapse::BeforeCalendar => Some(WorkingCalendar::days_covered().start()),
        Lapse::Never => None,
    }
}

fn findings_sheet(report: &ScorecardReport<'_, '_>, quality: &DataQuality) -> Sheet {
    let cells = quality.list().map(|finding| {
        vec![
            Cell::text(finding.place),
            Cell::text(finding.child),
            Cell::text(finding.text),
            Cell::text(finding.indicators.join(", ")),
        ]
    });
    Sheet {
        name: "Findings".to_owned(),
        notes: vec![format!("Findings about the data: {}", report.data_quality())],
        rows: cells.collect(),
        columns: vec![
            Column::new("About", 10, ColumnKind::Text),
            Column::new("Child", 18, ColumnKind::Text),
            Column::new("Finding", 90, ColumnKind::Paragraph),
            Column::new("Indicators that it can affect", 60, ColumnKind::Paragraph),
        ],
        ..Sheet::default()
    }
}

fn facts(report: &ScorecardReport<'_, '_>) -> Facts {
    let scorecard = report.scorecard;
    let mut facts = vec![("Snapshot date".to_owned(), Cell::Date(scorecard.snapshot()))];
    facts.extend(period_facts(scorecard.period(), scorecard.snapshot()));
    if let Some(before) = report.before.filter(|_| !report.published) {
        facts.push(("Compared with".to_owned(), Cell::Date(before.snapshot())));
    }
    if let Some(breakdown) = report.breakdown {
        facts.push(("Groups".to_owned(), Cell::text(breakdown.by.as_str())));
    }
    facts.extend(state_facts(report.published, report.notice));
    for (table, counts) in report.checked().map_or(&[][..], |quality| &quality.rows) {
        let rows = format!("{} read, {} kept, {} set aside", counts.read, counts.kept, counts.set_aside);
        facts.push((format!("Rows of {table}"), Cell::text(rows)));
    }
    facts
}
