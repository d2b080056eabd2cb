//! Keeps what is written away from what is read.

use std::fs;
use std::path::{Path, PathBuf};

use carekpi::ssd::Table;

use crate::exit::ExitError;

/// The files that a subcommand reads.
#[derive(Debug, Default)]
pub(crate) struct Inputs<'a> {
    /// The folder of the extract, or the file that it is packed in.
    pub(crate) folder: Option<&'a Path>,
    /// The other files, each with its option.
    pub(crate) files: Vec<(&'static str, &'a Path)>,
}

impl Inputs<'_> {
    /// Refuses to write a file that is read, by whatever name, link or spelling. `option` is the one that names it.
    pub(crate) fn refuse(&self, option: &str, file: &Path) -> Result<(), ExitError> {
        let refused = |read: &str| {
            Err(ExitError::arguments(format!("{option}: {} is read, as {read}; name another file", file.display())))
        };
        if let Some((read, _)) = self.files.iter().find(|(_, input)| is_same(file, input)) {
            return refused(&format!("the file of {read}"));
        }
        let Some(folder) = self.folder else { return Ok(()) };
        if folder.is_file() && is_same(file, folder) {
            return refused("the packed extract");
        }
        let tables = tables(folder);
        match tables.iter().find(|table| is_same(file, table)) {
            Some(table) => refused(&format!("a table of {}", table.parent().unwrap_or(folder).display())),
            // A table that is missing so far would be read the next time.
            None if is_table(file) && file.parent().is_some_and(|parent| is_same(or_here(parent), folder)) => {
                refused(&format!("a table of {}", folder.display()))
            }
            None => Ok(()),
        }
    }
}

/// The files of the tables in a folder.
fn tables(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    files.filter(|file| is_table(file)).collect()
}

/// Whether a file has the name of a table. Upper and lower case make no difference.
fn is_table(file: &Path) -> bool {
    let name = file.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase());
    name.is_some_and(|name| Table::ALL.iter().any(|table| name == format!("{table}.csv")))
}

fn or_here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// Whether two paths lead to one file or folder. Pipes and devices are never replaced, so they are not compared.
#[cfg(unix)]
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    let file = |path: &Path| {
        let found = fs::metadata(path).ok().filter(|found| found.is_file() || found.is_dir())?;
        Some((found.dev(), found.ino()))
    };
    file(one).is_some_and(|one| file(other) == Some(one))
}

/// Whether two paths lead to one file or folder. Hard links are not recognised here.
#[cfg(not(unix))]
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}
