//! Measuring in parallel, with the feature `parallel`, and sequentially without it. The results are the same.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::chunk::Chunk;

/// The largest chunk: its records fit in the L2 cache until all indicators have read them, and the counts of one indicator stay
/// in the L1 cache meanwhile.
const LARGEST: usize = 8192;

/// The smallest chunk, if there are enough children.
const SMALLEST: usize = 1024;

/// How many chunks each thread takes, if there are enough children: then all threads finish at about the same time.
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

/// The positions of this number of children, in chunks, in order.
pub(crate) fn chunks_of(children: usize) -> Vec<Range<usize>> {
    let queue = WorkQueue::new(children, threads());
    std::iter::from_fn(|| queue.next()).collect()
}

/// How many threads there are.
#[cfg(feature = "parallel")]
fn threads() -> usize {
    rayon::current_num_threads()
}

/// How many threads there are.
#[cfg(not(feature = "parallel"))]
const fn threads() -> usize {
    1
}

/// Folds all children, a chunk at a time, beginning with `nothing`: one sum for each thread, of whichever chunks it took. So the
/// sums must not depend on which children are in which, nor on their order; sums of tallies don't.
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

/// Folds all children, a chunk at a time, beginning with `nothing`.
#[cfg(not(feature = "parallel"))]
pub(crate) fn par_fold<'c, T>(
    all: &Chunk<'c>,
    nothing: impl Fn() -> T,
    measure: impl Fn(&mut T, &mut Chunk<'c>),
) -> Vec<T> {
    vec![fold(all, &WorkQueue::new(all.len(), threads()), nothing(), &measure)]
}

/// Folds whichever chunks no other thread has taken, until none is left.
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

    /// How many chunks there are.
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
