//! Measuring side by side: on as many threads as there are cores with the feature `parallel`, one after another without
//! it. The results are the same.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use carekpi_dates::{DateRange, EndDay, Period};
use carekpi_measure::Among;
use carekpi_model::{Caseload, Child, Cohort};
use chrono::NaiveDate;

use crate::BoxedIndicator;

/// How many children at the most are measured by one indicator before the next has its turn: few enough for their records to stay
/// in a cache until all indicators are done with them, and many enough for the counts of an indicator to stay in the nearest
/// one meanwhile.
const AT_ONCE: usize = 8192;

/// How many times each thread takes children at the least, so that all are done at about the same time.
const TURNS: usize = 8;

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
    all: &Few<'c>,
    nothing: impl Fn() -> T + Send + Sync,
    measure: impl Fn(&mut T, &mut Few<'c>) + Send + Sync,
) -> Vec<T> {
    use rayon::prelude::*;

    let threads = rayon::current_num_threads();
    let turns = Turns::new(all.caseload.len(), threads);
    (0..threads.min(turns.count()).max(1))
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
    vec![sum_of_children(all, &Turns::new(all.caseload.len(), 1), nothing(), &measure)]
}

/// Adds to `sum` whichever children nobody else has taken, until none are left.
fn sum_of_children<'c, T>(all: &Few<'c>, turns: &Turns, mut sum: T, measure: impl Fn(&mut T, &mut Few<'c>)) -> T {
    let mut few = all.clone();
    while let Some(positions) = turns.take() {
        (few.positions, few.among) = (positions, None);
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
        let at_once = children.div_ceil(threads.saturating_mul(TURNS).max(1)).clamp(AT_ONCE / TURNS, AT_ONCE);
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

/// A few children who stand side by side in a caseload, and what is asked of them.
#[derive(Clone)]
pub(crate) struct Few<'c> {
    caseload: &'c Caseload,
    positions: Range<usize>,
    /// The days from the first date that is asked of through the last.
    days: DateRange,
    period: Period,
    end_day: EndDay,
    /// Whom the last indicator may count, and among whom they are, if that can be told from what another indicator says.
    whom: Vec<(Child<'c>, DateRange)>,
    among: Option<Among<'static>>,
}

impl<'c> Few<'c> {
    /// All children of a caseload; asked of dates in `days`.
    pub(crate) const fn all(caseload: &'c Caseload, days: DateRange, period: Period, end_day: EndDay) -> Self {
        Self { caseload, positions: 0..caseload.len(), days, period, end_day, whom: Vec::new(), among: None }
    }

    /// Those whom an indicator may count, in order, each with the days on which it may.
    pub(crate) fn whom(&mut self, indicator: &BoxedIndicator) -> &[(Child<'c>, DateRange)] {
        let caseload = self.caseload;
        let cohort = |number: usize| Cohort::ALL.get(number).map_or(&[][..], |cohort| caseload.cohort(*cohort));
        let among = indicator.among();
        let same = match among {
            Among::All => Some(Among::All),
            Among::Cohort(number) => Some(Among::Cohort(number)),
            Among::InPeriod(number) => Some(Among::InPeriod(number)),
            Among::These(_) => None,
        };
        // Indicators of one area, which stand together, are mostly about the same children.
        if same.is_none() || same != self.among {
            self.among = same;
            self.whom.clear();
            match among {
                Among::All => {
                    let all = self.positions.clone().filter_map(|position| caseload.child(position));
                    self.whom.extend(all.map(|child| (child, DateRange::from(NaiveDate::MIN))));
                }
                Among::Cohort(number) => self.add_open(cohort(number)),
                Among::These(these) => self.add_open(these),
                Among::InPeriod(number) => self.add_in_period(cohort(number)),
            }
        }
        &self.whom
    }

    /// Adds those of `members` with a record that may be open.
    fn add_open(&mut self, members: &[(u32, DateRange)]) {
        let (asked, end_day) = (self.days, self.end_day);
        self.add(members, |days| {
            let open = match end_day {
                EndDay::Excluded if days.end() < NaiveDate::MAX => {
                    DateRange::half_open(days.start(), days.end().pred_opt().unwrap_or(NaiveDate::MIN))
                }
                _ => days,
            };
            open.overlaps(asked).then_some(open)
        });
    }

    /// Adds those of `members` of whose days one may be in the period.
    fn add_in_period(&mut self, members: &[(u32, DateRange)]) {
        let (asked, first_counted) = (self.days, self.period.first_day(self.days.start()));
        self.add(members, |days| {
            (days.start() < asked.end() && days.end() > first_counted).then(|| DateRange::from(days.start()))
        });
    }

    fn add(&mut self, members: &[(u32, DateRange)], may_count: impl Fn(DateRange) -> Option<DateRange>) {
        let before = |end: usize| members.partition_point(|(position, _)| usize_of(*position) < end);
        let these = members.get(before(self.positions.start)..before(self.positions.end)).unwrap_or(&[]);
        self.whom.extend(these.iter().filter_map(|(position, days)| {
            let days = may_count(*days)?;
            Some((self.caseload.child(usize_of(*position))?, days))
        }));
    }
}

fn usize_of(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
