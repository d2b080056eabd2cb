//! How far a program has got, on a terminal.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use carekpi::BoxedIndicator;
use carekpi::dates::AsOf;
use carekpi::measure::{About, Indicator, Verdict};
use carekpi::model::{Child, Id};
use indicatif::{ProgressBar, ProgressStyle};

/// A bar on standard error while a program works long; nothing where that is no terminal.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// The extract is being read.
    #[must_use]
    pub fn reading() -> Self {
        let bar = ProgressBar::new_spinner();
        bar.set_message("reading the extract");
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }

    /// The same indicators, which show how far measuring them has got.
    #[must_use]
    pub fn measuring(&self, indicators: Vec<BoxedIndicator>, children: usize) -> Vec<BoxedIndicator> {
        if self.0.is_hidden() {
            return indicators;
        }
        let whole = u64::try_from(indicators.len().saturating_mul(children)).unwrap_or(u64::MAX);
        self.0.set_length(whole);
        self.0.set_message("measuring");
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent}%") {
            self.0.set_style(style);
        }
        let watched = |indicator| Box::new(Watched::new(indicator, self.0.clone())) as BoxedIndicator;
        indicators.into_iter().map(watched).collect()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// An indicator that says on a bar how many children it has judged: it looks at the child's place in the caseload.
struct Watched {
    indicator: BoxedIndicator,
    bar: ProgressBar,
    furthest: Arc<AtomicUsize>,
}

/// How many children are judged between two looks at the bar.
const STRIDE: usize = 256;

impl Watched {
    fn new(indicator: BoxedIndicator, bar: ProgressBar) -> Self {
        Self { indicator, bar, furthest: Arc::default() }
    }
}

impl fmt::Debug for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watched").field("indicator", &self.indicator.about().id).finish_non_exhaustive()
    }
}

impl Indicator<Child<'_>, Id> for Watched {
    fn about(&self) -> &About {
        self.indicator.about()
    }

    fn judge(&self, child: Child<'_>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id>)) {
        let place = child.position();
        if place.is_multiple_of(STRIDE) {
            let before = self.furthest.fetch_max(place, Ordering::Relaxed);
            self.bar.inc(u64::try_from(place.saturating_sub(before)).unwrap_or(0));
        }
        self.indicator.judge(child, as_of, each);
    }

    fn population(&self, as_of: &AsOf<'_>) -> Option<u64> {
        self.indicator.population(as_of)
    }
}
