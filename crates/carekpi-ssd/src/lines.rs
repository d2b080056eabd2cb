//! Counts the lines of a text that comes in parts.

use memchr::memchr2_iter;

/// Counts line breaks: a line feed, a carriage return, or a carriage return and a line feed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LineBreaks {
    /// Whether the last byte was a carriage return. A line feed after it belongs to the same break.
    pub(crate) after_return: bool,
}

impl LineBreaks {
    /// How many line breaks there are in the next bytes.
    pub(crate) fn count(&mut self, bytes: &[u8]) -> u64 {
        let mut breaks = 0_u64;
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            let after_return = match at.checked_sub(1) {
                Some(before) => bytes.get(before) == Some(&b'\r'),
                None => self.after_return,
            };
            let is_feed = bytes.get(at) == Some(&b'\n');
            breaks = breaks.saturating_add(u64::from(!(is_feed && after_return)));
        }
        if let Some(last) = bytes.last() {
            self.after_return = *last == b'\r';
        }
        breaks
    }

    /// How many line breaks one more byte makes, which is part of a break.
    #[inline]
    pub(crate) fn count_break(&mut self, byte: u8) -> u64 {
        let is_return = byte == b'\r';
        let breaks = u64::from(is_return || !self.after_return);
        self.after_return = is_return;
        breaks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_break_counts_once_however_the_bytes_come() {
        let cases = [
            ("", 0),
            ("a", 0),
            ("a\nb\n", 2),
            ("a\r\nb\r\n", 2),
            ("a\rb\r", 2),
            ("\n\n", 2),
            ("\r\r", 2),
            ("\r\n\r\n", 2),
            ("\n\r", 2),
            ("\r\r\n\n", 3),
        ];
        for (text, expected) in cases {
            for size in 1..5 {
                let mut lines = LineBreaks::default();
                let counted: u64 = text.as_bytes().chunks(size).map(|bytes| lines.count(bytes)).sum();
                assert_eq!(counted, expected, "{text:?} {size}");
            }
            let mut lines = LineBreaks::default();
            let breaks = text.bytes().map(|byte| match byte {
                b'\r' | b'\n' => lines.count_break(byte),
                _ => lines.count(&[byte]),
            });
            assert_eq!(breaks.sum::<u64>(), expected, "{text:?}");
        }
    }
}
