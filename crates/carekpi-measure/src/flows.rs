//! Flows: something that happened on a day counts on each date of a history whose period contains that day.

use carekpi_dates::{DateRange, Period};
use chrono::NaiveDate;

use crate::dates::{ByDay, Dates};
use crate::{History, Tally};

/// The flows found in a case, until it is known how long the answer holds.
#[derive(Debug, Default)]
pub(crate) struct Flows {
    found: Vec<Flow>,
    /// For each day that may drop out of the period, the place from which it no longer counts. It is computed on first use.
    leaving: Option<ByDay>,
}

/// Something that happened on a day: from which place it counts, and until which.
#[derive(Debug)]
pub(crate) struct Flow {
    from: usize,
    until: usize,
    met: Option<bool>,
}

impl Flows {
    /// Notes a flow on `day`.
    #[inline]
    pub(crate) fn find(&mut self, day: NaiveDate, met: Option<bool>, dates: &Dates, period: Period) {
        let flow = self.flow(day, met, dates, period);
        self.found.push(flow);
    }

    /// The flow on `day`.
    #[inline]
    pub(crate) fn flow(&mut self, day: NaiveDate, met: Option<bool>, dates: &Dates, period: Period) -> Flow {
        let leaving = self.leaving.get_or_insert_with(|| leaving(dates, period));
        let (from, until) = match leaving.get(day) {
            Some(until) => (dates.place(day), until),
            None => counting(day, dates, period),
        };
        Flow { from, until, met }
    }

    /// Whether nothing was found.
    #[inline]
    pub(crate) const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Adds the flows found to `history`, on the dates from the place `from` up to and not including `until`.
    #[inline]
    pub(crate) fn add_to(&mut self, history: &mut History, from: usize, until: usize) {
        for flow in self.found.drain(..) {
            flow.add_to(history, from, until);
        }
    }
}

impl Flow {
    /// Adds it to `history`, on the dates from the place `from` up to and not including `until`.
    #[inline]
    pub(crate) fn add_to(&self, history: &mut History, from: usize, until: usize) {
        let from = self.from.max(from);
        history.count(from, self.until.min(until).max(from), Tally::of_member(self.met));
    }
}

/// From which place a day counts, and until which. Only for the few days that `leaving` does not have.
#[cold]
fn counting(day: NaiveDate, dates: &Dates, period: Period) -> (usize, usize) {
    let counting = period.snapshots_counting(day);
    (dates.place(counting.start()), dates.place(counting.end()))
}

/// The place from which each day no longer counts. In a fixed period no day drops out.
#[cold]
fn leaving(dates: &Dates, period: Period) -> ByDay {
    let days = DateRange::half_open(period.first_day(dates.days().start()), dates.days().end());
    let place = |day| Some(period.drops_out_on(day).map_or(dates.places(), |day| dates.place(day)));
    match period {
        Period::YearToDate => ByDay::new(days, place).unwrap_or_default(),
        Period::Fixed { .. } => ByDay::default(),
    }
}
