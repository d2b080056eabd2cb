//! Whether many hashes are distinct, in little memory.

/// Hashes, in parts by their first bits. If their number was expected, the filter of a part's hashes stays in a near cache.
#[derive(Debug)]
pub(crate) struct Hashes {
    parts: Vec<Vec<u64>>,
    /// How many first bits choose the part.
    bits: u32,
}

/// How many hashes are expected in a part, at most.
const PART: usize = 1 << 17;

/// Hashes are added to the parts in no order, so there are few parts, however many hashes are expected.
const MOST_BITS: u32 = 8;

impl Default for Hashes {
    fn default() -> Self {
        Self { parts: vec![Vec::new()], bits: 0 }
    }
}

impl Hashes {
    /// Reserves memory for as many hashes as are expected in all.
    pub(crate) fn expect(&mut self, count: usize) {
        let bits = bits_of(count);
        let of_part = count >> bits;
        // Parts differ a little in size.
        let room = of_part.saturating_add(of_part / 32);
        let parts = (0..1_usize << bits).map(|_| Vec::with_capacity(room)).collect();
        let before = std::mem::replace(self, Self { parts, bits });
        before.parts.iter().flatten().for_each(|hash| self.push(*hash));
    }

    #[inline]
    pub(crate) fn push(&mut self, hash: u64) {
        let part = hash >> 1 >> (63 - self.bits);
        if let Some(part) = usize::try_from(part).ok().and_then(|part| self.parts.get_mut(part)) {
            part.push(hash);
        }
    }

    /// Whether no two hashes are equal.
    pub(crate) fn all_differ(&self) -> bool {
        self.parts.iter().all(|part| all_differ(part, self.bits))
    }
}

/// How many first bits choose the part of a hash, if this many hashes are expected.
fn bits_of(count: usize) -> u32 {
    let parts = count.div_ceil(PART).max(1);
    parts.checked_next_power_of_two().map_or(MOST_BITS, usize::trailing_zeros).min(MOST_BITS)
}

/// Whether no two hashes are equal. Their first `bits` are the same.
///
/// A hash whose bit is already set may repeat an earlier hash. Only hashes that share a bit with such a hash can be equal. They are
/// few, so they are sorted and compared.
fn all_differ(hashes: &[u64], bits: u32) -> bool {
    let mut all = BloomFilter::new(hashes.len().saturating_mul(16), bits);
    let later: Vec<u64> = hashes.iter().copied().filter(|hash| all.add(*hash)).collect();
    drop(all);
    let mut of_later = BloomFilter::new(later.len().saturating_mul(64), bits);
    for hash in later {
        of_later.add(hash);
    }
    let mut sharing: Vec<u64> = hashes.iter().copied().filter(|hash| of_later.has(*hash)).collect();
    sharing.sort_unstable();
    sharing.is_sorted_by(|one, next| one < next)
}

/// A Bloom filter with one bit for each hash. It may report a hash that was never added, but never misses one that was.
struct BloomFilter {
    words: Vec<u64>,
    /// How many first bits all hashes have in common.
    common: u32,
}

impl BloomFilter {
    /// An empty filter of at least this many bits.
    fn new(bits: usize, common: u32) -> Self {
        Self { words: vec![0; bits.div_ceil(64)], common }
    }

    /// The word and the bit of a hash: the first bits that are not common choose the word, its low six bits the bit.
    #[inline]
    fn place(&self, hash: u64) -> (usize, u64) {
        let word = (u128::from(hash << self.common) * self.words.len() as u128) >> 64;
        (usize::try_from(word).unwrap_or(usize::MAX), 1 << (hash & 63))
    }

    /// Adds a hash. Returns whether its bit was set before.
    #[inline]
    fn add(&mut self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        let Some(word) = self.words.get_mut(word) else { return false };
        let was_set = *word & bit != 0;
        *word |= bit;
        was_set
    }

    #[inline]
    fn has(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equal_hashes_are_found(
            hashes in prop::collection::vec(any::<u64>(), 0..200),
            again in any::<prop::sample::Index>(),
            expected in prop_oneof![Just(0), Just(5 * PART)],
        ) {
            let all_differ = |hashes: &[u64]| {
                let mut parts = Hashes::default();
                for (place, hash) in hashes.iter().enumerate() {
                    if place == 100 {
                        parts.expect(expected);
                    }
                    parts.push(*hash);
                }
                assert_eq!(parts.parts.iter().map(Vec::len).sum::<usize>(), hashes.len());
                parts.all_differ()
            };
            let mut distinct = hashes.clone();
            distinct.sort_unstable();
            distinct.dedup();
            prop_assert_eq!(all_differ(&hashes), distinct.len() == hashes.len());
            if !hashes.is_empty() {
                let twice: Vec<u64> = hashes.iter().copied().chain([hashes[again.index(hashes.len())]]).collect();
                prop_assert!(!all_differ(&twice));
            }
        }
    }

    #[test]
    fn there_are_as_many_parts_as_hashes_need() {
        assert_eq!([0, 1, PART, PART + 1, 3 * PART, usize::MAX].map(bits_of), [0, 0, 0, 1, 2, MOST_BITS]);
    }
}
