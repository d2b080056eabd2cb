//! Reads records of any form, one by one.

use std::io::{self, BufRead};

use csv_core::ReadRecordResult;

use crate::lines::LineBreaks;
use crate::plain_records::Record;
use crate::quotes::{QuoteChecker, WrongQuotes};

/// Why a record can't be read.
#[derive(Debug)]
pub(crate) enum CsvError {
    /// The file can't be read.
    Io(io::Error),
    /// This line is not UTF-8.
    NotUtf8(u64),
    /// The quotes of the record that starts on this line are wrong.
    Quotes(u64, WrongQuotes),
    /// A field of the record that starts on this line is too long.
    TooLong(u64, LongField),
}

/// A field that is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LongField {
    /// The field, counted from 0.
    pub(crate) field: usize,
    /// Whether it is the whole record that is too long, through this field.
    pub(crate) is_record: bool,
}

impl From<io::Error> for CsvError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The mark of UTF-8. It is not part of a first record.
const MARK: char = '\u{FEFF}';

/// The most bytes that a field may have.
pub(crate) const LONGEST_FIELD: usize = 1 << 20;

/// The most bytes that the fields of a record may have.
pub(crate) const LONGEST_RECORD: usize = 1 << 24;

/// The most fields that a record may have.
const MOST_FIELDS: usize = 1 << 16;

/// Reads a record of any form.
pub(crate) struct Parser {
    separator: u8,
    /// Made when it is needed, because that takes a while.
    core: Option<csv_core::Reader>,
    /// Whether the next record is the first, which may begin with a [`MARK`].
    is_first: bool,
    fields: Vec<u8>,
    /// 0, and the ends of the fields.
    ends: Vec<usize>,
    /// How many fields the record has; 0 if there was no record.
    len: usize,
    /// The last byte that was read.
    pub(crate) last_byte: Option<u8>,
    /// How many bytes were read.
    pub(crate) taken: usize,
}

impl Parser {
    pub(crate) fn new(separator: u8) -> Self {
        Self {
            separator,
            core: None,
            is_first: true,
            fields: Vec::new(),
            ends: vec![0; 16],
            len: 0,
            last_byte: None,
            taken: 0,
        }
    }

    /// Whether a record without quotes need not be read by it.
    pub(crate) fn may_pass(&self, record: &str) -> bool {
        !(self.is_first && record.starts_with(MARK))
    }

    /// Passes over a record that is read otherwise.
    pub(crate) const fn pass(&mut self) {
        self.is_first = false;
    }

    /// Reads the next record. Returns its number of line breaks.
    pub(crate) fn read(
        &mut self,
        source: &mut dyn BufRead,
        line: u64,
        breaks: &mut LineBreaks,
    ) -> Result<u64, CsvError> {
        let (mut filled, mut line_breaks) = (0_usize, 0_u64);
        let mut quotes = QuoteChecker::new(self.separator);
        self.len = 0;
        let make = || {
            let mut core = csv_core::ReaderBuilder::new().delimiter(self.separator).build();
            if !self.is_first {
                // After a blank line it takes a mark as text.
                core.read_record(b"\n", &mut [0], &mut [0]);
            }
            core
        };
        let core = self.core.get_or_insert_with(make);
        self.is_first = false;
        loop {
            let bytes = source.fill_buf()?;
            let fields = self.fields.get_mut(filled..).unwrap_or_default();
            let ends = self.ends.get_mut(self.len.saturating_add(1)..).unwrap_or_default();
            let (result, read, written, ended) = core.read_record(bytes, fields, ends);
            let seen = bytes.get(..read).unwrap_or(&[]);
            self.last_byte = seen.last().copied().or(self.last_byte);
            line_breaks = line_breaks.saturating_add(breaks.count(seen));
            let checked = if bytes.is_empty() { quotes.end() } else { quotes.feed(seen) };
            checked.map_err(|wrong| CsvError::Quotes(line, wrong))?;
            source.consume(read);
            self.taken = self.taken.saturating_add(read);
            filled = filled.saturating_add(written);
            self.len = self.len.saturating_add(ended);
            if (filled > LONGEST_FIELD || self.len > MOST_FIELDS)
                && let Some(long) = long_field(self.ends.get(1..=self.len).unwrap_or(&[]), filled)
            {
                return Err(CsvError::TooLong(line, long));
            }
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.fields.resize(filled.saturating_mul(2).max(256), 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.len.saturating_add(1).saturating_mul(2), 0),
                ReadRecordResult::Record | ReadRecordResult::End => return Ok(line_breaks),
            }
        }
    }

    /// The record that was read last.
    pub(crate) fn record(&self, line: u64) -> Result<Option<Record<'_>>, CsvError> {
        let ends = self.ends.get(..=self.len).unwrap_or(&[]);
        let Some(last) = ends.last().filter(|_| self.len > 0) else { return Ok(None) };
        let text = utf8(self.fields.get(..*last).unwrap_or(&[]), line)?;
        // The text is valid only if no character spans two fields.
        if !ends.iter().all(|end| text.is_char_boundary(*end)) {
            return Err(CsvError::NotUtf8(line));
        }
        Ok(Some(Record { line, text, starts: ends, gap: 0 }))
    }
}

/// The first field that is too long, of fields with these ends and one more, through `filled`.
#[cold]
fn long_field(ends: &[usize], filled: usize) -> Option<LongField> {
    let starts = std::iter::once(&0).chain(ends);
    let mut fields = starts.zip(ends.iter().chain([&filled]));
    let too_long = fields.position(|(start, end)| end.saturating_sub(*start) > LONGEST_FIELD);
    let field = too_long.map(|field| LongField { field, is_record: false });
    let is_record = filled > LONGEST_RECORD || ends.len() > MOST_FIELDS;
    field.or_else(|| is_record.then_some(LongField { field: ends.len(), is_record }))
}

/// The text of a record that starts on `line`.
fn utf8(bytes: &[u8], line: u64) -> Result<&str, CsvError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or(&[]);
        CsvError::NotUtf8(line.saturating_add(LineBreaks::default().count(before)))
    })
}
