//! A scorecard as a page: what matters in short, and then each figure with what it stands against and what it is made of.

mod columns;
mod detail;
mod figure;
mod members;
mod summary;

use std::fmt::Write as _;

use crate::html::scorecard::columns::Columns;
use crate::html::{END, escape, incomplete, made_with, page, published};
use crate::labels::long_date;
use crate::scorecard::{Row, ScorecardReport};

impl ScorecardReport<'_, '_> {
    /// As one HTML file that needs no other file.
    #[must_use]
    pub fn html(&self) -> String {
        let rows = self.rows();
        let mut page = page(&title(self));
        head(&mut page, self);
        summary::summary(&mut page, self, &rows);
        for area in rows.chunk_by(|one, next| one.info.area.id == next.info.area.id) {
            area_table(&mut page, self, area);
        }
        detail::shared_readings(&mut page, self);
        page.push_str("</main>\n");
        page.push_str(END);
        page
    }
}

fn title(report: &ScorecardReport<'_, '_>) -> String {
    let council = report.council.map(|council| format!(", {council}")).unwrap_or_default();
    format!("Key performance indicators{council}, {}", long_date(report.scorecard.snapshot()))
}

/// The council, the dates, and what the figures were made with.
fn head(page: &mut String, report: &ScorecardReport<'_, '_>) {
    let scorecard = report.scorecard;
    let (snapshot, period, provenance) = (scorecard.snapshot(), scorecard.period(), scorecard.provenance());
    page.push_str("<header>\n");
    if let Some(council) = report.council {
        let _ = writeln!(page, "<p class=\"council\">{}</p>", escape(council));
    }
    let _ = writeln!(
        page,
        "<h1>Key performance indicators</h1>\n<p class=\"when\">{}</p>\n<p class=\"soft\">At the end of that day. What is counted \
         over a period is counted over {} to {}.</p>",
        long_date(snapshot),
        long_date(period.first_day(snapshot)),
        long_date(period.last_day(snapshot)),
    );
    if let Some(before) = report.compared() {
        let then = long_date(before.snapshot());
        let _ = writeln!(
            page,
            "<p class=\"soft\">Compared with {then}; periods over the year that ends on it. New: counted now and not then. Left: \
             counted then and not now.</p>"
        );
    }
    if let Some(unlike) = report.unlike() {
        let _ = writeln!(page, "<p class=\"doubt\">The two dates were not measured alike: {}.</p>", escape(&unlike));
    }
    page.push_str(&published(report.published));
    if report.breakdown.is_some() {
        page.push_str("<p class=\"soft\">Groups of fewer than 6 have neither a bar nor a status.</p>\n");
    }
    page.push_str(&made_with(provenance));
    page.push_str("</header>\n<main>\n");
    page.push_str(&incomplete(report.notice));
}

fn area_table(page: &mut String, report: &ScorecardReport<'_, '_>, rows: &[Row<'_>]) {
    let Some(area) = rows.first().map(|row| &row.info.area) else { return };
    let columns = Columns::of(report);
    let title = escape(&area.title);
    let _ = writeln!(
        page,
        "<section aria-labelledby=\"{0}-area\">\n<h2 id=\"{0}-area\">{title}</h2>\n<table class=\"figures\">\n<caption class=\"hidden\">{title}: \
         the figures</caption>\n<thead>{1}</thead>",
        escape(&area.id),
        columns.header(),
    );
    for row in rows {
        let _ = writeln!(page, "<tbody id=\"{}\">", escape(&row.info.id));
        figure::figure(page, report, row, &columns);
        detail::detail(page, report, row, &columns);
        page.push_str("</tbody>\n");
    }
    page.push_str("</table>\n</section>\n");
}
