//! The encoding of a file: UTF-8 if the whole file is valid UTF-8, else Windows-1252.

use std::io::{self, Read};

use encoding_rs::WINDOWS_1252;

/// A byte order mark.
pub(crate) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Windows1252,
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
        // Every byte is one character, so a file can be decoded in parts.
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
