//! Reads the records of a CSV file through a buffer. A file is never held in memory.

use std::io::{self, BufRead, BufReader, Read};

use csv_core::ReadRecordResult;
use memchr::{memchr_iter, memchr3};

use crate::encoding::{Decoded, Encoding, MARK};
use crate::quotes::{QuoteChecker, WrongQuotes};

/// A record, borrowed until the next one is read.
pub(crate) struct Record<'r> {
    /// The line on which it starts.
    pub(crate) line: u64,
    /// The fields one after another, with `gap` bytes between them.
    text: &'r str,
    ends: &'r [usize],
    gap: usize,
}

impl<'r> Record<'r> {
    /// How many fields it has.
    pub(crate) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field; blank after the last.
    pub(crate) fn field(&self, place: usize) -> &'r str {
        let before = place.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |end| end.saturating_add(self.gap));
        self.ends.get(place).and_then(|end| self.text.get(start..*end)).unwrap_or("")
    }
}

/// Why a record can't be read.
#[derive(Debug)]
pub(crate) enum CsvError {
    /// The file can't be read, or it is not text.
    Io(io::Error),
    /// The quotes of the record that starts on this line are wrong.
    Quotes(u64, WrongQuotes),
}

impl From<io::Error> for CsvError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// How many bytes are read at once.
const BUFFER: usize = 1 << 16;

/// A CSV file, open.
pub(crate) struct CsvFile<'f> {
    source: Box<dyn BufRead + 'f>,
    line: u64,
    ends: Vec<usize>,
    /// For records with quotes, and for records that the buffer does not hold as a whole.
    parser: Parser,
}

impl<'f> CsvFile<'f> {
    /// Reads the bytes of a file. A byte order mark is skipped.
    pub(crate) fn new(bytes: impl Read + 'f, encoding: Encoding) -> io::Result<Self> {
        let mut file = BufReader::with_capacity(BUFFER, bytes);
        if file.fill_buf()?.starts_with(MARK) {
            file.consume(MARK.len());
        }
        Ok(Self::from_text(match encoding {
            Encoding::Utf8 => Box::new(file),
            Encoding::Windows1252 => Box::new(BufReader::with_capacity(BUFFER, Decoded::new(file, BUFFER))),
        }))
    }

    fn from_text(source: Box<dyn BufRead + 'f>) -> Self {
        Self { source, line: 1, ends: Vec::new(), parser: Parser::new() }
    }

