//! Where limits lapse among the dates of a history.

use std::sync::Arc;

use carekpi_dates::{AsOf, Limit};
use chrono::NaiveDate;

use crate::dates::{ByDay, Dates};
use crate::up_to_date::Limits;

/// Where a limit lapses, by the day it is measured from: the place of the first date on which it is no longer met.
#[derive(Debug)]
pub(crate) struct Lapses {
    limit: Limit,
    /// For each day from the first date through the last.
    places: ByDay,
}

impl Lapses {
    /// The place of the first date on which the limit, measured from `anchor`, is no longer met; `None` if that is unknown.
    #[inline]
    pub(crate) fn after(&self, anchor: NaiveDate, dates: &Dates, as_of: &AsOf<'_>) -> Option<usize> {
        self.places.get(anchor).or_else(|| as_of.lapses(anchor, self.limit).map(|day| dates.place(day)))
    }

    /// The places, by the [key](Dates::key) of the day that the limit is measured from.
    #[inline]
    pub(crate) fn places(&self) -> &[u32] {
        self.places.places()
    }
}

/// Where limits lapse: each limit once, for all indicators; `None` if that is unknown for one of the days.
#[derive(Debug, Default)]
pub(crate) struct AllLapses(Vec<(Limit, Option<Arc<Lapses>>)>);

impl AllLapses {
    /// Where a limit lapses; `None` if that is unknown for one of the days.
    fn of(&mut self, limit: Limit, dates: &Dates, as_of: &AsOf<'_>) -> Option<Arc<Lapses>> {
        if let Some((_, known)) = self.0.iter().find(|(one, _)| *one == limit) {
            return known.clone();
        }
        // Independent of the date of `as_of`, because other dates share the table.
        let conventions = as_of.conventions();
        let place = |day| match limit.lapses(day, &conventions.calendar, conventions.month_end) {
            Ok(lapses) => Some(dates.place(lapses)),
            // It lapses after the calendar, and so after every date.
            Err(outside) if outside.is_after() && day < outside.day => Some(dates.place(NaiveDate::MAX)),
            Err(_) => None,
        };
        let lapses = ByDay::new(dates.days(), place).map(|places| Arc::new(Lapses { limit, places }));
        self.0.push((limit, lapses.clone()));
        lapses
    }
}

/// Where the limits of one indicator lapse; `None` if that is unknown. There are few, and each member looks them up.
#[derive(Clone, Debug, Default)]
pub(crate) struct LapsesByLimits(Vec<(Limits, Option<ClauseLapses>)>);

/// Where the limits of clauses lapse; `None` for a missing clause.
#[derive(Clone, Debug)]
pub(crate) struct ClauseLapses {
    pub(crate) none_yet: Option<Arc<Lapses>>,
    pub(crate) after_first: Option<Arc<Lapses>>,
    pub(crate) after_later: Option<Arc<Lapses>>,
}

impl LapsesByLimits {
    /// Where limits lapse; `None` if that is unknown.
    #[inline]
    pub(crate) fn find(
        &mut self,
        limits: &Limits,
        all: &mut AllLapses,
        dates: &Dates,
        as_of: &AsOf<'_>,
    ) -> Option<&ClauseLapses> {
        let at =
            self.0.iter().position(|(one, _)| one == limits).unwrap_or_else(|| self.add(*limits, all, dates, as_of));
        self.0.get(at)?.1.as_ref()
    }

    #[cold]
    fn add(&mut self, limits: Limits, all: &mut AllLapses, dates: &Dates, as_of: &AsOf<'_>) -> usize {
        let mut lapses = |limit: Option<Limit>| match limit {
            None => Some(None),
            Some(limit) => all.of(limit, dates, as_of).map(Some),
        };
        let mut clauses = || {
            Some(ClauseLapses {
                none_yet: lapses(limits.none_yet)?,
                after_first: lapses(limits.since_last.and(limits.since_first.or(limits.since_last)))?,
                after_later: lapses(limits.since_last)?,
            })
        };
        self.0.push((limits, clauses()));
        self.0.len().saturating_sub(1)
    }
}
