//! Clauses, followed through the events of a sorted slice.

use carekpi_dates::{AsOf, EventDays, Limit};
use chrono::NaiveDate;

use crate::dates::{ByDay, Dates};
use crate::history::add_one;
use crate::{Clauses, History};

/// Where a limit lapses, by the day that it is measured from: the place of the first date on which it is no longer kept.
#[derive(Debug)]
pub(crate) struct Lapses {
    limit: Limit,
    /// For each day from the first date through the last; `None` where it can't be told of every one of them.
    places: Option<ByDay>,
}

impl Lapses {
    /// The place of the first date on which the limit, measured from `anchor`, is no longer kept; `None` if it can't be told.
    #[inline]
    fn after(&self, anchor: NaiveDate, dates: &Dates, as_of: &AsOf<'_>) -> Option<usize> {
        let known = self.places.as_ref().and_then(|places| places.get(anchor));
        known.or_else(|| as_of.lapses(anchor, self.limit).map(|day| dates.place(day)))
    }
}

/// Where the limits of one indicator lapse: few, and looked up for each member.
#[derive(Clone, Debug, Default)]
pub(crate) struct Limits(Vec<(Limit, usize)>);

impl Limits {
    /// Where the list for a limit is among `lapses`, to which it is added if no indicator has asked for it yet.
    #[inline]
    fn find(&mut self, limit: Limit, lapses: &mut Vec<Lapses>, dates: &Dates, as_of: &AsOf<'_>) -> usize {
        let known = self.0.iter().find(|(one, _)| *one == limit).map(|(_, at)| *at);
        known.unwrap_or_else(|| self.add(limit, lapses, dates, as_of))
    }

    #[cold]
    fn add(&mut self, limit: Limit, lapses: &mut Vec<Lapses>, dates: &Dates, as_of: &AsOf<'_>) -> usize {
        let at = lapses.iter().position(|one| one.limit == limit).unwrap_or_else(|| {
            // Whatever the date, as it is looked up for others too.
            let conventions = as_of.conventions();
            let lapses_after = |day| limit.lapses(day, &conventions.calendar, conventions.month_end).ok();
            let places = ByDay::new(dates.days(), |day| lapses_after(day).map(|day| dates.place(day)));
            lapses.push(Lapses { limit, places });
            lapses.len().saturating_sub(1)
        });
        self.0.push((limit, at));
        at
    }
}

/// What is known of a member on a date, to be followed through the events that come after it.
#[derive(Default)]
pub(crate) struct Walk<'w> {
    events: ToCome<'w>,
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

/// The events of the clause about the last one that come after a date.
enum ToCome<'w> {
    These(&'w [NaiveDate]),
    Of(EventDays<'w>),
}

impl Default for ToCome<'_> {
    fn default() -> Self {
        Self::These(&[])
    }
}

impl<'w> Walk<'w> {
    /// Begins anew, with the clauses of a member. `None` where it can't be told of every event in what place its limit lapses: then
    /// there is nothing to be followed. It is filled where it stands, as to hand it over would cost as much as to find it.
    #[inline]
    pub(crate) fn begin(
        &mut self,
        clauses: &Clauses<'w>,
        limits: &mut Limits,
        lapses: &mut Vec<Lapses>,
        dates: &Dates,
        as_of: &AsOf<'_>,
    ) -> Option<()> {
        let date = as_of.on();
        let mut anchor = None;
        (self.last, self.events) = (None, ToCome::These(&[]));
        if let Some(clause) = &clauses.since_last {
            self.if_later = limits.find(clause.limit, lapses, dates, as_of);
            self.if_first = clauses.since_first.map_or(self.if_later, |limit| limits.find(limit, lapses, dates, as_of));
            places_in(lapses, self.if_later)?;
            places_in(lapses, self.if_first)?;
            (anchor, self.events) = match clause.of.plain_around(date) {
                Some((through, after)) => (through.last().copied(), ToCome::These(after)),
                None => (clause.of.latest_through(date), ToCome::Of(clause.of)),
            };
            self.last = anchor.and_then(|anchor| {
                let is_first = clauses.since_first.is_some() && clause.of.is_first(anchor);
                lapses.get(if is_first { self.if_first } else { self.if_later })?.after(anchor, dates, as_of)
            });
        }
        (self.happened, self.none_yet, self.next_is_first) = (0, None, anchor.is_none());
        if let Some(clause) = &clauses.none_yet {
            // Most often it asks for days that have been found already.
            let since = clauses.since_last.as_ref().and_then(|last_of| clause.of.since_in(&last_of.of));
            let first = match (since, &self.events) {
                (Some(since), _) if anchor.is_some_and(|anchor| anchor >= since) => anchor,
                (Some(since), ToCome::These(after)) if since <= date => after.first().copied(),
                _ => clause.of.first(),
            };
            if first.is_none_or(|first| date < first) {
                self.happened = first.map_or(usize::MAX, |first| dates.place(first));
                let at = limits.find(clause.limit, lapses, dates, as_of);
                let lapses = clause.anchor.and_then(|anchor| lapses.get(at)?.after(anchor, dates, as_of));
                self.none_yet = lapses.map(|lapses| lapses.min(self.happened));
            }
        }
        Some(())
    }

    /// Adds the member to a history, from the date at a place on up to and not including the place `end`.
    #[inline]
    pub(crate) fn add_to(
        &self,
        history: &mut History,
        lapses: &[Lapses],
        dates: &Dates,
        (from, date): (usize, NaiveDate),
        end: usize,
    ) {
        match &self.events {
            ToCome::These(events) => self.follow(events.iter().copied(), history, lapses, dates, from, end),
            ToCome::Of(events) => self.follow(events.after(date), history, lapses, dates, from, end),
        }
    }

    /// Follows it through the events to come.
    #[inline]
    fn follow(
        &self,
        mut events: impl Iterator<Item = NaiveDate>,
        history: &mut History,
        lapses: &[Lapses],
        dates: &Dates,
        from: usize,
        end: usize,
    ) {
        history.member(from, end);
        let none_yet = self.none_yet.unwrap_or(0);
        let next = events.next().map(|event| dates.key_and_place(event)).filter(|(_, place)| *place < end);
        let Some((first, mut at)) = next else {
            return self.stand(history, from, end, none_yet);
        };
        self.stand(history, from, at, none_yet);
        let (Some(if_first), Some(if_later)) = (places_in(lapses, self.if_first), places_in(lapses, self.if_later))
        else {
            return;
        };
        let lapse = |places: &ByDay, key: usize| places.at(key).unwrap_or(0).max(none_yet);
        let if_next = if self.next_is_first { if_first } else { if_later };
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

/// The places in the list that is at `at`, if it can be told of every day.
#[inline]
fn places_in(lapses: &[Lapses], at: usize) -> Option<&ByDay> {
    lapses.get(at)?.places.as_ref()
}
