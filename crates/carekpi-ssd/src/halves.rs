//! Splits a CSV file into two halves, which can be read at the same time.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use memchr::memchr;

use crate::csv_file::CsvFile;
use crate::encoding::Encoding;
use crate::source::Half;

/// Smaller files are read as a whole.
const SMALLEST: u64 = if cfg!(test) { 0 } else { 1 << 17 };

/// The longest line at which a file is split.
const LONGEST_LINE: u64 = 1 << 16;

/// The bytes of a half of a file that `open` opens at a byte. Each half has the header, and the first ends after a line feed. If its
/// last record ends there too, the records of both halves are those of the file. `None` if the file is small, or its header is not
/// just its first line.
pub(crate) fn half_of<'f>(
    size: u64,
    half: Half,
    open: impl Fn(u64) -> io::Result<Box<dyn Read + 'f>>,
) -> io::Result<Option<Box<dyn Read + 'f>>> {
    if size < SMALLEST {
        return Ok(None);
    }
    let (header, middle) = (first_line(open(0)?)?, size / 2);
    let line = first_line(open(middle)?)?;
    let length = |line: &[u8]| u64::try_from(line.len()).unwrap_or(u64::MAX);
    let split = middle.saturating_add(length(&line));
    if line.is_empty() || split < length(&header) || !is_header(&header) {
        return Ok(None);
    }
    Ok(Some(match half {
        Half::First => Box::new(open(0)?.take(split)),
        Half::Second => Box::new(Cursor::new(header).chain(open(split)?)),
    }))
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
        let [first, second] = [Half::First, Half::Second].map(|half| {
            let mut bytes = Vec::new();
            half_of(size, half, open).unwrap()?.read_to_end(&mut bytes).unwrap();
            Some(bytes)
        });
        assert_eq!(first.is_some(), second.is_some());
        Some([first?, second?])
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
            "a,b\n1,2,3,4,5",
        ] {
            assert_eq!(halves(text.as_bytes()), None, "{text:?}");
        }
        for text in [&b"\xFF\xFEa\0\n\0b\0\n\0"[..], b"\xFE\xFF\0a\0\n\0b\0\n", b"caf\xE9,b\n1,2\n3,4\n"] {
            assert_eq!(halves(text), None, "{text:?}");
        }
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
