//! Reads the file of one table.

use std::io;
use std::path::{Path, PathBuf};

use crate::csv_file::{CsvError, CsvFile, Record};
use crate::encoding::Encoding;
use crate::files::{Files, file_name};
use crate::quotes::{QuoteError, WrongQuotes};
use crate::rows::{NO_CELLS, columns};
use crate::source::{AbsentColumn, RowSink, Source};
use crate::spec::Spec;
use crate::{Finding, FindingKind, ReadError, Table};

/// The tables in CSV files.
pub(crate) struct CsvTables<'f, F>(pub(crate) &'f F);

impl<F: Files> Source for CsvTables<'_, F> {
    fn size(&self, table: Table) -> u64 {
        self.0.size(&file_name(table))
    }

    fn path(&self, table: Table) -> PathBuf {
        self.0.path(&file_name(table))
    }

    fn read(&self, table: Table, findings: &mut Vec<Finding>, sink: &mut impl RowSink) -> Result<(), ReadError> {
        read_table(self.0, table, findings, sink)
    }
}

/// Reads every row of a table's file, first as UTF-8. If the file turns out not to be UTF-8, it is read again as Windows-1252.
pub(crate) fn read_table(
    files: &impl Files,
    table: Table,
    findings: &mut Vec<Finding>,
    sink: &mut impl RowSink,
) -> Result<(), ReadError> {
    let before = findings.len();
    match read_as(Encoding::Utf8, files, table, findings, sink) {
        Err(ReadError::Io { source, .. }) if source.kind() == io::ErrorKind::InvalidData => {
            findings.truncate(before);
            sink.restart();
            read_as(Encoding::Windows1252, files, table, findings, sink)
        }
        result => result,
    }
}

fn read_as(
    encoding: Encoding,
    files: &impl Files,
    table: Table,
    findings: &mut Vec<Finding>,
    sink: &mut impl RowSink,
) -> Result<(), ReadError> {
    let name = file_name(table);
    let path = &files.path(&name);
    let unreadable = |source: io::Error| ReadError::Io { file: path.to_owned(), source };
    let broken = |error: CsvError, header: Option<&Header>| match error {
        CsvError::Io(source) => unreadable(source),
        CsvError::Quotes(line, quotes) => wrong_quotes(path, line, quotes, header),
    };
    let bytes = files.open(&name).map_err(unreadable)?;
    let mut file = CsvFile::new(bytes, encoding).map_err(unreadable)?;

    let header = file.next(|record| Header::of(path, table, record)).map_err(|error| broken(error, None))?;
    let header = header.ok_or_else(|| ReadError::NoHeader { file: path.to_owned() })??;
    for (at, name) in header.names.iter().enumerate() {
        let earlier = header.names.iter().take(at).filter(|earlier| *earlier == name).count();
        let message = match (columns(table).contains(&name.as_str()), earlier) {
            (false, 0) => "the column is not read",
            (true, 1) => "the column occurs more than once; the first is read",
            _ => continue,
        };
        let mut finding = Finding::new(table, FindingKind::ColumnIgnored, message);
        finding.column = Some(name.clone());
        findings.push(finding);
    }

    if !sink.header(&header.absent(table)) {
        return Ok(());
    }
    loop {
        let row = file.next(|record| header.read(path, record, sink));
        match row.map_err(|error| broken(error, Some(&header)))? {
            Some(row) => row?,
            None => return Ok(()),
        }
    }
}

fn wrong_quotes(path: &Path, line: u64, quotes: WrongQuotes, header: Option<&Header>) -> ReadError {
    let name = header.and_then(|header| header.names.get(quotes.field)).cloned();
    ReadError::Quotes {
        file: path.to_owned(),
        line,
        column: name.unwrap_or_else(|| quotes.field.saturating_add(1).to_string()),
        wrong: match quotes.error {
            QuoteError::NotClosed => "the quoted field is not closed",
            QuoteError::TextAfterClose => "text follows the closing quote",
        },
    }
}

/// The header of a file.
struct Header {
    names: Vec<String>,
    /// The place in the file of each column that is read.
    places: Vec<Option<usize>>,
}

impl Header {
    fn of(path: &Path, table: Table, record: &Record<'_>) -> Result<Self, ReadError> {
        let names: Vec<String> = (0..record.len()).map(|place| record.field(place).trim().to_owned()).collect();
        let place = |column: &str| names.iter().position(|name| name == column);
        if let Some(column) = Spec::of(table).first_missing(|column| place(column).is_some()) {
            return Err(ReadError::NoColumn { file: path.to_owned(), line: record.line, column });
        }
        let places = columns(table).iter().map(|column| place(column)).collect();
        Ok(Self { names, places })
    }

    /// The columns that are read and that it lacks.
    fn absent(&self, table: Table) -> Vec<AbsentColumn> {
        let columns = columns(table).iter().zip(&self.places).filter(|(_, place)| place.is_none());
        columns.map(|(name, _)| AbsentColumn { name, meant: None }).collect()
    }

    fn read(&self, path: &Path, record: &Record<'_>, sink: &mut impl RowSink) -> Result<(), ReadError> {
        if record.len() != self.names.len() {
            return Err(ReadError::FieldCount {
                file: path.to_owned(),
                line: record.line,
                expected: u64::try_from(self.names.len()).unwrap_or(u64::MAX),
                found: u64::try_from(record.len()).unwrap_or(u64::MAX),
                column: self.names.get(record.len()).or(self.names.last()).map_or("none", String::as_str).to_owned(),
            });
        }
        let mut cells = NO_CELLS;
        for (cell, place) in cells.iter_mut().zip(&self.places) {
            *cell = place.map_or("", |place| record.field(place));
        }
        sink.row(record.line, cells);
        Ok(())
    }
}
