//! Measuring side by side: on as many threads as there are cores with the feature `parallel`, one after another without
//! it. The results are the same.

use std::sync::atomic::{AtomicUsize, Ordering};

use carekpi_model::{Caseload, Child};

use crate::BoxedIndicator;

/// How many children are measured by one indicator before the next has its turn: few enough for their records to stay
/// in the caches nearest to the core until all indicators are done with them.
const AT_ONCE: usize = 256;

/// What `measure` gives for each indicator, in their order.
#[cfg(feature = "parallel")]
pub(crate) fn each_indicator<T: Send>(
    indicators: &[BoxedIndicator],
    measure: impl Fn(&BoxedIndicator) -> T + Send + Sync,
) -> Vec<T> {
    use rayon::prelude::*;

    indicators.par_iter().map(measure).collect()
}

/// What `measure` gives for each indicator, in their order.
#[cfg(not(feature = "parallel"))]
pub(crate) fn each_indicator<T>(indicators: &[BoxedIndicator], measure: impl Fn(&BoxedIndicator) -> T) -> Vec<T> {
    indicators.iter().map(measure).collect()
}

/// What `measure` adds up of all children, a few at a time, beginning with `nothing`: one sum for each thread, of
/// whichever children it came to measure. So it must not matter which are in which, nor in what order: sums of tallies
/// are the same however they are parted.
#[cfg(feature = "parallel")]
pub(crate) fn sums_of_children<T: Send>(
    caseload: &Caseload,
    nothing: impl Fn() -> T + Send + Sync,
    measure: impl Fn(&mut T, &[Child<'_>]) + Send + Sync,
) -> Vec<T> {
    use rayon::prelude::*;

    let next = AtomicUsize::new(0);
    let threads = rayon::current_num_threads().min(caseload.len().div_ceil(AT_ONCE)).max(1);
    (0..threads).into_par_iter().map(|_| sum_of_children(caseload, &next, nothing(), &measure)).collect()
}

/// What `measure` adds up of all children, a few at a time, beginning with `nothing`.
#[cfg(not(feature = "parallel"))]
pub(crate) fn sums_of_children<T>(
    caseload: &Caseload,
    nothing: impl Fn() -> T,
    measure: impl Fn(&mut T, &[Child<'_>]),
) -> Vec<T> {
    vec![sum_of_children(caseload, &AtomicUsize::new(0), nothing(), &measure)]
}

/// Adds to `sum` whichever children nobody else has taken, until none are left.
fn sum_of_children<T>(
    caseload: &Caseload,
    next: &AtomicUsize,
    mut sum: T,
    measure: impl Fn(&mut T, &[Child<'_>]),
) -> T {
    let mut children = Vec::with_capacity(AT_ONCE);
    loop {
        let first = next.fetch_add(AT_ONCE, Ordering::Relaxed);
        children.clear();
        children.extend((first..first.saturating_add(AT_ONCE)).map_while(|position| caseload.child(position)));
        if children.is_empty() {
            return sum;
        }
        measure(&mut sum, &children);
    }
}
