//! Reads values from blocks.

use std::io::Read;
use std::marker::PhantomData;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use super::block_reader::BlockReader;
use super::buffer::Buffer;
use super::error::UnpackError;
use super::fixed::Fixed;
use crate::{Executor, Task};

/// How many bytes are read at first, or more. Tests have smaller batches, here and below.
const FIRST_BATCH: usize = if cfg!(test) { 1 << 8 } else { 1 << 20 };

/// How many bytes are read at once later, or more.
const BATCH: usize = if cfg!(test) { 1 << 12 } else { 1 << 25 };

/// Decodes values; `None` if they are damaged.
type Decode<'c> = Box<dyn FnOnce(Batch<'_>) -> Option<()> + Send + 'c>;

/// Reads what [`Packer`](super::packer::Packer) wrote. Lists can be decoded later: several at the same time, while more is read.
pub(super) struct Unpacker<'r, 'c, E> {
    blocks: BlockReader<'r>,
    executor: &'r E,
    /// The bytes that were read last.
    bytes: Buffer,
    /// The memory of those before them, to be used again.
    spare: Buffer,
    /// The position of `bytes`. Positions are counted from the first byte of the first block.
    first: usize,
    /// The first position whose bytes are needed after the next read. What is before it is decoded, or `waiting` will decode it.
    kept: usize,
    /// The position of the first byte that is not taken.
    taken: usize,
    waiting: Vec<Decode<'c>>,
    /// How many bytes are read next, or more. Small batches first, because nothing is decoded while the first one is read.
    batch: usize,
}

/// Some bytes, and their position.
#[derive(Clone, Copy)]
pub(super) struct Batch<'b> {
    first: usize,
    bytes: &'b [u8],
}

impl<'b> Batch<'b> {
    fn get(self, at: &Range<usize>) -> Option<&'b [u8]> {
        self.bytes.get(at.start.checked_sub(self.first)?..at.end.checked_sub(self.first)?)
    }
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

    /// The values; `None` if they are damaged.
    pub(super) fn decode(&self, batch: Batch<'_>) -> Option<Vec<T>> {
        let mut values = Vec::with_capacity(self.len());
        decode(batch.get(&self.at)?, &mut values)?;
        Some(values)
    }
}

impl List<u8> {
    /// The bytes as a text; `None` if they are damaged.
    pub(super) fn text(&self, batch: Batch<'_>) -> Option<String> {
        String::from_utf8(batch.get(&self.at)?.to_vec()).ok()
    }
}

/// How many bytes are read after a batch of this many.
fn after_batch(bytes: usize) -> usize {
    bytes.max(bytes.saturating_mul(4).min(BATCH))
}

/// Decodes values to the end of `values`; `None` if they are damaged.
fn decode<T: Fixed>(mut bytes: &[u8], values: &mut Vec<T>) -> Option<()> {
    for _ in 0..bytes.len() / T::SIZE {
        values.push(T::unpack(&mut bytes)?);
    }
    Some(())
}

impl<'r, 'c, E: Executor> Unpacker<'r, 'c, E> {
    pub(super) fn new(from: &'r mut (dyn Read + Send), executor: &'r E) -> Self {
        Self {
            blocks: BlockReader::new(from),
            executor,
            bytes: Buffer::default(),
            spare: Buffer::default(),
            first: 0,
            kept: 0,
            taken: 0,
            waiting: Vec::new(),
            batch: FIRST_BATCH,
        }
    }

