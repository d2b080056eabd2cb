//! Histories of many cases. A rule is called again only when something other than an event changes.

use std::sync::Arc;

use carekpi_dates::{AsOf, Conventions, DateRange, Period};
use chrono::NaiveDate;

use crate::dates::Dates;
use crate::flows::Flows;
use crate::lapses::{AllLapses, LapsesByLimits};
use crate::walk::Walker;
use crate::{Answer, Counted, History, Tally, TallyChange, Undecidable};

/// Builds the histories of several indicators over the same dates, and computes once what they share.
///
/// ```
/// use carekpi_dates::{Conventions, DateRange, Period, WorkingCalendar};
/// use carekpi_measure::{Clause, Counted, History, HistoryBuilder, Outcome};
/// use chrono::NaiveDate;
///
/// // The number of installed boilers.
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let days = DateRange::closed(day(1), day(5));
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let mut builder = HistoryBuilder::new(&History::new(days), 1, Period::YearToDate, &conventions);
/// builder.follow(0, &[(day(2), days), (day(4), days)], |installed, as_of, each| {
///     if as_of.happened(installed) {
///         each(Counted::by((), Outcome::decided(true, Clause::new("installed"), Some(installed))));
///     }
///     Ok(())
/// });
/// let histories = builder.into_histories();
/// let members: Vec<u64> = histories[0].tallies().map(|(_, tally)| tally.members).collect();
/// assert_eq!(members, [0, 1, 1, 2, 2]);
/// ```
#[derive(Debug)]
pub struct HistoryBuilder<'c> {
    dates: Arc<Dates>,
    period: Period,
    conventions: &'c Conventions,
    /// Where the limits of all indicators lapse.
    all_lapses: AllLapses,
    /// Where the limits of each indicator lapse.
    lapses: Vec<LapsesByLimits>,
    histories: Vec<History>,
    /// The flows of the current case.
    flows: Flows,
    /// A buffer for the events of a case.
    listed: Vec<NaiveDate>,
}

impl<'c> HistoryBuilder<'c> {
    /// A builder for this number of indicators, on the dates of a history. The counts of that history are ignored.
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
            listed: Vec::new(),
        }
    }

    /// The histories, in the order of the indicators.
    #[must_use]
    pub fn into_histories(self) -> Vec<History> {
        self.histories
    }

    /// Takes the counts of one history as changes from each date to the next, in order, each with the date from which
    /// it holds, and leaves the history without any. All days on which cases were counted must be in `days`. So one history can
    /// serve many groups of cases, one after the other, each on its own days.
    ///
    /// ```
    /// use carekpi_dates::{Conventions, DateRange, Period, WorkingCalendar};
    /// use carekpi_measure::{Clause, Counted, History, HistoryBuilder, Outcome, TallyChange};
    /// use chrono::NaiveDate;
    ///
    /// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let dates = History::on([day(1), day(3), day(5), day(9)]);
    /// let mut builder = HistoryBuilder::new(&dates, 1, Period::YearToDate, &conventions);
    /// let days = DateRange::half_open(day(2), day(6));
    /// builder.follow(0, &[((), days)], |(), _, each| {
    ///     each(Counted::by((), Outcome::decided(true, Clause::new("installed"), None)));
    ///     Ok(())
    /// });
    /// let mut changes = Vec::new();
    /// builder.take_changes(0, days, |date, change| changes.push((date, change.members)));
    /// assert_eq!(changes, [(day(3), 1), (day(9), -1)]);
    /// builder.take_changes(0, days, |_, change| unreachable!("{change:?}"));
    /// ```
    pub fn take_changes(&mut self, number: usize, days: DateRange, each: impl FnMut(NaiveDate, TallyChange)) {
        if let Some(history) = self.histories.get_mut(number) {
            history.take_changes(days, each);
        }
    }

    /// Adds what happened in a case to the history of the indicator `number`: the day of each event, and whether it meets the rule,
    /// `None` if that is undetermined. An event counts on those of `days` on which its day is reached and in the period. Use it only
    /// if the answer never changes. If there is no such indicator, nothing is added.
    ///
    /// ```
    /// use carekpi_dates::{Conventions, DateRange, Period, WorkingCalendar};
    /// use carekpi_measure::{History, HistoryBuilder};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let days = DateRange::closed(day(3, 31), day(4, 3));
    /// let period = Period::Fixed { first: day(4, 1), last: day(6, 30) };
    /// let mut builder = HistoryBuilder::new(&History::new(days), 1, period, &conventions);
    /// let completed = [day(3, 31), day(4, 1), day(4, 2)].map(|day| (day, Some(true)));
    /// builder.add_flows(0, DateRange::from(day(4, 1)), completed);
    /// let history = &builder.into_histories()[0];
    /// assert_eq!(history.map_tallies(|tally| tally.members), [0, 1, 2, 2]);
    /// ```
    #[inline]
    pub fn add_flows(
        &mut self,
        number: usize,
        days: DateRange,
        flows: impl IntoIterator<Item = (NaiveDate, Option<bool>)>,
    ) {
        let Self { dates, period, histories, flows: of_case, .. } = self;
        let Some(history) = histories.get_mut(number) else { return };
        let (first, end) = (dates.place(days.start()), dates.place(days.end()));
        for (day, met) in flows {
            of_case.flow(day, met, dates, *period).add_to(history, first, end);
        }
    }

    /// Adds cases to the history of the indicator `number`: on each of a case's days, the result of `judge` for that day. It is
    /// called for the first date, and then only for the next date on which its answer may differ. If there is no such indicator,
    /// nothing is added.
    #[inline]
    pub fn follow<'a, C: Copy, R>(
        &mut self,
        number: usize,
        cases: &[(C, DateRange)],
        judge: impl Fn(C, &AsOf<'_>, &mut dyn FnMut(Counted<'a, R>)) -> Result<(), Undecidable>,
    ) {
        let Self { dates, period, conventions, all_lapses, lapses, histories, flows, listed } = self;
        let (Some(history), Some(lapses)) = (histories.get_mut(number), lapses.get_mut(number)) else { return };
        let mut walker = Walker { history, lapses, all_lapses, dates, listed };
        for (case, days) in cases {
            let mut day = days.start();
            while let Some((place, date)) = dates.next_before(day, days.end()) {
                let as_of = AsOf::new(date, *period, conventions);
                let mut tally = Tally::default();
                // A case rarely has two members at once. Only the first is followed through its events; further ones are judged
                // again at each of their events.
                let mut first = None;
                let judged = judge(*case, &as_of, &mut |counted| match counted.answer {
                    Answer::UpToDate(up_to_date) if first.is_none() => first = Some(up_to_date),
                    Answer::UpToDate(up_to_date) => tally += Tally::of_member(up_to_date.outcome(&as_of).met),
                    Answer::Decided(outcome) => tally += Tally::of_member(outcome.met),
                    Answer::InPeriod(day, outcome) => flows.find(day, outcome.met, dates, *period),
                });
                if judged.is_err() {
                    tally += Tally::UNDECIDABLE;
                }
                if let Some(up_to_date) = &first {
                    walker.walk(up_to_date, &as_of, place, days.end());
                }
                day = as_of.valid_until().min(days.end());
                if !(tally.is_empty() && flows.is_empty()) {
                    let end = dates.place(day);
                    walker.history.count(place, end, tally);
                    flows.add_to(walker.history, place, end);
                }
            }
        }
    }
}
