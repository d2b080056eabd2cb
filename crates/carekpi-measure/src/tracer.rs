//! Histories of many cases, each rule asked only where something other than an event changes.

use std::sync::Arc;

use carekpi_dates::{AsOf, Conventions, DateRange, EndDay, EventDays, Limit, Period};
use chrono::NaiveDate;

use crate::dates::{Dates, keys_between};
use crate::{Answer, Clauses, History, Tally, Verdict};

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
///     rule.trace(cases, &mut tracer, 0);
///     let history = tracer.into_histories().remove(0);
///     history.tallies().last().map_or(0, |(_, tally)| tally.members)
/// }
/// ```
#[derive(Debug)]
pub struct Tracer<'c> {
    dates: Arc<Dates>,
    period: Period,
    conventions: &'c Conventions,
    lapses: Vec<Lapses>,
    histories: Vec<History>,
}

/// From more dates on it costs less to follow a case through its events.
const FEW_DATES: usize = 3;

impl<'c> Tracer<'c> {
    /// A tracer for so many indicators, on the dates of a history, with no case yet.
    #[must_use]
    pub fn new(on: &History, indicators: usize, period: Period, conventions: &'c Conventions) -> Self {
        let dates = on.dates();
        let histories = (0..indicators).map(|_| History::of(Arc::clone(&dates))).collect();
        Self { dates, period, conventions, lapses: Vec::new(), histories }
    }

    /// How ends are read.
    pub(crate) const fn end_day(&self) -> EndDay {
        self.conventions.end_day
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
    pub(crate) fn ask_on_each<R>(
        &mut self,
        number: usize,
        mut judge: impl FnMut(&AsOf<'_>, &mut dyn FnMut(Verdict<R>)),
    ) {
        let Some(history) = self.histories.get_mut(number) else { return };
        for (place, date) in self.dates.iter() {
            let mut tally = Tally::default();
            judge(&AsOf::new(date, self.period, self.conventions), &mut |verdict| tally.count(&verdict));
            history.turn(place, Tally::default(), tally);
            history.turn(place.saturating_add(1), tally, Tally::default());
        }
    }

    /// Adds a case of the indicator `number`: on each date of `days` what `judge` says of that date. It is asked on the first,
    /// and again only on the next one on which it may answer otherwise.
    #[inline]
    pub(crate) fn follow<'a, R>(
        &mut self,
        number: usize,
        days: DateRange,
        mut judge: impl FnMut(&AsOf<'_>, &mut dyn FnMut(Verdict<R, Answer<'a>>)),
    ) {
        let Self { dates, period, conventions, lapses, histories } = self;
        let Some(history) = histories.get_mut(number) else { return };
        let mut before = Tally::default();
        let mut next = dates.next(days.start());
        while let Some((place, date)) = next.filter(|(_, date)| *date < days.end()) {
            let as_of = AsOf::new(date, *period, conventions);
            let mut after = Tally::default();
            // A case seldom has two members at once: only the first is followed through its events, and further ones are
            // asked again at each of theirs.
            let mut followed = None;
            judge(&as_of, &mut |verdict| match verdict {
                Verdict::Member { outcome: Answer::By(clauses), .. } if followed.is_none() => followed = Some(clauses),
                verdict => after.count(&verdict.decided(&as_of)),
            });
            let walk = followed.and_then(|clauses| {
                let walk = Walk::new(&clauses, lapses, dates, &as_of);
                if walk.is_none() {
                    let verdict: Verdict<(), Answer<'_>> = Verdict::member((), clauses);
                    after.count(&verdict.decided(&as_of));
                }
                walk
            });
            let until = as_of.until().min(days.end());
            if before != after {
                history.turn(place, before, after);
                before = after;
            }
            if let Some(walk) = walk {
                walk.add_to(history, place, dates.place(until));
            }
            next = dates.next(until);
        }
        if before != Tally::default() {
            history.turn(dates.place(days.end()), before, Tally::default());
        }
    }
}

/// Where a limit lapses, by the day that it is measured from: the place of the first date on which it is no longer kept.
#[derive(Debug)]
struct Lapses {
    limit: Limit,
    /// By [`keys_between`] the first date and the day; empty where it can't be told of every one of these days.
    places: Vec<u32>,
}

impl Lapses {
    fn new(limit: Limit, dates: &Dates, as_of: &AsOf<'_>) -> Self {
        let days = dates.days();
        let mut places = Vec::new();
        for day in days.iter() {
            let Some(place) = as_of.lapses(day, limit).and_then(|day| u32::try_from(dates.place(day)).ok()) else {
                return Self { limit, places: Vec::new() };
            };
            places.resize(keys_between(days.start(), day), place);
            places.push(place);
        }
        Self { limit, places }
    }

