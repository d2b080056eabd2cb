//! Reads blocks.

use std::io::Read;

use super::block::{LONGEST, add};
use super::buffer::Buffer;
use super::error::UnpackError;

/// Reads the blocks that [`Packer`](super::packer::Packer) wrote, and the sum after them.
pub(super) struct BlockReader<'r> {
    from: &'r mut (dyn Read + Send),
    sum: u64,
    has_ended: bool,
}

impl<'r> BlockReader<'r> {
    pub(super) const fn new(from: &'r mut (dyn Read + Send)) -> Self {
        Self { from, sum: 0, has_ended: false }
    }

    /// Whether the end was read. The sum after it was right.
    pub(super) const fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Appends blocks to `bytes`, until it has this length or more, or the last block was read.
    pub(super) fn read(&mut self, bytes: &mut Buffer, wanted: usize) -> Result<(), UnpackError> {
        while bytes.len() < wanted && !self.has_ended {
            let mut length = [0; 4];
            self.from.read_exact(&mut length)?;
            match usize::try_from(u32::from_le_bytes(length)) {
                Ok(0) => self.end()?,
                Ok(length) if length <= LONGEST => {
                    let block = bytes.add(length);
                    self.from.read_exact(block)?;
                    self.sum = add(self.sum, block);
                }
                _ => return Err(UnpackError::Damaged),
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), UnpackError> {
        let mut sum = [0; 8];
        self.from.read_exact(&mut sum)?;
        self.has_ended = true;
        if u64::from_le_bytes(sum) == self.sum { Ok(()) } else { Err(UnpackError::Damaged) }
    }
}
