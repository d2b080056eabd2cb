//! Work on all cores with the feature `parallel`, and on one without it. The results are the same.

use carekpi_model::{Executor, Task};

/// The threads on which a caseload is built.
pub(crate) struct Threads;

impl Executor for Threads {
    #[cfg(feature = "parallel")]
    fn run_all(&self, tasks: Vec<Task<'_>>) {
        map_unordered(tasks, || (), |(), task| task());
    }

    #[cfg(not(feature = "parallel"))]
    fn run_all(&self, tasks: Vec<Task<'_>>) {
        carekpi_model::OneThread.run_all(tasks);
    }
}

/// What `make` returns for each item, given something that `init` makes at least once for each thread that works. Work on the items
/// starts in their order; the results may come in any order.
#[cfg(feature = "parallel")]
pub(crate) fn map_unordered<I: Send, S, T: Send>(
    items: Vec<I>,
    init: impl Fn() -> S + Send + Sync,
    make: impl Fn(&mut S, I) -> T + Send + Sync,
) -> Vec<T> {
    use rayon::prelude::*;

    items.into_iter().par_bridge().map_init(init, make).collect()
}

/// What `make` returns for each item, given something that `init` makes once.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map_unordered<I, S, T>(items: Vec<I>, init: impl Fn() -> S, make: impl Fn(&mut S, I) -> T) -> Vec<T> {
    let mut state = init();
    items.into_iter().map(|item| make(&mut state, item)).collect()
}

/// Whether work can be done on several threads at once.
pub(crate) fn has_threads() -> bool {
    #[cfg(feature = "parallel")]
    return rayon::current_num_threads() > 1;
    #[cfg(not(feature = "parallel"))]
    false
}
