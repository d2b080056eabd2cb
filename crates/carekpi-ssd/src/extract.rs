//! Reads an extract.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use carekpi_model::{Caseload, RowCounts, SourceFinding};

use crate::assemble::{Assembled, assemble};
use crate::files::{Files, Folder, Memory, file_name, tables_in};
use crate::read::{CsvTables, read_table};
use crate::rows::Cells;
use crate::source::{RowSink, Source};
use crate::{Finding, FindingKind, ReadError, Severity, Table, Tables};

/// An extract: the caseload of its rows, the findings about them, and an account of them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Extract {
    /// The caseload.
    pub caseload: Caseload,
    /// The findings about the rows, in the order of tables and lines. [`Caseload::findings`] lists what is doubtful about the
    /// records of the kept rows.
    pub findings: Vec<Finding>,
    /// How many rows of each table were read, kept and set aside. The counts of a missing table are 0.
    pub rows: BTreeMap<Table, RowCounts>,
}

impl Extract {
    /// Reads a folder of CSV files. Each table has a file with its name.
    ///
    /// A missing table is read as an empty one, with a finding. Files that are not tables are ignored, and so are columns that
    /// are not read, each with a finding.
    ///
    /// # Errors
    ///
    /// The folder or its `ssd_person.csv` does not exist, or a file can't be read: its header or a required column is missing, a
    /// row has more or fewer fields than the header, or its quotes are wrong. The error names file, line and column.
    pub fn read_dir(folder: impl AsRef<Path>) -> Result<Self, ReadError> {
        Self::read_files(&Folder::list(folder.as_ref())?)
    }

    /// Reads CSV files that are in memory, each with its name: in a browser, from an archive, from a request.
    ///
    /// The result is that of [`read_dir`](Self::read_dir) for a folder of these files.
    ///
    /// ```
    /// use carekpi_ssd::Extract;
    ///
    /// let files = [
    ///     ("ssd_person.csv", "pers_person_id,pers_dob\nP1,2015-06-01\n"),
    ///     ("local_core_groups.csv", "core_group_id,person_id,core_group_date\nG1,P1,2026-01-20\n"),
    /// ];
    /// let extract = Extract::from_files(files).unwrap();
    /// assert_eq!(extract.caseload.len(), 1);
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`read_dir`](Self::read_dir), or two files have the same name. The error names the file without a folder.
    pub fn from_files<N, B>(files: impl IntoIterator<Item = (N, B)>) -> Result<Self, ReadError>
    where
        N: Into<String>,
        B: AsRef<[u8]> + Sync,
    {
        Self::read_files(&Memory::of(files)?)
    }

    /// Reads rows from any other source, such as a database. A table without rows counts as missing. If an empty table means
    /// that there are no such records, use [`from_tables`](Self::from_tables). The line of a finding is the number of the row,
    /// from 1.
    ///
    /// # Errors
    ///
    /// The population estimates are of more than one area. No other row can cause one: a row that can't be used is set aside.
    pub fn from_rows(tables: &Tables<'_>) -> Result<Self, ReadError> {
        let has_rows = |table: &Table| *table == Table::Person || tables.len(*table) > 0;
        Self::from_tables(tables, Table::ALL.iter().copied().filter(has_rows))
    }

    /// Reads rows as [`from_rows`](Self::from_rows) does, but the tables of `present` exist, with or without rows, and the
    /// other tables are missing.
    ///
    /// # Errors
    ///
    /// As for [`from_rows`](Self::from_rows).
    pub fn from_tables(tables: &Tables<'_>, present: impl IntoIterator<Item = Table>) -> Result<Self, ReadError> {
        Self::assemble(tables, &present.into_iter().collect())
    }

    fn read_files(files: &impl Files) -> Result<Self, ReadError> {
        let present = tables_in(files);
        if !present.contains(&Table::Person) {
            return Err(ReadError::NoPersons { file: files.path(&file_name(Table::Person)) });
        }
        let mut extract = Self::assemble(&CsvTables(files), &present)?;
        for name in files.names() {
            if Table::ALL.iter().all(|table| file_name(*table) != name) {
                let message = format!("{name}: the file is not a table; ignored");
                extract.findings.push(Finding::of_file(FindingKind::FileIgnored, message));
            }
        }
        Ok(extract)
    }

    fn assemble(source: &impl Source, present: &BTreeSet<Table>) -> Result<Self, ReadError> {
        let Assembled { caseload, mut findings, rows } = assemble(source, present)?;
        let missing = Table::ALL.iter().filter(|table| !present.contains(table));
        findings.extend(missing.map(|table| about_missing(*table, present)));
        findings.sort_by_key(|finding| (finding.table, finding.line));
        Ok(Self { caseload, findings, rows })
    }

    /// How many rows of one table were read, kept and set aside.
    #[must_use]
    pub fn rows_of(&self, table: Table) -> RowCounts {
        self.rows.get(&table).copied().unwrap_or_default()
    }

    /// How many rows of each table were read, kept and set aside, by the table's name.
    pub fn row_counts(&self) -> impl Iterator<Item = (&'static str, RowCounts)> {
        self.rows.iter().map(|(table, counts)| (table.name(), *counts))
    }

    /// The findings as a report lists them: sorted, and without line numbers, so that they do not depend on the order of the rows.
    ///
    /// ```
    /// use carekpi_model::RecordKind;
    /// use carekpi_ssd::{Extract, Tables, rows};
    ///
    /// let mut tables = Tables::default();
    /// let person = rows::Person { pers_person_id: "P1".into(), pers_dob: "31.3.26".into(), ..Default::default() };
    /// tables.person.push(person);
    /// let extract = Extract::from_rows(&tables).unwrap();
    /// let findings = extract.source_findings();
    /// let born = findings.iter().find(|finding| finding.text.contains("31.3.26")).unwrap();
    /// assert_eq!((born.records, born.is_set_aside), (&[RecordKind::Birth][..], false));
    /// ```
    #[must_use]
    pub fn source_findings(&self) -> Vec<SourceFinding> {
        let mut findings = self.findings.clone();
        findings.iter_mut().for_each(|finding| finding.line = None);
        findings.sort();
        let of_source = |finding: &Finding| SourceFinding {
            text: finding.to_string(),
            records: finding.records(),
            is_set_aside: finding.severity() == Severity::Error,
        };
        findings.iter().map(of_source).collect()
    }

    /// The number of findings of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity() == severity).count()
    }

    /// The number of findings of each kind. Kinds without findings are left out.
    ///
    /// ```
    /// use carekpi_ssd::{Extract, FindingKind, Tables, rows};
    ///
    /// let mut tables = Tables::default();
    /// for id in ["P1", "P1", ""] {
    ///     tables.person.push(rows::Person { pers_person_id: id.into(), ..Default::default() });
    /// }
    /// let counts = Extract::from_rows(&tables).unwrap().counts();
    /// assert_eq!((counts[&FindingKind::RepeatExact], counts[&FindingKind::PersonMissing]), (1, 1));
    /// for (kind, count) in counts {
    ///     println!("{kind:<20} {count}");
    /// }
    /// ```
    #[must_use]
    pub fn counts(&self) -> BTreeMap<FindingKind, usize> {
        let mut counts = BTreeMap::new();
        for finding in &self.findings {
            let count = counts.entry(finding.kind).or_insert(0_usize);
            *count = count.saturating_add(1);
        }
        counts
    }
}

