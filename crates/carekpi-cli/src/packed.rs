//! Reads packed extracts.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use carekpi::model::UnpackError;
use carekpi::ssd::Extract;

use crate::exit::ExitError;

/// The extract in a packed file; `None` if a folder is given, or nothing.
pub(crate) fn packed(given: Option<&Path>, mapping: &[PathBuf]) -> Result<Option<Extract>, ExitError> {
    let Some(file) = given.filter(|given| given.is_file()) else { return Ok(None) };
    if !mapping.is_empty() {
        let reason = "packed with its mappings, and can't be read with others; pack the folder again with --mapping";
        return Err(ExitError::arguments(format!("{}: {reason}", file.display())));
    }
    read(file).map(Some).map_err(|error| match error {
        UnpackError::NotPacked => {
            ExitError::data(format!("{}: neither a folder nor a file that carekpi pack wrote", file.display()))
        }
        error => ExitError::data(format!("{}: {error}", file.display())),
    })
}

fn read(file: &Path) -> Result<Extract, UnpackError> {
    let mut bytes = File::open(file)?;
    let extract = Extract::unpack(&mut bytes)?;
    // Nothing may follow.
    if bytes.read(&mut [0])? > 0 { Err(UnpackError::Damaged) } else { Ok(extract) }
}
