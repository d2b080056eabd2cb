//! The encoding of a file: UTF-16 if it begins with the mark of UTF-16, UTF-8 if it decodes as that, else Windows-1252.

use std::io::{self, BufRead, Cursor, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::lines::LineBreaks;

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    Windows1252,
}

impl Encoding {
    /// The encoding of a file that begins with these bytes, unless it turns out not to be UTF-8; and the length of the mark.
    fn of(start: &[u8]) -> (Self, usize) {
        match start {
            [0xFF, 0xFE, ..] => (Self::Utf16LittleEndian, 2),
            [0xFE, 0xFF, ..] => (Self::Utf16BigEndian, 2),
            [0xEF, 0xBB, 0xBF, ..] => (Self::Utf8, 3),
            _ => (Self::Utf8, 0),
        }
    }

    fn decoder(self) -> Option<Decoder> {
        let encoding = match self {
            Self::Utf8 => return None,
            Self::Utf16LittleEndian => UTF_16LE,
            Self::Utf16BigEndian => UTF_16BE,
            Self::Windows1252 => WINDOWS_1252,
        };
        Some(encoding.new_decoder_without_bom_handling())
    }
}

/// Why a file can't be read as text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub(crate) struct NotText {
    pub(crate) line: u64,
    pub(crate) what: String,
}

impl From<NotText> for io::Error {
    fn from(error: NotText) -> Self {
        Self::new(io::ErrorKind::InvalidInput, error)
    }
}

/// How many bytes tell what a file is.
const START: usize = 64;

/// What a file that begins with these bytes seems to be, if that is not text.
fn not_text(start: &[u8]) -> Option<&'static str> {
    let nuls = [0, 1].map(|first| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count());
    let half = start.len().checked_div(2).unwrap_or(0);
    match start {
        [b'P', b'K', 3, 4, ..] => Some("the file is an Excel workbook or another archive, not CSV; save it as CSV"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Some("the file is an Excel workbook of an old form, not CSV; save it as CSV"),
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => {
            Some("not text that is read: looks like UTF-32; save it as UTF-8")
        }
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => None,
        _ if !start.contains(&0) => None,
        // Letters of English text take one byte of two in UTF-16, and one of four in UTF-32.
        _ => match nuls {
            [0, nuls] | [nuls, 0] if nuls.saturating_mul(2) >= half => {
                Some("not text: looks like UTF-16 without a byte order mark; save it as UTF-8")
            }
            [even, odd] if even > 0 && odd > 0 && even.saturating_add(odd) > half => {
                Some("not text: looks like UTF-32; save it as UTF-8")
            }
            _ => None,
        },
    }
}

/// The text of a file as UTF-8, without a mark, read `buffer` bytes at a time. What has no mark of UTF-16 is read as
/// `unmarked`, and if that is UTF-8, it is not checked.
pub(crate) fn text<'f>(
    mut file: impl Read + 'f,
    unmarked: Encoding,
    buffer: usize,
) -> io::Result<Box<dyn BufRead + 'f>> {
    let mut start = [0; START];
    let mut held = 0_usize;
    while let Some(rest) = start.get_mut(held..).filter(|rest| !rest.is_empty()) {
        match read_some(&mut file, rest)? {
            0 => break,
            read => held = held.saturating_add(read),
        }
    }
    let begins = start.get(..held).unwrap_or(&[]);
    if let Some(what) = not_text(begins) {
        return Err(NotText { line: 1, what: what.to_owned() }.into());
    }
    let (marked, mark) = Encoding::of(begins);
    let encoding = if marked == Encoding::Utf8 { unmarked } else { marked };
    let rest = start.get(mark..held).unwrap_or(&[]).to_vec();
    let bytes = Cursor::new(rest).chain(file);
    Ok(match encoding.decoder() {
        None => Box::new(io::BufReader::with_capacity(buffer, bytes)),
        Some(decoder) => Box::new(Decoded::new(bytes, decoder, buffer)),
    })
}

