//! Whether many hashes are distinct, in little memory.

/// Whether no two hashes are equal.
///
/// A hash whose bit is already set may repeat an earlier hash. Only hashes that share a bit with such a hash can be equal. They are
/// few, so they are sorted and compared.
pub(crate) fn all_differ(hashes: &[u64]) -> bool {
    let mut all = BloomFilter::new(hashes.len().saturating_mul(16));
    let later: Vec<u64> = hashes.iter().copied().filter(|hash| all.add(*hash)).collect();
    drop(all);
    let mut of_later = BloomFilter::new(later.len().saturating_mul(64));
    for hash in later {
        of_later.add(hash);
    }
    let mut sharing: Vec<u64> = hashes.iter().copied().filter(|hash| of_later.has(*hash)).collect();
    sharing.sort_unstable();
    sharing.is_sorted_by(|one, next| one < next)
}

/// A Bloom filter with one bit for each hash. It may report a hash that was never added, but never misses one that was.
struct BloomFilter(Vec<u64>);

impl BloomFilter {
    /// An empty filter of at least this many bits.
    fn new(bits: usize) -> Self {
        Self(vec![0; bits.div_ceil(64)])
    }

    /// The word and the bit of a hash: its high bits choose the word, its low six bits the bit.
    #[inline]
    fn place(&self, hash: u64) -> (usize, u64) {
        let word = (u128::from(hash) * self.0.len() as u128) >> 64;
        (usize::try_from(word).unwrap_or(usize::MAX), 1 << (hash & 63))
    }

    /// Adds a hash. Returns whether its bit was set before.
    #[inline]
    fn add(&mut self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        let Some(word) = self.0.get_mut(word) else { return false };
        let was_set = *word & bit != 0;
        *word |= bit;
        was_set
    }

    #[inline]
    fn has(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equal_hashes_are_found(hashes in prop::collection::vec(any::<u64>(), 0..200), again in any::<prop::sample::Index>()) {
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
}
