//! Reading the file of one table.

use std::borrow::Cow;
use std::path::Path;

use crate::rows::{Cells, NO_CELLS, columns};
use crate::spec::Spec;
use crate::{Code, Finding, ReadError, Table};

/// The name of a table's file.
pub(crate) fn file_name(table: Table) -> String {
    format!("{table}.csv")
}

/// Calls `each` with every row of a table's file: the line on which it starts, and the columns that are read.
pub(crate) fn read_table(
    file: &Path,
    table: Table,
    findings: &mut Vec<Finding>,
    mut each: impl FnMut(u64, &Cells<'_>),
) -> Result<(), ReadError> {
    let bytes = std::fs::read(file).map_err(|source| ReadError::Io { file: file.to_owned(), source })?;
    let text = decode(&bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let broken = |error: csv::Error| ReadError::Io { file: file.to_owned(), source: error.into() };

    let mut header = csv::StringRecord::new();
    if !reader.read_record(&mut header).map_err(broken)? {
        return Err(ReadError::NoHeader { file: file.to_owned() });
    }
    let mut lines = Lines::new(text.as_bytes());
    let line = lines.of(header.position());
    let has = |column: &str| header.iter().any(|name| name.trim() == column);
    if let Some(column) = Spec::of(table).first_missing(has) {
        return Err(ReadError::NoColumn { file: file.to_owned(), line, column });
    }
    for name in header.iter().map(str::trim).filter(|name| !columns(table).contains(name)) {
        let mut finding = Finding::new(table, Code::ColumnIgnored, "the column is not read");
        finding.column = Some(name.to_owned());
        findings.push(finding);
    }
    let places: Vec<Option<usize>> =
        columns(table).iter().map(|column| header.iter().position(|name| name.trim() == *column)).collect();

    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(broken)? {
        let line = lines.of(record.position());
        if record.len() != header.len() {
            return Err(ReadError::FieldCount {
                file: file.to_owned(),
                line,
                expected: u64::try_from(header.len()).unwrap_or(u64::MAX),
                found: u64::try_from(record.len()).unwrap_or(u64::MAX),
                column: header.get(record.len()).unwrap_or("none").trim().to_owned(),
            });
        }
        let mut cells = NO_CELLS;
        for (cell, place) in cells.iter_mut().zip(&places) {
            *cell = place.and_then(|place| record.get(place)).unwrap_or("");
        }
        each(line, &cells);
    }
    Ok(())
}

/// The text of a file: UTF-8 if it is that, else Windows-1252; without a byte order mark.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// Counts lines. The position that comes with a row is where the reader stood before it, which is before any blank lines
/// that it skipped.
struct Lines<'t> {
    text: &'t [u8],
    line: u64,
    at: usize,
}

impl<'t> Lines<'t> {
    const fn new(text: &'t [u8]) -> Self {
        Self { text, line: 1, at: 0 }
    }

    /// The line on which a row starts; rows are asked for in order.
    fn of(&mut self, position: Option<&csv::Position>) -> u64 {
        let start = position.and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(self.at);
        let passed = self.text.get(self.at..start).unwrap_or(&[]);
        let blank = self.text.get(start..).unwrap_or(&[]).iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let breaks = passed.iter().chain(blank.clone()).filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u64::try_from(breaks).unwrap_or(0));
        self.at = start.saturating_add(blank.count());
        self.line
    }
}
