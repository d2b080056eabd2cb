//! A scorecard as one HTML file that needs nothing else: no script, no request, readable on a phone and in print.

mod sparkline;

use std::fmt::Write as _;

use carekpi::{Definitions, Measured, Scorecard, Series};

use crate::DataQuality;
use crate::html::sparkline::sparkline;
use crate::table::{heading, long_date, parts, value};

const STYLE: &str = include_str!("style.css");

/// A scorecard as one HTML file. `history` is a series of the same indicators that ends on the snapshot date, for the
/// small lines beside the figures.
#[must_use]
pub fn scorecard_html(
    scorecard: &Scorecard<'_>,
    quality: &DataQuality,
    definitions: &Definitions,
    history: &Series,
) -> String {
    let snapshot = long_date(scorecard.snapshot);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Key performance indicators on {snapshot}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <h1>Key performance indicators</h1>\n<p>{snapshot}, at the end of the day; flows counted over {} to {}.</p>\n\
         <p class=\"soft\">{} rows of the extract were set aside; {} warnings. Open a figure for what it counts and who is overdue.</p>\n",
        long_date(scorecard.period.first_day(scorecard.snapshot)),
        long_date(scorecard.period.last_day(scorecard.snapshot)),
        quality.errors,
        quality.warnings,
    );
    changed_definitions(&mut page, definitions);
    let settings = definitions.settings();
    let mut area = "";
    for (place, measured) in scorecard.indicators.iter().enumerate() {
        if measured.about.area != area {
            if !area.is_empty() {
                page.push_str("</section>\n");
            }
            area = measured.about.area;
            let _ = writeln!(page, "<section>\n<h2>{}</h2>", escape(&heading(area)));
        }
        indicator(&mut page, measured, &settings, history.indicators().get(place).map_or(&[][..], |of| &of.figures));
    }
    page.push_str("</section>\n</body>\n</html>\n");
    page
}

fn changed_definitions(page: &mut String, definitions: &Definitions) {
    let changed = definitions.diff(&Definitions::default());
    if changed.is_empty() {
        return;
    }
    page.push_str("<h3>Definitions that are not the default</h3>\n");
    for difference in changed {
        let _ = writeln!(page, "<p><code>{}</code></p>", escape(&difference.to_string()));
    }
}

fn indicator(
    page: &mut String,
    measured: &Measured<'_>,
    settings: &[(String, String)],
    history: &[carekpi::measure::Figure],
) {
    let about = measured.about;
    let unknown = match measured.figure.undetermined {
        0 => String::new(),
        unknown => format!("<span class=\"unknown\">{unknown} undetermined</span>"),
    };
    let _ = writeln!(
        page,
        "<details id=\"{}\">\n<summary><span>{}</span>{}<span class=\"value\">{}</span><span class=\"parts\">{}{unknown}</span></summary>\n<div class=\"body\">",
        escape(about.id),
        escape(about.title),
        match sparkline(history, "the last twelve months") {
            line if line.is_empty() => "<span></span>".to_owned(),
            line => line,
        },
        escape(&value(measured)),
        escape(&parts(measured).replace('/', " of ")),
    );
    let _ = writeln!(page, "<h3>What it counts</h3>\n<p>{}.</p>", escape(&sentence(measured)));
    for (clause, words) in about.clauses {
        let _ = writeln!(page, "<p class=\"soft\"><code>{clause}</code> is counted from {}</p>", escape(words));
    }
    page.push_str("<h3>How it is read</h3>\n");
    for (setting, value) in settings.iter().filter(|(setting, _)| about.settings.contains(&setting.as_str())) {
        let _ = writeln!(page, "<p><code>{} = {}</code></p>", escape(setting), escape(value));
    }
    overdue(page, measured);
    page.push_str("</div>\n</details>\n");
}

/// What the figure counts, as the beginning of a sentence.
fn sentence(measured: &Measured<'_>) -> String {
    let about = measured.about;
    if about.denominator.is_empty() {
        return format!("How many {}", about.numerator);
    }
    format!("Of {}: {}", about.denominator, about.numerator)
}

/// Those who don't meet the rule, the longest overdue first.
fn overdue(page: &mut String, measured: &Measured<'_>) {
    let mut not_met: Vec<_> = measured.subjects.iter().filter(|subject| subject.outcome.met == Some(false)).collect();
    if not_met.is_empty() {
        return;
    }
    not_met.sort_by_key(|subject| (subject.outcome.lapses, subject.child));
    let lapses = not_met.iter().any(|subject| subject.outcome.lapses.is_some());
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
            date(subject.outcome.lapses),
        );
    }
    page.push_str("</table>\n");
}

/// A text as HTML shows it.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}
