//! Tables for a terminal.

use std::fmt::Write as _;

use carekpi_engine::Direction;
use comfy_table::presets;
use comfy_table::{CellAlignment, Table};

use crate::labels::{long_date, number_text};
use crate::outside_text::printable;
use crate::scorecard::{Comparison, Row, ScorecardReport};

impl ScorecardReport<'_, '_> {
    /// As a table for a terminal, with colours if `colour` is true. It is at most 120 columns wide if the names of groups are
    /// short.
    #[must_use]
    pub fn table(&self, colour: bool) -> String {
        scorecard_table(self, colour)
    }
}

/// The kind of a line of the table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Header,
    Area,
    Figure { doubtful: bool },
    Group,
}

fn scorecard_table(report: &ScorecardReport<'_, '_>, colour: bool) -> String {
    let rows = report.rows();
    let mut lines = vec![Line::Header];
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let compared = rows.iter().any(|row| row.before.is_some());
    let mut header = if compared { vec!["", "value", "of"] } else { vec!["", "", "value", "of"] };
    let texts = header.len().saturating_sub(2);
    if compared {
        header.extend(["then", "change", "", "new", "left", "met", "not met"]);
    } else {
        header.extend(["undetermined", "findings"]);
    }
    let expected = report.expectations.is_some();
    if expected {
        header.extend(["target", "status"]);
    }
    let columns = header.len();
    table.set_header(header);
    let mut area = "";
    for row in &rows {
        if row.info.area.id != area {
            area = row.info.area.id;
            table.add_row([row.info.area.title]);
            lines.push(Line::Area);
        }
        let mut cells = vec![format!("  {}", row.info.title), row.info.id.to_owned()];
        cells.truncate(texts);
        cells.extend([row.figure.value_text(), row.figure.parts_text()]);
        cells.extend(if compared { compared_cells(row) } else { doubt_cells(row) });
        if expected {
            cells.extend(expected_cells(row));
        }
        table.add_row(cells);
        lines.push(Line::Figure {
            doubtful: !compared && (!row.figure.undetermined_text().is_empty() || !row.notes.is_empty()),
        });
        for (group, figure) in row.groups.iter().filter(|(_, figure)| !figure.is_empty()) {
            let name = if group.is_empty() { "not recorded".to_owned() } else { printable(group) };
            let mut cells = vec![format!("      {name}"), String::new()];
            cells.truncate(texts);
            cells.extend([figure.value_text(), figure.parts_text()]);
            cells.push(if compared { String::new() } else { figure.undetermined_text() });
            table.add_row(cells);
            lines.push(Line::Group);
        }
    }
    for column in table.column_iter_mut().skip(texts).take(columns) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let widths: usize = table.column_max_content_widths().iter().take(4).map(|width| usize::from(*width) + 2).sum();
    let mut text = title(report);
    for (line, kind) in table.lines().zip(lines.into_iter().chain(std::iter::repeat(Line::Group))) {
        let _ = writeln!(
            text,
            "{}",
            if colour { painted(line.trim_end(), kind, widths) } else { line.trim_end().to_owned() }
        );
    }
    text.push('\n');
    if report.published {
        text.push_str("c: suppressed, to protect individuals\n");
    } else {
        let _ = writeln!(text, "{}", report.data_quality());
    }
    if let Some(notice) = report.notice {
        let _ = writeln!(text, "{}", printable(notice));
    }
    text
}

/// The lines above the table.
fn title(report: &ScorecardReport<'_, '_>) -> String {
    let scorecard = report.scorecard;
    let snapshot = long_date(scorecard.snapshot());
    let (first, last) =
        (scorecard.period().first_day(scorecard.snapshot()), scorecard.period().last_day(scorecard.snapshot()));
    let council = report.council.map(|council| format!("{}\n", printable(council))).unwrap_or_default();
    let mut text = format!(
        "{council}Key performance indicators on {snapshot}\nflows counted over {} to {}\n",
        long_date(first),
        long_date(last)
    );
    if let Some(before) = report.before.filter(|_| !report.published) {
        let _ = writeln!(text, "compared with {}, flows over the year that ends on it", long_date(before.snapshot()));
    }
    if let Some(unlike) = report.unlike() {
        let _ = writeln!(text, "not measured alike: {}", printable(&unlike));
    }
    if let Some(breakdown) = report.breakdown {
        let _ = writeln!(text, "by {}", printable(&breakdown.by));
    }
    for note in report.scorecard.provenance().notes() {
        let _ = writeln!(text, "{}", printable(&note));
    }
    text.push('\n');
    text
}

fn doubt_cells(row: &Row<'_>) -> Vec<String> {
    let findings = if row.notes.is_empty() { String::new() } else { row.notes.len().to_string() };
    vec![row.figure.undetermined_text(), findings]
}

/// The target, and how the figure stands.
fn expected_cells(row: &Row<'_>) -> [String; 2] {
    let target = row.expectation.and_then(|expectation| expectation.target);
    let target = target.map(|target| number_text(target, row.info.kind)).unwrap_or_default();
    [target, row.status(&row.figure).map(|status| status.to_string()).unwrap_or_default()]
}

fn compared_cells(row: &Row<'_>) -> Vec<String> {
    let Some(Comparison { then, members: change }) = &row.before else { return Vec::new() };
    let counts = [change.entered, change.left, change.became_met, change.became_overdue];
    let direction = then.direction.map_or("", Direction::name).to_owned();
    let mut cells = vec![then.figure.value_text(), row.figure.change_text(&then.figure).unwrap_or_default(), direction];
    cells.extend(counts.map(|count| if count == 0 { String::new() } else { count.to_string() }));
    cells
}

/// A line with the codes that colour it in a terminal: headings are bold, and the columns about doubts, from `doubts`, are yellow.
fn painted(line: &str, kind: Line, doubts: usize) -> String {
    const BOLD: &str = "\u{1b}[1m";
    const DIM: &str = "\u{1b}[2m";
    const YELLOW: &str = "\u{1b}[33m";
    const PLAIN: &str = "\u{1b}[0m";
    match kind {
        Line::Area => format!("{BOLD}{line}{PLAIN}"),
        Line::Header | Line::Group => format!("{DIM}{line}{PLAIN}"),
        Line::Figure { doubtful: true } => {
            let at = line.char_indices().nth(doubts).map_or(line.len(), |(at, _)| at);
            let (sure, doubtful) = line.split_at_checked(at).unwrap_or((line, ""));
            format!("{sure}{YELLOW}{doubtful}{PLAIN}")
        }
        Line::Figure { doubtful: false } => line.to_owned(),
    }
}
