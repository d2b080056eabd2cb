//! Reads the records of a CSV file through a buffer. A file is never held in memory.

use std::io::{self, BufRead, Cursor, Read};
use std::iter;

use memchr::{memchr, memchr_iter, memchr2};

use crate::encoding::{Encoding, text};
use crate::lines::LineBreaks;
use crate::plain_records::{PlainRecords, Record, RecordSink, is_break};
use crate::record_parser::{CsvError, LONGEST_RECORD, LongField, Parser};
use crate::separator::{Preface, separator_of};

/// How many bytes are read at once.
const BUFFER: usize = 1 << 16;

/// A CSV file, open.
pub(crate) struct CsvFile<'f> {
    source: Box<dyn BufRead + 'f>,
    /// The line of the next byte.
    line: u64,
    breaks: LineBreaks,
    separator: u8,
    /// Where the fields of a block start.
    starts: Vec<usize>,
    /// Where the fields of a line start.
    starts_of_line: Vec<usize>,
    /// For records with quotes, and for long ones.
    parser: Parser,
}

impl<'f> CsvFile<'f> {
    /// Reads the bytes of a file, whose lines are counted from `line`. What has no mark of UTF-16 is read as `unmarked`.
    pub(crate) fn new(bytes: impl Read + 'f, unmarked: Encoding, line: u64) -> io::Result<Self> {
        Ok(Self::from_text(text(bytes, unmarked, BUFFER)?, line))
    }

    fn from_text(source: Box<dyn BufRead + 'f>, line: u64) -> Self {
        Self {
            source,
            line,
            breaks: LineBreaks::default(),
            separator: b',',
            starts: Vec::new(),
            starts_of_line: Vec::new(),
            parser: Parser::new(b','),
        }
    }

    /// Reads the header, which tells the separator: calls `each` with it and with its first line as it is written. `None` if no
    /// line has text. A very first line that only describes the file is passed over.
    pub(crate) fn header<T>(&mut self, each: impl FnOnce(&Record<'_>, &str) -> T) -> Result<Option<T>, CsvError> {
        let mut first = self.first_line()?;
        let preface = Preface::of(content(&first));
        if preface.is_some() {
            self.pass(&first);
            first.clear();
        }
        if content(&first).is_empty() {
            self.pass(&first);
            self.skip_blank_lines()?;
            first = self.first_line()?;
        }
        self.separator = match preface {
            Some(Preface::Separator(separator)) => separator,
            Some(Preface::Type) | None => separator_of(&first),
        };
        self.parser = Parser::new(self.separator);
        let record = self.record(&first)?;
        Ok(record.map(|record| each(&record, String::from_utf8_lossy(content(&first)).trim())))
    }

    /// Takes the first line, and fails if it is too long.
    fn first_line(&mut self) -> Result<Vec<u8>, CsvError> {
        let line = self.line_within(LONGEST_RECORD)?;
        if line.len() > LONGEST_RECORD && !line.last().is_some_and(|last| is_break(*last)) {
            return Err(CsvError::TooLong(self.line, LongField { field: 0, is_record: true }));
        }
        Ok(line)
    }

    /// Takes the bytes up to the next line break, with its first byte. If they are more than this, it takes only some of them.
    fn line_within(&mut self, most: usize) -> Result<Vec<u8>, CsvError> {
        let mut line = Vec::new();
        loop {
            let bytes = self.source.fill_buf()?;
            let end = memchr2(b'\n', b'\r', bytes);
            let taken = end.map_or(bytes.len(), |end| end.saturating_add(1));
            line.extend_from_slice(bytes.get(..taken).unwrap_or(&[]));
            self.source.consume(taken);
            if end.is_some() || taken == 0 || line.len() > most {
                return Ok(line);
            }
        }
    }

    /// Reads the record that begins with these bytes, which were taken: a line, or less if it is long. `None` at the end.
    fn record<'r>(&'r mut self, first: &'r [u8]) -> Result<Option<Record<'r>>, CsvError> {
        let line = self.line;
        if let Some(text) = plain_line(first).filter(|text| self.parser.may_pass(text)) {
            self.parser.pass();
            self.pass(first);
            let ends = memchr_iter(self.separator, first).chain([first.len().wrapping_sub(1)]);
            self.starts_of_line.clear();
            self.starts_of_line.extend(iter::once(0).chain(ends.map(|end| end.saturating_add(1))));
            return Ok(Some(Record { line, text, starts: &self.starts_of_line, gap: 1 }));
        }
        let breaks = self.parser.read(&mut Cursor::new(first).chain(&mut self.source), line, &mut self.breaks)?;
        self.line = line.saturating_add(breaks);
        self.parser.record(line)
    }

    /// Counts the lines of bytes that were taken.
    fn pass(&mut self, bytes: &[u8]) {
        self.line = self.line.saturating_add(self.breaks.count(bytes));
    }

    /// Gives every record that is left to `sink`, until one fails.
    pub(crate) fn read<E: From<CsvError>>(&mut self, sink: &mut impl RecordSink<E>) -> Result<(), E> {
        loop {
            // A line feed may be left of the break before.
            self.skip_blank_lines()?;
            let bytes = self.source.fill_buf().map_err(CsvError::Io)?;
            if bytes.is_empty() {
                return Ok(());
            }
            let mut plain = PlainRecords::new(valid_text(bytes), self.line, self.breaks, self.separator);
            let odd = plain.give(&mut self.starts, sink)?;
            let PlainRecords { start: taken, line, breaks, .. } = plain;
            self.source.consume(taken);
            (self.line, self.breaks) = (line, breaks);
            // The next record has quotes, or the buffer holds only its beginning. Those of an odd block are read one by one.
            let until = self.parser.taken.saturating_add(odd.unwrap_or(0).saturating_sub(taken));
            loop {
                self.skip_blank_lines()?;
                let first = if odd.is_none() { self.line_within(BUFFER)? } else { Vec::new() };
                if first.is_empty() && self.source.fill_buf().map_err(CsvError::Io)?.is_empty() {
                    return Ok(());
                }
                match self.record(&first)? {
                    Some(record) => sink.record(&record)?,
                    None => return Ok(()),
                }
                if self.parser.taken >= until {
                    break;
                }
            }
        }
    }

    /// The line after the last, when all records were read.
    pub(crate) fn line_after(&self) -> u64 {
        if matches!(self.parser.last_byte, None | Some(b'\r' | b'\n')) {
            self.line
        } else {
            self.line.saturating_add(1)
        }
    }

    fn skip_blank_lines(&mut self) -> Result<(), CsvError> {
        loop {
            let bytes = self.source.fill_buf()?;
            let blank = bytes.iter().take_while(|byte| is_break(**byte)).count();
            if blank == 0 {
                return Ok(());
            }
            self.line = self.line.saturating_add(self.breaks.count(bytes.get(..blank).unwrap_or(&[])));
            self.source.consume(blank);
        }
    }
}

/// The first bytes, as far as they are UTF-8.
fn valid_text(bytes: &[u8]) -> &str {
    // A file in memory is one buffer.
    let bytes = bytes.get(..BUFFER).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => bytes.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or(""),
    }
}

