//! Zip archives.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

/// What is said of a workbook that has the name of a table.
const WORKBOOK: &str = "this is a workbook, not a table; save each of its sheets as a CSV file";

/// Whether these are the bytes of a zip archive.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The files of an archive whose names are `wanted`, each without its folder.
///
/// # Errors
///
/// The archive can't be read, or it is a workbook.
pub(crate) fn unpack(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| format!("the zip can't be read, and may not be complete ({error})"))?;
    if archive.index_for_name("[Content_Types].xml").is_some() {
        return Err(WORKBOOK.to_owned());
    }
    let mut files = Vec::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).map_err(|error| error.to_string())?;
        let path = file.name().map_err(|error| error.to_string())?.into_owned();
        let name = base_name(&path).to_owned();
        if file.is_dir() || is_hidden(&name) {
            continue;
        }
        let mut content = Vec::new();
        if wanted(&name) {
            file.read_to_end(&mut content).map_err(|error| format!("{name}: {error}"))?;
        }
        files.push((name, content));
    }
    Ok(files)
}

/// The name of a file without its folder.
pub(crate) fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Whether a file is one that systems add to archives and folders by themselves.
pub(crate) fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}
