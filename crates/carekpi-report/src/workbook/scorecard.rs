//! A scorecard as a workbook.

use carekpi_measure::FigureKind;

use crate::labels::long_date;
use crate::scorecard::{Comparison, Row, ScorecardReport, Then};
use crate::workbook::children::{findings_sheet, overdue_sheet};
use crate::workbook::expected::{
    SINCE_MONTH, SINCE_THEN, SINCE_YEAR, STATUS, TARGET, direction_cell, expectation_cells, expectation_columns,
    expected_cell, highlights, polarity_cell, polarity_column, status_cell, word_column,
};
use crate::workbook::figures::{count_cells, count_columns, group_cell, grouping_title, number_column, value_cell};
use crate::workbook::provenance::{
    Facts, definitions_sheet, period_facts, period_note, provenance_sheet, settings_note, state_facts, titled,
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
        if self.published.is_none() {
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
    titled(report.council, &format!("Key performance indicators on {}", long_date(report.scorecard.snapshot())))
}

/// The columns that say which indicator a row is about.
fn indicator_columns() -> Vec<Column> {
    vec![Column::new("Area", 28, ColumnKind::Paragraph), Column::new("Indicator", 44, ColumnKind::Paragraph)]
}

fn identifier_column() -> Column {
    Column::new("Identifier", 27, ColumnKind::Text)
}

fn indicator_cells(row: &Row<'_>) -> Vec<Cell> {
    [&*row.info.area.title, &*row.info.title].map(Cell::text).into()
}

fn scorecard_sheet(report: &ScorecardReport<'_, '_>, rows: &[Row<'_>]) -> Sheet {
    let columns = scorecard_columns(report);
    Sheet {
        name: "Scorecard".to_owned(),
        notes: scorecard_notes(report),
        rows: rows.iter().map(|row| scorecard_cells(report, row)).collect(),
        highlights: highlights(&columns),
        columns,
        fixed_columns: 2,
        ..Sheet::default()
    }
}

fn scorecard_notes(report: &ScorecardReport<'_, '_>) -> Vec<String> {
    let scorecard = report.scorecard;
    let mut notes = vec![title(report), period_note(scorecard.period(), scorecard.snapshot())];
    if report.earlier.is_some() {
        notes.push("Last month and last year: flows counted over the year that ends on the date".to_owned());
    }
    if let Some(before) = report.compared() {
        let then = long_date(before.snapshot());
        notes.push(format!("Compared with {then}, flows counted over the year that ends on it"));
    }
    if let Some(publication) = report.published {
        notes.push(publication.sentence().to_owned());
    } else {
        notes.push(format!("Data: {}", report.data_quality()));
    }
    notes.extend(report.notice.map(|notice| format!("Incomplete data: {notice}")));
    notes.push(settings_note(scorecard.provenance()));
    notes
}

/// The columns of "Scorecard", in the order of [`scorecard_cells`].
fn scorecard_columns(report: &ScorecardReport<'_, '_>) -> Vec<Column> {
    let mut columns = indicator_columns();
    columns.push(number_column("Value"));
    if let Some(expectations) = report.expectations {
        columns.push(word_column(STATUS));
        columns.extend(expectation_columns(expectations));
    }
    if report.earlier.is_some() {
        columns.extend([number_column("Last month"), word_column(SINCE_MONTH)]);
        columns.extend([number_column("Last year"), word_column(SINCE_YEAR)]);
    }
    columns.extend(count_columns());
    if report.checked().is_some() {
        columns.push(number_column("Findings"));
    }
    if let Some(before) = report.compared() {
        columns.push(number_column(format!("Value on {}", before.snapshot().format("%d/%m/%Y"))));
        columns.extend([number_column("Change"), word_column(SINCE_THEN)]);
        columns.extend(["New", "Left", "Became met", "Became not met", "Became undetermined"].map(number_column));
    }
    columns.extend([polarity_column(), identifier_column()]);
    columns
}

fn scorecard_cells(report: &ScorecardReport<'_, '_>, row: &Row<'_>) -> Vec<Cell> {
    let mut cells = indicator_cells(row);
    cells.push(value_cell(&row.figure));
    if let Some((expectation, expectations)) = row.expectation.zip(report.expectations) {
        cells.push(status_cell(row.status(&row.figure)));
        cells.extend(expectation_cells(expectation, expectations, row.info.kind));
    }
    if report.earlier.is_some() {
        cells.extend(then_cells(row, row.month));
        cells.extend(then_cells(row, row.year));
    }
    cells.extend(count_cells(&row.figure));
    if report.checked().is_some() {
        cells.push(Cell::count(row.notes.len() as u64));
    }
    if let Some(Comparison { then, members }) = &row.before {
        let [value, direction] = then_cells(row, Some(*then));
        cells.extend([value, change_cell(row, then), direction]);
        let counts =
            [members.entered, members.left, members.became_met, members.became_overdue, members.became_undetermined];
        cells.extend(counts.map(Cell::count));
    }
    cells.extend([polarity_cell(row.info.polarity), Cell::text(&*row.info.id)]);
    cells
}

/// The value on an earlier date, and where it went since.
fn then_cells(row: &Row<'_>, then: Option<Then>) -> [Cell; 2] {
    then.map_or([Cell::Blank, Cell::Blank], |then| {
        [value_cell(&then.figure), direction_cell(then.direction, row.info.polarity)]
    })
}

fn change_cell(row: &Row<'_>, then: &Then) -> Cell {
    let change = row.figure.change_text(&then.figure);
    match row.info.kind {
        FigureKind::Count => change.and_then(|change| change.parse().ok()).map_or(Cell::Blank, Cell::Whole),
        FigureKind::Proportion | FigureKind::Rate => {
            change.and_then(|change| change.parse().ok()).map_or(Cell::Blank, Cell::Change)
        }
    }
}

/// The figures of each group: a row for each indicator and group.
fn groups_sheet(report: &ScorecardReport<'_, '_>, rows: &[Row<'_>], by: &str) -> Sheet {
    let by = grouping_title(by);
    let mut notes = vec![format!("{}, by {}", title(report), by.to_lowercase())];
    notes.extend(report.published.map(|way| way.sentence().to_owned()));
    let mut columns = indicator_columns();
    columns.extend([Column::new(&by, 32, ColumnKind::Text), number_column("Value")]);
    if report.expectations.is_some() {
        columns.extend([word_column(STATUS), number_column(TARGET)]);
    }
    columns.extend(count_columns());
    columns.push(identifier_column());
    let cells = rows.iter().flat_map(|row| {
        row.groups.iter().map(|(group, figure)| {
            let mut cells = indicator_cells(row);
            cells.extend([group_cell(Some(group)), value_cell(figure)]);
            if let Some(expectation) = row.expectation {
                cells.extend([
                    status_cell(row.status(figure).filter(|_| figure.is_large())),
                    expected_cell(expectation.target, row.info.kind),
                ]);
            }
            cells.extend(count_cells(figure));
            cells.push(Cell::text(&*row.info.id));
            cells
        })
    });
    Sheet {
        name: format!("By {}", by.to_lowercase()),
        notes,
        rows: cells.collect(),
        highlights: highlights(&columns),
        columns,
        fixed_columns: 2,
        ..Sheet::default()
    }
}

fn facts(report: &ScorecardReport<'_, '_>) -> Facts {
    let scorecard = report.scorecard;
    let mut facts: Facts = Vec::new();
    facts.extend(report.council.map(|council| ("Council".to_owned(), Cell::text(council))));
    facts.push(("Snapshot date".to_owned(), Cell::Date(scorecard.snapshot())));
    facts.extend(period_facts(scorecard.period(), scorecard.snapshot()));
    if let Some(before) = report.compared() {
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
