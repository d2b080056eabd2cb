//! Writes values in blocks.

use std::io::{self, Write};

use super::block::{BLOCK, add};
use super::fixed::Fixed;

/// Writes values.
pub(super) struct Packer<'w> {
    to: &'w mut dyn Write,
    block: Vec<u8>,
    sum: u64,
}

impl<'w> Packer<'w> {
    pub(super) const fn new(to: &'w mut dyn Write) -> Self {
        Self { to, block: Vec::new(), sum: 0 }
    }

    #[inline]
    pub(super) fn one(&mut self, value: &impl Fixed) -> io::Result<()> {
        value.pack(&mut self.block);
        if self.block.len() < BLOCK { Ok(()) } else { self.end_block() }
    }

    /// Writes the number of values, and the values.
    pub(super) fn list<'v, T: Fixed + 'v>(&mut self, values: impl ExactSizeIterator<Item = &'v T>) -> io::Result<()> {
        self.count(values.len())?;
        values.into_iter().try_for_each(|value| self.one(value))
    }

    fn count(&mut self, count: usize) -> io::Result<()> {
        self.one(&(count as u64))
    }

    fn text(&mut self, text: &[u8]) -> io::Result<()> {
        self.count(text.len())?;
        for part in text.chunks(BLOCK) {
            self.block.extend_from_slice(part);
            if self.block.len() >= BLOCK {
                self.end_block()?;
            }
        }
        Ok(())
    }

    pub(super) fn texts<'t>(&mut self, mut texts: impl ExactSizeIterator<Item = &'t [u8]>) -> io::Result<()> {
        self.count(texts.len())?;
        texts.try_for_each(|text| self.text(text))
    }

    fn end_block(&mut self) -> io::Result<()> {
        self.sum = add(self.sum, &self.block);
        let length = u32::try_from(self.block.len()).unwrap_or(0);
        self.to.write_all(&length.to_le_bytes())?;
        self.to.write_all(&self.block)?;
        self.block.clear();
        Ok(())
    }

    /// Writes the last block, and the sum.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if !self.block.is_empty() {
            self.end_block()?;
        }
        self.to.write_all(&0_u32.to_le_bytes())?;
        self.to.write_all(&self.sum.to_le_bytes())
    }
}
