//! How far a program has got, on a terminal.

use std::fmt;
use std::time::Duration;

use carekpi::BoxedIndicator;
use carekpi::dates::{AsOf, Conventions, Period};
use carekpi::measure::{About, History, Indicator, Verdict};
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
        let watched = |indicator| Box::new(Watched { indicator, bar: self.0.clone() }) as BoxedIndicator;
        indicators.into_iter().map(watched).collect()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// An indicator that says on a bar how many children it is done with.
struct Watched {
    indicator: BoxedIndicator,
    bar: ProgressBar,
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

    fn may_count(&self, child: Child<'_>) -> bool {
        self.bar.inc(1);
        self.indicator.may_count(child)
    }

    fn judge(&self, child: Child<'_>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id>)) {
        self.indicator.judge(child, as_of, each);
    }

    fn trace(&self, children: &[Child<'_>], period: Period, conventions: &Conventions, history: &mut History) {
        self.indicator.trace(children, period, conventions, history);
        self.bar.inc(u64::try_from(children.len()).unwrap_or(0));
    }

    fn population(&self, as_of: &AsOf<'_>) -> Option<u64> {
        self.indicator.population(as_of)
    }
}
