//! Measuring in parallel, with the feature `parallel`, and sequentially without it. The results are the same.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use carekpi_dates::DateRange;
use carekpi_rules::Rule;

use crate::chunk::{Chunk, to_usize};

/// The largest chunk, in children of those that are divided evenly. Its records stay in the L2 cache until all indicators have
/// read them. Meanwhile the counts of one indicator stay in the L1 cache.
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
/// took. Which thread takes which chunk varies, so the total must not depend on it; a total of tallies does not. All chunks but
/// the last have as many children of the largest cohort of `rules`.
#[cfg(feature = "parallel")]
pub(crate) fn par_fold<'c, T: Send>(
    all: &Chunk<'c>,
    rules: &[Box<dyn Rule>],
    nothing: impl Fn() -> T + Send + Sync,
    measure: impl Fn(&mut T, &mut Chunk<'c>) + Send + Sync,
) -> Vec<T> {
    use rayon::prelude::*;

    let queue = WorkQueue::new(all.len(), all.largest_cohort(rules), threads());
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
    let queue = WorkQueue::new(all.len(), all.largest_cohort(rules), threads());
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
    /// The children that are divided evenly, in order of position; `None` for all children. Those of one service are stored
    /// together, so if all children were divided evenly, a few chunks would have the whole cohort.
    cohort: Option<&'l [(u32, DateRange)]>,
    /// The place of the first of them that was not taken.
    next: AtomicUsize,
    /// How many of them are in a chunk.
    chunk: usize,
}

impl<'l> WorkQueue<'l> {
    fn new(children: usize, cohort: Option<&'l [(u32, DateRange)]>, threads: usize) -> Self {
        let members = cohort.map_or(children, <[_]>::len);
        let chunk = members.div_ceil(threads.saturating_mul(CHUNKS_A_THREAD).max(1)).clamp(SMALLEST, LARGEST);
        Self { children, cohort, next: AtomicUsize::new(0), chunk }
    }

    /// The number of chunks.
    #[cfg(feature = "parallel")]
    fn count(&self) -> usize {
        self.cohort.map_or(self.children, <[_]>::len).div_ceil(self.chunk)
    }

    /// The positions of the next chunk; `None` when all have been taken.
    fn next(&self) -> Option<Range<usize>> {
        let first = self.next.fetch_add(self.chunk, Ordering::Relaxed);
        let positions = self.position(first)..self.position(first.saturating_add(self.chunk));
        (!positions.is_empty()).then_some(positions)
    }

    /// Where the chunk from this place of the cohort on begins. The first chunk has the children before the cohort too.
    fn position(&self, place: usize) -> usize {
        let position = match self.cohort {
            Some(_) if place == 0 => Some(0),
            Some(cohort) => cohort.get(place).map(|(position, _)| to_usize(*position)),
            None => Some(place),
        };
        position.map_or(self.children, |position| position.min(self.children))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn every_child_is_in_one_chunk_and_chunks_have_as_many_of_the_cohort() {
        let days = DateRange::from(NaiveDate::MIN);
        let cases =
            [(0, 0..0), (1, 0..0), (9, 3..4), (50_000, 20_000..25_000), (50_000, 0..50_000), (9_000, 5_000..9_000)];
        for (children, cohort) in cases {
            let every_third = cohort.clone().step_by(3).map(|position| (position, days)).collect::<Vec<_>>();
            let cohort: Vec<_> = cohort.map(|position| (position, days)).collect();
            for cohort in [None, Some(cohort.as_slice()), Some(every_third.as_slice())] {
                for threads in [1, 2, 7] {
                    let queue = WorkQueue::new(children, cohort, threads);
                    let chunks: Vec<_> = std::iter::from_fn(|| queue.next()).collect();
                    assert!(chunks.iter().cloned().flatten().eq(0..children), "{children} {threads} {chunks:?}");
                    let members = |chunk: &Range<usize>| {
                        cohort.map_or(chunk.len(), |cohort| {
                            cohort.iter().filter(|(position, _)| chunk.contains(&(*position as usize))).count()
                        })
                    };
                    let most = chunks.iter().map(members).max().unwrap_or(0);
                    assert!(chunks.iter().rev().skip(1).all(|chunk| members(chunk) == most), "{threads} {chunks:?}");
                    assert!(most <= LARGEST);
                }
            }
        }
    }
}
