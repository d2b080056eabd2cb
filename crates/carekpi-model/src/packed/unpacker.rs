//! Reads values from blocks.

use std::io::{self, Read};
use std::marker::PhantomData;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use super::block::{LONGEST, add};
use super::error::UnpackError;
use super::fixed::Fixed;
use crate::event::EventColumns;
use crate::{Executor, Task};

/// After how many bytes of lists they are decoded. A list is not divided. Tests have more batches.
const BATCH: usize = if cfg!(test) { 1 << 12 } else { 1 << 26 };

/// Decodes values from bytes of the stream; `None` if they are damaged.
type Decode<'c> = Box<dyn FnOnce(&[u8]) -> Option<()> + Send + 'c>;

/// Reads what [`Packer`](super::packer::Packer) wrote. Lists can be decoded later, several at the same time.
pub(super) struct Unpacker<'r, 'c, E> {
    from: &'r mut dyn Read,
    executor: &'r E,
    /// The bytes that are not taken yet begin at `taken`. Those before it are needed as long as lists wait.
    bytes: Vec<u8>,
    taken: usize,
    lists_wait: bool,
    waiting: Vec<Decode<'c>>,
    sum: u64,
}

/// A list that was read and not decoded.
pub(super) struct List<T> {
    at: Range<usize>,
    of: PhantomData<T>,
}

impl<T: Fixed> List<T> {
    /// How many values there are.
    pub(super) fn len(&self) -> usize {
        self.at.len() / T::SIZE
    }

    /// The values, given the bytes of the stream; `None` if they are damaged.
    pub(super) fn decode(&self, bytes: &[u8]) -> Option<Vec<T>> {
        let mut values = Vec::with_capacity(self.len());
        decode(bytes.get(self.at.clone())?, &mut values)?;
        Some(values)
    }

    /// Decodes the values in parts that fit into the nearest cache; `None` if they are damaged.
    pub(super) fn for_each_part(&self, bytes: &[u8], mut each: impl FnMut(&[T])) -> Option<()> {
        let mut part = Vec::new();
        for bytes in bytes.get(self.at.clone())?.chunks(T::SIZE.saturating_mul(EventColumns::PART)) {
            part.clear();
            decode(bytes, &mut part)?;
            each(&part);
        }
        Some(())
    }
}

/// Decodes values to the end of `values`; `None` if they are damaged.
fn decode<T: Fixed>(mut bytes: &[u8], values: &mut Vec<T>) -> Option<()> {
    for _ in 0..bytes.len() / T::SIZE {
        values.push(T::unpack(&mut bytes)?);
    }
    Some(())
}

impl<'r, 'c, E: Executor> Unpacker<'r, 'c, E> {
    pub(super) const fn new(from: &'r mut dyn Read, executor: &'r E) -> Self {
        Self { from, executor, bytes: Vec::new(), taken: 0, lists_wait: false, waiting: Vec::new(), sum: 0 }
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.taken..).unwrap_or(&[])
    }

    pub(super) fn one<T: Fixed>(&mut self) -> Result<T, UnpackError> {
        self.need(T::SIZE)?;
        let mut rest = self.rest();
        let value = T::unpack(&mut rest).ok_or(UnpackError::Damaged)?;
        self.taken = self.taken.saturating_add(T::SIZE);
        Ok(value)
    }

    /// Reads and decodes a list.
    pub(super) fn list<T: Fixed>(&mut self) -> Result<Vec<T>, UnpackError> {
        let list = self.list_later()?;
        list.decode(&self.bytes).ok_or(UnpackError::Damaged)
    }

    /// Reads a list for [`decode_later`](Self::decode_later).
    pub(super) fn list_later<T: Fixed>(&mut self) -> Result<List<T>, UnpackError> {
        let count = self.count()?;
        let size = count.checked_mul(T::SIZE).ok_or(UnpackError::Damaged)?;
        self.lists_wait = true;
        self.need(size)?;
        let end = self.taken.saturating_add(size);
        let at = std::mem::replace(&mut self.taken, end)..end;
        Ok(List { at, of: PhantomData })
    }

    /// Decodes lists when enough of them wait.
    pub(super) fn decode_later(
        &mut self,
        decode: impl FnOnce(&[u8]) -> Option<()> + Send + 'c,
    ) -> Result<(), UnpackError> {
        self.waiting.push(Box::new(decode));
        if self.taken < BATCH { Ok(()) } else { self.decode_waiting() }
    }

    /// Decodes all lists that wait.
    fn decode_waiting(&mut self) -> Result<(), UnpackError> {
        let (bytes, is_damaged) = (&self.bytes, AtomicBool::new(false));
        let task = |decode: Decode<'c>| -> Task<'_> {
            Box::new(|| {
                if decode(bytes).is_none() {
                    is_damaged.store(true, Ordering::Relaxed);
                }
            })
        };
        self.executor.run_all(self.waiting.drain(..).map(task).collect());
        self.lists_wait = false;
        self.forget_taken();
        if is_damaged.into_inner() { Err(UnpackError::Damaged) } else { Ok(()) }
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
        let mut text = Vec::new();
        while text.len() < length {
            let left = length.saturating_sub(text.len());
            if self.rest().is_empty() {
                let block = self.block_length()?;
                // Usually the whole block is part of the text.
                if block <= left {
                    self.sum = append_block(self.from, block, &mut text, self.sum)?;
                    continue;
                }
                self.read_block(block)?;
            }
            let rest = self.rest();
            let part = rest.get(..left).unwrap_or(rest);
            text.extend_from_slice(part);
            self.taken = self.taken.saturating_add(part.len());
        }
        String::from_utf8(text).map_err(|_| UnpackError::Damaged)
    }

    /// Reads blocks until this many bytes are there to be taken.
    fn need(&mut self, count: usize) -> Result<(), UnpackError> {
        while self.rest().len() < count {
            let length = self.block_length()?;
            self.read_block(length)?;
        }
        Ok(())
    }

    fn block_length(&mut self) -> Result<usize, UnpackError> {
        let mut length = [0; 4];
        self.from.read_exact(&mut length)?;
        let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
        if (1..=LONGEST).contains(&length) { Ok(length) } else { Err(UnpackError::Damaged) }
    }

    /// Reads a block after the bytes that are there.
    fn read_block(&mut self, length: usize) -> Result<(), UnpackError> {
        if !self.lists_wait {
            self.forget_taken();
        }
        self.sum = append_block(self.from, length, &mut self.bytes, self.sum)?;
        Ok(())
    }

    fn forget_taken(&mut self) {
        self.bytes.drain(..self.taken.min(self.bytes.len()));
        self.taken = 0;
    }

    /// Decodes all lists that wait, and reads the sum. Nothing may be left before it.
    pub(super) fn finish(mut self) -> Result<(), UnpackError> {
        self.decode_waiting()?;
        let (mut end, mut sum) = ([0; 4], [0; 8]);
        self.from.read_exact(&mut end)?;
        self.from.read_exact(&mut sum)?;
        let is_whole = self.rest().is_empty() && end == [0; 4] && u64::from_le_bytes(sum) == self.sum;
        if is_whole { Ok(()) } else { Err(UnpackError::Damaged) }
    }
}

/// Reads a block to the end of `bytes`. Returns the sum with it.
fn append_block(from: &mut dyn Read, length: usize, bytes: &mut Vec<u8>, sum: u64) -> io::Result<u64> {
    let before = bytes.len();
    bytes.resize(before.saturating_add(length), 0);
    let block = bytes.get_mut(before..).unwrap_or_default();
    from.read_exact(block)?;
    Ok(add(sum, block))
}
