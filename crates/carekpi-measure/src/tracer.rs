//! Histories of many cases, each rule asked only where something other than an event changes.

use std::sync::Arc;

use carekpi_dates::{AsOf, Conventions, DateRange, Period};

use crate::dates::Dates;
use crate::flows::Flows;
use crate::lapses::{AllLapses, LapsesByLimits};
use crate::walk::Walker;
use crate::{Answer, History, Tally, Verdict};

/// Traces indicators over dates: a history for each, and what is worked out once for all of them.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, DateRange, Period, WorkingCalendar};
/// use carekpi_measure::{History, Indicator, Tracer};
/// use chrono::NaiveDate;
///
/// /// How many of `cases` are members on the last of `days`.
/// fn members<R>(rule: &dyn for<'a> Indicator<'a, u32, R>, cases: &[u32], days: DateRange) -> u64 {
///     let conventions = Conventions::new(WorkingCalendar::england_and_wales());
///     let mut tracer = Tracer::new(&History::new(days), 1, Period::YearToDate, &conventions);
///     let cases: Vec<_> = cases.iter().map(|case| (*case, days)).collect();
///     rule.trace(&cases, &mut tracer, 0);
///     let history = tracer.into_histories().remove(0);
///     history.tallies().last().map_or(0, |(_, tally)| tally.members)
/// }
/// ```
#[derive(Debug)]
pub struct Tracer<'c> {
    dates: Arc<Dates>,
    period: Period,
    conventions: &'c Conventions,
    /// Where limits lapse that any indicator asks about.
    all_lapses: AllLapses,
    /// Those that each indicator asks about.
    lapses: Vec<LapsesByLimits>,
    histories: Vec<History>,
    /// What counts on some dates only.
    flows: Flows,
}

/// From more places on it costs less to follow a case through its events. So few have no gap between them: the next date has the
/// next place.
const FEW_DATES: usize = 3;

impl<'c> Tracer<'c> {
    /// A tracer for so many indicators, on the dates of a history, with no case yet: what the history counts is left out. On a
    /// few dates every case is asked on each; on more of them cases are followed through their events. The counts are the same.
    #[must_use]
    pub fn new(on: &History, indicators: usize, period: Period, conventions: &'c Conventions) -> Self {
        let dates = on.dates();
        let histories = (0..indicators).map(|_| History::of(Arc::clone(&dates))).collect();
        Self {
            dates,
            period,
            conventions,
            all_lapses: AllLapses::default(),
            lapses: vec![LapsesByLimits::default(); indicators],
            histories,
            flows: Flows::default(),
        }
    }

    /// The histories, in the order of the indicators.
    #[must_use]
    pub fn into_histories(self) -> Vec<History> {
        self.histories
    }

    /// Whether there are so few dates that it costs less to ask on each of them than to follow what changes in between.
    pub(crate) fn has_few_dates(&self) -> bool {
        self.dates.places() <= FEW_DATES
    }

    /// Adds what `judge` says on each date to the history of the indicator `number`.
    #[inline]
    pub(crate) fn ask_on_each<'a, R>(
        &mut self,
        number: usize,
        judge: impl Fn(&AsOf<'_>, &mut dyn FnMut(Verdict<R, Answer<'_, 'a>>)),
    ) {
        let Some(history) = self.histories.get_mut(number) else { return };
        for (place, date) in self.dates.iter() {
            let mut tally = Tally::default();
            let as_of = AsOf::new(date, self.period, self.conventions);
            let counted = self.period.days_counted(date);
            judge(&as_of, &mut |verdict| {
                tally += match verdict {
                    Verdict::LeftOut => Tally::LEFT_OUT,
                    Verdict::Member { outcome, .. } => Tally::of_member(match outcome {
                        Answer::Decided(outcome) => outcome.met,
                        Answer::By(clauses) => clauses.outcome(&as_of).met,
                        Answer::InPeriod(day, outcome) if counted.contains(day) => outcome.met,
                        Answer::InPeriod(..) => return,
                    }),
                }
            });
            history.count(place, place.saturating_add(1), tally);
        }
    }

    /// Adds cases to the history of the indicator `number`: on each of a case's days what `judge` says of that day. It is asked on
    /// the first, and again only on the next one on which it may answer otherwise.
    #[inline]
    pub(crate) fn follow<'a, C: Copy, R>(
        &mut self,
        number: usize,
        cases: &[(C, DateRange)],
        judge: impl Fn(C, &AsOf<'_>, &mut dyn FnMut(Verdict<R, Answer<'_, 'a>>)),
    ) {
        let Self { dates, period, conventions, all_lapses, lapses, histories, flows } = self;
        let (Some(history), Some(lapses)) = (histories.get_mut(number), lapses.get_mut(number)) else { return };
        let mut walker = Walker { history, lapses, all_lapses, dates };
        for (case, days) in cases {
            let mut day = days.start();
            while let Some((place, date)) = dates.next_before(day, days.end()) {
                let as_of = AsOf::new(date, *period, conventions);
                let mut tally = Tally::default();
                // A case seldom has two members at once: only the first is followed through its events, and further ones are
                // asked again at each of theirs.
                let mut first = None;
                judge(*case, &as_of, &mut |verdict| match verdict {
                    Verdict::LeftOut => tally += Tally::LEFT_OUT,
                    Verdict::Member { outcome, .. } => match outcome {
                        Answer::By(clauses) if first.is_none() => first = Some(*clauses),
                        Answer::By(clauses) => tally += Tally::of_member(clauses.outcome(&as_of).met),
                        Answer::Decided(outcome) => tally += Tally::of_member(outcome.met),
                        Answer::InPeriod(day, outcome) => flows.find(day, outcome.met, dates, *period),
                    },
                });
                if let Some(clauses) = &first {
                    walker.walk(clauses, &as_of, place, days.end());
                }
                day = as_of.until().min(days.end());
                if !(tally.is_empty() && flows.is_empty()) {
                    let end = dates.place(day);
                    walker.history.count(place, end, tally);
                    flows.add_to(walker.history, place, end);
                }
            }
        }
    }
}
