//! Texts as cells can hold them.

use carekpi_report::printable;

/// The most characters of a cell, counted as UTF-16 does.
const LONGEST: usize = 32_767;

/// A text without characters that a file can't hold, and no longer than a cell can be.
pub(crate) fn written(text: &str) -> String {
    let text = printable(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    let mut length = 0_usize;
    let end = text.char_indices().find(|(_, letter)| {
        length = length.saturating_add(letter.len_utf16());
        length > LONGEST
    });
    match end.and_then(|(at, _)| text.get(..at)) {
        None => text,
        Some(start) => {
            let mut start = start.to_owned();
            start.pop();
            start.push('…');
            start
        }
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn long_texts_end_and_no_character_breaks_the_file() {
        assert_eq!(written("a\u{0}b\n\u{ffff}"), "a\u{fffd}b\u{fffd}\u{fffd}");
        let longest = "é".repeat(32_767);
        assert_eq!(written(&longest), longest);
        assert_eq!(written(&format!("{longest}x")), format!("{}…", "é".repeat(32_766)));
        assert_eq!(written(&"🦉".repeat(20_000)).encode_utf16().count(), 32_765);
    }
}
