//! Short texts as numbers, which are compared at once.

use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;

/// A text as a number: of a text of at most 15 bytes, its length and its bytes; of a longer one, a hash.
///
/// The keys of short texts sort by length, then byte by byte. So decimal numbers sort by value, whether or not they are padded with
/// zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// The length in the top byte; below it, the bytes before the last eight.
    pub(crate) start: u64,
    pub(crate) end: u64,
}

impl Key {
    /// The longest text whose key is all of it.
    const LONGEST: usize = 15;

    #[inline]
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let length = bytes.len();
        let bits = |bytes: usize| u32::try_from(bytes.wrapping_mul(8)).unwrap_or(0);
        let (start, end) = if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            if length > Self::LONGEST {
                return Self { start: u64::MAX, end: FixedState::default().hash_one(bytes) };
            }
            // The first bytes, without those that are among the last too.
            let start = u64::from_be_bytes(*first).checked_shr(bits(16_usize.wrapping_sub(length))).unwrap_or(0);
            (start, u64::from_be_bytes(*last))
        } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            // The bytes that both have are the same.
            let first = u64::from(u32::from_be_bytes(*first)) << bits(length.wrapping_sub(4));
            (0, first | u64::from(u32::from_be_bytes(*last)))
        } else {
            (0, bytes.iter().fold(0, |whole, byte| whole << 8 | u64::from(*byte)))
        };
        Self { start: start | (length as u64) << 56, end }
    }

    /// Whether no other text has this key.
    pub(crate) const fn is_whole(self) -> bool {
        self.start >> 56 <= Self::LONGEST as u64
    }

    #[inline]
    pub(crate) fn hash(self) -> u64 {
        FixedState::default().hash_one(u128::from(self.end) | u128::from(self.start) << 64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_by_length_then_byte_by_byte() {
        let texts = ["", "9", "10", "99", "100", "A0000009", "A0000010", "B0000001", "A00000100", "éeeeeeeeeeeeee"];
        assert!(texts.map(|text| Key::of(text.as_bytes())).is_sorted_by(|one, next| one < next));
    }
}
