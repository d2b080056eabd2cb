//! Reports of a worklist.

use carekpi_engine::{Task, Worklist};
use chrono::NaiveDate;
use serde::Serialize;

use crate::cells::write;
use crate::due::last_day;
use crate::outside_text::csv_cell;
use crate::pretty::pretty;

/// A report of a worklist.
///
/// ```
/// use carekpi::model::Caseload;
/// use carekpi::{Definitions, WorkingCalendar};
/// use carekpi_report::{TableStyle, WorklistReport};
/// use chrono::NaiveDate;
///
/// let caseload = Caseload::default();
/// let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let worklist = measurement.worklist(on, 14).unwrap();
/// let report = WorklistReport::from(&worklist).only(Some("team North"));
/// assert!(report.table(TableStyle::new(80)).ends_with("0 overdue, 0 fall due\n"));
/// assert!(report.html().contains("Nothing is overdue"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct WorklistReport<'r, 'c> {
    pub(crate) worklist: &'r Worklist<'c>,
    pub(crate) notice: Option<&'r str>,
    pub(crate) council: Option<&'r str>,
    pub(crate) only: Option<&'r str>,
}

impl<'r, 'c> From<&'r Worklist<'c>> for WorklistReport<'r, 'c> {
    fn from(worklist: &'r Worklist<'c>) -> Self {
        Self { worklist, notice: None, council: None, only: None }
    }
}

impl<'r, 'c> WorklistReport<'r, 'c> {
    /// The report with a line that says what is incomplete in the data: rows set aside, tables and columns that are missing.
    #[must_use]
    pub fn incomplete(self, notice: Option<&'r str>) -> Self {
        Self { notice, ..self }
    }

    /// The report with the name of the council, at the head of tables, pages and sheets.
    #[must_use]
    pub fn council(self, name: Option<&'r str>) -> Self {
        Self { council: name, ..self }
    }

    /// The report with what the worklist was narrowed to ([`Worklist::retain`]), in words, such as "team North". Tables, pages
    /// and sheets show it.
    #[must_use]
    pub fn only(self, only: Option<&'r str>) -> Self {
        Self { only, ..self }
    }

    /// As CSV. A last column has the time of day at which tasks of a limit of hours are due, if there are any. An identifier that a spreadsheet would take for a formula gets an apostrophe in front.
    #[must_use]
    pub fn csv(&self) -> String {
        worklist_csv(self.worklist.tasks())
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> String {
        worklist_json(self.worklist.tasks())
    }

    /// The tasks, each with whether it is overdue.
    pub(crate) fn tasks(&self) -> &'r [Task<'c>] {
        self.worklist.tasks()
    }

    /// The last day on which a task of the list falls due.
    pub(crate) fn last_day(&self) -> NaiveDate {
        let within = chrono::Days::new(self.worklist.within().into());
        let Some(end) = self.worklist.snapshot().checked_add_days(within) else { return self.worklist.snapshot() };
        // A limit of hours is kept until a time of the day on which it lapses.
        let is_due_then = |task: &Task<'_>| task.overdue_from == end && task.due_time().is_some();
        if self.tasks().iter().any(is_due_then) { end } else { last_day(end) }
    }
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
    let has_times = tasks.iter().any(|task| task.due_time().is_some());
    let header = header.into_iter().chain(has_times.then_some("due_time"));
    let rows = tasks.iter().map(|task| {
        vec![
            task.days_left.to_string(),
            task.overdue_from.to_string(),
            csv_cell(task.child),
            csv_cell(task.record.unwrap_or("")),
            csv_cell(&task.info.id),
            csv_cell(&task.info.area.id),
            task.outcome.met.unwrap_or(false).to_string(),
            task.outcome.clause.map(|clause| clause.to_string()).unwrap_or_default(),
            task.outcome.anchor.map(|anchor| anchor.to_string()).unwrap_or_default(),
            csv_cell(task.measured_from()),
            csv_cell(task.team),
            csv_cell(task.worker),
        ]
        .into_iter()
        .chain(has_times.then(|| task.due_time().map(|time| time.to_string()).unwrap_or_default()))
        .collect()
    });
    write(&header.collect::<Vec<_>>(), rows)
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
    measured_from: &'t str,
    overdue_from: NaiveDate,
    /// The last minute of that day that is in time, for a limit of hours only.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_time: Option<String>,
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
            indicator: &task.info.id,
            area: &task.info.area.id,
            met: task.outcome.met.unwrap_or(false),
            clause: task.outcome.clause.map(|clause| clause.id()),
            anchor: task.outcome.anchor,
            measured_from: task.measured_from(),
            overdue_from: task.overdue_from,
            due_time: task.due_time().map(|time| time.to_string()),
            days_left: task.days_left,
            team: (!task.team.is_empty()).then_some(task.team),
            worker: (!task.worker.is_empty()).then_some(task.worker),
        })
        .collect();
    pretty(&tasks)
}
