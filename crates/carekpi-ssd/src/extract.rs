//! An extract, read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use carekpi_model::Caseload;

use crate::account::Account;
use crate::assemble::{Assembled, Source, assemble};
use crate::files::{CsvTables, Files, Folder, Memory, file_name, tables_in};
use crate::read::{Reading, read_table};
use crate::rows::Cells;
use crate::{Code, Finding, ReadError, Severity, Table, Tables};

/// An extract: the caseload that its rows make, what there is to say of them, and an account of them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Extract {
    /// The caseload.
    pub caseload: Caseload,
    /// What there is to say of the rows, in the order of tables and lines. What is doubtful about the records that were kept is asked
    /// of the caseload: [`Caseload::concerns`].
    pub findings: Vec<Finding>,
    /// The accounts of all tables, in their order; those of absent tables are all 0.
    pub accounts: Vec<Account>,
}

impl Extract {
    /// Reads a folder of CSV files, one for each table, named after it.
    ///
    /// A table that is absent is an empty table, with a finding. Files that are no tables, and columns that no figure
    /// needs, are ignored, with a finding each.
    ///
    /// # Errors
    ///
    /// There is no such folder or no `ssd_person.csv` in it, or a file can't be read: it has no header, a required column
    /// is missing, or a row has another number of fields than the header. The error names file, line and column.
    pub fn read_dir(folder: impl AsRef<Path>) -> Result<Self, ReadError> {
        Self::read_files(&Folder::list(folder.as_ref())?)
    }

    /// Reads the same files where they are in memory, each with its name: in a browser, from an archive, from a request.
    ///
    /// The result is that of [`read_dir`](Self::read_dir) over a folder of these files.
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
    /// As [`read_dir`](Self::read_dir); the error names a file without a folder. Two files have the same name.
    pub fn from_files<N, B>(files: impl IntoIterator<Item = (N, B)>) -> Result<Self, ReadError>
    where
        N: Into<String>,
        B: AsRef<[u8]> + Sync,
    {
        Self::read_files(&Memory::of(files)?)
    }

    fn read_files(files: &impl Files) -> Result<Self, ReadError> {
        let present = tables_in(files);
        if !present.contains(&Table::Person) {
            return Err(ReadError::NoPersons { file: files.path(&file_name(Table::Person)) });
        }
        let mut extract = Self::assemble(&CsvTables(files), &present)?;
        for name in files.names() {
            if Table::ALL.iter().all(|table| file_name(*table) != name) {
                extract.findings.push(Finding::of_file(Code::FileIgnored, format!("{name}: the file is not read")));
            }
        }
        Ok(extract)
    }

    /// Takes rows from any other source: a database, another file format. A table without rows is absent: see
    /// [`from_some_rows`](Self::from_some_rows) where an empty table says that there is nothing of its kind. Findings give
    /// the number of a row, from 1, as its line.
    ///
    /// # Errors
    ///
    /// None that rows can cause: the caseload has each person once.
    pub fn from_rows(tables: &Tables<'_>) -> Result<Self, ReadError> {
        let has_rows = |table: &Table| *table == Table::Person || tables.len(*table) > 0;
        Self::from_some_rows(tables, Table::ALL.iter().copied().filter(has_rows))
    }

    /// The same, where the tables `present` are there, with rows or without, and the others are absent.
    ///
    /// # Errors
    ///
    /// As [`from_rows`](Self::from_rows).
    pub fn from_some_rows(tables: &Tables<'_>, present: impl IntoIterator<Item = Table>) -> Result<Self, ReadError> {
        Self::assemble(tables, &present.into_iter().collect())
    }

    fn assemble(source: &impl Source, present: &BTreeSet<Table>) -> Result<Self, ReadError> {
        let Assembled { caseload, mut findings, accounts } = assemble(source, present)?;
        findings
            .extend(Table::ALL.iter().filter(|table| !present.contains(table)).map(|table| absent(*table, present)));
        findings.sort_by_key(|finding| (finding.table, finding.line));
        Ok(Self { caseload, findings, accounts })
    }

    /// The account of one table.
    #[must_use]
    pub fn account(&self, table: Table) -> Account {
        self.accounts.iter().find(|account| account.table == table).copied().unwrap_or(Account::new(table))
    }

    /// How many findings weigh as much as that.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity() == severity).count()
    }

    /// How many findings there are of each kind; a kind of which there is none is left out.
    ///
    /// ```
    /// use carekpi_ssd::{Code, Extract, Tables, rows};
    ///
    /// let mut tables = Tables::default();
    /// for id in ["P1", "P1", ""] {
    ///     tables.person.push(rows::Person { pers_person_id: id.into(), ..Default::default() });
    /// }
    /// let counts = Extract::from_rows(&tables).unwrap().counts();
    /// assert_eq!((counts[&Code::RepeatExact], counts[&Code::PersonMissing]), (1, 1));
    /// for (code, count) in counts {
    ///     println!("{code:<20} {count}");
    /// }
    /// ```
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Code, usize> {
        let mut counts = BTreeMap::new();
        for finding in &self.findings {
            let count = counts.entry(finding.code).or_insert(0_usize);
            *count = count.saturating_add(1);
        }
        counts
    }
}

impl Tables<'static> {
    /// Reads the rows of a folder of CSV files as they are written, without checking any; tables that are absent have
    /// none.
    ///
    /// # Errors
    ///
    /// There is no such folder, or a file can't be read, as in [`Extract::read_dir`].
    pub fn read_dir(folder: impl AsRef<Path>) -> Result<Self, ReadError> {
        let folder = Folder::list(folder.as_ref())?;
        let mut tables = Self::default();
        for table in tables_in(&folder) {
            read_table(&folder, table, &mut Vec::new(), &mut Pushing { table, tables: &mut tables })?;
        }
        Ok(tables)
    }
}

/// Rows that are kept as they are.
struct Pushing<'t> {
    table: Table,
    tables: &'t mut Tables<'static>,
}

impl Reading for Pushing<'_> {
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

    fn read(&self, table: Table, _: &mut Vec<Finding>, reading: &mut impl Reading) -> Result<(), ReadError> {
        let mut number = 0_u64;
        self.each_of(table, |cells| {
            number = number.saturating_add(1);
            reading.row(number, cells);
        });
        Ok(())
    }
}

/// The finding about a missing table.
fn absent(table: Table, present: &BTreeSet<Table>) -> Finding {
    let supplement = [Table::CareLeaverSpells, Table::CareLeaverStatuses, Table::PathwayPlans];
    if table == Table::CareLeavers && supplement.iter().all(|table| present.contains(table)) {
        return Finding::new(table, Code::TableSpare, "the table is missing; the supplementary tables replace it");
    }
    let code = if table.records().is_empty() { Code::TableSpare } else { Code::TableAbsent };
    Finding::new(table, code, "the table is missing; read as empty")
}