impl Tables<'static> {
    /// Reads the rows of a folder of CSV files without checking them. A missing table has no rows.
    ///
    /// # Errors
    ///
    /// The folder does not exist, or a file can't be read, as for [`Extract::read_dir`].
    pub fn read_dir(folder: impl AsRef<Path>) -> Result<Self, ReadError> {
        let folder = Folder::list(folder.as_ref())?;
        let mut tables = Self::default();
        for table in tables_in(&folder) {
            read_table(&folder, table, &mut Vec::new(), &mut CollectRows { table, tables: &mut tables })?;
        }
        Ok(tables)
    }
}

/// Collects rows without checking them.
struct CollectRows<'t> {
    table: Table,
    tables: &'t mut Tables<'static>,
}

impl RowSink for CollectRows<'_> {
    fn restart(&mut self) {
        self.tables.clear(self.table);
    }

    fn row(&mut self, _: u64, cells: Cells<'_>) {
        self.tables.push(self.table, &cells);
    }
}

impl Source for Tables<'_> {
    fn size(&self, table: Table) -> u64 {
        u64::try_from(self.len(table)).unwrap_or(u64::MAX)
    }

    fn path(&self, table: Table) -> PathBuf {
        table.name().into()
    }

    fn read(&self, table: Table, _: &mut Vec<Finding>, sink: &mut impl RowSink) -> Result<(), ReadError> {
        let mut number = 0_u64;
        self.for_each_row(table, |cells| {
            number = number.saturating_add(1);
            sink.row(number, cells);
        });
        Ok(())
    }
}

/// The finding about a missing table.
fn about_missing(table: Table, present: &BTreeSet<Table>) -> Finding {
    let supplement = [Table::CareLeaverSpells, Table::CareLeaverStatuses, Table::PathwayPlans];
    if table == Table::CareLeavers && supplement.iter().all(|table| present.contains(table)) {
        let message = "the table is missing; the supplementary tables replace it";
        return Finding::new(table, FindingKind::TableSpare, message);
    }
    let kind = if table.records().is_empty() { FindingKind::TableSpare } else { FindingKind::TableAbsent };
    Finding::new(table, kind, "the table is missing; read as empty")
}
