//! Clauses, followed through their events.

use carekpi_dates::{AsOf, EventDays};
use chrono::NaiveDate;

use crate::dates::{Dates, keys_since, widened};
use crate::history::{add_one, change};
use crate::lapses::{AllLapses, LapsesByLimits, LapsesOfClauses};
use crate::{Clauses, History, Tally};

/// Follows the members of an indicator.
pub(crate) struct Walker<'t> {
    pub(crate) history: &'t mut History,
    pub(crate) lapses: &'t mut LapsesByLimits,
    pub(crate) all_lapses: &'t mut AllLapses,
    pub(crate) dates: &'t Dates,
}

impl Walker<'_> {
    /// Adds a member to the history as its clauses say, from the place `from` on, that of the date of `as_of`, until something other
    /// than their events changes, or the days end.
    // It is the same for every rule: a copy of it within each makes none of them faster.
    #[inline(never)]
    pub(crate) fn walk(&mut self, clauses: &Clauses<'_>, as_of: &AsOf<'_>, from: usize, days_end: NaiveDate) {
        let Self { history, lapses, all_lapses, dates } = self;
        let lapses = lapses.find(&clauses.limits, all_lapses, dates, as_of);
        // Not before it is known how it stands: what is asked for that may narrow it.
        let end = || dates.place(as_of.until().min(days_end));
        let Some(walk) = lapses.and_then(|lapses| Walk::new(clauses, lapses, dates, as_of)) else {
            let tally = decided(clauses, as_of);
            return history.count(from, end(), tally);
        };
        match &walk.events {
            ToCome::These(events) => walk.add_to(history, events.iter().copied(), dates, from, end()),
            ToCome::Of(events) => walk.add_to(history, events.after(as_of.on()), dates, from, end()),
        }
    }
}

/// How a member stands of whom there is nothing to be followed.
#[cold]
fn decided(clauses: &Clauses<'_>, as_of: &AsOf<'_>) -> Tally {
    Tally::of_member(clauses.outcome(as_of).met)
}

/// What is known of a member on a date, to be followed through the events that come after it.
struct Walk<'w> {
    /// The events of the clause about the last one that come after the date.
    events: ToCome<'w>,
    /// Where its limit lapses, by the key of an event's day: if the event is the next one, and else.
    if_next: &'w [u32],
    if_later: &'w [u32],
    /// Until which place it is met, if nothing happens.
    met_until: usize,
    /// From which place on it can't be told whether it is met, until something happens.
    unknown_from: usize,
    /// Until which place it is met at least, whatever happens, because nothing had happened before.
    none_yet: usize,
}

#[derive(Clone, Copy)]
enum ToCome<'w> {
    These(&'w [NaiveDate]),
    Of(EventDays<'w>),
}

impl<'w> Walk<'w> {
    /// Begins with the clauses of a member. `None` where it can't be told of every event in what place its limit lapses: then
    /// there is nothing to be followed.
    #[inline]
    fn new(clauses: &Clauses<'w>, lapses: &'w LapsesOfClauses, dates: &Dates, as_of: &AsOf<'_>) -> Option<Self> {
        let date = as_of.on();
        let (if_first, if_later) = (lapses.first.places.as_ref()?.places(), lapses.later.places.as_ref()?.places());
        let (anchor, events) = match clauses.last_of.plain_around(date) {
            Some((through, after)) => (through.last().copied(), ToCome::These(after)),
            None => (clauses.last_of.latest_through(date), ToCome::Of(clauses.last_of)),
        };
        let last = anchor.and_then(|anchor| {
            let is_first = clauses.limits.since_first.is_some() && clauses.last_of.is_first(anchor);
            if is_first { &lapses.first } else { &lapses.later }.after(anchor, dates, as_of)
        });
        // Most often the clause about none asks for days that have been found already.
        let first = match (clauses.none_since, &events) {
            (Some(since), _) if anchor.is_some_and(|anchor| anchor >= since) => anchor,
            (Some(since), ToCome::These(after)) if since <= date => after.first().copied(),
            _ => clauses.none_of.first(),
        };
        // From which place on something has happened: past them all if nothing does.
        let happened = first.map_or(usize::MAX, |first| if first <= date { 0 } else { dates.place(first) });
        // Where something has, there is nothing to look up.
        let anchor_of_none = clauses.anchor.filter(|_| happened > 0);
        let none_yet = anchor_of_none.and_then(|anchor| lapses.none_yet.after(anchor, dates, as_of));
        let none_yet = none_yet.map(|until| until.min(happened));
        let unknown_from = match (last, none_yet) {
            (Some(_), _) => usize::MAX,
            (None, Some(_)) => happened,
            (None, None) => 0,
        };
        Some(Self {
            events,
            if_next: if anchor.is_none() { if_first } else { if_later },
            if_later,
            met_until: last.max(none_yet).unwrap_or(0),
            unknown_from,
            none_yet: none_yet.unwrap_or(0),
        })
    }

    /// Adds the member to a history, through the events to come, from the place `from` up to and not including the place `end`.
    #[inline]
    fn add_to(
        &self,
        history: &mut History,
        mut events: impl Iterator<Item = NaiveDate>,
        dates: &Dates,
        from: usize,
        end: usize,
    ) {
        history.member(from, end);
        let next = events.next().map(|next| (next, dates.key_and_place(next).1)).filter(|(_, place)| *place < end);
        let until = next.map_or(end, |(_, place)| place);
        if self.unknown_from < until {
            history.undetermined(self.unknown_from.max(from), until);
        }
        let met = history.met_changes();
        add_one(met, from, self.met_until.max(from).min(until));
        let Some((next, _)) = next else { return };
        match dates.first_of_every() {
            None => self.add_events(met, next, events, end, |event| dates.key_and_place(event)),
            Some(first) => {
                // The place is the key: of what lapses when, no more is looked up than is before the end. That is seen once,
                // instead of at each event.
                let before_end = |lapses: &'w [u32]| lapses.get(..end).unwrap_or(&[]);
                let (if_next, if_later) = (before_end(self.if_next), before_end(self.if_later));
                let key_and_place = |event| (keys_since(first, event), keys_since(first, event));
                Self { if_next, if_later, ..*self }.add_events(met, next, events, end, key_and_place);
            }
        }
    }

    /// Adds what the next event makes of the member, and those after it, up to and not including the place `end`.
    #[inline]
    fn add_events(
        &self,
        met: &mut [i32],
        next: NaiveDate,
        mut later: impl Iterator<Item = NaiveDate>,
        end: usize,
        key_and_place: impl Fn(NaiveDate) -> (usize, usize),
    ) {
        let Some(met) = met.get_mut(..=end) else { return };
        let lapse = |places: &[u32], key: usize| places.get(key).map_or(0, |place| widened(*place)).max(self.none_yet);
        let (key, place) = key_and_place(next);
        change(met, place, 1);
        // A limit lapses on the day that it is measured from, or later.
        let mut met_until = lapse(self.if_next, key);
        // What follows on the day of the next one is no later event.
        let mut event = later.find(|event| *event != next);
        while let Some(day) = event {
            let (key, place) = key_and_place(day);
            if place >= end {
                break;
            }
            change(met, met_until.min(place), -1);
            change(met, place, 1);
            met_until = lapse(self.if_later, key);
            event = later.next();
        }
        change(met, met_until.min(end), -1);
    }
}
