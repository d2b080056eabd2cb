//! Reports of a worklist.

use carekpi_engine::{Task, Worklist};
use chrono::NaiveDate;
use comfy_table::presets;
use comfy_table::{CellAlignment, Table};
use serde::Serialize;

use crate::cells::write;
use crate::outside_text::csv_cell;
use crate::outside_text::printable;
use crate::pretty::pretty;

/// A report of a worklist.
///
/// ```
/// use carekpi::model::Caseload;
/// use carekpi::{Definitions, WorkingCalendar};
/// use carekpi_report::WorklistReport;
/// use chrono::NaiveDate;
///
/// let caseload = Caseload::default();
/// let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let worklist = measurement.worklist(on, 14).unwrap();
/// assert!(WorklistReport::from(&worklist).table().ends_with("0 overdue, 0 fall due\n"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct WorklistReport<'r, 'c> {
    worklist: &'r Worklist<'c>,
    notice: Option<&'r str>,
}

impl<'r, 'c> From<&'r Worklist<'c>> for WorklistReport<'r, 'c> {
    fn from(worklist: &'r Worklist<'c>) -> Self {
        Self { worklist, notice: None }
    }
}

impl<'r, 'c> WorklistReport<'r, 'c> {
    /// The report with a line that says what is incomplete in the data: rows set aside, tables and columns that are missing.
    #[must_use]
    pub fn incomplete(self, notice: Option<&'r str>) -> Self {
        Self { notice, ..self }
    }

    pub(crate) const fn worklist(&self) -> &'r Worklist<'c> {
        self.worklist
    }

    /// What is incomplete in the data.
    pub(crate) const fn notice(&self) -> Option<&'r str> {
        self.notice
    }

    /// As a table for a terminal.
    #[must_use]
    pub fn table(&self) -> String {
        let notice = self.notice.map_or_else(String::new, |notice| format!("{}\n", printable(notice)));
        worklist_table(self.worklist.tasks()) + &notice
    }

    /// As CSV. An identifier that a spreadsheet would take for a formula gets an apostrophe in front.
    #[must_use]
    pub fn csv(&self) -> String {
        worklist_csv(self.worklist.tasks())
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> String {
        worklist_json(self.worklist.tasks())
    }
}

fn worklist_table(tasks: &[Task<'_>]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["days", "overdue from", "child", "what", "counted from", "", "team"]);
    for task in tasks {
        table.add_row([
            task.days_left.to_string(),
            task.overdue_from.to_string(),
            printable(task.child),
            task.info.id.to_owned(),
            task.outcome.anchor.map(|anchor| anchor.to_string()).unwrap_or_default(),
            task.measured_from().to_owned(),
            printable(task.team),
        ]);
    }
    if let Some(days_left) = table.column_mut(0) {
        days_left.set_cell_alignment(CellAlignment::Right);
    }
    let overdue = tasks.iter().filter(|task| task.days_left <= 0).count();
    let lines: String = table.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    format!("{lines}\n{overdue} overdue, {} fall due\n", tasks.len().saturating_sub(overdue))
}

fn worklist_csv(tasks: &[Task<'_>]) -> String {
    let header = [
        "days_left",
        "overdue_from",
        "child",
        "record",
        "indicator",
        "area",
        "met",
        "clause",
        "anchor",
        "measured_from",
        "team",
        "worker",
    ];
    let rows = tasks.iter().map(|task| {
        vec![
            task.days_left.to_string(),
            task.overdue_from.to_string(),
            csv_cell(task.child),
            csv_cell(task.record.unwrap_or("")),
            task.info.id.to_owned(),
            task.info.area.id.to_owned(),
            task.outcome.met.unwrap_or(false).to_string(),
            task.outcome.clause.map(|clause| clause.to_string()).unwrap_or_default(),
            task.outcome.anchor.map(|anchor| anchor.to_string()).unwrap_or_default(),
            task.measured_from().to_owned(),
            csv_cell(task.team),
            csv_cell(task.worker),
        ]
    });
    write(&header, rows)
}

#[derive(Serialize)]
struct TaskJson<'t> {
    child: &'t str,
    record: Option<&'t str>,
    indicator: &'t str,
    area: &'t str,
    met: bool,
    clause: Option<&'static str>,
    anchor: Option<NaiveDate>,
    measured_from: &'static str,
    overdue_from: NaiveDate,
    days_left: i64,
    team: Option<&'t str>,
    worker: Option<&'t str>,
}

fn worklist_json(tasks: &[Task<'_>]) -> String {
    let tasks: Vec<TaskJson<'_>> = tasks
        .iter()
        .map(|task| TaskJson {
            child: task.child,
            record: task.record,
            indicator: task.info.id,
            area: task.info.area.id,
            met: task.outcome.met.unwrap_or(false),
            clause: task.outcome.clause.map(|clause| clause.id()),
            anchor: task.outcome.anchor,
            measured_from: task.measured_from(),
            overdue_from: task.overdue_from,
            days_left: task.days_left,
            team: (!task.team.is_empty()).then_some(task.team),
            worker: (!task.worker.is_empty()).then_some(task.worker),
        })
        .collect();
    pretty(&tasks)
}
