//! Reads the file of one table.

use std::io;
use std::path::PathBuf;

use crate::csv_file::{CsvError, CsvFile, Record};
use crate::date_order::{DateOrder, MonthFirst};
use crate::encoding::Encoding;
use crate::files::{Files, TableFiles};
use crate::header::{Header, TableFile, no_header};
use crate::mapping::Mapping;
use crate::quotes::{QuoteError, WrongQuotes};
use crate::rows::NO_CELLS;
use crate::source::{RowSink, Source};
use crate::{Finding, FindingKind, ReadError, Table};

/// The tables in CSV files.
pub(crate) struct CsvTables<'f, F> {
    pub(crate) files: TableFiles<'f, F>,
    pub(crate) mapping: &'f Mapping,
}

impl<F: Files> Source for CsvTables<'_, F> {
    fn size(&self, table: Table) -> u64 {
        self.files.size(table)
    }

    fn path(&self, table: Table) -> PathBuf {
        self.files.path(table)
    }

    /// Reads every row of a table's file, first as UTF-8. If the file turns out not to be UTF-8, it is read again as
    /// Windows-1252.
    fn read(&self, table: Table, findings: &mut Vec<Finding>, sink: &mut impl RowSink) -> Result<(), ReadError> {
        let path = &self.files.path(table);
        let file = TableFile { path, table, mapping: self.mapping };
        let before = findings.len();
        let read = |encoding, findings: &mut Vec<Finding>, sink: &mut _| {
            let unreadable = |source| NotRead::Error(ReadError::Io { file: path.clone(), source });
            let bytes = self.files.open(table).map_err(unreadable)?;
            let csv = CsvFile::new(bytes, encoding).map_err(unreadable)?;
            read_rows(&file, csv, findings, sink)
        };
        match read(Encoding::Utf8, findings, sink) {
            Ok(()) => Ok(()),
            Err(NotRead::Error(error)) => Err(error),
            Err(NotRead::NotUtf8(line)) => {
                findings.truncate(before);
                sink.restart();
                let message = "the line is not UTF-8; the table is read as Windows-1252";
                let mut finding = Finding::new(table, FindingKind::EncodingGuessed, message);
                finding.line = Some(line);
                findings.push(finding);
                read(Encoding::Windows1252, findings, sink).map_err(|not_read| match not_read {
                    NotRead::Error(error) => error,
                    NotRead::NotUtf8(_) => {
                        ReadError::Io { file: path.clone(), source: io::ErrorKind::InvalidData.into() }
                    }
                })
            }
        }
    }
}

/// Why the rows of a file were not read.
enum NotRead {
    /// This line is not UTF-8.
    NotUtf8(u64),
    Error(ReadError),
}

impl From<ReadError> for NotRead {
    fn from(error: ReadError) -> Self {
        Self::Error(error)
    }
}

/// Why reading the records stopped early.
enum Stopped {
    ByCsv(CsvError),
    ByRow(ReadError),
}

impl From<CsvError> for Stopped {
    fn from(error: CsvError) -> Self {
        Self::ByCsv(error)
    }
}

impl From<ReadError> for Stopped {
    fn from(error: ReadError) -> Self {
        Self::ByRow(error)
    }
}

fn read_rows(
    file: &TableFile<'_>,
    mut csv: CsvFile<'_>,
    findings: &mut Vec<Finding>,
    sink: &mut impl RowSink,
) -> Result<(), NotRead> {
    let &TableFile { path, table, mapping } = file;
    let broken = |error: CsvError, header: Option<&Header>| match error {
        CsvError::Io(source) => NotRead::Error(ReadError::Io { file: path.to_owned(), source }),
        CsvError::NotUtf8(line) => NotRead::NotUtf8(line),
        CsvError::Quotes(line, quotes) => NotRead::Error(wrong_quotes(file, line, quotes, header)),
    };
    let header = csv.header(|record, first_line| Header::of(file, record, first_line));
    let header = header.map_err(|error| broken(error, None))?.ok_or_else(|| no_header(file, 1, ""))??;
    findings.extend(header.ignored());
    if !sink.header(&header.absent()) {
        return Ok(());
    }

    let mut values = mapping.values_of(table);
    let mut order = DateOrder::new(table);
    let mut is_first = true;
    let read = csv.for_each_record(|record| {
        if is_first && is_rule(record) {
            return Err(ReadError::Rule { file: path.to_owned(), line: record.line }.into());
        }
        is_first = false;
        let mut cells = NO_CELLS;
        if !header.fill(record, &mut cells) {
            return Err(header.field_count(path, record).into());
        }
        values.apply(&mut cells);
        order.look(record.line, &cells);
        sink.row(record.line, &mut cells);
        Ok(())
    });
    read.map_err(|stopped| match stopped {
        Stopped::ByCsv(error) => broken(error, Some(&header)),
        Stopped::ByRow(error) => error.into(),
    })?;
    match order.month_first() {
        None => Ok(()),
        Some(MonthFirst { line, column, text }) => {
            Err(ReadError::MonthFirst { file: path.to_owned(), line, column, text }.into())
        }
    }
}

/// Whether a record is a rule of dashes, as some programs draw it under a header.
fn is_rule(record: &Record<'_>) -> bool {
    let is_dashes = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte == b'-');
    (0..record.len()).all(|place| is_dashes(record.field(place).trim()))
}

fn wrong_quotes(file: &TableFile<'_>, line: u64, quotes: WrongQuotes, header: Option<&Header>) -> ReadError {
    let name = header.and_then(|header| header.name(quotes.field)).map(str::to_owned);
    ReadError::Quotes {
        file: file.path.to_owned(),
        line,
        column: name.unwrap_or_else(|| quotes.field.saturating_add(1).to_string()),
        wrong: match quotes.error {
            QuoteError::NotClosed => "the quoted field is not closed",
            QuoteError::TextAfterClose => "text follows the closing quote",
        },
    }
}
