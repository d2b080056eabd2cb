//! Measuring side by side: on as many threads as there are cores with the feature `parallel`, one after another without
//! it. The results are the same.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use carekpi_measure::Among;
use carekpi_model::{Caseload, Child, Cohort};

use crate::BoxedIndicator;

/// How many children are measured by one indicator before the next has its turn: few enough for their records to stay
/// in the caches nearest to the core until all indicators are done with them.
const AT_ONCE: usize = 1024;

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
pub(crate) fn sums_of_children<'c, T: Send>(
    caseload: &'c Caseload,
    nothing: impl Fn() -> T + Send + Sync,
    measure: impl Fn(&mut T, &mut Few<'c>) + Send + Sync,
) -> Vec<T> {
    use rayon::prelude::*;

    let next = AtomicUsize::new(0);
    let threads = rayon::current_num_threads().min(caseload.len().div_ceil(AT_ONCE)).max(1);
    (0..threads).into_par_iter().map(|_| sum_of_children(caseload, &next, nothing(), &measure)).collect()
}

/// What `measure` adds up of all children, a few at a time, beginning with `nothing`.
#[cfg(not(feature = "parallel"))]
pub(crate) fn sums_of_children<'c, T>(
    caseload: &'c Caseload,
    nothing: impl Fn() -> T,
    measure: impl Fn(&mut T, &mut Few<'c>),
) -> Vec<T> {
    vec![sum_of_children(caseload, &AtomicUsize::new(0), nothing(), &measure)]
}

/// Adds to `sum` whichever children nobody else has taken, until none are left.
fn sum_of_children<'c, T>(
    caseload: &'c Caseload,
    next: &AtomicUsize,
    mut sum: T,
    measure: impl Fn(&mut T, &mut Few<'c>),
) -> T {
    let mut few = Few::new(caseload);
    loop {
        let first = next.fetch_add(AT_ONCE, Ordering::Relaxed);
        if first >= caseload.len() {
            return sum;
        }
        few.positions = first..first.saturating_add(AT_ONCE).min(caseload.len());
        measure(&mut sum, &mut few);
    }
}

/// A few children who stand side by side in a caseload.
pub(crate) struct Few<'c> {
    caseload: &'c Caseload,
    positions: Range<usize>,
    /// Room for those of them whom an indicator may count.
    children: Vec<Child<'c>>,
}

impl<'c> Few<'c> {
    const fn new(caseload: &'c Caseload) -> Self {
        Self { caseload, positions: 0..0, children: Vec::new() }
    }

    /// All children of a caseload.
    pub(crate) const fn all(caseload: &'c Caseload) -> Self {
        Self { caseload, positions: 0..caseload.len(), children: Vec::new() }
    }

    /// Those whom an indicator may count, in order.
    pub(crate) fn whom(&mut self, indicator: &BoxedIndicator) -> &[Child<'c>] {
        let Self { caseload, positions, children } = self;
        let places = match indicator.among() {
            Among::All => None,
            Among::Cohort(number) => Cohort::ALL.get(number).map(|cohort| caseload.positions_of(*cohort)),
            Among::Places(places) => Some(places),
        };
        children.clear();
        if let Some(places) = places {
            let before = |position: usize| places.partition_point(|place| usize_of(*place) < position);
            let these = places.get(before(positions.start)..before(positions.end)).unwrap_or(&[]);
            children.extend(these.iter().filter_map(|place| caseload.child(usize_of(*place))));
        } else {
            children.extend(positions.clone().map_while(|position| caseload.child(position)));
        }
        children
    }
}

fn usize_of(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
