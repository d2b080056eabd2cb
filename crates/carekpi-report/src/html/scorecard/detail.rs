//! What is behind a figure: what it counts, how the definitions are read, and what is not certain.

use std::fmt::Write as _;

use carekpi_engine::Setting;

use super::columns::Columns;
use super::figure::travel;
use super::members;
use crate::html::escape;
use crate::html::judged::status;
use crate::labels::{capitalised, long_date, number_text, polarity_sentence};
use crate::reasons::reason_phrase;
use crate::scorecard::{Comparison, Row, ScorecardReport};

/// The row below a figure, which is opened.
pub(super) fn detail(page: &mut String, report: &ScorecardReport<'_, '_>, row: &Row<'_>, columns: &Columns) {
    let members = members::heading(row);
    let _ = writeln!(
        page,
        "<tr class=\"detail\"><td colspan=\"{}\"><details>\n<summary>What it counts<span class=\"hidden\">: {}</span>{}</summary>\n<div class=\"body\">",
        columns.count(),
        escape(&row.info.title),
        members.map(|heading| format!("; {}", escape(&heading.to_lowercase()))).unwrap_or_default(),
    );
    what_it_counts(page, row);
    standing(page, report, row);
    changes(page, report, row);
    readings(page, report, row);
    findings(page, row);
    not_counted(page, report, row);
    members::members(page, report, row);
    page.push_str("</div>\n</details></td></tr>\n");
}

fn what_it_counts(page: &mut String, row: &Row<'_>) {
    let info = row.info;
    let sentence = if info.denominator.is_empty() {
        format!("How many {}", info.numerator)
    } else {
        format!("Of {}: {}", info.denominator, info.numerator)
    };
    let _ = writeln!(page, "<p>{}.</p>", escape(&sentence));
    let from: Vec<&str> = info.clauses.iter().map(|(_, words)| &**words).collect();
    if let [only] = &*from {
        let _ = writeln!(page, "<p>It is measured from {}.</p>", escape(only));
    } else if let [first, rest @ ..] = &*from {
        let _ = writeln!(
            page,
            "<p>It is measured from {}; later from {}.</p>",
            escape(first),
            escape(&rest.join(", or from "))
        );
    }
    if let Some(better) = polarity_sentence(info.polarity) {
        let _ = writeln!(page, "<p>{better}</p>");
    }
    let _ = writeln!(page, "<p class=\"soft\">Source: {}.</p>", escape(&info.source));
}

/// What the figure stands against.
fn standing(page: &mut String, report: &ScorecardReport<'_, '_>, row: &Row<'_>) {
    let kind = row.info.kind;
    let mut rows = String::new();
    if let Some(expectation) = row.expectation {
        if let Some(target) = expectation.target {
            let target = number_text(target, kind);
            let _ = write!(
                rows,
                "<tr><th scope=\"row\">Target</th><td class=\"number\">{target}</td><td>{}</td></tr>",
                status(row.status(&row.figure))
            );
        }
        if let Some(floor) = expectation.floor {
            let floor = number_text(floor, kind);
            let _ = write!(rows, "<tr><th scope=\"row\">Floor</th><td class=\"number\">{floor}</td><td></td></tr>");
        }
        for (name, value) in &expectation.comparators {
            let value = number_text(*value, kind);
            let _ = write!(
                rows,
                "<tr><th scope=\"row\">{}</th><td class=\"number\">{value}</td><td></td></tr>",
                escape(name)
            );
        }
    }
    let date =
        |series: &Option<carekpi_engine::Series>| series.as_ref().and_then(|series| series.dates().first().copied());
    let earlier = report.earlier.map_or([None, None], |earlier| [date(&earlier.month), date(&earlier.year)]);
    let before = report.before.map(carekpi_engine::Scorecard::snapshot);
    let thens = [row.before.map(|before| before.then), row.month, row.year];
    let mut shown = Vec::new();
    for (date, then) in [before].into_iter().chain(earlier).zip(thens) {
        let (Some(date), Some(then)) = (date, then) else { continue };
        if shown.contains(&date) {
            continue;
        }
        shown.push(date);
        let parts = then.figure.parts_in_words();
        let parts = if parts.is_empty() { parts } else { format!(" ({parts})") };
        let _ = write!(
            rows,
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{}{parts}</td><td>{}</td></tr>",
            long_date(date),
            then.figure.value_text(),
            travel(&row.figure, &then)
        );
    }
    if !rows.is_empty() {
        let _ = writeln!(
            page,
            "<h3>How it stands</h3>\n<table class=\"standing\"><caption class=\"hidden\">How it stands</caption>{rows}</table>"
        );
    }
}

