//! Reads an extract.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use carekpi_model::{Caseload, RowCounts, SourceFinding};

use crate::assemble::{Assembled, assemble};
use crate::files::{Files, Folder, Memory, TableFiles};
use crate::in_memory::RowsInMemory;
use crate::mapping::Mapping;
use crate::near::question;
use crate::read::CsvTables;
use crate::rows::Cells;
use crate::source::{RowSink, Source};
use crate::table_part::{TablePart, TableParts};
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
    /// The names of the mappings that it was read with, in order.
    pub mappings: Vec<String>,
}

impl Extract {
    /// Reads with a mapping. The other functions that read do without one.
    #[must_use]
    pub fn reader() -> ExtractReader {
        ExtractReader::default()
    }

    /// Reads a folder of CSV files. Each table has a file with its name; upper and lower case make no difference.
    ///
    /// A missing table is read as an empty one, with a finding. Files that are not tables are ignored, and so are columns that
    /// are not read, each with a finding. Fields are separated by commas, semicolons, tabs or bars, whichever the header has most
    /// of. A file is UTF-16 if it begins with its mark, UTF-8 if it decodes as that, else Windows-1252.
    ///
    /// # Errors
    ///
    /// The folder or its `ssd_person.csv` does not exist, two files are one table, or a file can't be read: its header or a
    /// required column is missing, a column that is read occurs twice, a row has more or fewer fields than the header, its quotes
    /// are wrong, or dates have the month first. The error names file, line and column.
    pub fn read_dir(folder: impl AsRef<Path>) -> Result<Self, ReadError> {
        Self::reader().read_dir(folder)
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
        Self::reader().from_files(files)
    }

