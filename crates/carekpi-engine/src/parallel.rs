//! Measuring in parallel, with the feature `parallel`, and sequentially without it. The results are the same.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::chunk::Chunk;

/// The largest chunk. Its records stay in the L2 cache until all indicators have read them. Meanwhile the counts of one indicator
/// stay in the L1 cache.
const LARGEST: usize = 8192;

/// The smallest chunk, if there are enough children.
const SMALLEST: usize = 1024;

/// The number of chunks for each thread, if there are enough children. All threads then finish at about the same time.
const CHUNKS_A_THREAD: usize = 8;

/// The results of `make` for each item, in order.
#[cfg(feature = "parallel")]
pub(crate) fn par_map<I: Sync, T: Send>(items: &[I], make: impl Fn(&I) -> T + Send + Sync) -> Vec<T> {
    use rayon::prelude::*;

    items.par_iter().map(make).collect()
}

/// The results of `make` for each item, in order.
#[cfg(not(feature = "parallel"))]
pub(crate) fn par_map<I, T>(items: &[I], make: impl Fn(&I) -> T) -> Vec<T> {
    items.iter().map(make).collect()
}

/// The positions of this number of children in chunks, in order.
pub(crate) fn chunks_of(children: usize) -> Vec<Range<usize>> {
    let queue = WorkQueue::new(children, threads());
    std::iter::from_fn(|| queue.next()).collect()
}

/// The number of threads.
#[cfg(feature = "parallel")]
fn threads() -> usize {
    rayon::current_num_threads()
}

/// The number of threads.
#[cfg(not(feature = "parallel"))]
const fn threads() -> usize {
    1
}

/// Folds all children, a chunk at a time, starting from `nothing`. The result is one sum for each thread, over the chunks that it
/// took. Which thread takes which chunk varies, so the total must not depend on it; a total of tallies does not.
#[cfg(feature = "parallel")]
pub(crate) fn par_fold<'c, T: Send>(
    all: &Chunk<'c>,
    nothing: impl Fn() -> T + Send + Sync,
    measure: impl Fn(&mut T, &mut Chunk<'c>) + Send + Sync,
) -> Vec<T> {
    use rayon::prelude::*;

    let queue = WorkQueue::new(all.len(), threads());
    (0..threads().min(queue.count()).max(1)).into_par_iter().map(|_| fold(all, &queue, nothing(), &measure)).collect()
}

/// Folds all children, a chunk at a time, starting from `nothing`.
#[cfg(not(feature = "parallel"))]
pub(crate) fn par_fold<'c, T>(
    all: &Chunk<'c>,
    nothing: impl Fn() -> T,
    measure: impl Fn(&mut T, &mut Chunk<'c>),
) -> Vec<T> {
    vec![fold(all, &WorkQueue::new(all.len(), threads()), nothing(), &measure)]
}

/// Folds the chunks that no other thread has taken, until none is left.
fn fold<'c, T>(all: &Chunk<'c>, queue: &WorkQueue, mut sum: T, measure: impl Fn(&mut T, &mut Chunk<'c>)) -> T {
    let mut chunk = all.clone();
    while let Some(positions) = queue.next() {
        chunk.set_range(positions);
        measure(&mut sum, &mut chunk);
    }
    sum
}

/// The children that no thread has taken yet.
struct WorkQueue {
    next: AtomicUsize,
    chunk: usize,
    children: usize,
}

impl WorkQueue {
    fn new(children: usize, threads: usize) -> Self {
        let chunk = children.div_ceil(threads.saturating_mul(CHUNKS_A_THREAD).max(1)).clamp(SMALLEST, LARGEST);
        Self { next: AtomicUsize::new(0), chunk, children }
    }

    /// The number of chunks.
    #[cfg(feature = "parallel")]
    const fn count(&self) -> usize {
        self.children.div_ceil(self.chunk)
    }

    /// The positions of the next chunk; `None` when all have been taken.
    fn next(&self) -> Option<Range<usize>> {
        let first = self.next.fetch_add(self.chunk, Ordering::Relaxed);
        (first < self.children).then(|| first..first.saturating_add(self.chunk).min(self.children))
    }
}
