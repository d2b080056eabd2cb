//! An extract in one file, to be read back without reading its tables.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use carekpi_model::{Caseload, RowCounts, UnpackError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::parallel::Threads;
use crate::{Extract, Finding, FindingKind, Table};

/// How packed extracts begin.
const MARK: [u8; 16] = *b"carekpi extract\0";

/// The version of the form. It changes whenever the bytes before those of the caseload do.
const VERSION: u32 = 1;

/// The counts of a table.
#[derive(Serialize, Deserialize)]
struct PackedRows {
    table: Table,
    read: u64,
    kept: u64,
    set_aside: u64,
}

/// A finding, with all that it says.
#[derive(Serialize, Deserialize)]
struct PackedFinding {
    table: Option<Table>,
    line: Option<u64>,
    code: FindingKind,
    column: Option<String>,
    identifier: Option<String>,
    message: String,
    near: Option<String>,
    value: Option<String>,
    file: Option<String>,
}

impl From<&Finding> for PackedFinding {
    fn from(finding: &Finding) -> Self {
        let Finding { table, line, kind, column, identifier, message, near, value, file } = finding.clone();
        Self { table, line, code: kind, column, identifier, message, near, value, file }
    }
}

impl From<PackedFinding> for Finding {
    fn from(finding: PackedFinding) -> Self {
        let PackedFinding { table, line, code, column, identifier, message, near, value, file } = finding;
        Self { table, line, kind: code, column, identifier, message, near, value, file }
    }
}

impl Extract {
    /// Writes the extract in bytes that only [`unpack`](Self::unpack) of the same version reads: the caseload, the findings, the
    /// counts of rows, and the names of the mappings. They are not encrypted. They hold what is read of the tables, and so no name
    /// of a person.
    ///
    /// ```
    /// use carekpi_ssd::Extract;
    ///
    /// let files = [("ssd_person.csv", "pers_person_id,pers_dob\nP1,2015-06-01\nP1,2015-06-01\n")];
    /// let extract = Extract::from_files(files).unwrap();
    /// let mut bytes = Vec::new();
    /// extract.pack(&mut bytes).unwrap();
    ///
    /// let unpacked = Extract::unpack(&mut bytes.as_slice()).unwrap();
    /// assert_eq!(unpacked.caseload.len(), 1);
    /// assert_eq!((unpacked.findings, unpacked.rows), (extract.findings, extract.rows));
    /// ```
    ///
    /// # Errors
    ///
    /// The bytes can't be written.
    pub fn pack(&self, to: &mut dyn Write) -> io::Result<()> {
        to.write_all(&MARK)?;
        to.write_all(&VERSION.to_le_bytes())?;
        let rows = self.rows.iter().map(|(table, counts)| {
            let RowCounts { read, kept, set_aside } = *counts;
            PackedRows { table: *table, read, kept, set_aside }
        });
        write_part(to, rows)?;
        write_part(to, self.findings.iter().map(PackedFinding::from))?;
        // A row of one blank cell would be a blank line.
        write_part(to, self.mappings.iter().map(|name| (name, "")))?;
        self.caseload.pack(to)
    }

    /// Reads an extract that [`pack`](Self::pack) wrote. Nothing after it is read.
    ///
    /// # Errors
    ///
    /// The bytes can't be read, are not those of a packed extract of this version, or were changed. Changes by accident are found;
    /// changes by somebody who means to mislead may not be.
    pub fn unpack(from: &mut (dyn Read + Send)) -> Result<Self, UnpackError> {
        let (mut mark, mut version) = ([0; 16], [0; 4]);
        from.read_exact(&mut mark).map_err(|_| UnpackError::NotPacked)?;
        if mark != MARK {
            return Err(UnpackError::NotPacked);
        }
        from.read_exact(&mut version)?;
        let found = u32::from_le_bytes(version);
        if found != VERSION {
            return Err(UnpackError::Version { found, expected: VERSION });
        }
        let counts = |of: PackedRows| {
            let PackedRows { table, read, kept, set_aside } = of;
            (table, RowCounts { read, kept, set_aside })
        };
        let rows: BTreeMap<Table, RowCounts> = read_part(from)?.into_iter().map(counts).collect();
        let findings = read_part::<PackedFinding>(from)?.into_iter().map(Finding::from).collect();
        let mappings = read_part::<(String, String)>(from)?.into_iter().map(|(name, _)| name).collect();
        Ok(Self { caseload: Caseload::unpack_with(from, &Threads)?, findings, rows, mappings })
    }
}

/// Writes values as lines of CSV, after their length in bytes and a sum.
fn write_part(to: &mut dyn Write, values: impl Iterator<Item = impl Serialize>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    for value in values {
        writer.serialize(value).map_err(io::Error::other)?;
    }
    let text = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    to.write_all(&(text.len() as u64).to_le_bytes())?;
    to.write_all(&sum(&text).to_le_bytes())?;
    to.write_all(&text)
}

fn read_part<T: DeserializeOwned>(from: &mut dyn Read) -> Result<Vec<T>, UnpackError> {
    let (mut length, mut expected) = ([0; 8], [0; 8]);
    from.read_exact(&mut length)?;
    from.read_exact(&mut expected)?;
    let length = u64::from_le_bytes(length);
    let mut text = Vec::new();
    // The bytes are read as they come: a wrong length is found when they end.
    let read = from.take(length).read_to_end(&mut text)?;
    if read as u64 != length || sum(&text) != u64::from_le_bytes(expected) {
        return Err(UnpackError::Damaged);
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_slice());
    reader.deserialize().collect::<Result<_, _>>().map_err(|_| UnpackError::Damaged)
}

/// A sum that tells damage: FNV-1a.
fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
