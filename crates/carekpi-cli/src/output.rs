//! Where results go: standard output, or a file.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use carekpi::ssd::ReadError;

use crate::exit::ExitError;

/// Prints a result. It is not an error if the reader stops reading.
pub(crate) fn print(result: &[u8]) -> Result<(), ExitError> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(result).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(ExitError::data(error)),
        _ => Ok(()),
    }
}

/// How the name of a file begins that is not complete yet. It is in the same folder as the file that it will replace, and only its
/// owner can read it. Whoever kills the program while it writes leaves it behind.
const UNFINISHED: &str = ".carekpi-";

/// Writes a result to a file. An existing file is replaced only when the new content is complete, and keeps its permissions. Only
/// the owner can read a new file.
pub(crate) fn write_file(file: &Path, result: &[u8]) -> Result<(), ExitError> {
    replace(file, result).map_err(|source| ExitError::data(ReadError::Io { file: file.to_owned(), source }))
}

fn replace(file: &Path, result: &[u8]) -> io::Result<()> {
    // A link stays a link, and then leads to the new content.
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let old = fs::metadata(&file).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        // A pipe or a device is not replaced.
        return fs::write(&file, result);
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::metadata(folder)?;
    // The error names the file that was asked for, not the temporary one.
    let new = tempfile::Builder::new().prefix(UNFINISHED).suffix(".tmp").tempfile_in(folder);
    let mut new = new.map_err(|error| io::Error::from(error.kind()))?;
    new.write_all(result)?;
    if let Some(old) = old {
        new.as_file().set_permissions(old.permissions())?;
    }
    new.as_file().sync_all()?;
    new.persist(&file)?;
    Ok(())
}
