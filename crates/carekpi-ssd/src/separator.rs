//! The separator of a file's fields, and the lines that may stand before its header.

use memchr::memchr;

/// The separators that a header can tell.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A very first line that is not the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Preface {
    /// Names the separator, as Excel writes and reads it: `sep=;`.
    Separator(u8),
    /// Names the type of the rows, as PowerShell writes it: `#TYPE System.Data.DataRow`.
    Type,
}

impl Preface {
    /// What a very first line says, without its line break; `None` if it is the header or blank.
    pub(crate) fn of(line: &[u8]) -> Option<Self> {
        match line {
            [key @ .., separator] if key.eq_ignore_ascii_case(b"sep=") => (separator.is_ascii()
                && !matches!(separator, b'"' | b'\r' | b'\n'))
            .then_some(Self::Separator(*separator)),
            _ => line.starts_with(b"#TYPE").then_some(Self::Type),
        }
    }
}

/// The separator of which the header has most, outside quotes. A comma if none is ahead of all others.
pub(crate) fn separator_of(header: &[u8]) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in header {
        if *byte == b'"' {
            quoted = !quoted;
        } else if let Some(count) = memchr(*byte, &SEPARATORS).filter(|_| !quoted).and_then(|at| counts.get_mut(at)) {
            *count = count.saturating_add(1);
        }
    }
    let most = counts.into_iter().max().unwrap_or(0);
    let mut ahead = SEPARATORS.into_iter().zip(counts).filter(|(_, count)| *count == most);
    match (ahead.next(), ahead.next()) {
        (Some((separator, _)), None) => separator,
        _ => b',',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_that_of_which_the_header_has_most() {
        for (header, separator) in [
            ("a,b", b','),
            ("a;b", b';'),
            ("a\tb", b'\t'),
            ("a|b", b'|'),
            ("a", b','),
            ("", b','),
            ("a,b;c;d", b';'),
            ("a;b,c", b','),
            ("a;b|c", b','),
            ("\"a,b,c\";d", b';'),
            ("\"a\"\",b,\";d", b';'),
            ("\"a;b", b','),
        ] {
            assert_eq!(separator_of(header.as_bytes()), separator, "{header:?}");
        }
    }

    #[test]
    fn a_first_line_may_be_no_header() {
        for (line, preface) in [
            ("sep=;", Some(Preface::Separator(b';'))),
            ("SEP=\t", Some(Preface::Separator(b'\t'))),
            ("Sep=:", Some(Preface::Separator(b':'))),
            ("#TYPE System.Data.DataRow", Some(Preface::Type)),
            ("#TYPE", Some(Preface::Type)),
            ("sep=", None),
            ("sep=;;", None),
            ("sep=\"", None),
            ("sep=\u{a7}", None),
            (" sep=;", None),
            ("a,b", None),
            ("", None),
        ] {
            assert_eq!(Preface::of(line.as_bytes()), preface, "{line:?}");
        }
    }
}