    fn batch(&self) -> Batch<'_> {
        Batch { first: self.first, bytes: self.bytes.bytes() }
    }

    /// How many bytes were read and not taken.
    fn left(&self) -> usize {
        self.first.saturating_add(self.bytes.len()).saturating_sub(self.taken)
    }

    pub(super) fn one<T: Fixed>(&mut self) -> Result<T, UnpackError> {
        let at = self.take(T::SIZE)?;
        self.batch().get(&at).and_then(|mut bytes| T::unpack(&mut bytes)).ok_or(UnpackError::Damaged)
    }

    /// A number of values.
    pub(super) fn count(&mut self) -> Result<usize, UnpackError> {
        usize::try_from(self.one::<u64>()?).map_err(|_| UnpackError::Damaged)
    }

    /// Reads and decodes a list.
    pub(super) fn list<T: Fixed>(&mut self) -> Result<Vec<T>, UnpackError> {
        let list = self.list_later::<T>()?;
        self.decode_now(|batch| list.decode(batch))
    }

    /// Reads a list for [`decode_later`](Self::decode_later).
    pub(super) fn list_later<T: Fixed>(&mut self) -> Result<List<T>, UnpackError> {
        let size = self.count()?.checked_mul(T::SIZE).ok_or(UnpackError::Damaged)?;
        Ok(List { at: self.take(size)?, of: PhantomData })
    }

    /// Reads and decodes a text.
    pub(super) fn text(&mut self) -> Result<String, UnpackError> {
        let text = self.list_later()?;
        self.decode_now(|batch| text.text(batch))
    }

    /// Decodes a list that was just read.
    pub(super) fn decode_now<V>(&mut self, decode: impl FnOnce(Batch<'_>) -> Option<V>) -> Result<V, UnpackError> {
        self.kept = self.taken;
        decode(self.batch()).ok_or(UnpackError::Damaged)
    }

    /// Decodes the lists that were just read, when more bytes are needed or at the end. No other list may be read between them.
    pub(super) fn decode_later(&mut self, decode: impl FnOnce(Batch<'_>) -> Option<()> + Send + 'c) {
        self.waiting.push(Box::new(decode));
        self.kept = self.taken;
    }

    /// Takes this many bytes.
    fn take(&mut self, count: usize) -> Result<Range<usize>, UnpackError> {
        if self.left() < count {
            self.read(count)?;
        }
        if self.left() < count {
            return Err(UnpackError::Damaged);
        }
        let end = self.taken.saturating_add(count);
        Ok(std::mem::replace(&mut self.taken, end)..end)
    }

    /// Reads until `count` bytes are left to be taken, or more, or to the end. Meanwhile the lists that wait are decoded.
    fn read(&mut self, count: usize) -> Result<(), UnpackError> {
        // The memory that a long list needs is used for later batches too.
        self.batch = self.batch.max(count);
        let wanted = self.taken.saturating_sub(self.kept).saturating_add(self.batch);
        self.batch = after_batch(self.batch);
        let batch = Batch { first: self.first, bytes: self.bytes.bytes() };
        let (blocks, next) = (&mut self.blocks, &mut self.spare);
        let mut read = Ok(());
        let kept = self.kept.saturating_sub(self.first);
        let mut tasks: Vec<Task<'_>> = vec![Box::new(|| {
            next.clear();
            let kept = batch.bytes.get(kept..).unwrap_or(&[]);
            next.add(kept.len()).copy_from_slice(kept);
            read = blocks.read(next, wanted);
        })];
        let is_damaged = &AtomicBool::new(false);
        tasks.extend(self.waiting.drain(..).map(|decode| -> Task<'_> {
            Box::new(move || {
                if decode(batch).is_none() {
                    is_damaged.store(true, Ordering::Relaxed);
                }
            })
        }));
        self.executor.run_all(tasks);
        read?;
        std::mem::swap(&mut self.bytes, &mut self.spare);
        self.first = self.kept;
        if is_damaged.load(Ordering::Relaxed) { Err(UnpackError::Damaged) } else { Ok(()) }
    }

    /// Decodes the lists that still wait. Nothing may be left to be taken.
    pub(super) fn finish(mut self) -> Result<(), UnpackError> {
        self.read(1)?;
        if self.left() == 0 && self.blocks.has_ended() { Ok(()) } else { Err(UnpackError::Damaged) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_grow_to_their_usual_size() {
        let mut batches = [FIRST_BATCH; 4];
        (1..4).for_each(|at| batches[at] = after_batch(batches[at - 1]));
        assert_eq!(batches, [256, 1_024, 4_096, 4_096]);
        assert_eq!([5_000, usize::MAX].map(after_batch), [5_000, usize::MAX]);
    }
}
