//! Measuring indicators side by side.

use crate::BoxedIndicator;

/// What `measure` gives for each indicator, in their order: on as many threads as there are cores with the feature
/// `parallel`, one after another without it. The result is the same.
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
