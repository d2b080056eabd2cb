//! One child explained, as a page.

use std::fmt::Write as _;

use carekpi_engine::{Explanation, State};
use carekpi_rules::IndicatorInfo;

use crate::explanation::ExplanationReport;
use crate::explanation_words::{Counted, calendar_end, changes, counted, no_change, why_not};
use crate::html::{END, escape, incomplete, made_with, page_styled};
use crate::labels::long_date;

const STYLE: &str = include_str!("explanation.css");

impl ExplanationReport<'_, '_> {
    /// As one HTML file that needs no other file.
    #[must_use]
    pub fn html(&self) -> String {
        let Explanation { child, snapshot, provenance, .. } = self.explanation;
        let title = format!("Child {} on {}", escape(child), long_date(*snapshot));
        let mut page = page_styled(&format!("Child {child} on {}", long_date(*snapshot)), STYLE);
        let council = self.council.map(|council| format!("<p class=\"council\">{}</p>\n", escape(council)));
        let _ = writeln!(page, "<header>\n{}<h1>{title}</h1>", council.unwrap_or_default());
        page.push_str(
            "<p>Every figure that counts the child and why, why the others do not, and what changes next.</p>\n",
        );
        page.push_str(&incomplete(self.notice));
        page.push_str(&made_with(provenance));
        page.push_str("</header>\n<main>\n");
        page.push_str(&counted_by_area(&counted(self.explanation)));
        not_counted(&mut page, self.explanation);
        next(&mut page, self.explanation);
        page.push_str("</main>\n");
        page.push_str(END);
        page
    }
}

/// The figures that count the child: a table for each area.
fn counted_by_area(counted: &[Counted<'_>]) -> String {
    let mut page = String::from("<section>\n<h2>Counted on that date</h2>\n");
    if counted.is_empty() {
        page.push_str("<p>No figure counts the child.</p>\n");
    }
    for of_area in counted.chunk_by(|one, other| one.info.area.id == other.info.area.id) {
        let area = of_area.first().map_or("", |of| &of.info.area.title);
        let _ = writeln!(
            page,
            "<h3>{area}</h3>\n<table class=\"counted\">\n<caption class=\"hidden\">{area}: counted, and why</caption>\n\
             <thead><tr><th scope=\"col\">figure</th><th scope=\"col\">result</th><th scope=\"col\">why</th>\
             <th scope=\"col\">record</th></tr></thead>\n<tbody>",
            area = escape(area),
        );
        for of in of_area {
            let (class, sign) = sign(of.info, of.state);
            let _ = writeln!(
                page,
                "<tr class=\"{class}\"><th scope=\"row\">{}</th>\
                 <td class=\"state\"><span aria-hidden=\"true\">{sign}</span> {}</td><td>{}</td><td class=\"record\">{}</td></tr>",
                escape(of.info.subject()),
                of.state_in_words(),
                escape(&of.why),
                escape(of.record.unwrap_or("")),
            );
        }
        page.push_str("</tbody>\n</table>\n");
    }
    page.push_str("</section>\n");
    page
}

/// The sign of a state, and its class. Only what is overdue is an alarm: for some figures a "no" is good.
fn sign(info: &IndicatorInfo, state: State) -> (&'static str, &'static str) {
    match state {
        State::Counted(Some(false)) if info.up_to_date.is_some() => ("overdue", "\u{25b2}"),
        State::Counted(Some(true)) => ("met", "\u{2713}"),
        State::Counted(Some(false)) => ("not-met", "\u{2013}"),
        State::Counted(None) | State::Undecidable => ("undetermined", "?"),
        State::NotCounted => ("not-counted", "\u{2013}"),
    }
}

fn not_counted(page: &mut String, explanation: &Explanation<'_>) {
    let reasons = why_not(explanation);
    if reasons.is_empty() {
        return;
    }
    page.push_str(
        "<section>\n<h2>Not counted on that date</h2>\n<table class=\"not\">\n\
         <caption class=\"hidden\">Why figures do not count the child</caption>\n\
         <thead><tr><th scope=\"col\">why not</th><th scope=\"col\">figures</th></tr></thead>\n<tbody>\n",
    );
    for reason in reasons {
        let figures: Vec<&str> = reason.infos.iter().map(|info| &*info.title).collect();
        let _ = writeln!(page, "<tr><td>{}</td><td>{}</td></tr>", escape(&reason.why), escape(&figures.join("; ")));
    }
    page.push_str("</tbody>\n</table>\n</section>\n");
}

fn next(page: &mut String, explanation: &Explanation<'_>) {
    page.push_str("<section>\n<h2>What changes next, if nothing more is recorded</h2>\n");
    let changes = changes(explanation);
    if changes.is_empty() {
        let _ = writeln!(page, "<p>{}</p>\n</section>", no_change(explanation));
        return;
    }
    page.push_str(
        "<table class=\"next\">\n<caption class=\"hidden\">What changes next</caption>\n\
         <thead><tr><th scope=\"col\">on</th><th scope=\"col\">figure</th><th scope=\"col\">becomes</th></tr></thead>\n<tbody>\n",
    );
    for change in changes {
        let (class, sign) = sign(change.info, change.state);
        let _ = writeln!(
            page,
            "<tr class=\"{class}\"><td class=\"date\">{}</td><th scope=\"row\">{}</th>\
             <td class=\"state\"><span aria-hidden=\"true\">{sign}</span> {}</td></tr>",
            long_date(change.day),
            escape(change.info.subject()),
            change.state_in_words(),
        );
    }
    page.push_str("</tbody>\n</table>\n");
    if let Some(sentence) = calendar_end(explanation) {
        let _ = writeln!(page, "<p class=\"soft\">{sentence}</p>");
    }
    page.push_str("</section>\n");
}
