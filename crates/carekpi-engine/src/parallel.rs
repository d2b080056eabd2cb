//! Measuring in parallel, with the feature `parallel`, and sequentially without it. The results are the same.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use carekpi_dates::DateRange;
use carekpi_rules::Rule;

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
    let queue = WorkQueue::new(children, None, threads());
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
/// took. Which thread takes which chunk varies, so the total must not depend on it; a total of tallies does not. Each chunk has
/// about as many of the candidates of `rules`.
#[cfg(feature = "parallel")]
pub(crate) fn par_fold<'c, T: Send>(
    all: &Chunk<'c>,
    rules: &[Box<dyn Rule>],
    nothing: impl Fn() -> T + Send + Sync,
    measure: impl Fn(&mut T, &mut Chunk<'c>) + Send + Sync,
) -> Vec<T> {
    use rayon::prelude::*;

    let queue = WorkQueue::new(all.len(), all.most_candidates(rules), threads());
    (0..threads().min(queue.count()).max(1)).into_par_iter().map(|_| fold(all, &queue, nothing(), &measure)).collect()
}

/// Folds all children, a chunk at a time, starting from `nothing`.
#[cfg(not(feature = "parallel"))]
pub(crate) fn par_fold<'c, T>(
    all: &Chunk<'c>,
    rules: &[Box<dyn Rule>],
    nothing: impl Fn() -> T,
    measure: impl Fn(&mut T, &mut Chunk<'c>),
) -> Vec<T> {
    let queue = WorkQueue::new(all.len(), all.most_candidates(rules), threads());
    vec![fold(all, &queue, nothing(), &measure)]
}

/// Folds the chunks that no other thread has taken, until none is left.
fn fold<'c, T>(all: &Chunk<'c>, queue: &WorkQueue<'_>, mut sum: T, measure: impl Fn(&mut T, &mut Chunk<'c>)) -> T {
    let mut chunk = all.clone();
    while let Some(positions) = queue.next() {
        chunk.set_range(positions);
        measure(&mut sum, &mut chunk);
    }
    sum
}

/// The children that no thread has taken yet.
struct WorkQueue<'l> {
    children: usize,
    /// The children among whom chunks are divided evenly, by position; `None` if these are all. Those of one service are stored
    /// together, so a few chunks would have them all.
    listed: Option<&'l [(u32, DateRange)]>,
    /// The place of the first who was not taken, among those.
    next: AtomicUsize,
    /// How many of those are in a chunk.
    chunk: usize,
}

impl<'l> WorkQueue<'l> {
    fn new(children: usize, listed: Option<&'l [(u32, DateRange)]>, threads: usize) -> Self {
        let divided = listed.map_or(children, <[_]>::len);
        let chunk = divided.div_ceil(threads.saturating_mul(CHUNKS_A_THREAD).max(1)).clamp(SMALLEST, LARGEST);
        Self { children, listed, next: AtomicUsize::new(0), chunk }
    }

    /// How many children are divided evenly.
    fn divided(&self) -> usize {
        self.listed.map_or(self.children, <[_]>::len)
    }

    /// The number of chunks.
    #[cfg(feature = "parallel")]
    fn count(&self) -> usize {
        self.divided().div_ceil(self.chunk)
    }

    /// The positions of the next chunk; `None` when all have been taken.
    fn next(&self) -> Option<Range<usize>> {
        let first = self.next.fetch_add(self.chunk, Ordering::Relaxed);
        let positions = self.position(first)..self.position(first.saturating_add(self.chunk));
        (first == 0 || first < self.divided()).then_some(positions).filter(|positions| !positions.is_empty())
    }

    /// The position at which the chunk from this place on begins. The first chunk has all children before it too.
    fn position(&self, place: usize) -> usize {
        let listed = match self.listed {
            Some(_) if place == 0 => Some(0),
            Some(listed) => listed.get(place).and_then(|(position, _)| usize::try_from(*position).ok()),
            None => Some(place),
        };
        listed.map_or(self.children, |position| position.min(self.children))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn every_child_is_in_one_chunk_and_chunks_have_as_many_of_those_listed() {
        let days = DateRange::from(NaiveDate::MIN);
        for (children, first, count) in [(0, 0, 0), (1, 0, 0), (9, 3, 1), (50_000, 20_000, 5_000), (50_000, 0, 50_000)]
        {
            let listed: Vec<_> = (first..first + count).map(|position| (position, days)).collect();
            for listed in [None, Some(listed.as_slice())] {
                for threads in [1, 2, 7] {
                    let queue = WorkQueue::new(children, listed, threads);
                    let chunks: Vec<_> = std::iter::from_fn(|| queue.next()).collect();
                    assert!(chunks.iter().cloned().flatten().eq(0..children), "{children} {threads} {chunks:?}");
                    let of = |chunk: &Range<usize>| {
                        listed.map_or(chunk.len(), |listed| {
                            listed.iter().filter(|(position, _)| chunk.contains(&(*position as usize))).count()
                        })
                    };
                    let most = chunks.iter().map(of).max().unwrap_or(0);
                    assert!(chunks.iter().rev().skip(1).all(|chunk| of(chunk) == most), "{threads} {chunks:?}");
                    assert!(most <= LARGEST);
                }
            }
        }
    }
}
