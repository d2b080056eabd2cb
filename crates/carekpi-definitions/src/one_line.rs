//! Texts that are shown on one line.

use serde::Deserialize;

/// A text that can be shown on a line as it is: it is not blank, and no character of it is invisible, controls or turns the text.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct OneLine(pub(crate) String);

impl TryFrom<String> for OneLine {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let text = text.trim();
        if text.is_empty() || text.chars().any(|letter| letter.is_control() || is_invisible(letter)) {
            return Err("expected a text on one line that is not blank, without invisible characters");
        }
        Ok(Self(text.to_owned()))
    }
}

/// Whether a character is invisible, or changes the direction of the text.
const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::OneLine;

    #[test]
    fn what_cannot_be_seen_is_refused() {
        for text in [
            "",
            " ",
            "\u{a0}",
            "a\nb",
            "a\u{200b}b",
            "\u{feff}a",
            "a\u{202e}b",
            "a\u{ad}b",
            "a\u{1b}[1mb",
            "a\u{2028}b",
        ] {
            assert!(OneLine::try_from(text.to_owned()).is_err(), "{text:?}");
        }
        for text in ["Core groups", "Siôn’s – “ten” days", "Zażółć", "e\u{301}tat"] {
            assert_eq!(OneLine::try_from(format!(" {text} ")).unwrap().0, text);
        }
    }
}
