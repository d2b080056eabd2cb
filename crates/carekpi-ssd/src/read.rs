//! Reads the file of one table.

use std::io;
use std::path::{Path, PathBuf};

use crate::block::Block;
use crate::csv_file::CsvFile;
use crate::date_order::{DateOrder, MonthFirst};
use crate::encoding::{Encoding, NotText};
use crate::files::{Files, TableFiles};
use crate::halves::{Half, Split};
use crate::header::{Header, TableFile, no_header};
use crate::mapping::{Mapping, ValueMap};
use crate::plain_records::{Record, RecordSink};
use crate::plain_rows::PlainRows;
use crate::quotes::{QuoteError, WrongQuotes};
use crate::record_parser::{CsvError, LongField};
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

    fn own_tables(&self) -> Vec<Table> {
        self.mapping.own_files().map(|(table, _)| table).collect()
    }

    /// Reads every row of a table's file, each of its parts first as UTF-8. If a part turns out not to be UTF-8, the table is read
    /// again, and the part as Windows-1252.
    fn read(&self, table: Table, findings: &mut Vec<Finding>, sink: &mut impl RowSink) -> Result<(), ReadError> {
        let path = &self.files.path(table);
        let file = TableFile { path, table, mapping: self.mapping };
        let before = findings.len();
        let mut guessed = Vec::new();
        let mut encodings = vec![Encoding::Utf8; self.files.parts(table)];
        loop {
            let mut reader = PartReader::new(file, self.size(table), findings, sink);
            let Some((part, line)) = self.read_parts(&mut reader, &encodings)? else { break };
            findings.truncate(before);
            sink.restart();
            let message = "the line is not UTF-8; the table is read as Windows-1252";
            let mut finding = Finding::new(table, FindingKind::EncodingGuessed, message);
            finding.line = Some(line);
            guessed.push(finding);
            match encodings.get_mut(part) {
                Some(encoding @ Encoding::Utf8) => *encoding = Encoding::Windows1252,
                _ => return Err(ReadError::Io { file: path.clone(), source: io::ErrorKind::InvalidData.into() }),
            }
        }
        findings.append(&mut guessed);
        Ok(())
    }

    fn split(&self, table: Table) -> Option<Split> {
        // Only all rows tell which values of a mapping are not used.
        if self.files.parts(table) != 1 || !self.mapping.values_of(table).is_empty() {
            return None;
        }
        Split::of(table, self.size(table), |from| self.files.open(table, 0, from)).ok()?
    }

    fn read_half(
        &self,
        split: &Split,
        half: Half,
        findings: &mut Vec<Finding>,
        sink: &mut impl RowSink,
    ) -> Option<u64> {
        let table = split.table;
        let file = TableFile { path: &self.files.path(table), table, mapping: self.mapping };
        let bytes = split.bytes(half, |from| self.files.open(table, 0, from)).ok()?;
        // The rows of the second half are added to those of the first.
        let size = if half == Half::First { split.size } else { split.size / 2 };
        let mut reader = PartReader::new(file, size, findings, sink);
        let is_read = matches!(reader.read(CsvFile::new(bytes, Encoding::Utf8, 1).ok()?), Ok(true));
        // Only all rows tell whether dates have the month first.
        (is_read && !reader.order.saw_month_first()).then_some(reader.line)
    }
}

