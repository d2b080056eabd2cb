//! Follows the clauses of a member through its events.

use carekpi_dates::{AsOf, EventDays};
use chrono::NaiveDate;

use crate::dates::{ByDay, Dates, to_usize};
use crate::history::{add_one, change};
use crate::lapses::{AllLapses, ClauseLapses, Lapses, LapsesByLimits};
use crate::{History, Tally, UpToDate};

/// Follows the members of an indicator.
pub(crate) struct Walker<'t> {
    pub(crate) history: &'t mut History,
    pub(crate) lapses: &'t mut LapsesByLimits,
    pub(crate) all_lapses: &'t mut AllLapses,
    pub(crate) dates: &'t Dates,
}

impl Walker<'_> {
    /// Adds a member to the history by its clauses, from the place `from` of the date of `as_of`. It ends when something other than
    /// an event changes, or when the days end.
    // Not inlined: a copy for each rule would not be faster.
    #[inline(never)]
    pub(crate) fn walk(&mut self, clauses: &UpToDate<'_>, as_of: &AsOf<'_>, from: usize, days_end: NaiveDate) {
        let Self { history, lapses, all_lapses, dates } = self;
        let lapses = lapses.find(&clauses.limits, all_lapses, dates, as_of);
        // Evaluated last: the code before it may still shorten `valid_until`.
        let end = || dates.place(as_of.valid_until().min(days_end));
        let Some(walk) = lapses.and_then(|lapses| Walk::new(clauses, lapses, dates, as_of)) else {
            let tally = decided(clauses, as_of);
            return history.count(from, end(), tally);
        };
        match &walk.events {
            Upcoming::Slice(events) => walk.add_to(history, events.iter().copied(), dates, from, end()),
            Upcoming::Days(events) => walk.add_to(history, events.after(as_of.on()), dates, from, end()),
        }
    }
}

/// The tally of a member that cannot be followed.
#[cold]
fn decided(clauses: &UpToDate<'_>, as_of: &AsOf<'_>) -> Tally {
    Tally::of_member(clauses.outcome(as_of).met)
}

/// The place of the lapse for every day; empty for a missing clause, `None` if they are unknown.
#[inline]
fn places(lapses: Option<&Lapses>) -> Option<&[u32]> {
    match lapses {
        None => Some(&[]),
        Some(lapses) => lapses.places.as_ref().map(ByDay::places),
    }
}

/// A member on a date, to follow through the later events.
struct Walk<'w> {
    /// The events after the date, of the clause about the last event.
    events: Upcoming<'w>,
    /// Where its limit lapses, by the offset of an event's day: for the next event, and for later ones.
    lapse_after_first: &'w [u32],
    lapse_after_later: &'w [u32],
    /// The place until which it is met if nothing happens.
    met_until: usize,
    /// The place from which it is undetermined until something happens.
    unknown_from: usize,
    /// The place until which it is always met, by the clause about no event.
    none_yet: usize,
}

#[derive(Clone, Copy)]
enum Upcoming<'w> {
    Slice(&'w [NaiveDate]),
    Days(EventDays<'w>),
}

impl<'w> Walk<'w> {
    /// The start of a walk by the clauses of a member. `None` if it is unknown for an event when its limit lapses: then the member
    /// cannot be followed.
    #[inline]
    fn new(clauses: &UpToDate<'w>, lapses: &'w ClauseLapses, dates: &Dates, as_of: &AsOf<'_>) -> Option<Self> {
        let date = as_of.on();
        let last_of = clauses.last_of();
        let after_first = places(lapses.after_first.as_deref())?;
        let lapse_after_later = places(lapses.after_later.as_deref())?;
        let (anchor, events) = match last_of.as_plain_slices(date) {
            Some((through, after)) => (through.last().copied(), Upcoming::Slice(after)),
            None => (last_of.latest_through(date), Upcoming::Days(last_of)),
        };
        let last = anchor.and_then(|anchor| {
            let is_first = clauses.limits.since_first.is_some() && last_of.is_first(anchor);
            let lapses = if is_first { &lapses.after_first } else { &lapses.after_later };
            lapses.as_ref()?.after(anchor, dates, as_of)
        });
        // Usually the event that ends the clause about no event has been found already.
        let first = match (clauses.none_of_last_since(), &events) {
            (Some(since), _) if anchor.is_some_and(|anchor| anchor >= since) => anchor,
            (Some(since), Upcoming::Slice(after)) if since <= date => after.first().copied(),
            _ => clauses.none_of().first(),
        };
        // The place from which an event has happened; after all places if none does.
        let happened = first.map_or(usize::MAX, |first| if first <= date { 0 } else { dates.place(first) });
        // If one has happened already, the clause about no event has ended.
        let anchor_of_none = clauses.anchor.filter(|_| happened > 0);
        let none_yet = anchor_of_none.and_then(|anchor| lapses.none_yet.as_ref()?.after(anchor, dates, as_of));
        let none_yet = none_yet.map(|until| until.min(happened));
        let unknown_from = match (last, none_yet) {
            (Some(_), _) => usize::MAX,
            (None, Some(_)) => happened,
            (None, None) => 0,
        };
        Some(Self {
            events,
            lapse_after_first: if anchor.is_none() { after_first } else { lapse_after_later },
            lapse_after_later,
            met_until: last.max(none_yet).unwrap_or(0),
            unknown_from,
            none_yet: none_yet.unwrap_or(0),
        })
    }

    /// Adds the member to a history, through the later events, from the place `from` up to and not including the place `end`.
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
        self.add_events(met, next, events, end, |event| dates.key_and_place(event));
    }

    /// Adds the effect of the next event and of the later ones, up to and not including the place `end`.
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
        let lapse = |places: &[u32], key: usize| places.get(key).map_or(0, |place| to_usize(*place)).max(self.none_yet);
        let (key, place) = key_and_place(next);
        change(met, place, 1);
        // A limit lapses on the day that it is measured from, or later.
        let mut met_until = lapse(self.lapse_after_first, key);
        // Further events on the same day are not later events.
        let mut event = later.find(|event| *event != next);
        while let Some(day) = event {
            let (key, place) = key_and_place(day);
            if place >= end {
                break;
            }
            change(met, met_until.min(place), -1);
            change(met, place, 1);
            met_until = lapse(self.lapse_after_later, key);
            event = later.next();
        }
        change(met, met_until.min(end), -1);
    }
}
