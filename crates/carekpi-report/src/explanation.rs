//! One child explained, in sentences.

use std::fmt::Write as _;

use carekpi_engine::Explanation;
use textwrap::{Options, WordSplitter, fill};

use crate::explanation_words::{WhyNot, calendar_end, changes, counted, no_change, why_not};
use crate::labels::long_date;
use crate::outside_text::printable;

/// The width of the text.
const WIDTH: usize = 80;

/// One child explained.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, WorkingCalendar};
/// use carekpi_report::ExplanationReport;
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.protection_plan(child, entry::Plan::new("CP1", day(3, 20)));
/// let caseload = builder.finish().unwrap();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let explanation = measurement.explain(day(3, 31), "P1").unwrap();
/// let text = ExplanationReport::from(&explanation).text();
/// assert!(text.contains("  7 April 2026: Child protection visits: overdue.\n"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ExplanationReport<'r, 'c> {
    pub(crate) explanation: &'r Explanation<'c>,
    pub(crate) notice: Option<&'r str>,
    pub(crate) council: Option<&'r str>,
}

impl<'r, 'c> From<&'r Explanation<'c>> for ExplanationReport<'r, 'c> {
    fn from(explanation: &'r Explanation<'c>) -> Self {
        Self { explanation, notice: None, council: None }
    }
}

impl<'r> ExplanationReport<'r, '_> {
    /// The report with a line that says what is incomplete in the data: rows set aside, tables and columns that are missing.
    #[must_use]
    pub fn incomplete(self, notice: Option<&'r str>) -> Self {
        Self { notice, ..self }
    }

    /// The report with the name of the council at its head.
    #[must_use]
    pub fn council(self, name: Option<&'r str>) -> Self {
        Self { council: name, ..self }
    }

    /// In sentences, in lines of at most 80 columns.
    #[must_use]
    pub fn text(&self) -> String {
        let Explanation { child, snapshot, provenance, .. } = self.explanation;
        let mut text = self.council.map(|council| format!("{}\n", printable(council))).unwrap_or_default();
        let _ = writeln!(text, "Child {} on {}", printable(child), long_date(*snapshot));
        for note in provenance.notes() {
            let _ = writeln!(text, "{}", printable(&note));
        }
        let mut area = "";
        for of in counted(self.explanation) {
            if of.info.area.id != area {
                area = &of.info.area.id;
                let _ = writeln!(text, "\n{}", of.info.area.title);
            }
            let names = of.record.map_or_else(|| of.info.id.to_string(), |record| format!("{}, {record}", of.info.id));
            let why = if of.why.is_empty() { String::new() } else { format!(" {}", of.why) };
            line(&mut text, &format!("{}: {}.{why} ({names})", of.info.subject(), of.state_in_words()));
        }
        let reasons = why_not(self.explanation);
        if !reasons.is_empty() {
            text.push_str("\nNot counted on that date\n");
        }
        for WhyNot { why, infos } in reasons {
            let ids: Vec<&str> = infos.iter().map(|info| &*info.id).collect();
            line(&mut text, &format!("{why} ({})", ids.join(", ")));
        }
        text.push_str("\nWhat changes next, if nothing more is recorded\n");
        let changes = changes(self.explanation);
        if changes.is_empty() {
            line(&mut text, &no_change(self.explanation));
        }
        for next in changes {
            line(&mut text, &format!("{}: {}: {}.", long_date(next.day), next.info.subject(), next.state_in_words()));
        }
        if let Some(sentence) = calendar_end(self.explanation) {
            line(&mut text, &sentence);
        }
        if let Some(notice) = self.notice {
            let _ = writeln!(text, "\nIncomplete data: {}", printable(notice));
        }
        text
    }
}

/// Adds a sentence, wrapped and indented.
fn line(text: &mut String, sentence: &str) {
    let lines = Options::new(WIDTH).initial_indent("  ").subsequent_indent("    ");
    text.push_str(&fill(&printable(sentence), lines.word_splitter(WordSplitter::NoHyphenation)));
    text.push('\n');
}
