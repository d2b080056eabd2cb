//! How a text is compared with the codes and words of a list.

use std::borrow::Cow;

/// The code that a text begins with: letters A to Z and digits, with at least one digit, followed (after any spaces) by one of
/// `-`, `–`, `:`, `)` and `.`. `None` if it begins with no such code.
///
/// ```
/// use carekpi_model::leading_code;
///
/// assert_eq!(leading_code("F2 - full-time education"), Some("F2"));
/// assert_eq!(leading_code("1) suitable"), Some("1"));
/// assert_eq!(leading_code("V4: short breaks"), Some("V4"));
/// // A code has a digit, and something must follow it.
/// assert_eq!(leading_code("NO - declined"), None);
/// assert_eq!(leading_code("F2 full-time education"), None);
/// ```
#[must_use]
pub fn leading_code(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let end = text.find(|letter: char| !letter.is_ascii_alphanumeric())?;
    let (code, rest) = text.split_at_checked(end)?;
    let follows = rest.trim_start().starts_with(['-', '–', ':', ')', '.']);
    (follows && code.bytes().any(|byte| byte.is_ascii_digit())).then_some(code)
}

/// The form in which codes are compared: the code that a text begins with, or the whole text if there is none, in upper case.
pub(crate) fn compared_as(text: &str) -> String {
    leading_code(text).unwrap_or(text).to_uppercase()
}

/// Whether two texts are the same without regard to case.
pub(crate) fn same(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_lowercase() || !byte.is_ascii()) {
        Cow::Owned(text.to_uppercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a text is in a list of whole texts, without regard to case.
pub(crate) fn is_listed(text: &str, list: &[impl AsRef<str>]) -> bool {
    list.iter().any(|entry| same(text, entry.as_ref().trim()))
}

/// The index of the first of several lists of codes that has a text. The whole text is looked up first, in every list. If none
/// has it, the [code that it begins with](leading_code) is. `None` if no list has either. Case does not matter.
///
/// ```
/// use carekpi_model::list_with;
///
/// let (met, not_met) = (["F1", "F2"], ["G4", "G5"]);
/// assert_eq!(list_with("f2 - part-time", &[&met, &not_met]), Some(0));
/// assert_eq!(list_with("G5", &[&met, &not_met]), Some(1));
/// assert_eq!(list_with("employed", &[&met, &not_met]), None);
/// ```
#[must_use]
pub fn list_with<T: AsRef<str>>(text: &str, lists: &[&[T]]) -> Option<usize> {
    let with = |text: &str| lists.iter().position(|list| is_listed(text, list));
    with(text).or_else(|| with(leading_code(text)?))
}

/// Whether the words of one entry of a list stand side by side among the words of a text. A word is a run of letters and digits.
/// Case does not matter. An entry without a word matches nothing.
///
/// ```
/// use carekpi_model::has_words_of;
///
/// let roles = ["social worker", "CW"];
/// assert!(has_words_of("Allocated CW", &roles) && has_words_of("Senior Social-Worker", &roles));
/// assert!(!has_words_of("CWDSUP", &roles) && !has_words_of("social care worker", &roles));
/// ```
#[must_use]
pub fn has_words_of<T: AsRef<str>>(text: &str, entries: &[T]) -> bool {
    let text = words(text);
    entries
        .iter()
        .map(|entry| words(entry.as_ref()))
        .any(|entry| !entry.is_empty() && text.windows(entry.len()).any(|beside| beside == entry))
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leading_code_has_a_digit_and_something_after_it() {
        for (text, code) in [
            ("F2", None),
            ("F2-", Some("F2")),
            (" F2  – x", Some("F2")),
            ("f2. x", Some("f2")),
            ("2026-01-05", Some("2026")),
            ("V4/x", None),
            ("", None),
            ("- F2", None),
            ("É2 - x", None),
        ] {
            assert_eq!(leading_code(text), code, "{text}");
        }
    }

    #[test]
    fn the_whole_text_goes_before_its_code_and_the_first_list_before_the_second() {
        assert_eq!(list_with("1 - x", &[&["1"], &["1 - X"]]), Some(1));
        assert_eq!(list_with("y", &[&["Y"], &["y"]]), Some(0));
        assert_eq!(list_with("", &[&["Y"]]), None);
    }

    #[test]
    fn words_stand_side_by_side() {
        assert!(has_words_of("the HEALTH  assessment (initial)", &["health assessment"]));
        assert!(!has_words_of("health and assessment", &["health assessment"]));
        assert!(!has_words_of("healthy assessment", &["health assessment"]));
        assert!(!has_words_of("anything", &["", " - "]));
    }
}
