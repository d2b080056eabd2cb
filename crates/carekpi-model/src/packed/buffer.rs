//! Bytes whose memory is used again.

/// Bytes. When they are cleared, their memory keeps its content, so that it need not be filled before others are read into it.
#[derive(Default)]
pub(super) struct Buffer {
    memory: Vec<u8>,
    /// How many of the first bytes of `memory` are used.
    len: usize,
}

impl Buffer {
    /// The bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        self.memory.get(..self.len).unwrap_or(&[])
    }

    /// How many bytes there are.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Forgets all bytes.
    pub(super) const fn clear(&mut self) {
        self.len = 0;
    }

    /// Adds this many bytes, and returns them. They have any values.
    pub(super) fn add(&mut self, count: usize) -> &mut [u8] {
        let before = self.len;
        self.len = before.saturating_add(count);
        if self.memory.len() < self.len {
            self.memory.resize(self.len, 0);
        }
        self.memory.get_mut(before..self.len).unwrap_or_default()
    }
}
