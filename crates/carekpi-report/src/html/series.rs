//! A series as a page.

use std::fmt::Write as _;

use carekpi_engine::{Expectation, IndicatorSeries};
use chrono::NaiveDate;

use crate::figure_table::ShownTable;
use crate::html::chart::{Frame, Line, MOST_LINES, chart};
use crate::html::judged::status;
use crate::html::{END, escape, incomplete, made_with, page, published};
use crate::labels::{long_date, number_text, polarity_sentence};
use crate::publication::YEARS_APART;
use crate::series::SeriesReport;

impl SeriesReport<'_> {
    /// As one HTML file that needs no other file, with a line chart for each indicator.
    #[must_use]
    pub fn html(&self) -> String {
        series_html(self)
    }
}

fn series_html(report: &SeriesReport<'_>) -> String {
    let dates = report.series.dates();
    let span = match (dates.first(), dates.last()) {
        (Some(first), Some(last)) => format!("{} to {}", long_date(*first), long_date(*last)),
        _ => "no dates".to_owned(),
    };
    let council = report.council.map(escape);
    let mut page = page(&format!(
        "Key performance indicators{}, {span}",
        report.council.map(|council| format!(", {council}")).unwrap_or_default()
    ));
    let _ = writeln!(
        page,
        "<header>\n{}<h1>Key performance indicators</h1>\n<p>{span}: {} dates. What is counted over a period is counted over the year that ends on each.</p>",
        council.map(|council| format!("<p class=\"council\">{council}</p>\n")).unwrap_or_default(),
        dates.len()
    );
    page.push_str(&published(report.published));
    if report.published.is_some() {
        let _ = writeln!(page, "<p class=\"soft\">{YEARS_APART}</p>");
    }
    if let Some(breakdown) = report.breakdown {
        let _ = writeln!(page, "<p class=\"soft\">By {}.</p>", escape(&breakdown.by));
        if breakdown.groups.len() >= MOST_LINES {
            let _ = writeln!(
                page,
                "<p class=\"soft\">The charts show the first {} of {} groups; the CSV has all of them.</p>",
                MOST_LINES - 1,
                breakdown.groups.len()
            );
        }
    }
    page.push_str(&made_with(report.series.provenance()));
    page.push_str("</header>\n<main>\n");
    page.push_str(&incomplete(report.notice));
    let shown: Vec<Vec<ShownTable>> = (0..dates.len()).map(|at| report.shown(at)).collect();
    let mut area = "";
    for (place, indicator) in report.series.indicators().iter().enumerate() {
        if indicator.area != area {
            if !area.is_empty() {
                page.push_str("</section>\n");
            }
            area = &indicator.area;
            let _ = writeln!(page, "<section>\n<h2>{}</h2>", escape(&indicator.area_title));
        }
        figure(&mut page, report, (place, indicator), &shown);
    }
    if !area.is_empty() {
        page.push_str("</section>\n");
    }
    page.push_str("</main>\n");
    page.push_str(END);
    page
}

fn figure(
    page: &mut String,
    report: &SeriesReport<'_>,
    (place, indicator): (usize, &IndicatorSeries),
    shown: &[Vec<ShownTable>],
) {
    let mut lines = vec![Line { group: None, figures: Vec::new() }];
    let groups = report.breakdown.map_or(&[][..], |breakdown| &breakdown.groups);
    lines.extend(groups.iter().take(MOST_LINES - 1).map(|(name, _)| Line { group: Some(name), figures: Vec::new() }));
    for table in shown.iter().filter_map(|tables| tables.get(place)) {
        let figures = std::iter::once(&table.whole).chain(&table.groups);
        lines.iter_mut().zip(figures).for_each(|(line, figure)| line.figures.push(*figure));
    }
    let last = lines.first().and_then(|line| line.figures.last()).copied();
    let expectation = report.expectations.map(|expectations| expectations.get(&indicator.id));
    let last_status = expectation.zip(last.and_then(|figure| figure.exact()));
    let last_status = last_status.and_then(|(expectation, value)| expectation.status(indicator.polarity, value));
    let _ = writeln!(
        page,
        "<figure id=\"{}\">\n<figcaption><span>{}</span><span>{}</span><span class=\"value\">{}</span><span class=\"parts\">{}</span></figcaption>",
        escape(&indicator.id),
        escape(&indicator.title),
        status(last_status),
        last.map(|figure| figure.value_text()).unwrap_or_default(),
        last.map(|figure| figure.parts_in_words()).unwrap_or_default(),
    );
    page.push_str(&against(expectation, indicator));
    let dates = report.series.dates();
    let begin = report.begin.get(place).copied().flatten();
    let before = begin.map_or(0, |begin| dates.partition_point(|date| *date < begin));
    let frame = Frame { dates, shaded: before, target: expectation.and_then(|expectation| expectation.target) };
    page.push_str(&chart(frame, &lines, &escape(&indicator.title)));
    if before > 0 {
        page.push_str(&beginning(dates.get(before).copied()));
    }
    page.push_str("</figure>\n");
}

/// The target and the figures of others, and which values are better.
fn against(expectation: Option<&Expectation>, indicator: &IndicatorSeries) -> String {
    let Some(expectation) = expectation else { return String::new() };
    let others = expectation.comparators.iter().map(|(name, value)| (name.as_str(), *value));
    let known = expectation.target.map(|target| ("Target", target)).into_iter().chain(others);
    let known: Vec<String> =
        known.map(|(name, value)| format!("{}: {}", escape(name), number_text(value, indicator.kind))).collect();
    if known.is_empty() {
        return String::new();
    }
    let better = polarity_sentence(indicator.polarity).map(|better| format!(" {better}")).unwrap_or_default();
    format!("<p class=\"soft\">{}.{better}</p>\n", known.join("; "))
}

/// The note on a chart whose first dates are before the records. It names a date of the series, because the day of the first
/// record is about one person.
fn beginning(first: Option<NaiveDate>) -> String {
    let shaded = match first {
        Some(first) => format!("The figures before {} (shaded)", long_date(first)),
        None => "The figures of this chart (shaded)".to_owned(),
    };
    format!("<p class=\"soft\">The records begin after the first date of the chart. {shaded} are not meaningful.</p>\n")
}
