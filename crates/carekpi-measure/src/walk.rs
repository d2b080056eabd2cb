//! Follows the clauses of a member through its events.

use std::sync::Arc;

use carekpi_dates::{AsOf, DateRange};
use chrono::NaiveDate;

use crate::dates::{Dates, to_usize};
use crate::history::change;
use crate::lapses::{AllLapses, ClauseLapses, Lapses, LapsesByLimits};
use crate::{History, Tally, UpToDate};

/// Follows the members of an indicator.
pub(crate) struct Walker<'t> {
    pub(crate) history: &'t mut History,
    pub(crate) lapses: &'t mut LapsesByLimits,
    pub(crate) all_lapses: &'t mut AllLapses,
    pub(crate) dates: &'t Dates,
    /// A buffer for the events of a member whose events are not one list.
    pub(crate) listed: &'t mut Vec<NaiveDate>,
}

impl Walker<'_> {
    /// Adds a member to the history by its clauses, from the place `from` of the date of `as_of`. It ends when something other than
    /// an event changes, or when the days end.
    // Not inlined: a copy for each rule would not be faster.
    #[inline(never)]
    pub(crate) fn walk(&mut self, clauses: &UpToDate<'_>, as_of: &AsOf<'_>, from: usize, days_end: NaiveDate) {
        let Self { history, lapses, all_lapses, dates, listed } = self;
        // Evaluated last: the code before it may still shorten `valid_until`.
        let end = || as_of.valid_until().min(days_end).min(dates.days().end());
        let Some(lapses) = lapses.find(&clauses.limits, all_lapses, dates, as_of) else {
            let tally = decided(clauses, as_of);
            return history.count(from, dates.place(end()), tally);
        };
        let date = as_of.on();
        let one_list = clauses.last_of().split_after(date);
        let last = one_list.map_or_else(|| clauses.last_of().latest_through(date), |(last, _)| last);
        // Usually the event that ends the clause about no event has been found already.
        let happened = match (one_list, clauses.none_of_last_since()) {
            (_, Some(since)) if last.is_some_and(|last| last >= since) => 0,
            (Some((_, later)), Some(since)) if since <= date => place_of_first(later, dates),
            _ => clauses
                .none_of()
                .first()
                .map_or(dates.places(), |first| if first <= date { 0 } else { dates.place(first) }),
        };
        let walk = Walk::new(clauses, lapses, as_of, dates, last, happened);
        let end = end();
        let later = match one_list {
            Some((_, later)) => later,
            None => {
                let next = date.succ_opt().unwrap_or(NaiveDate::MAX);
                listed.clear();
                clauses.last_of().list(DateRange::half_open(next, end), listed);
                listed
            }
        };
        walk.add_to(history, later, from, dates.place(end));
    }
}

/// The tally of a member that cannot be followed.
#[cold]
fn decided(clauses: &UpToDate<'_>, as_of: &AsOf<'_>) -> Tally {
    Tally::of_member(clauses.outcome(as_of).met)
}

/// The place of the first of these events; after all places if there is none. Events must not be before the first date.
#[inline]
fn place_of_first(events: &[NaiveDate], dates: &Dates) -> usize {
    events.first().map_or(dates.places(), |first| dates.place_of(*first))
}

/// Where a limit lapses, by the key of the day that it is measured from; empty for a missing clause.
#[inline]
fn places(lapses: &Option<Arc<Lapses>>) -> &[u32] {
    lapses.as_ref().map_or(&[], |lapses| lapses.places())
}

/// A member on a date, to follow through the later events.
struct Walk<'w> {
    dates: &'w Dates,
    lapses: &'w ClauseLapses,
    /// Whether the next event is the first, and has another limit than later ones.
    is_before_first: bool,
    /// The place until which it is met if nothing happens; 0 if it is not.
    met_until: usize,
    /// The place from which it is undetermined until something happens.
    unknown_from: usize,
    /// The place until which it is always met, by the clause about no event; 0 if it is not.
    none_yet: usize,
}