    /// Where the list for a limit is among `lapses`; it is added to them if it is not there.
    #[inline]
    fn find(limit: Limit, lapses: &mut Vec<Self>, dates: &Dates, as_of: &AsOf<'_>) -> usize {
        lapses.iter().position(|one| one.limit == limit).unwrap_or_else(|| {
            lapses.push(Self::new(limit, dates, as_of));
            lapses.len().saturating_sub(1)
        })
    }
}

/// What is known of a member on a date, to be followed through its events.
struct Walk<'w> {
    dates: &'w Dates,
    date: NaiveDate,
    /// The days of the clause about the last event.
    events: EventDays<'w>,
    /// Where the limit of that clause lapses, by the day of the event: if it is the first of all, and else.
    if_first: &'w [u32],
    if_later: &'w [u32],
    /// Whether the next event is the first of all.
    next_is_first: bool,
    /// From which place on the clause about nothing having happened does not apply, and until which it is met; `None` where
    /// that can't be told.
    happened: usize,
    none_yet: Option<usize>,
    /// Until which place it is met because of the last event; `None` where there is none, or it can't be told.
    last: Option<usize>,
}

impl<'w> Walk<'w> {
    /// `None` where it can't be told of every event in what place its limit lapses.
    #[inline]
    fn new(clauses: &Clauses<'w>, lapses: &'w mut Vec<Lapses>, dates: &'w Dates, as_of: &AsOf<'_>) -> Option<Self> {
        let date = as_of.on();
        let lapses_in = |anchor, limit| as_of.lapses(anchor, limit).map(|day| dates.place(day));
        let (mut happened, mut none_yet) = (0, None);
        if let Some(clause) = clauses.none_yet {
            let first = clause.of.first();
            if first.is_none_or(|first| date < first) {
                happened = first.map_or(usize::MAX, |first| dates.place(first));
                let lapses = clause.anchor.and_then(|anchor| lapses_in(anchor, clause.limit));
                none_yet = lapses.map(|lapses| lapses.min(happened));
            }
        }
        let Some(clause) = clauses.since_last else {
            let (events, last) = (EventDays::default(), None);
            let walk = Self {
                dates,
                date,
                events,
                if_first: &[],
                if_later: &[],
                next_is_first: true,
                happened,
                none_yet,
                last,
            };
            return Some(walk);
        };
        let if_later = Lapses::find(clause.limit, lapses, dates, as_of);
        let if_first = clauses.since_first.map_or(if_later, |limit| Lapses::find(limit, lapses, dates, as_of));
        let anchor = clause.of.latest_through(date);
        let last = anchor.and_then(|anchor| match clauses.since_first {
            Some(limit) if clause.of.is_first(anchor) => lapses_in(anchor, limit),
            _ => lapses_in(anchor, clause.limit),
        });
        let places =
            |at: usize| lapses.get(at).map(|lapses| lapses.places.as_slice()).filter(|places| !places.is_empty());
        Some(Self {
            dates,
            date,
            events: clause.of,
            if_first: places(if_first)?,
            if_later: places(if_later)?,
            next_is_first: anchor.is_none(),
            happened,
            none_yet,
            last,
        })
    }

    /// Adds the member to a history, from the place of its date up to and not including `end`.
    #[inline]
    fn add_to(&self, history: &mut History, from: usize, end: usize) {
        history.member(from, end);
        match self.events.plain_after(self.date) {
            Some(events) => self.follow(events.iter().copied(), history, from, end),
            None => self.follow(self.events.after(self.date), history, from, end),
        }
    }

    /// Follows it through the events that come after its date.
    #[inline]
    fn follow(&self, events: impl Iterator<Item = NaiveDate>, history: &mut History, mut from: usize, end: usize) {
        let none_yet = self.none_yet.unwrap_or(0);
        let first = self.dates.first();
        let mut met_until = self.last;
        let mut last = None;
        let mut lapses = if self.next_is_first { self.if_first } else { self.if_later };
        for event in events {
            let until = self.dates.place(event);
            if until >= end {
                break;
            }
            let key = keys_between(first, event);
            if last.replace(key) == Some(key) {
                continue;
            }
            self.stand(history, from, until, met_until, none_yet);
            from = until;
            met_until = lapses.get(key).map(|place| place_of(*place));
            lapses = self.if_later;
        }
        self.stand(history, from, end, met_until, none_yet);
    }

    /// Adds how it stands between two events.
    #[inline]
    fn stand(&self, history: &mut History, from: usize, until: usize, met_until: Option<usize>, none_yet: usize) {
        if let Some(met_until) = met_until {
            history.met(from, met_until.max(none_yet).max(from).min(until));
            return;
        }
        // No event that says anything: only the clause about nothing having happened may apply.
        let applies_until = self.happened.max(from).min(until);
        if let Some(met_until) = self.none_yet {
            history.met(from, met_until.max(from).min(applies_until));
        } else {
            history.undetermined(from, applies_until);
        }
        history.undetermined(applies_until, until);
    }
}

#[inline]
fn place_of(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