/// How the members changed since the date that is compared with.
fn changes(page: &mut String, report: &ScorecardReport<'_, '_>, row: &Row<'_>) {
    let (Some(Comparison { members, .. }), Some(before)) = (&row.before, report.before) else { return };
    let (met, not_met) = if row.info.up_to_date.is_some() {
        ("became up to date", "became overdue")
    } else {
        ("now met", "no longer met")
    };
    let counts = [
        (members.entered, if members.entered == 1 { "is new" } else { "are new" }),
        (members.left, "left"),
        (members.became_met, met),
        (members.became_overdue, not_met),
        (members.became_undetermined, "became undetermined"),
    ];
    let counts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let counts = if counts.is_empty() { "nothing changed".to_owned() } else { counts.join(", ") };
    let since = long_date(before.snapshot());
    let _ = writeln!(page, "<p>Since {since}: {counts}.</p>");
}

/// What all figures share of how the definitions are read.
pub(super) fn shared_readings(page: &mut String, report: &ScorecardReport<'_, '_>) {
    let settings = report.scorecard.provenance().settings.iter();
    let shared: String = settings.filter(|(name, _)| name.starts_with(SHARED)).map(reading).collect();
    if !shared.is_empty() {
        let _ = writeln!(
            page,
            "<section aria-labelledby=\"readings\">\n<h2 id=\"readings\">How the definitions are read for every figure</h2>\n<dl>{shared}</dl>\n</section>"
        );
    }
}

/// How the names of the settings begin that figures share.
const SHARED: &str = "shared.";

/// A setting as a question with its answer, or as a limit with its value.
fn reading((name, setting): (&String, &Setting)) -> String {
    let mark = if setting.is_changed() { " <b class=\"doubt\">(not the default)</b>" } else { "" };
    if setting.question.is_empty() {
        let words = name.rsplit('.').next().unwrap_or(name).replace('_', " ");
        let value: String = setting.value.chars().filter(|letter| !matches!(letter, '"' | '[' | ']')).collect();
        return format!("<dt>{}</dt><dd>{}{mark}</dd>", escape(&words), escape(&value));
    }
    format!("<dt>{}</dt><dd>{}{mark}</dd>", escape(&setting.question), escape(&setting.answer))
}

/// How the definitions are read for a figure: limits, and questions with their answers.
fn readings(page: &mut String, report: &ScorecardReport<'_, '_>, row: &Row<'_>) {
    let settings = &report.scorecard.provenance().settings;
    let is_of_figure = |name: &str| row.info.depends_on(name) && !name.starts_with(SHARED);
    let of_figure = settings.iter().filter(|(name, _)| is_of_figure(name));
    let (limits, questions): (Vec<_>, Vec<_>) = of_figure.partition(|(_, setting)| setting.question.is_empty());
    let entries: String = limits.into_iter().chain(questions).map(reading).collect();
    if !entries.is_empty() {
        let _ = writeln!(page, "<h3>How the definitions are read</h3>\n<dl>{entries}</dl>");
    }
}

/// How many findings of a figure are shown. `--findings` lists all of them.
const MOST_FINDINGS: usize = 25;

fn findings(page: &mut String, row: &Row<'_>) {
    if row.notes.is_empty() {
        return;
    }
    let notes: String = row.notes.iter().take(MOST_FINDINGS).map(|note| format!("<li>{}</li>", escape(note))).collect();
    let _ = writeln!(page, "<h3>Findings ({})</h3>\n<ul>{notes}</ul>", row.notes.len());
    if let Some(more) = row.notes.len().checked_sub(MOST_FINDINGS).filter(|more| *more > 0) {
        let _ = writeln!(page, "<p class=\"soft\">and {more} more</p>");
    }
}

/// Why the others are not counted, in numbers.
fn not_counted(page: &mut String, report: &ScorecardReport<'_, '_>, row: &Row<'_>) {
    let Some(reasons) = report.reasons.filter(|_| report.published.is_none()) else { return };
    let mut reasons: Vec<(&str, u64)> = reasons.of(&row.info.id).collect();
    reasons.sort_by_key(|(reason, children)| (std::cmp::Reverse(*children), *reason));
    let phrases: Vec<String> =
        reasons.iter().map(|(reason, children)| format!("{}: {children}", escape(&reason_phrase(reason)))).collect();
    if !phrases.is_empty() {
        let _ = writeln!(page, "<h3>Children not counted, and why</h3>\n<p>{}.</p>", capitalised(&phrases.join("; ")));
    }
}