impl<'w> Walk<'w> {
    /// The start of a walk, after the event `last` of the clause about the last event. The clause about no event has ended, or ends,
    /// at the place `happened`.
    #[inline]
    fn new(
        clauses: &UpToDate<'_>,
        lapses: &'w ClauseLapses,
        as_of: &AsOf<'_>,
        dates: &'w Dates,
        last: Option<NaiveDate>,
        happened: usize,
    ) -> Self {
        let has_first = clauses.limits.since_first.is_some();
        let by_last = last.and_then(|last| {
            let is_first = has_first && clauses.last_of().is_first(last);
            let lapses = if is_first { &lapses.after_first } else { &lapses.after_later };
            lapses.as_ref()?.after(last, dates, as_of)
        });
        // If an event has happened already, the clause about no event has ended.
        let anchor_of_none = clauses.anchor.filter(|_| happened > 0);
        let none_yet = anchor_of_none.and_then(|anchor| lapses.none_yet.as_ref()?.after(anchor, dates, as_of));
        let none_yet = none_yet.map(|until| until.min(happened));
        let unknown_from = match (by_last, none_yet) {
            (Some(_), _) => usize::MAX,
            (None, Some(_)) => happened,
            (None, None) => 0,
        };
        Self {
            dates,
            lapses,
            is_before_first: has_first && last.is_none(),
            met_until: by_last.max(none_yet).unwrap_or(0),
            unknown_from,
            none_yet: none_yet.unwrap_or(0),
        }
    }

    /// Adds the member to a history, through the `later` events, from the place `from` up to and not including the place `end`.
    #[inline]
    fn add_to(&self, history: &mut History, mut later: &[NaiveDate], from: usize, end: usize) {
        history.member(from, end);
        let next = place_of_first(later, self.dates).min(end);
        if self.unknown_from < next {
            history.undetermined(self.unknown_from.max(from), next);
        }
        let Some(met) = history.met_changes().get_mut(..=end) else { return };
        change(met, from, 1);
        let mut met_until = self.met_until.max(from);
        if self.is_before_first
            && next < end
            && let Some((first, rest)) = later.split_first()
        {
            change(met, met_until.min(next), -1);
            change(met, next, 1);
            met_until = self.lapse(&self.lapses.after_first, *first).max(self.none_yet);
            // Further events on the same day are not later events.
            later = rest.get(rest.partition_point(|event| event == first)..).unwrap_or(&[]);
        }
        // While the clause about no event applies, an event changes only what comes after it.
        while let Some((event, rest)) = later.split_first()
            && self.dates.place_of(*event) < self.none_yet.min(end)
        {
            met_until = self.lapse(&self.lapses.after_later, *event).max(self.none_yet);
            later = rest;
        }
        let met_until = self.add_events(met, met_until, later, end);
        change(met, met_until.min(end), -1);
    }

    /// The place at which a limit lapses that is measured from an event.
    fn lapse(&self, lapses: &Option<Arc<Lapses>>, event: NaiveDate) -> usize {
        places(lapses).get(self.dates.key(event)).map_or(0, |place| to_usize(*place))
    }

    /// Adds the effect of `events` of a member that is met until a place. It gives the place until which it is met after the last of
    /// those before the place `end`.
    #[inline]
    fn add_events(&self, met: &mut [i32], met_until: usize, events: &[NaiveDate], end: usize) -> usize {
        let (dates, lapses) = (self.dates, places(&self.lapses.after_later));
        let keys = events.iter().map(|event| dates.key(*event));
        if dates.are_every_day() {
            // Cut at the end, so that the compiler can leave out checks of bounds.
            add_keys(met, met_until, keys, lapses.get(..end).unwrap_or(lapses), end, |key| key)
        } else {
            add_keys(met, met_until, keys, lapses, end, |key| dates.place_of_key(key))
        }
    }
}

/// Adds the effect of events with these keys, as [`Walk::add_events`] does. `place` gives the place of a key. Each limit lapses on
/// the day of its event or later, and so not before the clause about no event has ended.
#[inline]
fn add_keys(
    met: &mut [i32],
    mut met_until: usize,
    keys: impl Iterator<Item = usize>,
    lapses: &[u32],
    end: usize,
    place: impl Fn(usize) -> usize,
) -> usize {
    for key in keys {
        let (Some(lapse), place) = (lapses.get(key), place(key)) else { break };
        if place >= end {
            break;
        }
        change(met, met_until.min(place), -1);
        change(met, place, 1);
        met_until = to_usize(*lapse);
    }
    met_until
}