/// The text of a line that is a record of its own: one with a break and without quotes. `None` for a longer line than a buffer.
fn plain_line(line: &[u8]) -> Option<&str> {
    let has_break = line.last().is_some_and(|last| is_break(*last));
    let is_plain = line.len() <= BUFFER && has_break && memchr(b'"', line).is_none();
    is_plain.then(|| std::str::from_utf8(line).ok()).flatten()
}

/// The line without its break.
fn content(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\n").or(line.strip_suffix(b"\r")).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain_rows::PlainRows;
    use crate::quotes::QuoteChecker;
    use crate::record_parser::LONGEST_FIELD;
    use proptest::prelude::*;

    /// Calls a function with each record, and takes no rows.
    struct Each<F>(F);

    impl<F: FnMut(&Record<'_>)> RecordSink<CsvError> for Each<F> {
        fn row_fields(&self) -> Option<usize> {
            None
        }

        fn rows(&mut self, _: &PlainRows<'_>) -> Result<(), CsvError> {
            Ok(())
        }

        fn record(&mut self, record: &Record<'_>) -> Result<(), CsvError> {
            (self.0)(record);
            Ok(())
        }
    }

    /// The records of a text that is read in parts of `buffer` bytes, with their lines.
    fn records(text: &[u8], buffer: usize) -> Result<Vec<(u64, Vec<String>)>, CsvError> {
        let source = io::BufReader::with_capacity(buffer, Cursor::new(text.to_vec()));
        let mut file = CsvFile::from_text(Box::new(source), 1);
        let fields = |record: &Record<'_>| (0..record.len()).map(|place| record.field(place).to_owned()).collect();
        let mut records = Vec::new();
        file.read(&mut Each(|record: &Record<'_>| records.push((record.line, fields(record)))))?;
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

    #[test]
    fn bytes_that_are_not_text_are_an_error_with_their_line() {
        for (text, line) in [
            (&b"a,caf\xE9\n"[..], 1),
            (b"\"\xC3\",\xA9\n", 1),
            (b"\"a\",\xE9", 1),
            (b"\xFF", 1),
            (b"\n\"a\nb\xE9\",c\n", 3),
        ] {
            let mut file = CsvFile::from_text(Box::new(Cursor::new(text.to_vec())), 1);
            let error = file.read(&mut Each(|_: &Record<'_>| {})).unwrap_err();
            assert!(matches!(error, CsvError::NotUtf8(at) if at == line), "{error:?}");
        }
    }

    #[test]
    fn lines_that_end_with_a_carriage_return_are_counted() {
        let text = b"a,b\r\r\"c\rd\",e\rf,g\r\nh,i\n\rj,k\r\r\nl,m";
        for buffer in 1..40 {
            let lines: Vec<u64> = records(text, buffer).unwrap().into_iter().map(|(line, _)| line).collect();
            assert_eq!(lines, [1, 3, 5, 6, 8, 10], "{buffer}");
        }
    }

    #[test]
    fn a_field_that_is_too_long_is_an_error_with_its_line() {
        let long = "x".repeat(LONGEST_FIELD);
        let fits = [format!("a,b\n{long},\"{long}\"\n"), format!("a,\"{long}\",{long}")];
        assert!(fits.iter().all(|text| records(text.as_bytes(), 5_000).is_ok()));
        let many = ",".repeat(LONGEST_RECORD) + "\n";
        let wide = format!("{long},").repeat(17);
        for (text, line, field, is_record) in [
            (format!("a,b\n{long}x,c\n"), 2, 0, false),
            (format!("a,b\nc,{long}x"), 2, 1, false),
            (format!("a,b\nc,\"{long}x\"\n"), 2, 1, false),
            (format!("a,b\n\nc,\"d\n{long}"), 3, 1, false),
            (format!("a,b\n\"c\",d,{long}x,e\n"), 2, 2, false),
            (wide, 1, 16, true),
        ] {
            for buffer in [100, 1 << 16] {
                let error = records(text.as_bytes(), buffer).unwrap_err();
                let expected = LongField { field, is_record };
                assert!(matches!(error, CsvError::TooLong(at, found) if at == line && found == expected), "{error:?}");
            }
        }
        // Fields without a byte take memory too.
        assert!(matches!(records(many.as_bytes(), 1 << 16), Err(CsvError::TooLong(1, _))));
        let header = |text: &str| {
            let source = io::BufReader::new(Cursor::new(text.as_bytes().to_vec()));
            CsvFile::from_text(Box::new(source), 1).header(|record, _| record.len())
        };
        assert!(matches!(header(&format!("a,{long}x\n")), Err(CsvError::TooLong(1, LongField { field: 1, .. }))));
        assert!(matches!(header(&many), Err(CsvError::TooLong(1, _))));
    }

    /// The header's fields and line, and the lines of the other records.
    fn lines(text: &str, buffer: usize) -> Option<(u64, Vec<String>, Vec<u64>)> {
        let source = io::BufReader::with_capacity(buffer, Cursor::new(text.as_bytes().to_vec()));
        let mut file = CsvFile::from_text(Box::new(source), 1);
        let fields = |record: &Record<'_>| (0..record.len()).map(|place| record.field(place).to_owned()).collect();
        let (line, header) = file.header(|record, _| (record.line, fields(record))).unwrap()?;
        let mut others = Vec::new();
        file.read(&mut Each(|record: &Record<'_>| others.push(record.line))).unwrap();
        Some((line, header, others))
    }

    #[test]
    fn lines_before_the_header_are_passed_over_and_counted() {
        for buffer in [1, 2, 3, 7, 100] {
            for (text, line, others) in [
                ("a;b\n1;2\n", 1, vec![2]),
                ("\n\r\na;b\r\n\r\n1;2\r\n", 3, vec![5]),
                ("sep=;\na;b\n1;2\n3;4", 2, vec![3, 4]),
                ("SEP=;\r\n\r\na;b\r\n1;2\r\n", 3, vec![4]),
                ("sep= \na b\n1 2\n3 4", 2, vec![3, 4]),
                ("#TYPE x\r\n\"a\";\"b\"\r\n\"1\";\"2\"\r\n", 2, vec![3]),
                ("a;b", 1, vec![]),
            ] {
                let found = lines(text, buffer).unwrap();
                assert_eq!(found, (line, vec!["a".to_owned(), "b".to_owned()], others), "{text:?} {buffer}");
            }
            let (line, header, others) = lines("\n\"a\nx\",\"b\"\n1,2\n", buffer).unwrap();
            assert_eq!((line, header[0].as_str(), others), (2, "a\nx", vec![4]));
            assert!(["", "\n\r\n", "sep=;", "#TYPE x\n\n"].iter().all(|text| lines(text, buffer).is_none()));
        }
    }

    #[test]
    fn a_mark_is_passed_over_only_before_the_header() {
        for header in ["a,b", "\"a\",b", "\u{feff}a,b", "\n\u{feff}a,b"] {
            let text = format!("{header}\n\u{feff}c,\"d\"\n\u{feff}e,f\n").into_bytes();
            for buffer in 1..40 {
                let source = io::BufReader::with_capacity(buffer, Cursor::new(text.clone()));
                let mut file = CsvFile::from_text(Box::new(source), 1);
                let fields = |record: &Record<'_>| record.fields().collect::<Vec<_>>().join(" ");
                let first = file.header(|record, _| fields(record)).unwrap();
                let mut others = Vec::new();
                file.read(&mut Each(|record: &Record<'_>| others.push(fields(record)))).unwrap();
                assert_eq!((first.as_deref(), others.join(";")), (Some("a b"), "\u{feff}c d;\u{feff}e f".to_owned()));
            }
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
                let mut checker = QuoteChecker::new(b',');
                prop_assert!(checker.feed(text.as_bytes()).and_then(|()| checker.end()).is_err());
                return Ok(());
            };
            let ours: Vec<Vec<String>> = ours.into_iter().map(|(_, fields)| fields).collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
