//! A worklist as a table for a terminal.

use carekpi_engine::Task;
use chrono::NaiveDate;

use crate::due::{Due, counts};
use crate::labels::long_date;
use crate::layout::{Column, Grid, Lines, Paint, TableStyle};
use crate::outside_text::in_column;
use crate::worklist::WorklistReport;

impl WorklistReport<'_, '_> {
    /// As a table for a terminal: what is overdue, then what falls due, the most urgent first. No line is wider than the style
    /// allows.
    #[must_use]
    pub fn table(&self, style: TableStyle) -> String {
        worklist_table(self, style)
    }
}

/// The columns: the first four, and those that stand below each row if there is no room beside it.
const COLUMNS: [Column; 6] = [Column::Right, Column::Left, Column::Text, Column::Text, Column::Text, Column::Text];
const BESIDE: usize = 4;

fn worklist_table(report: &WorklistReport<'_, '_>, style: TableStyle) -> String {
    let snapshot = report.worklist.snapshot();
    let mut lines = Lines::new(style);
    if let Some(council) = report.council {
        lines.paragraph(council);
    }
    lines.paragraph(&title(report));
    for note in report.worklist.provenance().notes() {
        lines.paragraph(&note);
    }
    let tasks = report.tasks().iter().map(|task| (Due::of(task, snapshot), task));
    let (overdue, due): (Vec<_>, Vec<_>) =
        tasks.map(|(due, task)| (due.is_overdue, row(task, due))).partition(|(is_overdue, _)| *is_overdue);
    let parts = [("Overdue", header("since"), overdue), ("Falls due", header("due by"), due)];
    let form = Form::fit(
        &parts.iter().flat_map(|(_, header, rows)| rows.iter().map(|(_, row)| row).chain([header])).collect::<Vec<_>>(),
        style,
    );
    for (name, header, rows) in parts.iter().filter(|(.., rows)| !rows.is_empty()) {
        lines.line("", Paint::Plain);
        lines.line(name, Paint::Bold);
        form.add(&mut lines, header, Paint::Dim);
        for (_, row) in rows {
            form.add(&mut lines, row, Paint::Plain);
        }
    }
    let (overdue, due) = counts(report.tasks());
    lines.line("", Paint::Plain);
    lines.paragraph(&format!("{overdue} overdue, {due} fall due"));
    if let Some(notice) = report.notice {
        lines.paragraph(notice);
    }
    lines.text
}

/// How rows are laid out.
enum Form {
    /// In columns.
    Columns(Grid),
    /// The first four cells in columns, and the others below.
    Below(Grid),
    /// One cell after the other.
    Listed,
}

impl Form {
    fn fit(rows: &[&Vec<String>], style: TableStyle) -> Self {
        let fit = |columns| Grid::of(columns, rows.iter().copied()).narrowed(style.columns());
        let beside = COLUMNS.split_at_checked(BESIDE).map_or(&COLUMNS[..], |(beside, _)| beside);
        let below = || fit(beside).map_or(Self::Listed, Self::Below);
        fit(&COLUMNS).map_or_else(below, Self::Columns)
    }

    fn add(&self, lines: &mut Lines, row: &[String], paint: Paint) {
        match self {
            Self::Columns(grid) | Self::Below(grid) => {
                for line in grid.lines(row) {
                    lines.line(&line, paint);
                }
            }
            Self::Listed => lines.paragraph(&format!("  {}", joined(row))),
        }
        if let Self::Below(grid) = self {
            let indent = " ".repeat(grid.start(2));
            lines.paragraph(&format!("{indent}{}", joined(row.get(BESIDE..).unwrap_or(&[]))));
        }
    }
}

/// The cells that are not blank, as one text.
fn joined(cells: &[String]) -> String {
    cells.iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect::<Vec<_>>().join("; ")
}

/// The first line.
fn title(report: &WorklistReport<'_, '_>) -> String {
    let only = report.only.map(|only| format!("; only {only}")).unwrap_or_default();
    format!(
        "Worklist on {}, with what falls due by {}{only}",
        long_date(report.worklist.snapshot()),
        long_date(report.last_day())
    )
}

fn header(day: &str) -> Vec<String> {
    ["days", day, "child", "what", "measured from", "team"].map(str::to_owned).to_vec()
}

fn row(task: &Task<'_>, due: Due) -> Vec<String> {
    vec![
        due.days_text(),
        due.day_text(),
        in_column(task.child),
        task.info.subject().to_owned(),
        measured_from(task.measured_from(), task.outcome.anchor),
        in_column(task.team),
    ]
}

/// What a limit is measured from, and the date: `the last visit, 2026-03-18`.
fn measured_from(what: &str, anchor: Option<NaiveDate>) -> String {
    let anchor = anchor.map(|anchor| anchor.to_string());
    [Some(what.to_owned()).filter(|what| !what.is_empty()), anchor].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
