//! Blocks of bytes, and a checksum that shows damage.

/// How many bytes a block has, or a little more.
pub(super) const BLOCK: usize = 1 << 16;

/// The longest block that is read.
pub(super) const LONGEST: usize = 1 << 20;

/// Adds bytes to a checksum that shows damage. It does not protect against somebody who means to mislead.
pub(super) fn add(sum: u64, bytes: &[u8]) -> u64 {
    /// A large odd number, which spreads each bit over those above it.
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mixed = |sum: u64, word: u64| (sum ^ word).wrapping_mul(FACTOR).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    // Four sums at once, because each step waits for the one before it.
    let (fours, words) = words.as_chunks::<4>();
    let mut sums = [sum, 1, 2, 3];
    for four in fours {
        for (sum, word) in sums.iter_mut().zip(four) {
            *sum = mixed(*sum, u64::from_le_bytes(*word));
        }
    }
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    let rest = rest.iter().fold(1, |word, byte| word << 8 | u64::from(*byte));
    sums.into_iter().chain(words).chain([rest]).fold(0, mixed)
}
