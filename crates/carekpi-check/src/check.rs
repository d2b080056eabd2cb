//! What an extract holds, and which indicators may be wrong.

use std::collections::BTreeMap;

use carekpi_engine::Measurement;
use carekpi_model::{CodeColumn, RecordKind, RowCounts};
use carekpi_ssd::{Cause, FindingKind, NearColumn, Severity, Survey, Table, columns_of, other_person_column};
use serde::Serialize;

/// What an extract holds, what is missing or unknown in it, and which indicators may be wrong.
///
/// ```
/// use carekpi::ssd::Extract;
/// use carekpi::{Definitions, WorkingCalendar};
/// use carekpi_check::Check;
///
/// let files = [("ssd_person.csv", "pers_person_id,pers_dob\nP1,2015-06-01\n")];
/// let survey = Extract::reader().survey_files(files).unwrap();
/// let calendar = WorkingCalendar::england_and_wales();
/// let measurement = Definitions::default().over(&survey.extract.caseload, &calendar);
/// let check = Check::of(&survey, &measurement);
/// assert!(!check.is_complete());
/// assert!(check.text().contains("missing; may be wrong without it: cp-core-groups"));
/// ```
#[derive(Debug, Serialize)]
pub struct Check {
    /// What would stop a scorecard.
    pub(crate) faults: Vec<Fault>,
    pub(crate) tables: Vec<TableCheck>,
    pub(crate) values: Vec<ValueFound>,
    pub(crate) findings: Vec<FindingFound>,
    pub(crate) indicators: Vec<IndicatorCheck>,
    /// For the draft of a mapping.
    #[serde(skip)]
    pub(crate) near_columns: Vec<NearColumn>,
}

/// A table that can't be read.
#[derive(Debug, Serialize)]
pub(crate) struct Fault {
    pub(crate) table: Table,
    pub(crate) message: String,
    pub(crate) indicators: Vec<String>,
}

/// A table: whether it is there, how many rows it has, and which columns are missing.
#[derive(Debug, Serialize)]
pub(crate) struct TableCheck {
    pub(crate) table: Table,
    /// Its file, if it is that of a kind of your own and is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
    pub(crate) is_present: bool,
    pub(crate) rows: RowCounts,
    /// A file that may be meant, if the table is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) near: Option<String>,
    /// The indicators that may be wrong without it, if it is missing.
    pub(crate) indicators: Vec<String>,
    pub(crate) missing_columns: Vec<MissingColumn>,
}

/// A missing column, and the indicators that may be wrong without it.
#[derive(Debug, Serialize)]
pub(crate) struct MissingColumn {
    pub(crate) column: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) near: Option<String>,
    /// The column that gives the person of the rows instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) instead: Option<String>,
    pub(crate) indicators: Vec<String>,
}

/// A value that no list knows.
#[derive(Debug, Serialize)]
pub(crate) struct ValueFound {
    /// The columns that may hold it, each after its table. Only tables that are there are named.
    pub(crate) columns: Vec<String>,
    pub(crate) values: Vec<String>,
    pub(crate) records: usize,
    pub(crate) taken_as: String,
    /// Whether the values contradict each other; each may be in a list.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) is_contradiction: bool,
    pub(crate) indicators: Vec<String>,
}

/// The findings of one cause about rows.
#[derive(Debug, Serialize)]
pub(crate) struct FindingFound {
    pub(crate) table: Option<Table>,
    pub(crate) kind: FindingKind,
    pub(crate) column: Option<String>,
    pub(crate) rows: usize,
    pub(crate) severity: Severity,
    /// In one line.
    pub(crate) text: String,
    pub(crate) indicators: Vec<String>,
}

/// Whether an indicator may be wrong, and why.
#[derive(Debug, Serialize)]
pub(crate) struct IndicatorCheck {
    pub(crate) id: String,
    pub(crate) can_be_right: bool,
    pub(crate) reasons: Vec<String>,
}

