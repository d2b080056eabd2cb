//! A list that only grows, and can grow while its items are borrowed.

use std::sync::OnceLock;

/// A list that only grows, and can grow while its items are borrowed. A few items are expected.
#[derive(Clone, Debug)]
pub(crate) struct OnceList<T>(OnceLock<Box<Node<T>>>);

#[derive(Clone, Debug)]
struct Node<T> {
    item: T,
    next: OnceList<T>,
}

impl<T> Default for OnceList<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> OnceList<T> {
    /// The index of the first item for which `is_wanted` is true. If there is none, `make` makes one, which is added.
    pub(crate) fn find_or_add(&self, is_wanted: impl Fn(&T) -> bool, make: impl Fn() -> T) -> usize {
        let mut list = self;
        let mut index = 0_usize;
        loop {
            let node = list.0.get_or_init(|| Box::new(Node { item: make(), next: Self::default() }));
            if is_wanted(&node.item) {
                return index;
            }
            (list, index) = (&node.next, index.saturating_add(1));
        }
    }

    /// The item with an index.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<&T> {
        let mut node = self.0.get()?;
        for _ in 0..index {
            node = node.next.0.get()?;
        }
        Some(&node.item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_made_once() {
        let list = OnceList::default();
        let find = |wanted: u32| list.find_or_add(|item| *item == wanted, || wanted);
        assert_eq!([7, 9, 7, 8, 9].map(find), [0, 1, 0, 2, 1]);
        assert_eq!([0, 1, 2, 3].map(|index| list.get(index).copied()), [Some(7), Some(9), Some(8), None]);
    }
}
