//! Where limits lapse among the dates of a history.

use std::sync::Arc;

use carekpi_dates::{AsOf, Limit};
use chrono::NaiveDate;

use crate::clauses::Limits;
use crate::dates::{ByDay, Dates};

/// Where a limit lapses, by the day that it is measured from: the place of the first date on which it is no longer kept.
#[derive(Debug)]
pub(crate) struct Lapses {
    limit: Limit,
    /// For each day from the first date through the last; `None` where it can't be told of every one of them.
    pub(crate) places: Option<ByDay>,
}

impl Lapses {
    /// The place of the first date on which the limit, measured from `anchor`, is no longer kept; `None` if it can't be told.
    #[inline]
    pub(crate) fn after(&self, anchor: NaiveDate, dates: &Dates, as_of: &AsOf<'_>) -> Option<usize> {
        let known = self.places.as_ref().and_then(|places| places.get(anchor));
        known.or_else(|| as_of.lapses(anchor, self.limit).map(|day| dates.place(day)))
    }
}

/// Where limits lapse, each limit once, whichever indicators ask for it.
#[derive(Debug, Default)]
pub(crate) struct AllLapses(Vec<Arc<Lapses>>);

impl AllLapses {
    fn of(&mut self, limit: Limit, dates: &Dates, as_of: &AsOf<'_>) -> Arc<Lapses> {
        if let Some(known) = self.0.iter().find(|one| one.limit == limit) {
            return Arc::clone(known);
        }
        // Whatever the date, as it is looked up for others too.
        let conventions = as_of.conventions();
        let lapses_after = |day| limit.lapses(day, &conventions.calendar, conventions.month_end).ok();
        let places = ByDay::new(dates.days(), |day| lapses_after(day).map(|day| dates.place(day)));
        let lapses = Arc::new(Lapses { limit, places });
        self.0.push(Arc::clone(&lapses));
        lapses
    }
}

/// Where the limits of one indicator lapse: of few clauses, and looked up for each member.
#[derive(Clone, Debug, Default)]
pub(crate) struct LapsesByLimits(Vec<(Limits, LapsesOfClauses)>);

/// Where the limits of clauses lapse. Without a clause about the last event, that about none stands in for it.
#[derive(Clone, Debug)]
pub(crate) struct LapsesOfClauses {
    pub(crate) none_yet: Arc<Lapses>,
    pub(crate) first: Arc<Lapses>,
    pub(crate) later: Arc<Lapses>,
}

impl LapsesByLimits {
    #[inline]
    pub(crate) fn find(
        &mut self,
        limits: &Limits,
        all: &mut AllLapses,
        dates: &Dates,
        as_of: &AsOf<'_>,
    ) -> Option<&LapsesOfClauses> {
        let at =
            self.0.iter().position(|(one, _)| one == limits).unwrap_or_else(|| self.add(*limits, all, dates, as_of));
        self.0.get(at).map(|(_, lapses)| lapses)
    }

    #[cold]
    fn add(&mut self, limits: Limits, all: &mut AllLapses, dates: &Dates, as_of: &AsOf<'_>) -> usize {
        let mut of = |limit| all.of(limit, dates, as_of);
        let later = limits.since_last.unwrap_or(limits.none_yet);
        let first = limits.since_first.unwrap_or(later);
        self.0.push((limits, LapsesOfClauses { none_yet: of(limits.none_yet), first: of(first), later: of(later) }));
        self.0.len().saturating_sub(1)
    }
}
