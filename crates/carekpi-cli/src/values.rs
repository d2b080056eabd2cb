//! Values of arguments and files.

use chrono::NaiveDate;

/// A date of the form `2026-03-31`.
pub(crate) fn date(text: &str) -> Result<NaiveDate, String> {
    let is_iso = text.len() == 10 && text.as_bytes().get(4) == Some(&b'-');
    text.parse().ok().filter(|_| is_iso).ok_or_else(|| format!("`{text}` is not a date; expected YYYY-MM-DD"))
}

/// A whole number.
pub(crate) fn whole_number<N: TryFrom<u64>>(text: &str) -> Result<N, String> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("`{text}` is not a whole number of 0 or more"));
    }
    let number = text.parse::<u64>().ok().and_then(|number| N::try_from(number).ok());
    number.ok_or_else(|| format!("`{text}` is too large"))
}
