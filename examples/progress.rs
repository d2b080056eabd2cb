//! How far a program has got, on a terminal.

use std::fmt;
use std::time::Duration;

use carekpi::BoxedIndicator;
use carekpi::dates::{AsOf, DateRange};
use carekpi::measure::{About, Among, Answer, Indicator, Tracer, Verdict};
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

impl Watched {
    fn done_with(&self, children: &[(Child<'_>, DateRange)]) {
        self.bar.inc(u64::try_from(children.len()).unwrap_or(0));
    }
}

impl<'a> Indicator<'a, Child<'a>, Id> for Watched {
    fn about(&self) -> &About {
        self.indicator.about()
    }

    fn among(&self) -> Among<'_> {
        self.indicator.among()
    }

    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        self.indicator.judge(child, as_of, each);
    }

    fn judge_all(
        &self,
        children: &[(Child<'a>, DateRange)],
        as_of: &AsOf<'_>,
        each: &mut dyn FnMut(Child<'a>, Verdict<Id>),
    ) {
        self.indicator.judge_all(children, as_of, each);
        self.done_with(children);
    }

    fn trace(&self, children: &[(Child<'a>, DateRange)], tracer: &mut Tracer<'_>, number: usize) {
        self.indicator.trace(children, tracer, number);
        self.done_with(children);
    }

    fn population(&self, as_of: &AsOf<'_>) -> Option<u64> {
        self.indicator.population(as_of)
    }
}
