//! A scorecard as a page.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use carekpi_engine::Setting;

use crate::display::ShownFigure;
use crate::html::sparkline::sparkline;
use crate::html::{END, PUBLISHED, escape, group_name, incomplete, page};
use crate::labels::{long_date, pluralise};
use crate::scorecard::{Comparison, Row, ScorecardReport, Then};

impl ScorecardReport<'_, '_> {
    /// As one HTML file that needs no other file.
    #[must_use]
    pub fn html(&self) -> String {
        scorecard_html(self)
    }
}

fn scorecard_html(report: &ScorecardReport<'_, '_>) -> String {
    let scorecard = report.scorecard;
    let snapshot = long_date(scorecard.snapshot());
    let mut page = page(&format!("Key performance indicators on {snapshot}"));
    let _ = writeln!(
        page,
        "<h1>Key performance indicators</h1>\n<p>{snapshot}, at the end of the day; flows counted over {} to {}.</p>",
        long_date(scorecard.period().first_day(scorecard.snapshot())),
        long_date(scorecard.period().last_day(scorecard.snapshot())),
    );
    if report.published {
        page.push_str(PUBLISHED);
    } else {
        if let Some(before) = report.before {
            let then = long_date(before.snapshot());
            let _ = writeln!(page, "<p>Compared with {then}, flows over the year that ends on it.</p>");
        }
        let _ = writeln!(
            page,
            "<p class=\"soft\">Data: {}. Open a figure to see what it counts and who is overdue.</p>",
            report.data_quality(),
        );
    }
    page.push_str(&incomplete(report.notice));
    let changed = report.changed_definitions();
    if !changed.is_empty() {
        page.push_str("<h3>Non-default settings</h3>\n");
        for difference in changed {
            let _ = writeln!(page, "<p><code>{}</code></p>", escape(&difference.to_string()));
        }
    }
    let settings = &scorecard.provenance().settings;
    let mut area = "";
    for row in report.rows() {
        if row.info.area.id != area {
            if !area.is_empty() {
                page.push_str("</section>\n");
            }
            area = row.info.area.id;
            let _ = writeln!(page, "<section>\n<h2>{}</h2>", escape(row.info.area.title));
        }
        indicator(&mut page, report, &row, settings);
    }
    if !area.is_empty() {
        page.push_str("</section>\n");
    }
    page.push_str(END);
    page
}

fn indicator(page: &mut String, report: &ScorecardReport<'_, '_>, row: &Row<'_>, settings: &BTreeMap<String, Setting>) {
    let info = row.info;
    let mut marks = String::new();
    let undetermined = row.figure.undetermined_text();
    if !undetermined.is_empty() {
        let _ = write!(marks, "<span class=\"line\">{undetermined} undetermined</span>");
    }
    if !row.notes.is_empty() {
        let _ = write!(marks, "<span class=\"line\">{}</span>", pluralise(row.notes.len() as u64, "finding"));
    }
    let mut parts = row.figure.parts_in_words();
    if let Some(Comparison { then, .. }) = &row.before {
        let _ = write!(parts, "<span class=\"line\">was {}</span>", then.figure.value_text());
    }
    let line = sparkline(&row.history, "the last twelve months");
    let _ = writeln!(
        page,
        "<details id=\"{}\">\n<summary><span>{}</span>{}<span class=\"value\">{}</span><span class=\"parts\">{parts}</span><span class=\"marks\">{marks}</span></summary>\n<div class=\"body\">",
        escape(info.id),
        escape(info.title),
        if line.is_empty() { "<span class=\"spark\"></span>" } else { &line },
        row.figure.value_text(),
    );
    let _ = writeln!(page, "<h3>What it counts</h3>\n<p>{}.</p>", escape(&sentence(row)));
    for (clause, words) in info.clauses {
        let _ = writeln!(page, "<p class=\"soft\"><code>{clause}</code> is counted from {}</p>", escape(words));
    }
    compared(page, report, row);
    groups(page, report, row);
    page.push_str("<h3>Settings</h3>\n");
    for (setting, value) in settings.iter().filter(|(setting, _)| info.settings.contains(&setting.as_str())) {
        let _ = writeln!(page, "<p><code>{} = {}</code></p>", escape(setting), escape(&value.value));
    }
    findings(page, row);
    overdue(page, row);
    page.push_str("</div>\n</details>\n");
}

