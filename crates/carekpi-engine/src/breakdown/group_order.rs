//! The order of groups.

/// The sort key of a group. Names that begin with a number come first, by number. Names without one follow, byte by byte. A blank
/// name comes last.
pub(crate) fn group_order(name: &str) -> (bool, u64, &str) {
    let digits = name.bytes().take_while(u8::is_ascii_digit);
    let number = digits.fold(None, |number: Option<u64>, digit| {
        Some(number.unwrap_or(0).saturating_mul(10).saturating_add(u64::from(digit.saturating_sub(b'0'))))
    });
    (name.is_empty(), number.unwrap_or(u64::MAX), name)
}
