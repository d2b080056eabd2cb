//! The encoding of a file: UTF-8 if all of it is that, else Windows-1252.

use std::io::{self, Read};

use encoding_rs::WINDOWS_1252;
use memchr::memchr_iter;

/// A byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// What there is to know of a file before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// Whether it is UTF-8, and not Windows-1252.
    pub(crate) utf8: bool,
    /// Whether it begins with a byte order mark.
    pub(crate) has_mark: bool,
    /// How many lines it has, the last one too if nothing ends it.
    pub(crate) lines: usize,
}

/// Looks at all of a file, `buffer` bytes at a time.
pub(crate) fn look(file: &mut impl Read, buffer: usize) -> io::Result<Look> {
    let mut look = Look { utf8: true, has_mark: false, lines: 1 };
    let mut bytes = vec![0; buffer.max(8)];
    // The bytes of a character that the last part broke off in.
    let mut broken_off = 0;
    let mut first = true;
    loop {
        let read = match bytes.get_mut(broken_off..) {
            Some(rest) => read_some(file, rest)?,
            None => 0,
        };
        let held = broken_off.saturating_add(read);
        let Some(part) = bytes.get(..held) else { return Ok(look) };
        if read == 0 {
            look.utf8 &= broken_off == 0;
            return Ok(look);
        }
        if first {
            look.has_mark = part.starts_with(MARK);
        }
        let breaks = memchr_iter(b'\n', part.get(broken_off..).unwrap_or(&[])).count();
        look.lines = look.lines.saturating_add(breaks);
        let valid = match std::str::from_utf8(part) {
            Ok(_) => held,
            Err(error) => {
                look.utf8 &= error.error_len().is_none();
                error.valid_up_to()
            }
        };
        broken_off = 0;
        if look.utf8 {
            broken_off = held.saturating_sub(valid);
            bytes.copy_within(valid..held, 0);
        }
        first = false;
    }
}

fn read_some(file: &mut impl Read, bytes: &mut [u8]) -> io::Result<usize> {
    loop {
        match file.read(bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

/// The text of a Windows-1252 file, as UTF-8.
pub(crate) struct Decoded<F> {
    file: F,
    bytes: Vec<u8>,
    text: io::Cursor<Vec<u8>>,
}

impl<F: Read> Decoded<F> {
    /// Reads `buffer` bytes of the file at a time.
    pub(crate) fn new(file: F, buffer: usize) -> Self {
        Self { file, bytes: vec![0; buffer], text: io::Cursor::default() }
    }
}

impl<F: Read> Read for Decoded<F> {
    fn read(&mut self, text: &mut [u8]) -> io::Result<usize> {
        let read = self.text.read(text)?;
        if read > 0 || text.is_empty() {
            return Ok(read);
        }
        // Every byte is a character, so parts of a file are decoded as the whole of it is.
        let held = read_some(&mut self.file, &mut self.bytes)?;
        let (part, _) = WINDOWS_1252.decode_without_bom_handling(self.bytes.get(..held).unwrap_or(&[]));
        self.text = io::Cursor::new(part.into_owned().into_bytes());
        self.text.read(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_looked_at_in_parts_as_it_is_whole() {
        let euro = "aé€😀,\n".repeat(5);
        let mut cut = euro.clone().into_bytes();
        cut.truncate(cut.len() - 4);
        let mut wrong = euro.clone().into_bytes();
        wrong[9] = 0xE9;
        for bytes in [euro.as_bytes(), b"", b"\n", &cut, &wrong, b"\xEF\xBB\xBFa", b"\xEF\xBB", b"caf\xE9\nx"] {
            let whole = Look {
                utf8: std::str::from_utf8(bytes).is_ok(),
                has_mark: bytes.starts_with(MARK),
                lines: 1 + bytes.iter().filter(|byte| **byte == b'\n').count(),
            };
            for buffer in 1..40 {
                assert_eq!(look(&mut &*bytes, buffer).unwrap(), whole, "{bytes:?} by {buffer}");
            }
        }
    }

    #[test]
    fn every_byte_is_decoded() {
        let bytes: Vec<u8> = (0..=255).collect();
        let whole = WINDOWS_1252.decode_without_bom_handling(&bytes).0;
        for buffer in [1, 2, 7, 300] {
            let mut text = String::new();
            Decoded::new(&*bytes, buffer).read_to_string(&mut text).unwrap();
            assert_eq!(text, whole);
        }
    }
}
