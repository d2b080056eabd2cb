//! Clauses, followed through the events of a sorted slice.

use std::sync::Arc;

use carekpi_dates::{AsOf, EventDays, Limit};
use chrono::NaiveDate;

use crate::dates::{Dates, keys_between, place_of};
use crate::history::add_one;
use crate::{Clauses, History};

/// Where a limit lapses, by the day that it is measured from: the place of the first date on which it is no longer kept.
#[derive(Clone, Debug)]
pub(crate) struct Lapses {
    limit: Limit,
    /// By [`keys_between`] the first date and the day; empty where it can't be told of every one of these days.
    places: Arc<[u32]>,
}

impl Lapses {
    fn new(limit: Limit, dates: &Dates, as_of: &AsOf<'_>) -> Self {
        let days = dates.days();
        let mut places = Vec::new();
        for day in days.iter() {
            let Some(place) = as_of.lapses(day, limit).and_then(|day| u32::try_from(dates.place(day)).ok()) else {
                return Self { limit, places: Arc::default() };
            };
            places.resize(keys_between(days.start(), day), place);
            places.push(place);
        }
        Self { limit, places: places.into() }
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
pub(crate) struct Walk<'w> {
    dates: &'w Dates,
    date: NaiveDate,
    /// The days of the clause about the last event.
    events: EventDays<'w>,
    /// Which of the lists of lapses is that of the clause's limit: if the event is the first of all, and else.
    if_first: usize,
    if_later: usize,
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
    pub(crate) fn new(
        clauses: &Clauses<'w>,
        lapses: &mut Vec<Lapses>,
        dates: &'w Dates,
        as_of: &AsOf<'_>,
    ) -> Option<Self> {
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
        let without_events = Self {
            dates,
            date,
            events: EventDays::default(),
            if_first: 0,
            if_later: 0,
            next_is_first: true,
            happened,
            none_yet,
            last: None,
        };
        let Some(clause) = clauses.since_last else { return Some(without_events) };
        let if_later = Lapses::find(clause.limit, lapses, dates, as_of);
        let if_first = clauses.since_first.map_or(if_later, |limit| Lapses::find(limit, lapses, dates, as_of));
        let anchor = clause.of.latest_through(date);
        let last = anchor.and_then(|anchor| match clauses.since_first {
            Some(limit) if clause.of.is_first(anchor) => lapses_in(anchor, limit),
            _ => lapses_in(anchor, clause.limit),
        });
        let told = |at: usize| Some(at).filter(|at| !places_in(lapses, *at).is_empty());
        Some(Self {
            events: clause.of,
            if_first: told(if_first)?,
            if_later: told(if_later)?,
            next_is_first: anchor.is_none(),
            last,
            ..without_events
        })
    }

    /// Adds the member to a history, from the place of its date up to and not including `end`.
    #[inline]
    pub(crate) fn add_to(&self, history: &mut History, lapses: &[Lapses], from: usize, end: usize) {
        history.member(from, end);
        match self.events.plain_after(self.date) {
            Some(events) => self.follow(events.iter().copied(), history, lapses, from, end),
            None => self.follow(self.events.after(self.date), history, lapses, from, end),
        }
    }

    /// Follows it through the events that come after its date.
    #[inline]
    fn follow(
        &self,
        mut events: impl Iterator<Item = NaiveDate>,
        history: &mut History,
        lapses: &[Lapses],
        from: usize,
        end: usize,
    ) {
        let none_yet = self.none_yet.unwrap_or(0);
        let dates = self.dates.finder();
        let next = events.next().map(|event| dates.key_and_place(event)).filter(|(_, place)| *place < end);
        let Some((first, mut at)) = next else {
            return self.stand(history, from, end, none_yet);
        };
        self.stand(history, from, at, none_yet);
        let lapse = |places: &[u32], key: usize| places.get(key).map_or(0, |place| place_of(*place)).max(none_yet);
        let if_later = places_in(lapses, self.if_later);
        let if_next = if self.next_is_first { places_in(lapses, self.if_first) } else { if_later };
        let met = history.met_changes();
        let mut met_until = lapse(if_next, first);
        for event in events {
            let (key, until) = dates.key_and_place(event);
            if until >= end {
                break;
            }
            // What follows on the day of the first is no second.
            if key == first {
                continue;
            }
            add_one(met, at, met_until.max(at).min(until));
            (at, met_until) = (until, lapse(if_later, key));
        }
        add_one(met, at, met_until.max(at).min(end));
    }

    /// Adds how it stands until the first event to come.
    #[inline]
    fn stand(&self, history: &mut History, from: usize, until: usize, none_yet: usize) {
        if let Some(met_until) = self.last {
            return history.met(from, met_until.max(none_yet).max(from).min(until));
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

/// The places in the list that is at `at`, if there is one.
#[inline]
fn places_in(lapses: &[Lapses], at: usize) -> &[u32] {
    lapses.get(at).map_or(&[], |lapses| &lapses.places)
}
