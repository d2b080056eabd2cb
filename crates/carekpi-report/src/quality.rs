//! The quality of the data behind a report.

use carekpi_engine::Measurement;
use carekpi_model::{RecordKind, RowCounts};
use chrono::NaiveDate;

/// A finding, and the figures that it can affect.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Note {
    text: String,
    /// The identifiers of the indicators.
    indicators: Vec<String>,
}

/// The quality of the data behind a report: how many rows were read and set aside, and the findings.
///
/// ```
/// use carekpi::model::{Caseload, EventKind, RecordKind, RowCounts};
/// use carekpi::{Definitions, WorkingCalendar};
/// use carekpi_report::{DataQuality, ScorecardReport};
/// use chrono::NaiveDate;
///
/// let caseload = Caseload::default();
/// let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let quality = DataQuality::of(&measurement, on)
///     .with_rows([("core_groups", RowCounts { read: 3, kept: 2, set_aside: 1 })])
///     .with_findings(&measurement, [("core_groups line 2: no date", &[RecordKind::Event(EventKind::CoreGroup)][..])]);
/// let scorecard = measurement.scorecard(on).unwrap();
/// assert!(ScorecardReport::from(&scorecard).quality(&quality).table(false).ends_with("1 row set aside, 0 warnings\n"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataQuality {
    /// The tables read, by name, in order.
    pub(crate) rows: Vec<(String, RowCounts)>,
    /// How many findings there are that are not rows set aside.
    pub(crate) warnings: usize,
    notes: Vec<Note>,
}

impl DataQuality {
    /// The findings about the records of the measurement's caseload on a date.
    #[must_use]
    pub fn of(measurement: &Measurement<'_>, on: NaiveDate) -> Self {
        let findings = measurement.findings(on);
        let notes = findings.iter().map(|finding| note(measurement, finding.to_string(), &[finding.what]));
        Self { rows: Vec::new(), warnings: findings.len(), notes: notes.collect() }
    }

    /// With the number of rows that were read, kept and set aside, by table.
    #[must_use]
    pub fn with_rows<'t>(mut self, rows: impl IntoIterator<Item = (&'t str, RowCounts)>) -> Self {
        self.rows.extend(rows.into_iter().map(|(table, counts)| (table.to_owned(), counts)));
        self
    }

    /// With findings of a reader, each with the kinds of record that it is about. Those about no kind that an indicator reads are
    /// left out. They are listed before the findings about the records.
    #[must_use]
    pub fn with_findings<'f>(
        mut self,
        measurement: &Measurement<'_>,
        findings: impl IntoIterator<Item = (impl Into<String>, &'f [RecordKind])>,
    ) -> Self {
        let notes = findings.into_iter().map(|(text, kinds)| note(measurement, text.into(), kinds));
        let mut notes: Vec<Note> = notes.filter(|note| !note.indicators.is_empty()).collect();
        notes.append(&mut self.notes);
        self.notes = notes;
        self
    }

    /// With this number of further warnings: findings of a reader that are not rows set aside.
    #[must_use]
    pub fn with_warnings(self, warnings: usize) -> Self {
        Self { warnings: self.warnings.saturating_add(warnings), ..self }
    }

    /// How many rows were set aside.
    pub(crate) fn set_aside(&self) -> u64 {
        self.rows.iter().fold(0, |sum, (_, counts)| sum.saturating_add(counts.set_aside))
    }

    /// The findings that can affect one figure.
    pub(crate) fn of_indicator<'q>(&'q self, indicator: &'q str) -> impl Iterator<Item = &'q str> + 'q {
        let affects = move |note: &&Note| note.indicators.iter().any(|id| id == indicator);
        self.notes.iter().filter(affects).map(|note| note.text.as_str())
    }
}

fn note(measurement: &Measurement<'_>, text: String, kinds: &[RecordKind]) -> Note {
    let indicators = measurement.indicators_reading(kinds).into_iter().map(str::to_owned).collect();
    Note { text, indicators }
}
