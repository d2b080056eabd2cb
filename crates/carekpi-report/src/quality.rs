//! The quality of the data behind a report.

use std::borrow::Cow;
use std::collections::HashSet;

use carekpi_engine::{Measurement, Subject};
use carekpi_model::{RecordKind, RowCounts, SourceFinding};
use chrono::NaiveDate;

use crate::labels::pluralise;

/// The quality of the data behind a report: how many rows were read and set aside, and the findings with the figures that each
/// can affect.
///
/// ```
/// use carekpi::model::{Caseload, EventKind, RecordKind, RowCounts, SourceFinding};
/// use carekpi::{Definitions, WorkingCalendar};
/// use carekpi_report::{DataQuality, ScorecardReport, TableStyle};
/// use chrono::NaiveDate;
///
/// let caseload = Caseload::default();
/// let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let no_date = SourceFinding {
///     text: "core_groups line 2: the date is missing; row set aside".to_owned(),
///     records: vec![RecordKind::Event(EventKind::CoreGroup)].into(),
///     is_set_aside: true,
/// };
/// let quality = DataQuality::of(&measurement, on)
///     .with_rows([("core_groups", RowCounts { read: 3, kept: 2, set_aside: 1 })])
///     .with_findings([no_date]);
/// let scorecard = measurement.scorecard(on).unwrap();
/// let table = ScorecardReport::from(&scorecard).quality(&quality).table(TableStyle::default());
/// assert!(table.ends_with("1 row set aside, 1 warning\n")); // the warning: no population estimate was published
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataQuality {
    /// The tables read, by name, in order.
    pub(crate) rows: Vec<(String, RowCounts)>,
    /// The number of rows set aside because something is wrong with them.
    pub(crate) errors: usize,
    /// The number of other findings.
    pub(crate) warnings: usize,
    /// The findings of the reader, each with the kinds of record that it is about.
    of_source: Vec<(String, Cow<'static, [RecordKind]>)>,
    /// The values that no list knows, each with the kind of record that it is in.
    of_values: Vec<(String, RecordKind)>,
    /// The findings about the records, each with the kind of record, and with the child unless it is about none.
    of_records: Vec<(String, RecordKind, String)>,
    /// The kinds of record that each indicator reads.
    reads: Vec<(Cow<'static, str>, Vec<RecordKind>)>,
}

impl DataQuality {
    /// The findings about the records of the measurement's caseload on a date.
    #[must_use]
    pub fn of(measurement: &Measurement<'_>, on: NaiveDate) -> Self {
        let (findings, values) = (measurement.findings(on), measurement.unknown_values());
        let of_values = values.iter().fold(0_usize, |sum, value| sum.saturating_add(value.records));
        Self {
            rows: Vec::new(),
            errors: 0,
            warnings: findings.len().saturating_add(of_values),
            of_source: Vec::new(),
            of_values: values.iter().map(|value| (value.to_string(), value.record_kind())).collect(),
            of_records: findings
                .iter()
                .map(|finding| (finding.to_string(), finding.record_kind, finding.child.to_owned()))
                .collect(),
            reads: measurement.rules().iter().map(|rule| (rule.info().id.clone(), rule.reads().to_vec())).collect(),
        }
    }

    /// The same, with the number of rows that were read, kept and set aside, by table.
    #[must_use]
    pub fn with_rows<'t>(mut self, rows: impl IntoIterator<Item = (&'t str, RowCounts)>) -> Self {
        self.rows.extend(rows.into_iter().map(|(table, counts)| (table.to_owned(), counts)));
        self
    }

    /// The same, with the findings of the reader.
    #[must_use]
    pub fn with_findings(mut self, findings: impl IntoIterator<Item = SourceFinding>) -> Self {
        for SourceFinding { text, records, is_set_aside } in findings {
            let count = if is_set_aside { &mut self.errors } else { &mut self.warnings };
            *count = count.saturating_add(1);
            self.of_source.push((text, records));
        }
        self
    }

    /// How many rows were set aside and how many warnings and notes there are, in words. A row about something that was not held
    /// is one of the rows, and not one of the warnings. What no figure depends on is a note.
    pub(crate) fn in_words(&self) -> String {
        let counted = self.rows.iter().fold(0_u64, |sum, (_, counts)| sum.saturating_add(counts.set_aside));
        let errors = to_u64(self.errors);
        let not_held = counted.saturating_sub(errors);
        let notes = to_u64(self.of_source.iter().filter(|(_, records)| records.is_empty()).count());
        let warnings = to_u64(self.warnings).saturating_sub(not_held).saturating_sub(notes);
        let notes = if notes == 0 { String::new() } else { format!(", {}", pluralise(notes, "note")) };
        let rows = rows_set_aside(errors.saturating_add(not_held), not_held);
        format!("{rows}, {}{notes}", pluralise(warnings, "warning"))
    }

    /// The findings that can affect one figure: those about rows and values that it reads, and those about its members.
    pub(crate) fn of_indicator(&self, indicator: &str, members: &[Subject<'_>]) -> Vec<&str> {
        let of = self.reads.iter().find(|(id, _)| *id == indicator);
        let reads = of.map_or(&[][..], |(_, kinds)| kinds);
        let of_source = self.of_source.iter().filter(|(_, kinds)| kinds.iter().any(|kind| reads.contains(kind)));
        let of_values = self.of_values.iter().filter(|(_, kind)| reads.contains(kind));
        let members: HashSet<&str> = members.iter().map(|member| member.child).collect();
        let bears = |child: &str| child.is_empty() || members.contains(child);
        let of_records = self.of_records.iter().filter(|(_, kind, child)| reads.contains(kind) && bears(child));
        let texts = of_source.map(|(text, _)| text).chain(of_values.map(|(text, _)| text));
        texts.chain(of_records.map(|(text, ..)| text)).map(String::as_str).collect()
    }

    /// Every finding: those about the source, then those about values, then those about records.
    pub(crate) fn list(&self) -> impl Iterator<Item = ListedFinding<'_>> {
        let of_source = self.of_source.iter().map(|(text, kinds)| ("source", "", text, &**kinds));
        let of_values = self.of_values.iter().map(|(text, kind)| ("value", "", text, std::slice::from_ref(kind)));
        let of_records = self
            .of_records
            .iter()
            .map(|(text, kind, child)| ("record", child.as_str(), text, std::slice::from_ref(kind)));
        of_source.chain(of_values).chain(of_records).map(|(place, child, text, kinds)| {
            let reading = self.reads.iter().filter(|(_, reads)| reads.iter().any(|kind| kinds.contains(kind)));
            ListedFinding { place, child, text, indicators: reading.map(|(id, _)| &**id).collect() }
        })
    }
}

/// A finding, with the indicators that it can affect.
pub(crate) struct ListedFinding<'q> {
    /// What it is about: the source, a value or a record.
    pub(crate) place: &'static str,
    /// The child; blank if it is about none.
    pub(crate) child: &'q str,
    pub(crate) text: &'q str,
    pub(crate) indicators: Vec<&'q str>,
}

fn to_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// How many rows were set aside, and how many of them because they are about something that was not held, in words.
///
/// ```
/// use carekpi_report::rows_set_aside;
///
/// assert_eq!(rows_set_aside(8, 2), "8 rows set aside (2 of them not held)");
/// assert_eq!(rows_set_aside(1, 1), "1 row set aside (not held)");
/// assert_eq!(rows_set_aside(0, 0), "0 rows set aside");
/// ```
#[must_use]
pub fn rows_set_aside(rows: u64, not_held: u64) -> String {
    let which = match not_held {
        0 => String::new(),
        all if all == rows => " (not held)".to_owned(),
        some => format!(" ({some} of them not held)"),
    };
    format!("{} set aside{which}", pluralise(rows, "row"))
}
