//! The sheets that name single children: who is overdue, and the findings.

use carekpi_measure::Lapse;
use chrono::NaiveDate;

use crate::labels::long_date;
use crate::quality::DataQuality;
use crate::scorecard::{Row, ScorecardReport};
use crate::workbook::{Cell, Column, ColumnKind, Sheet};

/// Who is overdue: the longest first.
pub(crate) fn overdue_sheet(report: &ScorecardReport<'_, '_>, rows: &[Row<'_>]) -> Sheet {
    let mut overdue = Vec::new();
    let calendar_start = report.scorecard.provenance().calendar_start();
    for row in rows {
        for subject in row.subjects.iter().filter(|subject| subject.outcome.met == Some(false)) {
            if let Some(from) = overdue_from(subject.outcome.lapses, calendar_start) {
                overdue.push((from, row, subject));
            }
        }
    }
    // The sort is stable: for one child on one day, the indicators keep their order.
    overdue.sort_by_key(|(from, _, subject)| (*from, subject.child));
    let cells = overdue.iter().map(|(from, row, subject)| {
        let worker = report.case_workers.map(|workers| workers.of(subject.child));
        let mut cells = vec![
            Cell::text(subject.child),
            Cell::text(&*row.info.title),
            Cell::text(subject.record.unwrap_or("")),
            Cell::text(row.info.measured_from(subject.outcome.clause)),
            subject.outcome.anchor.into(),
            Cell::Date(*from),
        ];
        cells.extend(worker.into_iter().flat_map(|worker| [Cell::text(worker.team), Cell::text(worker.worker)]));
        cells
    });
    let mut columns = vec![
        Column::new("Child", 18, ColumnKind::Text),
        Column::new("Indicator", 44, ColumnKind::Paragraph),
        Column::new("Record", 18, ColumnKind::Text),
        Column::new("Measured from", 36, ColumnKind::Paragraph),
        Column::new("Date", 14, ColumnKind::Date),
        Column::new("Overdue from", 16, ColumnKind::Date),
    ];
    if report.case_workers.is_some() {
        columns.extend([Column::new("Team", 24, ColumnKind::Text), Column::new("Worker", 18, ColumnKind::Text)]);
    }
    let heading = format!("Overdue on {}: {}", long_date(report.scorecard.snapshot()), overdue.len());
    Sheet {
        name: "Overdue".to_owned(),
        notes: vec![heading, "The longest overdue first.".to_owned()],
        rows: cells.collect(),
        columns,
        fixed_columns: 1,
        ..Sheet::default()
    }
}

/// The first day on which something is overdue; `None` if it does not lapse.
fn overdue_from(lapses: Lapse, calendar_start: Option<NaiveDate>) -> Option<NaiveDate> {
    match lapses {
        Lapse::On(day) => Some(day),
        Lapse::BeforeCalendar => calendar_start,
        Lapse::Never => None,
    }
}

/// The findings, with the indicators that each can affect.
pub(crate) fn findings_sheet(report: &ScorecardReport<'_, '_>, quality: &DataQuality) -> Sheet {
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
