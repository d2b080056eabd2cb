//! Everything that is wrong with an extract, before a figure is looked at.

use std::collections::BTreeSet;
use std::path::Path;

use crate::error::file_name_in;
use crate::files::{Files, Folder, Memory, TableFiles};
use crate::mapping::Mapping;
use crate::near_column::NearColumn;
use crate::{Extract, ExtractReader, FindingKind, ReadError, Table};

/// What an extract holds, and every table that can't be read.
///
/// ```
/// use carekpi_ssd::{Extract, Table};
///
/// let files = [
///     ("ssd_person.csv", "pers_person_id\nP1\n"),
///     ("ssd_cp_plans.csv", "cppl_cp_plan_id\nCP1\n"),
///     ("local_core_groups.csv", "core_group_id,person_id,core_group_date\nG1,P1\n"),
/// ];
/// let survey = Extract::reader().survey_files(files).unwrap();
/// let unreadable: Vec<Table> = survey.faults.iter().map(|(table, _)| *table).collect();
/// assert_eq!(unreadable, [Table::CpPlans, Table::CoreGroups]);
/// assert_eq!(survey.extract.caseload.len(), 1);
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Survey {
    /// The tables that can be read. Those that can't are empty, with no finding about them. If `ssd_person` is one of them, all
    /// rows of the others are set aside, with no finding that says that their persons are unknown.
    pub extract: Extract,
    /// The tables that can't be read, in order, each with the first reason. With one of them, [`Extract::read_dir`] fails.
    pub faults: Vec<(Table, ReadError)>,
    /// The columns that a table's file lacks and that a name in its header is near to, whether the table can be read or not.
    pub near_columns: Vec<NearColumn>,
}

/// Of an extract that was read before: no table of it has a fault.
impl From<Extract> for Survey {
    fn from(extract: Extract) -> Self {
        Self { extract, faults: Vec::new(), near_columns: Vec::new() }
    }
}

impl ExtractReader {
    /// Surveys a folder: reads every table that can be read.
    ///
    /// # Errors
    ///
    /// The folder can't be read, or `ssd_person` can't and there is no other table, or the mapping names a column that the file of
    /// its table does not have.
    pub fn survey_dir(&self, folder: impl AsRef<Path>) -> Result<Survey, ReadError> {
        self.survey(&Folder::list(folder.as_ref())?)
    }

    /// Surveys files in memory, as [`survey_dir`](Self::survey_dir) surveys a folder.
    ///
    /// # Errors
    ///
    /// As for [`survey_dir`](Self::survey_dir), or two files have the same name.
    pub fn survey_files<N, B>(&self, files: impl IntoIterator<Item = (N, B)>) -> Result<Survey, ReadError>
    where
        N: Into<String>,
        B: AsRef<[u8]> + Sync,
    {
        self.survey(&Memory::of(files)?)
    }

    /// A table of a kind of your own whose file can't be read. A file may hold several; those already known are left out.
    fn own_table(&self, error: &ReadError, known: &BTreeSet<Table>) -> Option<Table> {
        let name = file_name_in(error.file()?)?;
        self.mapping.own_files().find(|(table, file)| *file == name && !known.contains(table)).map(|(table, _)| table)
    }

    fn survey(&self, files: &impl Files) -> Result<Survey, ReadError> {
        let mut unreadable = BTreeSet::new();
        let mut faults = Vec::new();
        loop {
            match self.read_files_except(files, &unreadable) {
                Ok(mut extract) => {
                    let is_unreadable = |table: Option<Table>| table.is_some_and(|table| unreadable.contains(&table));
                    extract.findings.retain(|finding| match finding.kind {
                        FindingKind::TableAbsent => !is_unreadable(finding.table),
                        FindingKind::PersonUnknown => !unreadable.contains(&Table::Person),
                        _ => true,
                    });
                    faults.sort_by_key(|(table, _)| *table);
                    return Ok(Survey { extract, faults, near_columns: self.near_columns(files) });
                }
                Err(error) => match error.table().or_else(|| self.own_table(&error, &unreadable)) {
                    Some(Table::Person) if has_only_persons(files, &self.mapping) => return Err(error),
                    Some(table) if unreadable.insert(table) => faults.push((table, error)),
                    _ => return Err(error),
                },
            }
        }
    }
}

/// Whether there is no table but `ssd_person`.
fn has_only_persons(files: &impl Files, mapping: &Mapping) -> bool {
    TableFiles::except(files, &BTreeSet::from([Table::Person]), mapping).is_ok_and(|others| others.tables().is_empty())
}
