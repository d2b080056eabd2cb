//! What a director reads first: what is off target, what got worse, and what is not certain.

use std::cmp::Reverse;
use std::fmt::Write as _;

use carekpi_engine::{Direction, Status};

use crate::html::escape;
use crate::html::judged::status;
use crate::labels::number_text;
use crate::scorecard::{Row, ScorecardReport};

/// How many figures a list names.
const MOST: usize = 6;

/// What matters, in three lists.
pub(super) fn summary(page: &mut String, report: &ScorecardReport<'_, '_>, rows: &[Row<'_>]) {
    page.push_str(
        "<section class=\"summary\" aria-labelledby=\"in-short\">\n<h2 id=\"in-short\">In short</h2>\n<div>\n",
    );
    if report.expectations.is_some() {
        off_target(page, rows);
    }
    if report.earlier.is_some_and(|earlier| earlier.year.is_some()) {
        worse(page, rows);
    }
    if report.published.is_none() {
        uncertain(page, report, rows);
    }
    page.push_str("</div>\n</section>\n");
}

fn off_target(page: &mut String, rows: &[Row<'_>]) {
    let with = |wanted: Option<Status>| rows.iter().filter(move |row| row.status(&row.figure) == wanted);
    let off: Vec<String> = with(Some(Status::OffTarget))
        .map(|row| {
            let target = row.expectation.and_then(|expectation| expectation.target);
            let target = target.map(|target| number_text(target, row.info.kind)).unwrap_or_default();
            item(row, &format!("{}, target {target}", row.figure.value_text()))
        })
        .collect();
    let others = format!(
        "{} {}, {} {}, {} without a target or a value",
        with(Some(Status::Near)).count(),
        status(Some(Status::Near)),
        with(Some(Status::OnTarget)).count(),
        status(Some(Status::OnTarget)),
        with(None).count(),
    );
    list(page, "Off target", &off, "No figure is off target.");
    let _ = writeln!(page, "<p class=\"soft\">{others}</p></div>");
}

fn worse(page: &mut String, rows: &[Row<'_>]) {
    let mut worse: Vec<(Reverse<u64>, String)> = rows
        .iter()
        .filter_map(|row| {
            let then = row.year.filter(|then| then.direction == Some(Direction::Worse))?;
            let by = row.figure.tenths()?.abs_diff(then.figure.tenths()?);
            let text = format!("{}, was {}", row.figure.value_text(), then.figure.value_text());
            Some((Reverse(by), item(row, &text)))
        })
        .collect();
    // The sort is stable: equal changes keep the order of the indicators.
    worse.sort_by_key(|(by, _)| *by);
    let worse: Vec<String> = worse.into_iter().map(|(_, item)| item).collect();
    let nothing = if rows.iter().any(|row| row.year.is_some_and(|then| then.direction.is_some())) {
        "No figure is worse than a year before."
    } else {
        "No figure can be compared with a year before."
    };
    list(page, "Worse than a year before", &worse, nothing);
    page.push_str("</div>\n");
}

fn uncertain(page: &mut String, report: &ScorecardReport<'_, '_>, rows: &[Row<'_>]) {
    let uncertain: Vec<String> = rows
        .iter()
        .map(|row| (row, row.doubts()))
        .filter(|(_, doubts)| !doubts.is_empty())
        .map(|(row, doubts)| item(row, &doubts))
        .collect();
    list(page, "Not certain", &uncertain, "No finding affects a figure, and nothing is undetermined.");
    let _ = writeln!(page, "<p class=\"soft\">Data: {}</p></div>", report.data_quality());
}

fn item(row: &Row<'_>, text: &str) -> String {
    format!("<li><a href=\"#{}\">{}</a>: {text}</li>", escape(&row.info.id), escape(&row.info.title))
}

/// The beginning of a block with a list.
fn list(page: &mut String, heading: &str, items: &[String], nothing: &str) {
    let _ = writeln!(page, "<div><h3>{heading} ({})</h3>", items.len());
    if items.is_empty() {
        let _ = writeln!(page, "<p>{nothing}</p>");
        return;
    }
    let shown: String = items.iter().take(MOST).map(String::as_str).collect();
    let _ = writeln!(page, "<ul>{shown}</ul>");
    if let Some(more) = items.len().checked_sub(MOST).filter(|more| *more > 0) {
        let _ = writeln!(page, "<p class=\"soft\">and {more} more</p>");
    }
}
