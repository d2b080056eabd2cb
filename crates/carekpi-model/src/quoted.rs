//! Recorded texts in messages.

/// A recorded text in quotes, for a message: as it is, except that each control character is replaced, so that none reaches a
/// screen or begins a new line.
///
/// ```
/// use carekpi_model::quoted;
///
/// assert_eq!(quoted("say \"aah\"\n"), "\"say \"aah\"\u{fffd}\"");
/// ```
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    quoted.extend(
        text.chars().map(|character| if character.is_control() { char::REPLACEMENT_CHARACTER } else { character }),
    );
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shown_as_it_is_but_for_control_characters() {
        assert_eq!(quoted(r#"say "aah" \ now"#), r#""say "aah" \ now""#);
        assert_eq!(quoted("a\0b\nc\u{1b}"), "\"a\u{fffd}b\u{fffd}c\u{fffd}\"");
        assert_eq!(quoted("caf\u{e9}"), "\"caf\u{e9}\"");
    }
}
