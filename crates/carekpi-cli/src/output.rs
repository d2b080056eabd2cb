//! Where results go: standard output, or a file.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use carekpi::ssd::ReadError;

use crate::exit::ExitError;

/// Prints a result, which comes in parts. It is not an error if the reader stops reading.
pub(crate) fn print(result: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Result<(), ExitError> {
    let mut stdout = io::stdout().lock();
    match write_parts(&mut stdout, result).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(ExitError::data(error)),
        _ => Ok(()),
    }
}

fn write_parts(to: &mut dyn io::Write, parts: impl IntoIterator<Item = impl AsRef<[u8]>>) -> io::Result<()> {
    parts.into_iter().try_for_each(|part| to.write_all(part.as_ref()))
}

/// How the name of a file begins that is not complete yet. It is in the same folder as the file that it will replace, and only its
/// owner can read it. Whoever kills the program while it writes leaves it behind.
const UNFINISHED: &str = ".carekpi-";

/// Writes a result, which comes in parts, to a file, as [`write_file_with`] does.
pub(crate) fn write_file(file: &Path, result: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Result<(), ExitError> {
    write_file_with(file, |to| write_parts(to, result))
}

/// Writes to a file. An existing file is replaced only when the new content is complete, and keeps its permissions. Only the owner
/// can read a new file.
pub(crate) fn write_file_with(
    file: &Path,
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> Result<(), ExitError> {
    replace(file, write).map_err(|source| ExitError::data(ReadError::Io { file: file.to_owned(), source }))
}

fn replace(file: &Path, write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<()> {
    // A link stays a link, and then leads to the new content.
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let old = fs::metadata(&file).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        // A pipe or a device is not replaced.
        return write(&mut fs::File::create(&file)?);
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::metadata(folder)?;
    // The error names the file that was asked for, not the temporary one.
    let new = tempfile::Builder::new().prefix(UNFINISHED).suffix(".tmp").tempfile_in(folder);
    let mut new = new.map_err(|error| io::Error::from(error.kind()))?;
    write(&mut new)?;
    if let Some(old) = old {
        new.as_file().set_permissions(old.permissions())?;
    }
    new.as_file().sync_all()?;
    new.persist(&file)?;
    Ok(())
}