    /// Reads CSV files that are in memory, each in parts: several exports of one table, or one for each office. Every part has a
    /// header; its columns may have another order. Lines are counted on from part to part.
    ///
    /// ```
    /// use carekpi_ssd::Extract;
    ///
    /// let files = [
    ///     ("ssd_person.csv", vec!["pers_person_id,pers_dob\nP1,2015-06-01\n", "pers_dob,pers_person_id\n2016-02-09,P2\n"]),
    ///     ("local_supervisions.csv", vec!["supervision_id,person_id,supervision_date\nS1,P2,2026-01-20\n"]),
    /// ];
    /// let extract = Extract::from_parts(files).unwrap();
    /// assert_eq!(extract.caseload.len(), 2);
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`from_files`](Self::from_files), or a part lacks a column that is read and another part of its file has.
    pub fn from_parts<N, B>(
        files: impl IntoIterator<Item = (N, impl IntoIterator<Item = B>)>,
    ) -> Result<Self, ReadError>
    where
        N: Into<String>,
        B: AsRef<[u8]> + Sync,
    {
        Self::reader().from_parts(files)
    }

    /// Reads rows from any other source, such as a database. A table without rows counts as missing. If an empty table means
    /// that there are no such records, use [`from_tables`](Self::from_tables). The line of a finding is the number of the row,
    /// from 1.
    ///
    /// # Errors
    ///
    /// Dates have the month first, or population estimates are of more than one area. A row that can't be used is no error: it
    /// is set aside.
    pub fn from_rows(tables: &Tables<'_>) -> Result<Self, ReadError> {
        Self::reader().from_rows(tables)
    }

    /// Reads rows as [`from_rows`](Self::from_rows) does, but the tables of `present` exist, with or without rows, and the
    /// other tables are missing.
    ///
    /// # Errors
    ///
    /// As for [`from_rows`](Self::from_rows).
    pub fn from_tables(tables: &Tables<'_>, present: impl IntoIterator<Item = Table>) -> Result<Self, ReadError> {
        Self::reader().from_tables(tables, present)
    }

    /// How many rows of one table were read, kept and set aside.
    #[must_use]
    pub fn rows_of(&self, table: Table) -> RowCounts {
        self.rows.get(&table).copied().unwrap_or_default()
    }

    /// How many rows of each table were read, kept and set aside, by the table's name.
    pub fn row_counts(&self) -> impl Iterator<Item = (&str, RowCounts)> {
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
    /// assert_eq!((&*born.records, born.is_set_aside), (&[RecordKind::Birth][..], false));
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

/// Reads extracts with a mapping.
///
/// ```
/// use carekpi_ssd::{Extract, Mapping, Tables, rows};
///
/// let mapping = Mapping::from_toml("[values.ssd_person.pers_sex]\n\"Girl\" = \"F\"\n", "ours.toml").unwrap();
/// let mut tables = Tables::default();
/// let (pers_person_id, pers_sex) = ("P1".into(), "girl".into());
/// tables.person.push(rows::Person { pers_person_id, pers_sex, ..Default::default() });
/// let extract = Extract::reader().mapping(&mapping).from_rows(&tables).unwrap();
/// assert_eq!(extract.caseload.find("P1").unwrap().sex(), "F");
/// ```
#[derive(Clone, Debug, Default)]
pub struct ExtractReader {
    pub(crate) mapping: Mapping,
    mappings: Vec<String>,
    roles: bool,
}

impl ExtractReader {
    /// Applies a mapping. Of several, the later wins for each column and value that both name.
    #[must_use]
    pub fn mapping(mut self, mapping: &Mapping) -> Self {
        self.mapping = self.mapping.followed_by(mapping);
        self.mappings.push(mapping.name.clone());
        self
    }

    /// Reads a part of an extract in which roles of workers are recorded, even if no row of the part has one. If no role is recorded
    /// in the whole extract, every allocation is to a case worker; a part cannot show that.
    ///
    /// ```
    /// use carekpi_ssd::{Extract, Tables};
    ///
    /// let part = Extract::reader().records_roles().from_rows(&Tables::default()).unwrap();
    /// assert!(part.caseload.records_roles());
    /// ```
    #[must_use]
    pub const fn records_roles(mut self) -> Self {
        self.roles = true;
        self
    }

    /// Reads a folder, as [`Extract::read_dir`] does.
    ///
    /// # Errors
    ///
    /// As for [`Extract::read_dir`], or the mapping names a column that the file of its table does not have.
    pub fn read_dir(&self, folder: impl AsRef<Path>) -> Result<Extract, ReadError> {
        self.read_files(&Folder::list(folder.as_ref())?)
    }

    /// Reads files in memory, as [`Extract::from_files`] does.
    ///
    /// # Errors
    ///
    /// As for [`Extract::from_files`], or the mapping names a column that the file of its table does not have.
    pub fn from_files<N, B>(&self, files: impl IntoIterator<Item = (N, B)>) -> Result<Extract, ReadError>
    where
        N: Into<String>,
        B: AsRef<[u8]> + Sync,
    {
        self.read_files(&Memory::of(files)?)
    }

    /// Reads files in memory in parts, as [`Extract::from_parts`] does.
    ///
    /// # Errors
    ///
    /// As for [`Extract::from_parts`], or the mapping names a column that the file of its table does not have.
    pub fn from_parts<N, B>(
        &self,
        files: impl IntoIterator<Item = (N, impl IntoIterator<Item = B>)>,
    ) -> Result<Extract, ReadError>
    where
        N: Into<String>,
        B: AsRef<[u8]> + Sync,
    {
        self.read_files(&Memory::of_parts(files)?)
    }

    /// Reads rows, as [`Extract::from_rows`] does. A mapping of columns does not apply to them, one of values does.
    ///
    /// # Errors
    ///
    /// As for [`Extract::from_rows`].
    pub fn from_rows(&self, tables: &Tables<'_>) -> Result<Extract, ReadError> {
        let has_rows = |table: &Table| *table == Table::Person || tables.len(*table) > 0;
        self.from_tables(tables, Table::ALL.iter().copied().filter(has_rows))
    }

    /// Reads rows of these tables, as [`Extract::from_tables`] does. A mapping of columns does not apply to them, one of values
    /// does.
    ///
    /// # Errors
    ///
    /// As for [`Extract::from_rows`].
    pub fn from_tables(
        &self,
        tables: &Tables<'_>,
        present: impl IntoIterator<Item = Table>,
    ) -> Result<Extract, ReadError> {
        let rows = RowsInMemory { tables, mapping: &self.mapping };
        self.assemble(&rows, &present.into_iter().collect(), |_| None)
    }

    /// Reads tables whose columns have names, each in parts, such as record batches. A table that is not named is missing; one
    /// without parts or rows is empty. A table of your own kind, which a mapping describes, is [`Table::OwnEvents`] or
    /// [`Table::OwnSpells`]. A mapping of columns applies, and findings are those of files with the same columns. The line of a
    /// finding is the number of the row, from 1, counted on from part to part. [`TablePart`] has an example.
    ///
    /// # Errors
    ///
    /// As for [`Extract::from_parts`], or `ssd_person` is not named, or the values of a column that is read have a type that
    /// can't be read, or a column of times of day has dates. The error names the table in place of a file.
    pub fn from_table_parts<P: TablePart>(
        &self,
        tables: impl IntoIterator<Item = (Table, impl IntoIterator<Item = P>)>,
    ) -> Result<Extract, ReadError> {
        let mut parts: BTreeMap<Table, Vec<P>> = BTreeMap::new();
        for (table, of_table) in tables {
            parts.entry(table).or_default().extend(of_table);
        }
        let present: BTreeSet<Table> = parts.keys().copied().collect();
        if !present.contains(&Table::Person) {
            return Err(ReadError::NoPersons { file: Table::Person.name().into(), near: None });
        }
        self.assemble(&TableParts { parts, mapping: &self.mapping }, &present, |_| None)
    }

    pub(crate) fn read_files(&self, files: &impl Files) -> Result<Extract, ReadError> {
        self.read_files_except(files, &BTreeSet::new())
    }

    /// Reads the files of all tables but some, which count as missing.
    pub(crate) fn read_files_except(&self, files: &impl Files, except: &BTreeSet<Table>) -> Result<Extract, ReadError> {
        let files = TableFiles::except(files, except, &self.mapping)?;
        let present = files.tables();
        if !present.contains(&Table::Person) && !except.contains(&Table::Person) {
            let near = files.near(Table::Person).map(str::to_owned);
            return Err(ReadError::NoPersons { file: files.path(Table::Person), near });
        }
        let tables = CsvTables { files, mapping: &self.mapping };
        let mut extract = self.assemble(&tables, &present, |table| tables.files.near(table))?;
        let ignored = tables.files.others().iter().map(|name| {
            let message = format!("{name}: the file is not a table; ignored");
            Finding::of_file(FindingKind::FileIgnored, message)
        });
        extract.findings.extend(ignored);
        Ok(extract)
    }

    /// Makes an extract of the tables that are `present`. `near` names the file that may be meant to be a missing table.
    fn assemble<'n>(
        &self,
        source: &impl Source,
        present: &BTreeSet<Table>,
        near: impl Fn(Table) -> Option<&'n str>,
    ) -> Result<Extract, ReadError> {
        let Assembled { caseload, mut findings, rows } = assemble(source, present, self.roles)?;
        let own = source.own_tables();
        let missing = Table::ALL.iter().copied().chain(own).filter(|table| !present.contains(table));
        findings.extend(missing.map(|table| about_missing(table, present, near(table), &source.path(table))));
        findings.sort_by_key(|finding| (finding.table, finding.line));
        Ok(Extract { caseload, findings, rows, mappings: self.mappings.clone() })
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
        let mapping = Mapping::default();
        let source = CsvTables { files: TableFiles::of(&folder, &mapping)?, mapping: &mapping };
        let mut tables = Self::default();
        for table in source.files.tables() {
            source.read(table, &mut Vec::new(), &mut CollectRows { table, tables: &mut tables })?;
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

    fn row(&mut self, _: u64, cells: &mut Cells<'_>) {
        self.tables.push(self.table, cells);
    }
}

/// The finding about a missing table.
fn about_missing(table: Table, present: &BTreeSet<Table>, near: Option<&str>, path: &Path) -> Finding {
    let supplement = [Table::CareLeaverSpells, Table::CareLeaverStatuses, Table::PathwayPlans];
    if table == Table::CareLeavers && supplement.iter().all(|table| present.contains(table)) {
        let message = "the table is missing; the supplementary tables replace it";
        return Finding::new(table, FindingKind::TableSpare, message);
    }
    if supplement.contains(&table) && present.contains(&Table::CareLeavers) {
        return Finding::new(table, FindingKind::TableSpare, "the table is missing; ssd_care_leavers is read instead");
    }
    let kind = if table.records().is_empty() { FindingKind::TableSpare } else { FindingKind::TableAbsent };
    let file = path.file_name().filter(|_| table.is_own()).map(|name| name.to_string_lossy().into_owned());
    let name = file.as_deref().unwrap_or("the table");
    let mut finding = Finding::new(table, kind, format!("{name} is missing; read as empty{}", question(near)));
    finding.file = file;
    finding.near = near.map(str::to_owned);
    finding
}
