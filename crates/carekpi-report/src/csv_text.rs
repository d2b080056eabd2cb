//! CSV.

use crate::scorecard::{Row, ScorecardReport};
use crate::series::SeriesReport;
use crate::shown::ShownFigure;

const FIGURE: [&str; 4] = ["numerator", "denominator", "undetermined", "value"];

pub(crate) fn scorecard_csv(report: &ScorecardReport<'_, '_>) -> String {
    let by = report.breakdown.map(|breakdown| breakdown.by.as_str());
    let before = report.before.filter(|_| !report.published);
    let mut header = vec!["snapshot", "indicator", "area", "title", "measure"];
    header.extend(by.iter().flat_map(|_| ["by", "group"]));
    header.extend(FIGURE);
    if before.is_some() {
        header.extend(["compared_with", "numerator_then", "denominator_then", "undetermined_then", "value_then"]);
        header.extend(["change", "entered", "left", "became_met", "became_overdue", "became_undetermined"]);
    }
    let snapshot = report.scorecard.snapshot.to_string();
    let mut rows = Vec::new();
    for row in report.rows() {
        rows.push(cells(&snapshot, &row, by, None, &row.figure));
        if let (Some(cells), Some(before)) = (rows.last_mut(), before) {
            cells.push(before.snapshot.to_string());
            cells.extend(compared(&row));
        }
        for (group, figure) in &row.groups {
            let mut cells = cells(&snapshot, &row, by, Some(group), figure);
            cells.resize(header.len(), String::new());
            rows.push(cells);
        }
    }
    write(&header, rows.into_iter())
}

fn cells(snapshot: &str, row: &Row<'_>, by: Option<&str>, group: Option<&str>, figure: &ShownFigure) -> Vec<String> {
    let about = row.about;
    let mut cells = vec![
        snapshot.to_owned(),
        guarded(about.id),
        guarded(about.area),
        guarded(about.title),
        about.measure.to_string(),
    ];
    cells.extend(by.iter().flat_map(|by| grouped(by, group)));
    cells.extend(figure.cells());
    cells
}

fn compared(row: &Row<'_>) -> Vec<String> {
    let Some((then, change)) = &row.before else { return vec![String::new(); 10] };
    let mut cells = Vec::from(then.cells());
    cells.push(row.figure.change_text(then).unwrap_or_default().trim_start_matches('+').to_owned());
    let counts = [change.entered, change.left, change.became_met, change.became_overdue, change.became_undetermined];
    cells.extend(counts.map(|count| count.to_string()));
    cells
}

pub(crate) fn series_csv(report: &SeriesReport<'_>) -> String {
    let by = report.by();
    let mut header = vec!["date", "indicator"];
    header.extend(by.iter().flat_map(|_| ["by", "group"]));
    header.extend(FIGURE);
    let rows = report.rows().map(|row| {
        let mut cells = vec![row.date.to_string(), guarded(&row.indicator.id)];
        cells.extend(by.iter().flat_map(|by| grouped(by, row.group)));
        cells.extend(row.figure.cells());
        cells
    });
    write(&header, rows)
}

/// What a row is by, and of which group: nothing for all.
fn grouped(by: &str, group: Option<&str>) -> [String; 2] {
    group.map_or_else(Default::default, |group| [guarded(by), guarded(group)])
}

/// A text as a cell: one that a spreadsheet would take for a formula has an apostrophe before it.
pub(crate) fn guarded(text: &str) -> String {
    if text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

pub(crate) fn write(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and every row is as long as the header.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
