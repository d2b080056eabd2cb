//! CSV.

use carekpi_engine::{Direction, Expectation, Expectations, Status};

use crate::cells::{lines, write};
use crate::display::ShownFigure;
use crate::outside_text::csv_cell;
use crate::scorecard::{Comparison, Row, ScorecardReport};
use crate::series::{SeriesReport, SeriesRow};

impl ScorecardReport<'_, '_> {
    /// As CSV, with a row for each indicator. With groups, each is followed by a row for each group. Only then are there columns
    /// `by` and `group`; both are blank in the row for all children.
    #[must_use]
    pub fn csv(&self) -> String {
        scorecard_csv(self)
    }
}

impl SeriesReport<'_> {
    /// As CSV, with a row for each date and indicator, in order of date and then of indicator. With groups, each is followed by a
    /// row for each group. Only then are there columns `by` and `group`; both are blank in the rows for all children. With
    /// expectations, the last columns are the polarity, the target, the floor, the status and the comparators.
    #[must_use]
    pub fn csv(&self) -> String {
        series_csv(self)
    }
}

const FIGURE: [&str; 4] = ["numerator", "denominator", "undetermined", "value"];

fn scorecard_csv(report: &ScorecardReport<'_, '_>) -> String {
    let by = report.breakdown.map(|breakdown| breakdown.by.as_str());
    let before = report.compared();
    let mut header = vec!["snapshot", "indicator", "area", "title", "measure"];
    header.extend(by.iter().flat_map(|_| ["by", "group"]));
    header.extend(FIGURE);
    if before.is_some() {
        header.extend(["compared_with", "numerator_then", "denominator_then", "undetermined_then", "value_then"]);
        header.extend([
            "change",
            "direction",
            "entered",
            "left",
            "became_met",
            "became_overdue",
            "became_undetermined",
        ]);
    }
    header.push("polarity");
    let expected = report.expectations.map(expectation_header).unwrap_or_default();
    header.extend(expected.iter().map(String::as_str));
    let snapshot = report.scorecard.snapshot().to_string();
    let mut rows = Vec::new();
    for row in report.rows() {
        rows.push(cells(&snapshot, &row, by, None, &row.figure));
        if let (Some(cells), Some(before)) = (rows.last_mut(), before) {
            cells.push(before.snapshot().to_string());
            cells.extend(compared(&row));
        }
        if let Some(cells) = rows.last_mut() {
            cells.push(row.info.polarity.to_string());
            if let (Some(expectation), Some(all)) = (row.expectation, report.expectations) {
                cells.extend(expectation_cells(expectation, row.status(&row.figure), all));
            }
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
    let info = row.info;
    let mut cells = vec![
        snapshot.to_owned(),
        csv_cell(&info.id),
        csv_cell(&info.area.id),
        csv_cell(&info.title),
        info.kind.to_string(),
    ];
    cells.extend(by.iter().flat_map(|by| grouped(by, group)));
    cells.extend(figure.cells());
    cells
}

fn compared(row: &Row<'_>) -> Vec<String> {
    let Some(Comparison { then, members: change }) = &row.before else { return vec![String::new(); 11] };
    let mut cells = Vec::from(then.figure.cells());
    cells.push(row.figure.change_text(&then.figure).unwrap_or_default().trim_start_matches('+').to_owned());
    cells.push(then.direction.map_or("", Direction::name).to_owned());
    let counts = [change.entered, change.left, change.became_met, change.became_overdue, change.became_undetermined];
    cells.extend(counts.map(|count| count.to_string()));
    cells
}

fn series_csv(report: &SeriesReport<'_>) -> String {
    let by = report.by();
    let header = series_header(by.is_some(), report.expectations);
    let rows = report.rows().map(|row| series_cells(&row, by, report.expectations));
    lines(std::iter::once(header).chain(rows))
}

/// The header of a series, with or without groups.
pub(crate) fn series_header(by: bool, expectations: Option<&Expectations>) -> Vec<String> {
    let groups: &[&str] = if by { &["by", "group"] } else { &[] };
    let names = ["date", "indicator"].iter().chain(groups).chain(&FIGURE);
    let mut header: Vec<String> = names.map(|name| (*name).to_owned()).collect();
    if let Some(expectations) = expectations {
        header.push("polarity".to_owned());
        header.extend(expectation_header(expectations));
    }
    header
}

pub(crate) fn series_cells(row: &SeriesRow<'_>, by: Option<&str>, expectations: Option<&Expectations>) -> Vec<String> {
    let mut cells = vec![row.date.to_string(), csv_cell(&row.indicator.id)];
    cells.extend(by.iter().flat_map(|by| grouped(by, row.group)));
    cells.extend(row.figure.cells());
    if let (Some(expectation), Some(all)) = (row.expectation, expectations) {
        cells.push(row.indicator.polarity.to_string());
        cells.extend(expectation_cells(expectation, row.status(), all));
    }
    cells
}

/// The columns of an expectation: target, floor, status, and one for each comparator.
fn expectation_header(expectations: &Expectations) -> Vec<String> {
    let comparators = expectations.comparators().into_iter().map(|name| csv_cell(&format!("comparator: {name}")));
    ["target", "floor", "status"].map(str::to_owned).into_iter().chain(comparators).collect()
}

/// The cells of an expectation. What it does not say is blank.
fn expectation_cells(of: &Expectation, status: Option<Status>, expectations: &Expectations) -> Vec<String> {
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    let mut cells = vec![number(of.target), number(of.floor), status.map_or("", Status::name).to_owned()];
    cells.extend(expectations.comparators().into_iter().map(|name| number(of.comparators.get(name).copied())));
    cells
}

/// The grouping and the group of a row; both are blank for all children.
fn grouped(by: &str, group: Option<&str>) -> [String; 2] {
    group.map_or_else(Default::default, |group| [csv_cell(by), csv_cell(group)])
}
