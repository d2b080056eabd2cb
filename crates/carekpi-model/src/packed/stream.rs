//! Writes and reads bytes in blocks, with a sum that tells damage.

use std::io::{self, Read, Write};

use super::error::UnpackError;
use super::fixed::Fixed;

/// How many bytes a block has, or a little more.
const BLOCK: usize = 1 << 16;

/// The longest block that is read.
const LONGEST: usize = 1 << 20;

/// Adds bytes to a sum that tells damage. It does not protect against somebody who means to mislead.
fn add(sum: u64, bytes: &[u8]) -> u64 {
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

/// Reads what [`Packer`] wrote.
pub(super) struct Unpacker<'r> {
    from: &'r mut dyn Read,
    /// The bytes that are not taken yet begin at `taken`.
    block: Vec<u8>,
    taken: usize,
    sum: u64,
}

impl<'r> Unpacker<'r> {
    pub(super) const fn new(from: &'r mut dyn Read) -> Self {
        Self { from, block: Vec::new(), taken: 0, sum: 0 }
    }

    fn rest(&self) -> &[u8] {
        self.block.get(self.taken..).unwrap_or(&[])
    }

    pub(super) fn one<T: Fixed>(&mut self) -> Result<T, UnpackError> {
        while self.rest().len() < T::SIZE {
            self.next_block()?;
        }
        let mut rest = self.rest();
        let value = T::unpack(&mut rest).ok_or(UnpackError::Damaged)?;
        self.taken = self.taken.saturating_add(T::SIZE);
        Ok(value)
    }

    pub(super) fn list<T: Fixed>(&mut self) -> Result<Vec<T>, UnpackError> {
        let count = self.count()?;
        let mut values = Vec::with_capacity(count.min(BLOCK));
        while values.len() < count {
            let mut rest = self.rest();
            let whole = (rest.len() / T::SIZE).min(count.saturating_sub(values.len()));
            if whole == 0 {
                self.next_block()?;
                continue;
            }
            values.reserve(whole);
            for _ in 0..whole {
                values.push(T::unpack(&mut rest).ok_or(UnpackError::Damaged)?);
            }
            self.taken = self.taken.saturating_add(whole.saturating_mul(T::SIZE));
        }
        values.shrink_to_fit();
        Ok(values)
    }

    fn count(&mut self) -> Result<usize, UnpackError> {
        usize::try_from(self.one::<u64>()?).map_err(|_| UnpackError::Damaged)
    }

    pub(super) fn texts(&mut self) -> Result<Vec<String>, UnpackError> {
        let count = self.count()?;
        (0..count).map(|_| self.text()).collect()
    }

    fn text(&mut self) -> Result<String, UnpackError> {
        let length = self.count()?;
        let mut bytes = Vec::new();
        while bytes.len() < length {
            let rest = self.rest();
            let part = rest.get(..length.saturating_sub(bytes.len())).unwrap_or(rest);
            bytes.extend_from_slice(part);
            self.taken = self.taken.saturating_add(part.len());
            if bytes.len() < length {
                self.next_block()?;
            }
        }
        String::from_utf8(bytes).map_err(|_| UnpackError::Damaged)
    }

    /// Reads the next block, after what is left of this one.
    fn next_block(&mut self) -> Result<(), UnpackError> {
        self.block.drain(..self.taken.min(self.block.len()));
        self.taken = 0;
        let before = self.block.len();
        let mut length = [0; 4];
        self.from.read_exact(&mut length)?;
        let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
        if !(1..=LONGEST).contains(&length) {
            return Err(UnpackError::Damaged);
        }
        self.block.resize(before.saturating_add(length), 0);
        let block = self.block.get_mut(before..).unwrap_or_default();
        self.from.read_exact(block)?;
        self.sum = add(self.sum, block);
        Ok(())
    }

    /// Reads the sum. Nothing may be left before it.
    pub(super) fn finish(self) -> Result<(), UnpackError> {
        let (mut end, mut sum) = ([0; 4], [0; 8]);
        self.from.read_exact(&mut end)?;
        self.from.read_exact(&mut sum)?;
        let is_whole = self.rest().is_empty() && end == [0; 4] && u64::from_le_bytes(sum) == self.sum;
        if is_whole { Ok(()) } else { Err(UnpackError::Damaged) }
    }
}
