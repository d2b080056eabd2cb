//! The row of a figure, and the rows of its groups.

use std::fmt::Write as _;

use carekpi_measure::FigureKind;

use super::columns::Columns;
use crate::display::ShownFigure;
use crate::html::judged::status;
use crate::html::sparkline::{Points, sparkline};
use crate::html::{escape, group_name};
use crate::labels::number_text;
use crate::scorecard::{Row, ScorecardReport, Then};

/// The row of a figure, and of each of its groups.
pub(super) fn figure(page: &mut String, report: &ScorecardReport<'_, '_>, row: &Row<'_>, columns: &Columns) {
    let _ = write!(
        page,
        "<tr class=\"figure\"><th scope=\"row\">{}{}</th><td class=\"number\"><b class=\"value\">{}</b><span class=\"line\">{}</span></td>",
        escape(&row.info.title),
        doubts(row),
        row.figure.value_text(),
        row.figure.parts_in_words(),
    );
    if columns.expected {
        let _ = write!(page, "<td>{}</td><td class=\"wide\">{}</td>", status(row.status(&row.figure)), against(row));
    }
    for (is_shown, then) in [
        (columns.before.is_some(), row.before.map(|before| before.then)),
        (columns.month.is_some(), row.month),
        (columns.year.is_some(), row.year),
    ] {
        if is_shown {
            let _ = write!(page, "<td class=\"number wide\">{}</td>", earlier(row, then.as_ref()));
        }
    }
    if columns.trend {
        let target = row.expectation.and_then(|expectation| expectation.target);
        let dates = report.history.map_or(&[][..], |history| history.dates());
        let points = Points { dates, figures: &row.history, target };
        let _ = write!(page, "<td class=\"wide\">{}</td>", sparkline(&points, &escape(&row.info.title)));
    }
    page.push_str("</tr>\n");
    groups(page, row, columns);
}

/// What makes the figure uncertain.
fn doubts(row: &Row<'_>) -> String {
    let doubts = row.doubts();
    if doubts.is_empty() { doubts } else { format!("<span class=\"line doubt\">{doubts}</span>") }
}

/// The target and the figures of others.
fn against(row: &Row<'_>) -> String {
    let Some(expectation) = row.expectation else { return String::new() };
    let line = |name: &str, value: f64| {
        format!("<span class=\"line\">{}: {}</span>", escape(name), number_text(value, row.info.kind))
    };
    let target = expectation.target.map(|target| line("target", target)).unwrap_or_default();
    let others: String = expectation.comparators.iter().map(|(name, value)| line(name, *value)).collect();
    target + &others
}

/// The value on an earlier date, and where it went since.
fn earlier(row: &Row<'_>, then: Option<&Then>) -> String {
    let Some(then) = then else { return String::new() };
    format!("{}<span class=\"line\">{}</span>", then.figure.value_text(), travel(&row.figure, then))
}

/// Where a figure went since an earlier date: a sign, by how much, and a word. Blank if one of the two has no value.
pub(super) fn travel(now: &ShownFigure, then: &Then) -> String {
    let (Some(direction), Some(change)) = (then.direction, now.change_text(&then.figure)) else { return String::new() };
    let sign = match change.as_bytes().first() {
        Some(b'+') => "\u{25b2}",
        Some(b'-') => "\u{25bc}",
        _ => return format!("<span class=\"travel\">{direction}</span>"),
    };
    format!(
        "<span class=\"travel {direction}\"><i aria-hidden=\"true\">{sign}</i> {} {direction}</span>",
        change.trim_start_matches(['+', '-'])
    )
}

/// A row for each group that has members.
fn groups(page: &mut String, row: &Row<'_>, columns: &Columns) {
    let groups: Vec<_> = row.groups.iter().filter(|(_, figure)| !figure.is_empty()).collect();
    let scale = match row.info.kind {
        FigureKind::Proportion => 1000,
        FigureKind::Count | FigureKind::Rate => {
            groups.iter().filter_map(|(_, figure)| figure.tenths()).max().unwrap_or(0).max(1)
        }
    };
    let rest = columns.count().saturating_sub(if columns.expected { 3 } else { 2 });
    for (name, figure) in groups {
        let undetermined = figure.undetermined_text();
        let undetermined = if undetermined.is_empty() {
            undetermined
        } else {
            format!("<span class=\"line doubt\">{undetermined} undetermined</span>")
        };
        let of = figure.parts_in_words();
        let value = match of.as_str() {
            "" => figure.value_text(),
            _ => format!("{}<span class=\"line\">{of}</span>", figure.value_text()),
        };
        let _ = write!(
            page,
            "<tr class=\"group\"><th scope=\"row\">{}{undetermined}</th><td class=\"number\">{value}</td>",
            group_name(name),
        );
        if columns.expected {
            let of_group = row.status(figure).filter(|_| figure.is_large());
            let _ = write!(page, "<td>{}</td>", status(of_group));
        }
        if rest > 0 {
            let _ = write!(page, "<td class=\"wide\" colspan=\"{rest}\">{}</td>", bar(figure, scale));
        }
        page.push_str("</tr>\n");
    }
}

/// A bar as long as the value of a group, if the group is large enough.
fn bar(figure: &ShownFigure, scale: u64) -> String {
    let Some(tenths) = figure.tenths().filter(|_| figure.is_large()) else { return String::new() };
    let width = tenths.min(scale).saturating_mul(400).checked_div(scale).unwrap_or(0);
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 400 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{width}\" height=\"8\"/></svg>"
    )
}