impl Check {
    /// Checks what a survey found, for the indicators of a measurement of its extract.
    #[must_use]
    pub fn of(survey: &Survey, measurement: &Measurement<'_>) -> Self {
        let mut check = Checker { measurement, reasons: BTreeMap::new() };
        let faults = survey.faults.iter().map(|(table, error)| Fault {
            table: *table,
            message: error.to_string(),
            indicators: check.without_table(*table),
        });
        let faults: Vec<Fault> = faults.collect();
        let causes = survey.extract.causes();
        let own = survey.extract.rows.keys().filter(|table| !Table::ALL.contains(table));
        let tables = Table::ALL.iter().chain(own).filter(|table| faults.iter().all(|fault| fault.table != **table));
        let tables = tables.map(|table| check.table(*table, survey, &causes)).collect();
        let mut values = check.values(survey);
        values.extend(causes.iter().filter_map(|cause| check.flag(cause)));
        let is_about_rows = |cause: &&Cause| !is_missing(cause.kind) && cause.value.is_none();
        let findings = causes.iter().filter(is_about_rows).map(|cause| check.finding(cause)).collect();
        let indicators = measurement.indicators().map(|info| {
            let reasons = check.reasons.remove(&*info.id).unwrap_or_default();
            IndicatorCheck { id: info.id.to_string(), can_be_right: reasons.is_empty(), reasons }
        });
        let near_columns = survey.near_columns.clone();
        Self { faults, tables, values, findings, indicators: indicators.collect(), near_columns }
    }

    /// The same, with indicators that can't be measured: the identifier of each, and why it can't.
    #[must_use]
    pub fn with_unmeasured(mut self, indicators: impl IntoIterator<Item = (String, String)>) -> Self {
        let unmeasured = indicators.into_iter();
        self.indicators.extend(unmeasured.map(|(id, why)| IndicatorCheck {
            id,
            can_be_right: false,
            reasons: vec![format!("can't be measured: {why}")],
        }));
        self
    }

    /// Why `ssd_person` can't be read, without which no row of another table can be used.
    #[must_use]
    pub fn no_persons(&self) -> Option<&str> {
        self.faults.iter().find(|fault| fault.table == Table::Person).map(|fault| fault.message.as_str())
    }

    /// Whether no indicator may be wrong, and nothing would stop a scorecard.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.faults.is_empty() && self.indicators.iter().all(|indicator| indicator.can_be_right)
    }
}

/// Whether findings of this kind are about a table or column that is missing.
const fn is_missing(kind: FindingKind) -> bool {
    matches!(
        kind,
        FindingKind::TableAbsent | FindingKind::TableSpare | FindingKind::ColumnAbsent | FindingKind::ColumnSpare
    )
}

/// Whether findings of this kind are about rows whose person is not known.
const fn is_about_person(kind: FindingKind) -> bool {
    matches!(kind, FindingKind::PersonMissing | FindingKind::PersonUnknown)
}

/// Collects why each indicator may be wrong.
struct Checker<'m, 'c> {
    measurement: &'m Measurement<'c>,
    reasons: BTreeMap<String, Vec<String>>,
}

impl Checker<'_, '_> {
    /// The indicators that read one of these kinds of record.
    fn reading(&self, records: &[RecordKind]) -> Vec<String> {
        self.measurement.indicators_reading(records).into_iter().map(str::to_owned).collect()
    }

    /// The indicators that may be wrong because a table can't be read: all of them without `ssd_person`.
    fn without_table(&mut self, table: Table) -> Vec<String> {
        let indicators = match table {
            Table::Person => self.measurement.indicators().map(|info| info.id.to_string()).collect(),
            other => self.reading(&other.records()),
        };
        self.note(indicators, &format!("{table} can't be read"))
    }

    /// The indicators that may be wrong for a reason.
    fn affected(&mut self, records: &[RecordKind], reason: &str) -> Vec<String> {
        let indicators = self.reading(records);
        self.note(indicators, reason)
    }

