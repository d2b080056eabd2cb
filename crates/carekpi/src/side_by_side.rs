//! Measuring side by side: on as many threads as there are cores with the feature `parallel`, one after another without
//! it. The results are the same.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::few::Few;

/// How many children at the most are measured by one indicator before the next has its turn: few enough for their records to stay
/// in a cache until all indicators are done with them, and many enough for the counts of an indicator to stay in the nearest
/// one meanwhile.
const AT_ONCE: usize = 8192;

/// How many at the least, if there are so many.
const AT_LEAST: usize = 1024;

/// How often each thread takes children, if there are enough: all are done at about the same time.
const TURNS: usize = 8;

/// What `make` makes of each item, in their order.
#[cfg(feature = "parallel")]
pub(crate) fn each<I: Sync, T: Send>(items: &[I], make: impl Fn(&I) -> T + Send + Sync) -> Vec<T> {
    use rayon::prelude::*;

    items.par_iter().map(make).collect()
}

/// What `make` makes of each item, in their order.
#[cfg(not(feature = "parallel"))]
pub(crate) fn each<I, T>(items: &[I], make: impl Fn(&I) -> T) -> Vec<T> {
    items.iter().map(make).collect()
}

/// The positions of so many children, a few at a time, in order.
pub(crate) fn parts_of(children: usize) -> Vec<Range<usize>> {
    let turns = Turns::new(children, threads());
    std::iter::from_fn(|| turns.take()).collect()
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

/// What `measure` adds up of all children, a few at a time, beginning with `nothing`: one sum for each thread, of
/// whichever children it came to measure. So it must not matter which are in which, nor in what order: sums of tallies
/// are the same however they are parted.
#[cfg(feature = "parallel")]
pub(crate) fn sums_of_children<'c, T: Send>(
    all: &Few<'c>,
    nothing: impl Fn() -> T + Send + Sync,
    measure: impl Fn(&mut T, &mut Few<'c>) + Send + Sync,
) -> Vec<T> {
    use rayon::prelude::*;

    let turns = Turns::new(all.len(), threads());
    (0..threads().min(turns.count()).max(1))
        .into_par_iter()
        .map(|_| sum_of_children(all, &turns, nothing(), &measure))
        .collect()
}

/// What `measure` adds up of all children, a few at a time, beginning with `nothing`.
#[cfg(not(feature = "parallel"))]
pub(crate) fn sums_of_children<'c, T>(
    all: &Few<'c>,
    nothing: impl Fn() -> T,
    measure: impl Fn(&mut T, &mut Few<'c>),
) -> Vec<T> {
    vec![sum_of_children(all, &Turns::new(all.len(), threads()), nothing(), &measure)]
}

/// Adds to `sum` whichever children nobody else has taken, until none are left.
fn sum_of_children<'c, T>(all: &Few<'c>, turns: &Turns, mut sum: T, measure: impl Fn(&mut T, &mut Few<'c>)) -> T {
    let mut few = all.clone();
    while let Some(positions) = turns.take() {
        few.stand_at(positions);
        measure(&mut sum, &mut few);
    }
    sum
}

/// Which children nobody has taken yet.
struct Turns {
    next: AtomicUsize,
    at_once: usize,
    children: usize,
}

impl Turns {
    fn new(children: usize, threads: usize) -> Self {
        let at_once = children.div_ceil(threads.saturating_mul(TURNS).max(1)).clamp(AT_LEAST, AT_ONCE);
        Self { next: AtomicUsize::new(0), at_once, children }
    }

    /// How many there are.
    #[cfg(feature = "parallel")]
    const fn count(&self) -> usize {
        self.children.div_ceil(self.at_once)
    }

    /// The positions of those whose turn it is; `None` when all have been taken.
    fn take(&self) -> Option<Range<usize>> {
        let first = self.next.fetch_add(self.at_once, Ordering::Relaxed);
        (first < self.children).then(|| first..first.saturating_add(self.at_once).min(self.children))
    }
}