impl<F: Files> CsvTables<'_, F> {
    /// The columns that the file of a table lacks and that a name in its header is near to; none if it has no readable header.
    pub(crate) fn near_columns(&self, table: Table) -> Vec<(&'static str, String)> {
        let file = TableFile { path: &self.files.path(table), table, mapping: self.mapping };
        let read = |encoding| {
            let bytes = self.files.open(table, 0, 0).ok()?;
            let mut csv = CsvFile::new(bytes, encoding, 1).ok()?;
            csv.header(|record, _| Header::near_columns(&file, record)).ok()?
        };
        read(Encoding::Utf8).or_else(|| read(Encoding::Windows1252)).unwrap_or_default()
    }

    /// Reads the parts of a table in these encodings. `Some` if one of them is not UTF-8: which, and on which line.
    fn read_parts<S: RowSink>(
        &self,
        reader: &mut PartReader<'_, S>,
        encodings: &[Encoding],
    ) -> Result<Option<(usize, u64)>, ReadError> {
        let TableFile { path, table, .. } = reader.file;
        for (part, encoding) in encodings.iter().enumerate() {
            let unreadable = |source| unreadable(path, source);
            let bytes = self.files.open(table, part, 0).map_err(unreadable)?;
            let csv = CsvFile::new(bytes, *encoding, reader.line).map_err(unreadable)?;
            match reader.read(csv) {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                Err(NotRead::NotUtf8(line)) => return Ok(Some((part, line))),
                Err(NotRead::Error(error)) => return Err(error),
            }
        }
        reader.finish()?;
        Ok(None)
    }
}

/// The error for a file that can't be read.
fn unreadable(path: &Path, source: io::Error) -> ReadError {
    match source.get_ref().and_then(|inner| inner.downcast_ref::<NotText>()).cloned() {
        Some(NotText { line, what }) => ReadError::NotText { file: path.to_owned(), line, what },
        None => ReadError::Io { file: path.to_owned(), source },
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

/// Reads the parts of a table's file.
struct PartReader<'r, S> {
    file: TableFile<'r>,
    /// The size of all parts.
    size: u64,
    findings: &'r mut Vec<Finding>,
    sink: &'r mut S,
    values: ValueMap<'r>,
    order: DateOrder,
    /// The header of the first part.
    first: Option<Header>,
    /// The first line of the next part.
    line: u64,
}

impl<'r, S: RowSink> PartReader<'r, S> {
    fn new(file: TableFile<'r>, size: u64, findings: &'r mut Vec<Finding>, sink: &'r mut S) -> Self {
        let TableFile { table, mapping, .. } = file;
        Self {
            file,
            size,
            findings,
            sink,
            values: mapping.values_of(table),
            order: DateOrder::new(table),
            first: None,
            line: 1,
        }
    }

    /// Reads a part. Returns whether the rows are wanted.
    fn read(&mut self, mut csv: CsvFile<'_>) -> Result<bool, NotRead> {
        let Self { file, size, findings, sink, values, order, first, line } = self;
        let path = file.path;
        let broken = |error: CsvError, header: Option<&Header>| match error {
            CsvError::Io(source) => NotRead::Error(unreadable(path, source)),
            CsvError::NotUtf8(line) => NotRead::NotUtf8(line),
            CsvError::Quotes(line, quotes) => NotRead::Error(wrong_quotes(file, line, quotes, header)),
            CsvError::TooLong(line, long) => NotRead::Error(too_long(file, line, long, header)),
        };
        let header = csv.header(|record, first_line| Ok((Header::of(file, record, first_line)?, record.line)));
        let header: Option<Result<_, ReadError>> = header.map_err(|error| broken(error, None))?;
        let (header, header_line) = header.ok_or_else(|| no_header(file, *line, ""))??;
        match first {
            None => {
                findings.extend(header.ignored(file.mapping));
                findings.extend(header.shared(file.mapping));
                if !sink.header(&header.absent()) {
                    return Ok(false);
                }
            }
            Some(first) => {
                if let Some((column, missing)) = header.differs(first) {
                    let (file, line) = (path.to_owned(), header_line);
                    return Err(ReadError::PartDiffers { file, line, column, missing }.into());
                }
            }
        }

        // Memory is reserved for all parts when the first begins.
        let size = first.is_none().then_some(*size);
        let mut rows = Rows { path, size, header: &header, values, order, sink: &mut **sink, is_first: true };
        let read = csv.read(&mut rows);
        read.map_err(|stopped| match stopped {
            Stopped::ByCsv(error) => broken(error, Some(&header)),
            Stopped::ByRow(error) => error.into(),
        })?;
        *line = csv.line_after();
        first.get_or_insert(header);
        Ok(true)
    }

    /// Checks what only all parts can tell.
    fn finish(&mut self) -> Result<(), ReadError> {
        self.findings.extend(self.values.unused());
        match self.order.month_first() {
            None => Ok(()),
            Some(MonthFirst { line, column, text }) => {
                Err(ReadError::MonthFirst { file: self.file.path.to_owned(), line, column, text })
            }
        }
    }
}

/// Hands the rows of a part to a sink.
struct Rows<'r, 'm, S> {
    path: &'r Path,
    /// The size of all parts, until memory is reserved for their rows.
    size: Option<u64>,
    header: &'r Header,
    values: &'r mut ValueMap<'m>,
    order: &'r mut DateOrder,
    sink: &'r mut S,
    /// Whether no row was read yet.
    is_first: bool,
}

impl<S> Rows<'_, '_, S> {
    /// Looks at the fields of a record that may be the first.
    fn check_first<'t>(&mut self, line: u64, fields: impl Iterator<Item = &'t str>) -> Result<(), Stopped> {
        if std::mem::take(&mut self.is_first) && is_rule(fields) {
            return Err(ReadError::Rule { file: self.path.to_owned(), line }.into());
        }
        Ok(())
    }
}

