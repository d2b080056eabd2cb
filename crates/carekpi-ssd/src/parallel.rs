//! Work on all cores with the feature `parallel`, and on one without it. The results are the same.

use carekpi_model::{Executor, Task};

/// The threads on which a caseload is built.
pub(crate) struct Threads;

impl Executor for Threads {
    #[cfg(feature = "parallel")]
    fn run_all(&self, tasks: Vec<Task<'_>>) {
        map_unordered(tasks, |task| task());
    }

    #[cfg(not(feature = "parallel"))]
    fn run_all(&self, tasks: Vec<Task<'_>>) {
        carekpi_model::OneThread.run_all(tasks);
    }
}

/// What `make` returns for each item. Work on the items starts in their order; the results may come in any order.
#[cfg(feature = "parallel")]
pub(crate) fn map_unordered<I: Send, T: Send>(items: Vec<I>, make: impl Fn(I) -> T + Send + Sync) -> Vec<T> {
    use rayon::prelude::*;

    items.into_iter().par_bridge().map(make).collect()
}

/// What `make` returns for each item.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map_unordered<I, T>(items: Vec<I>, make: impl Fn(I) -> T) -> Vec<T> {
    items.into_iter().map(make).collect()
}
