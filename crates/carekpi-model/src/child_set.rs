//! A set of children.

/// Children by storage index, with one bit for each.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChildSet(Vec<u64>);

impl ChildSet {
    /// Adds the child with a storage index.
    pub(crate) fn add(&mut self, child: usize) {
        let word = child / 64;
        self.0.resize(self.0.len().max(word.saturating_add(1)), 0);
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << (child % 64);
        }
    }

    /// Whether the child with a storage index is in it.
    #[inline]
    pub(crate) fn contains(&self, child: usize) -> bool {
        self.0.get(child / 64).is_some_and(|word| word >> (child % 64) & 1 == 1)
    }
}