/// What the figure counts, as a sentence without its full stop.
fn sentence(row: &Row<'_>) -> String {
    let info = row.info;
    if info.denominator.is_empty() {
        return format!("How many {}", info.numerator);
    }
    format!("Of {}: {}", info.denominator, info.numerator)
}

/// The figure on the other date, and how the members changed.
fn compared(page: &mut String, report: &ScorecardReport<'_, '_>, row: &Row<'_>) {
    let (Some(Comparison { then: Then { figure: then, .. }, members: change }), Some(before)) =
        (&row.before, report.before)
    else {
        return;
    };
    let parts = then.parts_in_words();
    let _ = writeln!(
        page,
        "<h3>Since {}</h3>\n<p>It was {}{}{}.</p>",
        long_date(before.snapshot()),
        then.value_text(),
        if parts.is_empty() { parts } else { format!(" ({parts})") },
        row.figure.change_text(then).map(|change| format!(", a change of {change}")).unwrap_or_default(),
    );
    let counts = [
        ("new", change.entered),
        ("left", change.left),
        ("became met", change.became_met),
        ("became overdue", change.became_overdue),
        ("became undetermined", change.became_undetermined),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(what, count)| format!("{count} {what}")).collect();
    if !counts.is_empty() {
        let _ = writeln!(page, "<p>{}.</p>", counts.join(", "));
    }
}

/// A column of a table of groups: its name, and its text for a figure.
type Column = (&'static str, fn(&ShownFigure) -> String);

fn groups(page: &mut String, report: &ScorecardReport<'_, '_>, row: &Row<'_>) {
    let Some(breakdown) = report.breakdown else { return };
    let by = escape(&breakdown.by);
    let figures: Vec<_> = row.groups.iter().filter(|(_, figure)| !figure.is_empty()).collect();
    // A column that is blank in every row is left out.
    let columns: [Column; 3] = [
        ("value", ShownFigure::value_text),
        ("of", ShownFigure::parts_in_words),
        ("undetermined", ShownFigure::undetermined_text),
    ];
    let said = |(_, text): &Column| figures.iter().any(|(_, figure)| !text(figure).is_empty());
    let columns: Vec<_> = columns.into_iter().filter(said).collect();
    let _ = write!(page, "<h3>By {by}</h3>\n<table>\n<tr><th>{by}</th>");
    for (name, _) in &columns {
        let _ = write!(page, "<th class=\"number\">{name}</th>");
    }
    page.push_str("</tr>\n");
    for (group, figure) in &figures {
        let _ = write!(page, "<tr><td>{}</td>", group_name(group));
        for (_, text) in &columns {
            let _ = write!(page, "<td class=\"number\">{}</td>", text(figure));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</table>\n");
}

/// How many findings of a figure are shown. `--findings` lists all of them.
const MOST_FINDINGS: usize = 25;

fn findings(page: &mut String, row: &Row<'_>) {
    if row.notes.is_empty() {
        return;
    }
    let _ = writeln!(page, "<h3>Findings ({})</h3>", row.notes.len());
    for note in row.notes.iter().take(MOST_FINDINGS) {
        let _ = writeln!(page, "<p>{}</p>", escape(note));
    }
    if row.notes.len() > MOST_FINDINGS {
        let _ = writeln!(page, "<p class=\"soft\">and {} more</p>", row.notes.len().saturating_sub(MOST_FINDINGS));
    }
}

/// The members that don't meet the rule, the longest overdue first.
fn overdue(page: &mut String, row: &Row<'_>) {
    let mut not_met: Vec<_> = row.subjects.iter().filter(|subject| subject.outcome.met == Some(false)).collect();
    if not_met.is_empty() {
        return;
    }
    not_met.sort_by_key(|subject| (subject.outcome.lapses, subject.child));
    let lapses = not_met.iter().any(|subject| subject.outcome.lapses.date().is_some());
    let _ = writeln!(
        page,
        "<h3>{} ({})</h3>\n<table>\n<tr><th>child</th><th class=\"wide\">record</th><th class=\"number\">counted from</th><th class=\"number\">overdue from</th></tr>",
        if lapses { "Overdue" } else { "Not met" },
        not_met.len()
    );
    for subject in not_met {
        let date = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td class=\"wide\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>",
            escape(subject.child),
            escape(subject.record.unwrap_or("")),
            date(subject.outcome.anchor),
            date(subject.outcome.lapses.date()),
        );
    }
    page.push_str("</table>\n");
}