fn read_some(file: &mut impl Read, bytes: &mut [u8]) -> io::Result<usize> {
    loop {
        match file.read(bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

/// The text of a file in another encoding, as UTF-8.
struct Decoded<F> {
    file: F,
    decoder: Decoder,
    bytes: Vec<u8>,
    /// The part of the bytes that is not decoded yet.
    from: usize,
    to: usize,
    text: Vec<u8>,
    /// The part of the text that is not consumed yet.
    at: usize,
    end: usize,
    /// The line that is decoded next.
    line: u64,
    breaks: LineBreaks,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Going,
    Ended,
    /// What follows the decoded text is not in the encoding.
    Malformed,
}

impl<F: Read> Decoded<F> {
    fn new(file: F, decoder: Decoder, buffer: usize) -> Self {
        // A character has at most four bytes.
        let (bytes, text) = (vec![0; buffer.max(1)], vec![0; buffer.max(16)]);
        Self {
            file,
            decoder,
            bytes,
            from: 0,
            to: 0,
            text,
            at: 0,
            end: 0,
            line: 1,
            breaks: LineBreaks::default(),
            state: State::Going,
        }
    }

    fn decode(&mut self) -> io::Result<()> {
        if self.from >= self.to {
            self.from = 0;
            self.to = read_some(&mut self.file, &mut self.bytes)?;
        }
        let bytes = self.bytes.get(self.from..self.to).unwrap_or(&[]);
        let last = bytes.is_empty();
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(bytes, &mut self.text, last);
        self.from = self.from.saturating_add(read);
        (self.at, self.end) = (0, written);
        let breaks = self.breaks.count(self.text.get(..written).unwrap_or(&[]));
        self.line = self.line.saturating_add(breaks);
        self.state = match result {
            DecoderResult::Malformed(..) => State::Malformed,
            DecoderResult::InputEmpty if last => State::Ended,
            DecoderResult::InputEmpty | DecoderResult::OutputFull => State::Going,
        };
        Ok(())
    }
}

impl<F: Read> BufRead for Decoded<F> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at >= self.end {
            match self.state {
                State::Going => self.decode()?,
                State::Ended => return Ok(&[]),
                State::Malformed => {
                    let name = self.decoder.encoding().name();
                    let what = format!("the file begins with the byte order mark of {name}, but is not {name}");
                    return Err(NotText { line: self.line, what }.into());
                }
            }
        }
        Ok(self.text.get(self.at..self.end).unwrap_or(&[]))
    }

    fn consume(&mut self, read: usize) {
        self.at = self.at.saturating_add(read);
    }
}

impl<F: Read> Read for Decoded<F> {
    fn read(&mut self, text: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(text)?;
        self.consume(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], unmarked: Encoding, buffer: usize) -> io::Result<String> {
        let mut read = String::new();
        text(bytes, unmarked, buffer)?.read_to_string(&mut read)?;
        Ok(read)
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let expected = "id,name\n1,Zo\u{eb} \u{20ac}\u{1d11e}\n";
        for buffer in [1, 2, 3, 5, 7, 16, 300] {
            for bytes in [
                expected.as_bytes().to_vec(),
                format!("\u{feff}{expected}").into_bytes(),
                utf16(expected, u16::to_le_bytes),
                utf16(expected, u16::to_be_bytes),
            ] {
                assert_eq!(all(&bytes, Encoding::Utf8, buffer).unwrap(), expected);
            }
        }
        for short in ["", "a", "ab"] {
            assert_eq!(all(short.as_bytes(), Encoding::Utf8, 8).unwrap(), short);
            assert_eq!(all(&utf16(short, u16::to_le_bytes), Encoding::Utf8, 8).unwrap(), short);
        }
    }

    #[test]
    fn every_byte_of_windows_1252_is_decoded() {
        let bytes: Vec<u8> = (0..=255).collect();
        let whole = WINDOWS_1252.decode_without_bom_handling(&bytes).0;
        for buffer in [1, 2, 7, 300] {
            assert_eq!(all(&bytes, Encoding::Windows1252, buffer).unwrap(), whole);
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        let utf32 = |text: &str, bytes: fn(u32) -> [u8; 4]| -> Vec<u8> {
            text.chars().map(u32::from).flat_map(bytes).collect()
        };
        let unmarked =
            |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(bytes).collect() };
        let header = "pers_person_id,pers_dob\nP1,2015-06-01\n";
        for (bytes, says) in [
            (b"PK\x03\x04\x14\0\x06\0".to_vec(), "an Excel workbook"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1".to_vec(), "an Excel workbook"),
            (unmarked(header, u16::to_le_bytes), "UTF-16 without a byte order mark"),
            (unmarked(header, u16::to_be_bytes), "UTF-16 without a byte order mark"),
            (unmarked("a", u16::to_le_bytes), "UTF-16 without a byte order mark"),
            (utf32(header, u32::to_le_bytes), "UTF-32"),
            (utf32(header, u32::to_be_bytes), "UTF-32"),
            (utf32(&format!("\u{feff}{header}"), u32::to_le_bytes), "UTF-32"),
            (utf32(&format!("\u{feff}{header}"), u32::to_be_bytes), "UTF-32"),
        ] {
            let error = all(&bytes, Encoding::Utf8, 16).unwrap_err().to_string();
            assert!(error.starts_with("line 1: ") && error.contains(says), "{error}");
        }
    }

    #[test]
    fn text_that_is_not_utf_16_is_an_error_with_its_line() {
        let odd = b"\xFF\xFEa\0\n\0b";
        let lone = b"\xFE\xFF\0a\0\n\xD8\0\0b";
        for bytes in [&odd[..], lone] {
            for buffer in [1, 16, 100] {
                let error = all(bytes, Encoding::Utf8, buffer).unwrap_err();
                assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
                assert!(error.to_string().starts_with("line 2: "), "{error}");
            }
        }
    }
}
