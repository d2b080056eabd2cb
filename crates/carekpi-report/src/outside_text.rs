//! Texts from outside, as they may be shown.

/// A text from outside, as it may be shown on a terminal, a page or a sheet, or in a CSV file: control characters, and characters
/// that change the direction of writing, are replaced. So no text can move a cursor, or look like another.
///
/// ```
/// use carekpi_report::printable;
///
/// assert_eq!(printable("P1\u{1b}[2J"), "P1\u{fffd}[2J");
/// assert_eq!(printable("\u{202e}1P"), "\u{fffd}1P");
/// ```
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().map(|letter| if is_shown(letter) { letter } else { '\u{fffd}' }).collect()
}

/// The most characters of a text from outside in a column of a table.
const IN_A_COLUMN: usize = 60;

/// A text from outside, as it may be shown in a column of a table for a terminal: as [`printable`], and cut off if it is very long.
pub(crate) fn in_column(text: &str) -> String {
    match text.char_indices().nth(IN_A_COLUMN) {
        Some((end, _)) => format!("{}\u{2026}", printable(text.get(..end).unwrap_or(text))),
        None => printable(text),
    }
}

fn is_shown(letter: char) -> bool {
    !(letter.is_control() || is_direction(letter))
}

/// Whether a character changes the direction of the text around it.
const fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a spreadsheet may take a text for a formula: `=`, `+`, `-` or `@`, also as full-width characters, as the first
/// character that is seen.
///
/// ```
/// use carekpi_report::is_like_formula;
///
/// assert!(is_like_formula(" =1+1") && is_like_formula("\u{feff}@SUM(A1)") && is_like_formula("\u{ff1d}1"));
/// assert!(!is_like_formula("P1-2"));
/// ```
#[must_use]
pub fn is_like_formula(text: &str) -> bool {
    let first = text.chars().find(|letter| !is_unseen(*letter));
    first
        .is_some_and(|first| matches!(first, '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'))
}

/// Whether a character takes no space of its own: white space, control characters, marks of byte order, zero-width characters,
/// and marks that join the letter before them.
fn is_unseen(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || is_direction(letter)
        || matches!(
            letter,
            '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fffd}'
        )
}

/// A text as a cell of a CSV file. A text that a spreadsheet may take for a formula gets an apostrophe in front.
pub(crate) fn csv_cell(text: &str) -> String {
    let shown = printable(text);
    if is_like_formula(text) { format!("'{shown}") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_formula_behind_what_is_not_seen() {
        for before in ["", " ", "\t", "\r", "\n", "\u{0}", "\u{feff}", "\u{200b}", "\u{301}", "\u{200e}", "\u{a0}"] {
            for sign in ["=", "+", "-", "@", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}"] {
                let cell = csv_cell(&format!("{before}{sign}1"));
                assert!(cell.starts_with('\''), "{cell:?}");
            }
            assert!(!csv_cell(&format!("{before}P=1")).starts_with('\''));
        }
    }

    #[test]
    fn no_character_that_moves_or_turns_is_shown() {
        let all: String = ('\u{0}'..='\u{2fff}').collect();
        let shown = printable(&all);
        assert_eq!(shown.chars().count(), all.chars().count());
        let replaced = shown.chars().filter(|letter| *letter == '\u{fffd}').count();
        assert_eq!(replaced, 32 + 33 + 1 + 2 + 5 + 4);
        assert!(["é", "\u{200d}", "🦉", "\u{a0}", "שלום"].iter().all(|text| printable(text) == *text));
    }
}
