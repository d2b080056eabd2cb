//! Writes rows to a folder.

use std::borrow::Cow;
use std::fs::File;
use std::path::{Path, PathBuf};

use crate::style_rows::StyleRows;
use crate::table::file_name;
use crate::{Style, Table, Tables};

/// Why rows can't be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A file or folder can't be written.
    #[error("{}: {source}", .file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// The error of the system.
        source: std::io::Error,
    },
}

/// Writes every table of `present` to its own file in `folder`. The folder is created if it does not exist. Existing files with
/// the same names are replaced.
///
/// # Errors
///
/// A file can't be written.
pub fn write_dir(
    folder: impl AsRef<Path>,
    tables: &Tables<'_>,
    present: impl IntoIterator<Item = Table>,
) -> Result<(), WriteError> {
    let mut writer = ExtractWriter::create(folder, present)?;
    writer.write(tables)?;
    writer.finish()
}

/// Writes an extract in parts, so that a large one need not be in memory as a whole.
///
/// ```
/// use carekpi_ssd::{Extract, ExtractWriter, Style, Table, Tables, rows};
///
/// let mut tables = Tables::default();
/// tables.person.push(rows::Person { pers_person_id: "P1".into(), ..Default::default() });
/// let folder = tempfile::tempdir().unwrap();
/// let mut writer = ExtractWriter::in_style(Style::Mosaic, folder.path(), Table::ALL.iter().copied()).unwrap();
/// writer.write(&tables).unwrap();
/// writer.finish().unwrap();
/// assert_eq!(Extract::read_dir(folder.path()).unwrap().caseload.len(), 1);
/// ```
#[derive(Debug)]
pub struct ExtractWriter {
    style: Style,
    files: Vec<(Table, PathBuf, csv::Writer<File>)>,
}

impl ExtractWriter {
    /// Creates the folder if it does not exist, and in it a file with a header for every table of `present`.
    ///
    /// # Errors
    ///
    /// A file can't be written.
    pub fn create(folder: impl AsRef<Path>, present: impl IntoIterator<Item = Table>) -> Result<Self, WriteError> {
        Self::in_style(Style::Ssd, folder, present)
    }

    /// The same, as the scripts of a case system write the tables.
    ///
    /// # Errors
    ///
    /// A file can't be written.
    pub fn in_style(
        style: Style,
        folder: impl AsRef<Path>,
        present: impl IntoIterator<Item = Table>,
    ) -> Result<Self, WriteError> {
        let folder = folder.as_ref();
        std::fs::create_dir_all(folder).map_err(|source| WriteError::Io { file: folder.to_owned(), source })?;
        let mut files = Vec::new();
        for table in present {
            let path = folder.join(file_name(table));
            let failed = |source| WriteError::Io { file: path.clone(), source };
            let mut file = csv::Writer::from_writer(File::create(&path).map_err(failed)?);
            let header = style.columns(table).map(|(_, column)| column);
            file.write_record(header).map_err(|error| failed(error.into()))?;
            files.push((table, path, file));
        }
        Ok(Self { style, files })
    }

    /// Adds rows to the files. Rows of tables without a file are left out. In the style of a case system, all rows of a person must
    /// be in one call, because some rows name the person by another row.
    ///
    /// # Errors
    ///
    /// A file can't be written.
    pub fn write(&mut self, tables: &Tables<'_>) -> Result<(), WriteError> {
        let style = self.style;
        let rows = StyleRows::of(style, tables);
        for (table, path, file) in &mut self.files {
            let mut result = Ok(());
            rows.for_each_row(*table, |cells| {
                if result.is_ok() {
                    let cell = |(at, _)| cells.get(at).map_or("", |cell: &Cow<'_, str>| &**cell);
                    result = file.write_record(style.columns(*table).map(cell));
                }
            });
            result.map_err(|error| WriteError::Io { file: path.clone(), source: error.into() })?;
        }
        Ok(())
    }

    /// Finishes the files.
    ///
    /// # Errors
    ///
    /// A file can't be written.
    pub fn finish(self) -> Result<(), WriteError> {
        for (_, file, mut writer) in self.files {
            writer.flush().map_err(|source| WriteError::Io { file, source })?;
        }
        Ok(())
    }
}
