//! The files that are dropped on the page.

use carekpi::ssd::{Extract, ExtractReader, Mapping, Survey};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::archive::{is_archive, is_hidden, unpack};
use crate::records::Records;

/// The files of an extract, before they are read.
#[wasm_bindgen]
#[derive(Default)]
pub struct Files {
    files: Vec<(String, Vec<u8>)>,
    reader: ExtractReader,
    has_mapping: bool,
}

#[wasm_bindgen]
impl Files {
    /// No files yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the content of a file with this name is needed: of a table, an archive or a packed extract. Of any other file only
    /// the name is.
    #[must_use]
    pub fn reads(name: &str) -> bool {
        [".zip", ".carekpi"].iter().any(|end| name.to_ascii_lowercase().ends_with(end)) || may_be_table(name)
    }

    /// Adds a file. The files of an archive are added one by one.
    ///
    /// # Errors
    ///
    /// The archive can't be read.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), String> {
        if is_archive(&bytes) {
            self.files.extend(unpack(&bytes, may_be_table).map_err(|error| format!("{name}: {error}"))?);
        } else if !is_hidden(name) {
            self.files.push((name.to_owned(), bytes));
        }
        Ok(())
    }

    /// Adds a mapping file: what the extract calls its columns and values. Of several, the later wins.
    ///
    /// # Errors
    ///
    /// It is not a mapping.
    pub fn map(&mut self, name: &str, toml: &str) -> Result<(), String> {
        let mapping = Mapping::from_toml(toml, name).map_err(|error| error.to_string())?;
        self.reader = std::mem::take(&mut self.reader).mapping(&mapping);
        self.has_mapping = true;
        Ok(())
    }

    /// Reads the files.
    ///
    /// # Errors
    ///
    /// There is no table that can be read, or a mapping does not fit.
    pub fn read(self) -> Result<Records, String> {
        if let [(name, bytes)] = self.files.as_slice()
            && name.to_ascii_lowercase().ends_with(".carekpi")
        {
            return unpacked(name, bytes, self.has_mapping).map(Records::from);
        }
        if !self.files.iter().any(|(name, _)| may_be_table(name)) {
            return Err(no_table(self.files.iter().map(|(name, _)| name.as_str())));
        }
        self.reader.survey_files(self.files).map(Records::from).map_err(|error| error.to_string())
    }
}

/// The extract of a file that `carekpi pack` wrote.
fn unpacked(name: &str, mut bytes: &[u8], has_mapping: bool) -> Result<Survey, String> {
    if has_mapping {
        return Err(format!("{name}: packed with its mappings, and can't be read with others"));
    }
    let extract = Extract::unpack(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
    if bytes.is_empty() { Ok(extract.into()) } else { Err(format!("{name}: the packed file is damaged")) }
}

/// That none of the files is a table, and what to do about it.
fn no_table<'a>(mut names: impl Iterator<Item = &'a str>) -> String {
    let advice = if names.any(is_workbook) {
        "save each sheet of a workbook as a CSV file"
    } else {
        "a table is a CSV file, such as ssd_person.csv"
    };
    format!("no table was found; {advice}")
}

/// Whether a file with this name is a workbook.
fn is_workbook(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"].iter().any(|end| name.ends_with(end))
}

/// Whether a file with this name may be a table: one of the dataset, or one that a mapping names.
fn may_be_table(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".csv")
}