    fn note(&mut self, indicators: Vec<String>, reason: &str) -> Vec<String> {
        for indicator in &indicators {
            self.reasons.entry(indicator.clone()).or_default().push(reason.to_owned());
        }
        indicators
    }

    fn table(&mut self, table: Table, survey: &Survey, causes: &[Cause]) -> TableCheck {
        let of_table = || causes.iter().filter(|cause| cause.table == Some(table));
        let absent = of_table().find(|cause| matches!(cause.kind, FindingKind::TableAbsent | FindingKind::TableSpare));
        let mut findings = survey.extract.findings.iter().filter(|finding| finding.table == Some(table));
        let file = findings.find_map(|finding| finding.file.clone());
        let name = file.as_deref().unwrap_or(table.name());
        let indicators =
            absent.map_or_else(Vec::new, |cause| self.affected(&cause.records, &format!("{name} is missing")));
        let columns = of_table().filter(|cause| {
            matches!(cause.kind, FindingKind::ColumnAbsent | FindingKind::ColumnSpare) && cause.column.is_some()
        });
        let missing_columns = columns.map(|cause| {
            let column = cause.column.clone().unwrap_or_default();
            let instead = other_person_column(table, &column).map(str::to_owned);
            // Rows whose person the other column does not give have lost it.
            let loses_rows = instead.is_some() && of_table().any(|cause| is_about_person(cause.kind));
            let records = if loses_rows { table.records() } else { cause.records.clone() };
            let indicators = self.affected(&records, &format!("{table} {column} is missing"));
            MissingColumn { column, near: cause.near.clone(), instead, indicators }
        });
        TableCheck {
            table,
            file,
            is_present: absent.is_none(),
            rows: survey.extract.rows_of(table),
            near: absent.and_then(|cause| cause.near.clone()),
            indicators,
            missing_columns: missing_columns.collect(),
        }
    }

    fn values(&mut self, survey: &Survey) -> Vec<ValueFound> {
        let is_present = |table: Table| survey.extract.rows_of(table).read > 0;

        let unknown = self.measurement.unknown_values();
        let found = unknown.into_iter().map(|value| ValueFound {
            columns: columns_of(value.column)
                .iter()
                .filter(|(table, _)| is_present(*table))
                .map(|(table, column)| format!("{table} {column}"))
                .collect(),
            indicators: match value.column {
                // It is known, and what it means.
                CodeColumn::Eligibility => self.reading(&[value.record_kind()]),
                _ => self.affected(&[value.record_kind()], &value.to_string()),
            },
            taken_as: value.taken_as.to_owned(),
            is_contradiction: value.is_contradiction,
            records: value.records,
            values: value.values,
        });
        found.collect()
    }

    /// A text that is neither yes nor no.
    fn flag(&self, cause: &Cause) -> Option<ValueFound> {
        let (table, column, value) = (cause.table?, cause.column.as_ref()?, cause.value.clone()?);
        let (_, taken_as) = cause.message.rsplit_once("; ").unwrap_or_default();
        Some(ValueFound {
            columns: vec![format!("{table} {column}")],
            values: vec![value],
            records: cause.count,
            taken_as: format!("neither yes nor no; {taken_as}"),
            is_contradiction: false,
            indicators: self.reading(&cause.records),
        })
    }

    fn finding(&mut self, cause: &Cause) -> FindingFound {
        let text = cause.to_string();
        // Anything else is read for certain.
        let is_doubtful = cause.severity() == Severity::Error
            || matches!(
                cause.kind,
                FindingKind::DateIgnored
                    | FindingKind::ColumnShared
                    | FindingKind::PopulationConflicting
                    | FindingKind::PopulationZero
            );
        let indicators = if is_doubtful { self.affected(&cause.records, &text) } else { self.reading(&cause.records) };
        FindingFound {
            table: cause.table,
            kind: cause.kind,
            column: cause.column.clone(),
            rows: cause.count,
            severity: cause.severity(),
            text,
            indicators,
        }
    }
}