    /// Calls `each` with the next record; `None` after the last. A record that is not text is an error of the kind
    /// [`InvalidData`](io::ErrorKind::InvalidData).
    pub(crate) fn next<T>(&mut self, each: impl FnOnce(&Record<'_>) -> T) -> Result<Option<T>, CsvError> {
        self.skip_blank_lines()?;
        let line = self.line;
        let bytes = self.source.fill_buf()?;
        let Some((plain, length)) = plain_line(bytes) else {
            let breaks = self.parser.read(&mut self.source, line)?;
            self.line = line.saturating_add(breaks);
            return Ok(self.parser.record(line)?.map(|record| each(&record)));
        };
        self.ends.clear();
        self.ends.extend(memchr_iter(b',', plain));
        self.ends.push(plain.len());
        let result = each(&Record { line, text: utf8(plain)?, ends: &self.ends, gap: 1 });
        self.source.consume(length);
        self.line = line.saturating_add(1);
        Ok(Some(result))
    }

    fn skip_blank_lines(&mut self) -> Result<(), CsvError> {
        loop {
            let bytes = self.source.fill_buf()?;
            let blank = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if blank == 0 {
                return Ok(());
            }
            self.line = self.line.saturating_add(breaks(bytes.get(..blank).unwrap_or(&[])));
            self.source.consume(blank);
        }
    }
}

/// The first line, if it is a whole record without quotes: the line, and its length in bytes with the line break.
fn plain_line(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let end = memchr3(b'\n', b'\r', b'"', bytes)?;
    let length = match bytes.get(end..)? {
        [b'\n', ..] => end.checked_add(1)?,
        [b'\r', b'\n', ..] => end.checked_add(2)?,
        _ => return None,
    };
    Some((bytes.get(..end)?, length))
}

fn breaks(bytes: &[u8]) -> u64 {
    u64::try_from(memchr_iter(b'\n', bytes).count()).unwrap_or(u64::MAX)
}

fn utf8(bytes: &[u8]) -> io::Result<&str> {
    std::str::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Reads a record of any form.
struct Parser {
    core: csv_core::Reader,
    fields: Vec<u8>,
    ends: Vec<usize>,
    /// How many fields the record has; 0 if there was no record.
    len: usize,
}

impl Parser {
    fn new() -> Self {
        Self { core: csv_core::Reader::new(), fields: Vec::new(), ends: Vec::new(), len: 0 }
    }

    /// Reads the next record. Returns its number of line breaks.
    fn read(&mut self, source: &mut dyn BufRead, line: u64) -> Result<u64, CsvError> {
        let (mut filled, mut line_breaks) = (0_usize, 0_u64);
        let mut quotes = QuoteChecker::new();
        self.len = 0;
        loop {
            let bytes = source.fill_buf()?;
            let fields = self.fields.get_mut(filled..).unwrap_or_default();
            let ends = self.ends.get_mut(self.len..).unwrap_or_default();
            let (result, read, written, ended) = self.core.read_record(bytes, fields, ends);
            let seen = bytes.get(..read).unwrap_or(&[]);
            line_breaks = line_breaks.saturating_add(breaks(seen));
            let checked = if bytes.is_empty() { quotes.end() } else { quotes.feed(seen) };
            checked.map_err(|wrong| CsvError::Quotes(line, wrong))?;
            source.consume(read);
            filled = filled.saturating_add(written);
            self.len = self.len.saturating_add(ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.fields.resize(filled.saturating_mul(2).max(256), 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.len.saturating_mul(2).max(16), 0),
                ReadRecordResult::Record | ReadRecordResult::End => return Ok(line_breaks),
            }
        }
    }

    /// The record that was read last.
    fn record(&self, line: u64) -> io::Result<Option<Record<'_>>> {
        let ends = self.ends.get(..self.len).unwrap_or(&[]);
        let Some(last) = ends.last() else { return Ok(None) };
        let text = utf8(self.fields.get(..*last).unwrap_or(&[]))?;
        // The text is valid only if no character spans two fields.
        if !ends.iter().all(|end| text.is_char_boundary(*end)) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(Some(Record { line, text, ends, gap: 0 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The records of a text that is read in parts of `buffer` bytes, with their lines.
    fn records(text: &[u8], buffer: usize) -> Result<Vec<(u64, Vec<String>)>, CsvError> {
        let source = BufReader::with_capacity(buffer, io::Cursor::new(text.to_vec()));
        let mut file = CsvFile::from_text(Box::new(source));
        let fields = |record: &Record<'_>| (0..record.len()).map(|place| record.field(place).to_owned()).collect();
        let mut records = Vec::new();
        while let Some(record) = file.next(|record| (record.line, fields(record)))? {
            records.push(record);
        }
        Ok(records)
    }

    #[test]
    fn the_line_of_a_record_is_that_on_which_it_starts() {
        let text = b"a,b\r\n\r\n\n\"c\nd\",e\r\nf,\"\"\"g\"\"\"\n,\nh,i";
        for buffer in 1..40 {
            let records = records(text, buffer).unwrap();
            let expected = [(1, ["a", "b"]), (4, ["c\nd", "e"]), (6, ["f", "\"g\""]), (7, ["", ""]), (8, ["h", "i"])];
            assert_eq!(records, expected.map(|(line, fields)| (line, fields.map(str::to_owned).to_vec())));
        }
        assert!([&b""[..], b"\n\r\n"].iter().all(|text| records(text, 8).unwrap().is_empty()));
    }

    fn kind(error: CsvError) -> Option<io::ErrorKind> {
        match error {
            CsvError::Io(error) => Some(error.kind()),
            CsvError::Quotes(..) => None,
        }
    }

    #[test]
    fn bytes_that_are_not_text_are_an_error() {
        for text in [&b"a,caf\xE9\n"[..], b"\"\xC3\",\xA9\n", b"\"a\",\xE9", b"\xFF"] {
            let mut file = CsvFile::from_text(Box::new(io::Cursor::new(text.to_vec())));
            assert_eq!(kind(file.next(|_| ()).unwrap_err()), Some(io::ErrorKind::InvalidData), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn records_are_those_of_the_csv_crate(text in "[ab,\"\r\n\u{e9}]{0,40}", buffer in 1_usize..50) {
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> =
                reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            // The crate accepts wrong quotes.
            let Ok(ours) = records(text.as_bytes(), buffer) else {
                let mut checker = QuoteChecker::new();
                prop_assert!(checker.feed(text.as_bytes()).and_then(|()| checker.end()).is_err());
                return Ok(());
            };
            let ours: Vec<Vec<String>> = ours.into_iter().map(|(_, fields)| fields).collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
