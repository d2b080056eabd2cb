//! The columns of the tables of figures.

use std::fmt::Write as _;

use crate::scorecard::ScorecardReport;

/// The columns of the tables, besides the indicator.
pub(super) struct Columns {
    pub(super) expected: bool,
    pub(super) month: Option<String>,
    pub(super) year: Option<String>,
    pub(super) before: Option<String>,
    pub(super) trend: bool,
}

impl Columns {
    pub(super) fn of(report: &ScorecardReport<'_, '_>) -> Self {
        let date =
            |series: &carekpi_engine::Series| series.dates().first().map(|date| date.format("%-d %b %Y").to_string());
        let before = report.compared().map(|before| before.snapshot().format("%-d %b %Y").to_string());
        // The date that is compared with is shown once.
        let other = |date: Option<String>| date.filter(|date| Some(date) != before.as_ref());
        Self {
            expected: report.expectations.is_some(),
            month: other(report.earlier.and_then(|earlier| earlier.month.as_ref()).and_then(date)),
            year: other(report.earlier.and_then(|earlier| earlier.year.as_ref()).and_then(date)),
            before,
            trend: report.history.is_some(),
        }
    }

    /// How many there are, with the indicator's.
    pub(super) fn count(&self) -> usize {
        let expected = if self.expected { 2 } else { 0 };
        let dates = [&self.month, &self.year, &self.before].into_iter().flatten().count();
        2_usize.saturating_add(expected).saturating_add(dates).saturating_add(usize::from(self.trend))
    }

    pub(super) fn header(&self) -> String {
        let mut header =
            "<tr><th scope=\"col\">Indicator</th><th scope=\"col\" class=\"number value-column\">Value</th>".to_owned();
        if self.expected {
            header.push_str("<th scope=\"col\" class=\"status-column\">Status</th><th scope=\"col\" class=\"wide against-column\">Against</th>");
        }
        for date in [&self.before, &self.month, &self.year].into_iter().flatten() {
            let _ = write!(header, "<th scope=\"col\" class=\"number wide date-column\">{date}</th>");
        }
        if self.trend {
            header.push_str("<th scope=\"col\" class=\"wide trend-column\">Twelve months</th>");
        }
        header.push_str("</tr>");
        header
    }
}
