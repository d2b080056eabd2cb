//! How the naive reader compares texts with lists, written letter by letter.

/// The code at the beginning of a text, in upper case, if there is one.
pub(crate) fn code_of(text: &str) -> Option<String> {
    let mut code = String::new();
    let mut letters = text.trim().chars().peekable();
    while let Some(letter) = letters.next_if(|letter| matches!(letter, 'A'..='Z' | 'a'..='z' | '0'..='9')) {
        code.push(letter.to_ascii_uppercase());
    }
    while letters.next_if(|letter| *letter == ' ').is_some() {}
    let ends = letters.next().is_some_and(|letter| "-–:).".contains(letter));
    (ends && code.contains(|letter: char| letter.is_ascii_digit())).then_some(code)
}

/// The form in which two codes are compared.
pub(crate) fn code_key(text: &str) -> String {
    code_of(text).unwrap_or_else(|| text.to_uppercase())
}

/// Whether a whole text is in a list, in any case.
pub(crate) fn whole_in(text: &str, list: &[String]) -> bool {
    let mut entries = list.iter().map(|entry| entry.to_uppercase());
    entries.any(|entry| entry == text.to_uppercase())
}

/// Whether a code is in a list: the whole text, or the code at its beginning.
pub(crate) fn code_in(text: &str, list: &[String]) -> bool {
    whole_in(text, list) || code_of(text).is_some_and(|code| whole_in(&code, list))
}

/// What a code says, by the list of those that meet and the list of those that do not: the whole text first, in either list.
pub(crate) fn known(text: &str, met: &[String], not_met: &[String]) -> Option<bool> {
    let look_up = |text: &str| match (whole_in(text, met), whole_in(text, not_met)) {
        (true, _) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
    };
    look_up(text).or_else(|| look_up(&code_of(text)?))
}

/// Whether a text has the words of one of the entries, side by side.
pub(crate) fn has_words(text: &str, entries: &[String]) -> bool {
    let spaced = |text: &str| {
        let only = |letter: char| if letter.is_alphanumeric() { letter.to_ascii_lowercase() } else { ' ' };
        let cleaned: String = text.chars().map(only).collect();
        format!(" {} ", cleaned.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let text = spaced(text);
    entries.iter().any(|entry| !spaced(entry).trim().is_empty() && text.contains(&spaced(entry)))
}
