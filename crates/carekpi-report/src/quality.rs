//! The quality of the data behind a report.

use carekpi_engine::Measurement;
use carekpi_model::{RecordKind, RowCounts, SourceFinding};
use chrono::NaiveDate;

/// The quality of the data behind a report: how many rows were read and set aside, and the findings with the figures that each
/// can affect.
///
/// ```
/// use carekpi::model::{Caseload, EventKind, RecordKind, RowCounts, SourceFinding};
/// use carekpi::{Definitions, WorkingCalendar};
/// use carekpi_report::{DataQuality, ScorecardReport};
/// use chrono::NaiveDate;
///
/// let caseload = Caseload::default();
/// let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let no_date = SourceFinding {
///     text: "core_groups line 2: the date is missing; row set aside".to_owned(),
///     records: &[RecordKind::Event(EventKind::CoreGroup)],
///     is_set_aside: true,
/// };
/// let quality = DataQuality::of(&measurement, on)
///     .with_rows([("core_groups", RowCounts { read: 3, kept: 2, set_aside: 1 })])
///     .with_findings([no_date]);
/// let scorecard = measurement.scorecard(on).unwrap();
/// let table = ScorecardReport::from(&scorecard).quality(&quality).table(false);
/// assert!(table.ends_with("1 row set aside, 1 warning\n")); // the warning: no population estimate was published
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataQuality {
    /// The tables read, by name, in order.
    pub(crate) rows: Vec<(String, RowCounts)>,
    /// The number of findings, apart from rows set aside.
    pub(crate) warnings: usize,
    /// The findings of the reader, then the findings about the records, each with the kinds of record that it is about.
    of_source: Vec<(String, &'static [RecordKind])>,
    of_records: Vec<(String, RecordKind)>,
    /// The kinds of record that each indicator reads.
    reads: Vec<(&'static str, Vec<RecordKind>)>,
}

impl DataQuality {
    /// The findings about the records of the measurement's caseload on a date.
    #[must_use]
    pub fn of(measurement: &Measurement<'_>, on: NaiveDate) -> Self {
        let findings = measurement.findings(on);
        Self {
            rows: Vec::new(),
            warnings: findings.len(),
            of_source: Vec::new(),
            of_records: findings.iter().map(|finding| (finding.to_string(), finding.record_kind)).collect(),
            reads: measurement.rules().iter().map(|rule| (rule.info().id, rule.reads().to_vec())).collect(),
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
            self.warnings = self.warnings.saturating_add(usize::from(!is_set_aside));
            self.of_source.push((text, records));
        }
        self
    }

    /// The number of rows set aside.
    pub(crate) fn set_aside(&self) -> u64 {
        self.rows.iter().fold(0, |sum, (_, counts)| sum.saturating_add(counts.set_aside))
    }

    /// The findings that can affect one figure.
    pub(crate) fn of_indicator(&self, indicator: &str) -> Vec<&str> {
        let of = self.reads.iter().find(|(id, _)| *id == indicator);
        let reads = of.map_or(&[][..], |(_, kinds)| kinds);
        let of_source = self.of_source.iter().filter(|(_, kinds)| kinds.iter().any(|kind| reads.contains(kind)));
        let of_records = self.of_records.iter().filter(|(_, kind)| reads.contains(kind));
        of_source.map(|(text, _)| text.as_str()).chain(of_records.map(|(text, _)| text.as_str())).collect()
    }
}
