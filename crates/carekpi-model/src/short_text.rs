//! Short texts as numbers, which are compared and copied at once.

/// A short text as a number: its bytes, and in the last one its length. Of a longer text it is both ends, and [`LONG`].
#[inline]
pub(crate) fn number(text: &[u8]) -> u128 {
    // Put together as numbers: a processor waits for bytes that are read together and were written apart.
    let eight = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    let four = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    let length = u8::try_from(text.len()).unwrap_or(LONG);
    let (start, end, length) = if let (Some(start), Some(end)) = (text.first_chunk(), text.last_chunk()) {
        match 15_u8.checked_sub(length) {
            // The first bytes of the end are at the start too.
            Some(again) => (eight(start), (eight(end) >> 8).wrapping_shr(u32::from(again) * 8), length),
            None => (eight(start), eight(end), LONG),
        }
    } else if let (Some(start), Some(end)) = (text.first_chunk(), text.last_chunk()) {
        (four(start) | four(end).wrapping_shl(u32::from(length.wrapping_sub(4)) * 8), 0, length)
    } else {
        (text.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)), 0, length)
    };
    u128::from(start) | u128::from(end | u64::from(length) << 56) << 64
}

/// What a longer text has in place of its length.
const LONG: u8 = u8::MAX;

/// Whether no other text has this number.
pub(crate) const fn is_whole(number: u128) -> bool {
    number >> 120 < LONG as u128
}

/// The length of the text with this number; `None` if it is blank or long.
#[inline]
pub(crate) fn short_length(number: u128) -> Option<u8> {
    u8::try_from(number >> 120).ok().filter(|length| (1..LONG).contains(length))
}

/// The first eight bytes as a number, with zeros in place of missing ones. If those of two texts differ, so do the texts, in the
/// same order.
#[inline]
pub(crate) fn start(text: &[u8]) -> u64 {
    let padded = || text.iter().chain(&[0; 8]).take(8).fold(0, |start: u64, byte| start << 8 | u64::from(*byte));
    text.first_chunk().map_or_else(padded, |start| u64::from_be_bytes(*start))
}

/// Whether one text is less than another. That is known sooner if their starts differ.
#[inline]
pub(crate) fn is_before(one: &[u8], other: &[u8]) -> bool {
    let starts = [start(one), start(other)];
    starts[0] < starts[1] || starts[0] == starts[1] && one < other
}