impl<S: RowSink> RecordSink<Stopped> for Rows<'_, '_, S> {
    fn row_fields(&self) -> Option<usize> {
        Some(self.header.len())
    }

    fn rows(&mut self, rows: &PlainRows<'_>) -> Result<(), Stopped> {
        self.check_first(rows.line, rows.first())?;
        if let Some(size) = self.size.take() {
            self.sink.expect(rows.rows_of(size));
        }
        let mut block = Block::new(rows.line, rows.rows);
        for (at, place) in self.header.places().iter().enumerate() {
            if let Some(place) = place {
                block.set(at, rows.column(*place));
            }
        }
        self.values.apply_to_block(&mut block);
        self.sink.block(&block, self.order);
        Ok(())
    }

    fn record(&mut self, record: &Record<'_>) -> Result<(), Stopped> {
        self.check_first(record.line, record.fields())?;
        let Self { path, header, values, order, sink, .. } = self;
        let mut cells = NO_CELLS;
        if !header.fill(record, &mut cells) {
            return Err(Header::footer(path, record).unwrap_or_else(|| header.field_count(path, record)).into());
        }
        values.apply(&mut cells);
        order.look(record.line, &cells);
        sink.row(record.line, &mut cells);
        Ok(())
    }
}

/// Whether a record with these fields is a line of dashes, as some programs draw it under a header.
fn is_rule<'t>(mut fields: impl Iterator<Item = &'t str>) -> bool {
    let is_dashes = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte == b'-');
    fields.all(|field| is_dashes(field.trim()))
}

/// The column of a field, or its number.
fn column(field: usize, header: Option<&Header>) -> String {
    let name = header.and_then(|header| header.name(field)).map(str::to_owned);
    name.unwrap_or_else(|| field.saturating_add(1).to_string())
}

fn too_long(file: &TableFile<'_>, line: u64, long: LongField, header: Option<&Header>) -> ReadError {
    let what = if long.is_record {
        "the row is longer than 16 megabytes or has too many fields"
    } else {
        "the field is longer than a megabyte; a quote may not be closed"
    };
    ReadError::TooLong { file: file.path.to_owned(), line, column: column(long.field, header), what }
}

fn wrong_quotes(file: &TableFile<'_>, line: u64, quotes: WrongQuotes, header: Option<&Header>) -> ReadError {
    ReadError::Quotes {
        file: file.path.to_owned(),
        line,
        column: column(quotes.field, header),
        wrong: match quotes.error {
            QuoteError::NotClosed => "the quoted field is not closed",
            QuoteError::TextAfterClose => "text follows the closing quote",
        },
    }
}
