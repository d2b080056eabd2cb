//! Splits a CSV file into two halves, which can be read at the same time.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use memchr::memchr;

use crate::Table;
use crate::csv_file::CsvFile;
use crate::encoding::Encoding;

/// Smaller files are read as a whole.
const SMALLEST: u64 = if cfg!(test) { 0 } else { 1 << 17 };

/// Larger files are read as a whole: there may not be room for all their identifiers.
const LARGEST: u64 = 1 << 31;

/// The longest line at which a file is split.
const LONGEST_LINE: u64 = 1 << 16;

/// A half of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Half {
    First,
    Second,
}

/// Where the file of a table is split.
#[derive(Clone, Debug)]
pub(crate) struct Split {
    pub(crate) table: Table,
    /// The size of the file.
    pub(crate) size: u64,
    header: Vec<u8>,
    /// The first byte of the second half.
    at: u64,
}

impl Split {
    /// Splits a file after a line feed near its middle. `open` opens the file at an offset. If the line feed also ends a record, both
    /// halves together have the records of the file. `None` if the file is small or very large, its first line is not exactly the
    /// header, or no line feed follows soon after the middle.
    pub(crate) fn of<'f>(
        table: Table,
        size: u64,
        open: impl Fn(u64) -> io::Result<Box<dyn Read + 'f>>,
    ) -> io::Result<Option<Self>> {
        if !(SMALLEST..LARGEST).contains(&size) {
            return Ok(None);
        }
        let (header, middle) = (first_line(open(0)?)?, size / 2);
        let line = first_line(open(middle)?)?;
        let length = |line: &[u8]| u64::try_from(line.len()).unwrap_or(u64::MAX);
        let at = middle.saturating_add(length(&line));
        let is_split = !line.is_empty() && at >= length(&header) && is_header(&header);
        Ok(is_split.then_some(Self { table, size, header, at }))
    }

    /// The bytes of a half. Each half starts with the header.
    pub(crate) fn bytes<'f>(
        &'f self,
        half: Half,
        open: impl Fn(u64) -> io::Result<Box<dyn Read + 'f>>,
    ) -> io::Result<Box<dyn Read + 'f>> {
        Ok(match half {
            Half::First => Box::new(open(0)?.take(self.at)),
            Half::Second => Box::new(Cursor::new(&self.header).chain(open(self.at)?)),
        })
    }
}

/// The bytes through the first line feed; none if it does not come soon.
fn first_line(bytes: impl Read) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    BufReader::with_capacity(1 << 10, bytes.take(LONGEST_LINE)).read_until(b'\n', &mut line)?;
    Ok(if line.ends_with(b"\n") { line } else { Vec::new() })
}

/// Whether a line that ends with a line feed is a header and nothing else.
fn is_header(line: &[u8]) -> bool {
    let content = line.strip_suffix(b"\n").unwrap_or(line);
    let content = content.strip_suffix(b"\r").unwrap_or(content);
    // UTF-16 with a mark is not UTF-8.
    if memchr(b'\r', content).is_some() || std::str::from_utf8(content).is_err() {
        return false;
    }
    let Ok(mut csv) = CsvFile::new(line, Encoding::Utf8, 1) else { return false };
    matches!(csv.header(|record, _| record.line), Ok(Some(1))) && csv.line_after() == 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The halves of a text, as they would be read.
    fn halves(text: &[u8]) -> Option<[Vec<u8>; 2]> {
        let size = u64::try_from(text.len()).unwrap();
        let open = |from: u64| -> io::Result<Box<dyn Read + '_>> {
            Ok(Box::new(text.get(usize::try_from(from).unwrap()..).unwrap_or(&[])))
        };
        let split = Split::of(Table::Person, size, open).unwrap()?;
        Some([Half::First, Half::Second].map(|half| {
            let mut bytes = Vec::new();
            split.bytes(half, open).unwrap().read_to_end(&mut bytes).unwrap();
            bytes
        }))
    }

    #[test]
    fn a_file_is_split_after_a_line_feed_and_each_half_has_the_header() {
        let halves_of = |first: &str, second: &str| Some([first, second].map(|half| half.as_bytes().to_vec()));
        for (text, expected) in [
            ("a,b\n1,2\n3,4\n", halves_of("a,b\n1,2\n", "a,b\n3,4\n")),
            ("a,b\r\n1,2\r\n3,4", halves_of("a,b\r\n1,2\r\n", "a,b\r\n3,4")),
            ("\"a\",\"b\"\n1,2\n3,4\n", halves_of("\"a\",\"b\"\n1,2\n", "\"a\",\"b\"\n3,4\n")),
            ("\u{feff}a,b\n1,2\n3,4\n", halves_of("\u{feff}a,b\n1,2\n", "\u{feff}a,b\n3,4\n")),
            ("a,b\n1,2\n", halves_of("a,b\n1,2\n", "a,b\n")),
            ("a,b\n", halves_of("a,b\n", "a,b\n")),
        ] {
            assert_eq!(halves(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn a_file_whose_first_line_is_not_just_the_header_is_not_split() {
        for text in [
            "",
            "a,b",
            "a,b\r1,2\r3,4\n5,6\n",
            "\na,b\n1,2\n3,4\n",
            "sep=;\na;b\n1;2\n3;4\n",
            "#TYPE x\na,b\n1,2\n3,4\n",
            "\"a\n\",b\n1,2\n3,4\n",
            "a\"b,\"c\nd\",e\n1,2\n",
        ] {
            assert_eq!(halves(text.as_bytes()), None, "{text:?}");
        }
        for text in [&b"\xFF\xFEa\0\n\0b\0\n\0"[..], b"\xFE\xFF\0a\0\n\0b\0\n", b"caf\xE9,b\n1,2\n3,4\n"] {
            assert_eq!(halves(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_file_without_a_line_feed_soon_after_its_middle_is_not_split() {
        let line = |length: usize| format!("a,b\n1,{}\n", "2".repeat(length));
        assert_eq!(halves(b"a,b\n1,2,3,4,5"), None);
        assert_eq!(halves(line(1 << 18).as_bytes()), None);
        assert!(halves(line(1 << 16).as_bytes()).is_some());
    }

    proptest! {
        #[test]
        fn no_byte_is_lost(rows in "[ab,\"\r\n]{0,40}") {
            let text = format!("a,b\n{rows}").into_bytes();
            let Some([first, second]) = halves(&text) else { return Ok(()) };
            prop_assert!(first.ends_with(b"\n"));
            prop_assert_eq!([&first[..], second.strip_prefix(b"a,b\n").unwrap()].concat(), text);
        }
    }
}
