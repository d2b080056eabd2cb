//! A worklist as a workbook.

use std::collections::BTreeMap;

use carekpi_engine::Task;

use crate::labels::long_date;
use crate::workbook::provenance::{Facts, definitions_sheet, provenance_sheet, settings_note, state_facts, titled};
use crate::workbook::{Cell, Column, ColumnKind, Highlight, Sheet, Tone, Workbook};
use crate::worklist::WorklistReport;

impl WorklistReport<'_, '_> {
    /// As a workbook: a sheet "All", a sheet for each team, "Definitions" and "Provenance".
    #[must_use]
    pub fn workbook(&self) -> Workbook {
        let worklist = self.worklist;
        let title = titled(self.council, &format!("Worklist on {}", long_date(worklist.snapshot())));
        let days = match worklist.within() {
            1 => "1 day ahead".to_owned(),
            days => format!("{days} days ahead"),
        };
        let mut notes = vec![days];
        notes.extend(self.only.map(|only| format!("Only {only}")));
        notes.extend(self.notice.map(|notice| format!("Incomplete data: {notice}")));
        notes.push(settings_note(worklist.provenance()));
        let mut workbook = Workbook::new(title.as_str());
        let all: Vec<&Task<'_>> = worklist.tasks().iter().collect();
        workbook.push(tasks_sheet("All", &title, &notes, &all));
        // A team without a name comes last.
        let mut teams: BTreeMap<(bool, &str), Vec<&Task<'_>>> = BTreeMap::new();
        for task in all {
            teams.entry((task.team.is_empty(), task.team)).or_default().push(task);
        }
        for ((unknown, team), tasks) in teams {
            let team = if unknown { "No team" } else { team };
            workbook.push(tasks_sheet(team, &format!("{title}: {team}"), &notes, &tasks));
        }
        let mut facts: Facts = Vec::new();
        facts.extend(self.council.map(|council| ("Council".to_owned(), Cell::text(council))));
        facts.extend(self.only.map(|only| ("Only".to_owned(), Cell::text(only))));
        facts.extend([
            ("Snapshot date".to_owned(), Cell::Date(worklist.snapshot())),
            ("Days ahead".to_owned(), Cell::count(worklist.within().into())),
        ]);
        facts.extend(state_facts(None, self.notice));
        workbook.push(definitions_sheet(worklist.provenance()));
        workbook.push(provenance_sheet(facts, worklist.provenance()));
        workbook
    }
}

fn tasks_sheet(name: &str, title: &str, notes: &[String], tasks: &[&Task<'_>]) -> Sheet {
    const OVERDUE: &str = "overdue";
    const FALLS_DUE: &str = "falls due";
    let overdue = tasks.iter().filter(|task| task.days_left <= 0).count();
    let counts = format!("{overdue} overdue, {} fall due", tasks.len().saturating_sub(overdue));
    let has_times = tasks.iter().any(|task| task.due_time().is_some());
    let rows = tasks.iter().map(|task| {
        let mut row = vec![
            Cell::text(if task.days_left <= 0 { OVERDUE } else { FALLS_DUE }),
            Cell::Whole(task.days_left),
            Cell::Date(task.overdue_from),
            Cell::text(task.child),
            Cell::text(&*task.info.title),
            Cell::text(task.record.unwrap_or("")),
            Cell::text(task.measured_from()),
            task.outcome.anchor.into(),
            Cell::text(task.team),
            Cell::text(task.worker),
        ];
        row.extend(has_times.then(|| Cell::text(task.due_time().map(|time| time.to_string()).unwrap_or_default())));
        row
    });
    let mut columns = vec![
        Column::new("Status", 12, ColumnKind::Text),
        Column::new("Days left", 12, ColumnKind::Number),
        Column::new("Overdue from", 16, ColumnKind::Date),
        Column::new("Child", 18, ColumnKind::Text),
        Column::new("Indicator", 44, ColumnKind::Paragraph),
        Column::new("Record", 18, ColumnKind::Text),
        Column::new("Measured from", 36, ColumnKind::Paragraph),
        Column::new("Date", 14, ColumnKind::Date),
        Column::new("Team", 24, ColumnKind::Text),
        Column::new("Worker", 18, ColumnKind::Text),
    ];
    columns.extend(has_times.then(|| Column::new("Due time", 12, ColumnKind::Text)));
    let highlight = |text: &str, tone| Highlight { column: 0, text: text.to_owned(), tone };
    Sheet {
        name: name.to_owned(),
        notes: [&[title.to_owned(), counts], notes].concat(),
        rows: rows.collect(),
        columns,
        highlights: vec![highlight(OVERDUE, Tone::Bad), highlight(FALLS_DUE, Tone::Caution)],
        ..Sheet::default()
    }
}
