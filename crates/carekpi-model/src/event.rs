//! Events: what happened to a child, and on which day.

use std::cmp::Ordering;
use std::fmt;

use carekpi_dates::{EventDays, Moment, TimeOfDay};
use chrono::NaiveDate;

use crate::table::{Places, Rows, to_usize};
use crate::text::Remap;
use crate::{Id, VisitsCounted};

/// The kind of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum EventKind {
    /// A core group of a child protection plan.
    CoreGroup,
    /// A review child protection conference.
    ReviewConference,
    /// A visit to a child with a child protection plan.
    ProtectionVisit,
    /// A child in need review.
    ChildInNeedReview,
    /// A child in need visit.
    ChildInNeedVisit,
    /// A looked-after review.
    LookedAfterReview,
    /// A dental check.
    DentalCheck,
    /// A health assessment of a looked-after child.
    HealthAssessment,
    /// A visit to a looked-after child.
    LookedAfterVisit,
    /// A supervision session with the child's worker about the child.
    Supervision,
    /// A placement change meeting.
    PlacementChangeMeeting,
    /// A pathway plan or a review of one.
    PathwayPlan,
    /// A visit to a care leaver.
    LeaverVisit,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::CoreGroup,
        Self::ReviewConference,
        Self::ProtectionVisit,
        Self::ChildInNeedReview,
        Self::ChildInNeedVisit,
        Self::LookedAfterReview,
        Self::DentalCheck,
        Self::HealthAssessment,
        Self::LookedAfterVisit,
        Self::Supervision,
        Self::PlacementChangeMeeting,
        Self::PathwayPlan,
        Self::LeaverVisit,
    ];
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CoreGroup => "core group",
            Self::ReviewConference => "review conference",
            Self::ProtectionVisit => "child protection visit",
            Self::ChildInNeedReview => "child in need review",
            Self::ChildInNeedVisit => "child in need visit",
            Self::LookedAfterReview => "looked-after review",
            Self::DentalCheck => "dental check",
            Self::HealthAssessment => "health assessment",
            Self::LookedAfterVisit => "looked-after visit",
            Self::Supervision => "supervision",
            Self::PlacementChangeMeeting => "placement change meeting",
            Self::PathwayPlan => "pathway plan",
            Self::LeaverVisit => "care leaver visit",
        })
    }
}

/// Whether the child was seen at a visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Seen {
    /// It is not recorded, or the event is not a visit.
    #[default]
    Unknown,
    /// The child was not seen.
    No,
    /// The child was seen.
    Yes,
}

/// A child's events of one kind, by date. Several events on one day are all kept, but rules count them as one.
#[derive(Clone, Copy, Default)]
pub struct Events<'a> {
    dates: &'a [NaiveDate],
    /// The other columns. Rules rarely need more than the dates.
    columns: Option<&'a EventColumns>,
    /// The row of the first event in the columns.
    first: usize,
}

impl fmt::Debug for Events<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// An event before it is laid out in columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event {
    pub(crate) date: NaiveDate,
    pub(crate) seen: Seen,
    pub(crate) id: Id,
}

/// An event of a kind of your own before it is laid out in columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnEvent {
    pub(crate) date: NaiveDate,
    pub(crate) time: Option<TimeOfDay>,
    pub(crate) seen: Seen,
    pub(crate) id: Id,
}

impl OwnEvent {
    /// The event without its time.
    pub(crate) const fn untimed(self) -> Event {
        let Self { date, seen, id, time: _ } = self;
        Event { date, seen, id }
    }
}

/// All events of one kind, grouped by child. An event has the same row in every column.
#[derive(Clone, Debug, Default)]
pub(crate) struct EventColumns {
    pub(crate) rows: Rows,
    pub(crate) dates: Vec<NaiveDate>,
    pub(crate) seen: Vec<Seen>,
    /// Whether the child was seen, as rules need it.
    pub(crate) was_seen: Vec<bool>,
    pub(crate) ids: Vec<Id>,
    /// The times of day; empty if none is recorded.
    times: Vec<Option<TimeOfDay>>,
}

/// Whether the child was seen, at each event.
pub(crate) fn was_seen(seen: &[Seen]) -> Vec<bool> {
    seen.iter().map(|seen| *seen == Seen::Yes).collect()
}

/// The events of all kinds, by kind.
pub(crate) type EventsByKind = [EventColumns; EventKind::ALL.len()];

impl EventColumns {
    /// The columns of `events`, with their rows.
    pub(crate) fn new(rows: Rows, events: &[Event]) -> Self {
        let seen: Vec<Seen> = events.iter().map(|event| event.seen).collect();
        Self {
            rows,
            dates: events.iter().map(|event| event.date).collect(),
            was_seen: was_seen(&seen),
            seen,
            ids: events.iter().map(|event| event.id).collect(),
            times: Vec::new(),
        }
    }

    /// Puts `entries`, each with the storage index of its child, in their `places`. Entries that have none are left out. The events
    /// of a child are sorted by `order`, which compares their dates first. Events that it finds equal come in any order.
    pub(crate) fn of_entries(
        entries: &[(u32, Event)],
        mut places: Places,
        order: impl Fn(&Event, &Event) -> Ordering,
    ) -> Self {
        let Some((_, any)) = entries.first() else { return Self::default() };
        let count = places.count();
        let (mut dates, mut seen, mut ids) = (vec![any.date; count], vec![any.seen; count], vec![any.id; count]);
        let mut put = |place: usize, event: &Event| {
            let room = (dates.get_mut(place), seen.get_mut(place), ids.get_mut(place));
            if let (Some(date), Some(seen), Some(id)) = room {
                (*date, *seen, *id) = (event.date, event.seen, event.id);
            }
        };
        for (child, event) in entries {
            if let Some(place) = places.next(*child) {
                put(place, event);
            }
        }
        let rows = places.into_rows();
        let mut columns = Self { rows, dates, seen, was_seen: Vec::new(), ids, times: Vec::new() };
        columns.sort(order);
        columns.was_seen = was_seen(&columns.seen);
        columns
    }

    /// Sorts the events of each child. Most are in order already.
    fn sort(&mut self, order: impl Fn(&Event, &Event) -> Ordering) {
        let Self { rows, dates, seen, ids, .. } = self;
        let (mut dates, mut seen, mut ids) = (dates.as_mut_slice(), seen.as_mut_slice(), ids.as_mut_slice());
        let mut events: Vec<Event> = Vec::new();
        for count in rows.counts() {
            let of_child = (dates.split_off_mut(..count), seen.split_off_mut(..count), ids.split_off_mut(..count));
            let (Some(dates), Some(seen), Some(ids)) = of_child else { break };
            if dates.is_sorted_by(|one, next| one < next) {
                continue;
            }
            let of_child = dates.iter().zip(&*seen).zip(&*ids);
            events.clear();
            events.extend(of_child.map(|((date, seen), id)| Event { date: *date, seen: *seen, id: *id }));
            events.sort_unstable_by(&order);
            for (event, ((date, seen), id)) in events.iter().zip(dates.iter_mut().zip(seen).zip(ids)) {
                (*date, *seen, *id) = (event.date, event.seen, event.id);
            }
        }
    }

    /// The same events with these times of day.
    pub(crate) fn with_times(self, times: Vec<Option<TimeOfDay>>) -> Self {
        if times.iter().any(Option::is_some) { Self { times, ..self } } else { self }
    }

    /// The times of day of all events, child by child; empty if none is recorded.
    pub(crate) fn times(&self) -> &[Option<TimeOfDay>] {
        &self.times
    }

    /// All events without their times, each with the storage index of its child.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, Event)> {
        let children = (0_u32..).zip(0..self.rows.children());
        children.flat_map(|(index, child)| {
            self.of(child).iter().map(move |(date, seen, id)| (index, Event { date, seen, id }))
        })
    }

    /// All events without their times, each with the key of its child. `keys` are in storage order.
    pub(crate) fn entries(&self, keys: &[u32]) -> Vec<(u32, Event)> {
        let key = |child: u32| keys.get(to_usize(child)).copied().unwrap_or(u32::MAX);
        self.iter().map(|(child, event)| (key(child), event)).collect()
    }

    /// Renumbers all identifiers for another interner.
    pub(crate) fn renumber(&mut self, remap: &Remap) {
        self.ids.iter_mut().for_each(|id| remap.id(id));
    }

    /// Whether there are no events.
    pub(crate) const fn is_empty(&self) -> bool {
        self.dates.is_empty()
    }

    /// The dates of all events, child by child.
    pub(crate) fn dates(&self) -> &[NaiveDate] {
        &self.dates
    }

    /// The events of one child.
    #[inline]
    pub(crate) fn of(&self, child: usize) -> Events<'_> {
        let rows = self.rows.of(child).unwrap_or_default();
        let first = rows.start;
        Events { dates: self.dates.get(rows).unwrap_or(&[]), columns: Some(self), first }
    }
}

impl<'a> Events<'a> {
    /// The dates of the events, in order.
    #[inline]
    #[must_use]
    pub const fn dates(&self) -> &'a [NaiveDate] {
        self.dates
    }

    /// The events in order: the date, whether the child was seen, and the identifier.
    pub fn iter(&self) -> impl Iterator<Item = (NaiveDate, Seen, Id)> + use<'a> {
        let (seen, ids) = (self.column(|columns| &columns.seen), self.column(|columns| &columns.ids));
        self.dates.iter().zip(seen).zip(ids).map(|((date, seen), id)| (*date, *seen, *id))
    }

    /// When the events were, in order. Only events of your own kinds can have a time of day; of one day, those without come first.
    pub fn moments(&self) -> impl Iterator<Item = Moment> + use<'a> {
        self.moments_from(0)
    }

    /// The same, from the event at this place on.
    pub(crate) fn moments_from(&self, first: usize) -> impl Iterator<Item = Moment> + use<'a> {
        let times = self.column(|columns| &columns.times).get(first..).unwrap_or(&[]);
        let dates = self.dates.get(first..).unwrap_or(&[]).iter().enumerate();
        dates.map(move |(at, date)| Moment::new(*date, times.get(at).copied().flatten()))
    }

    /// The events' part of a column.
    #[inline]
    fn column<T>(&self, of: impl FnOnce(&'a EventColumns) -> &'a [T]) -> &'a [T] {
        let rows = self.first..self.first.saturating_add(self.dates.len());
        self.columns.and_then(|columns| of(columns).get(rows)).unwrap_or(&[])
    }

    /// The days of the events, as rules need them.
    #[inline]
    #[must_use]
    pub const fn days(&self) -> EventDays<'a> {
        EventDays::new(self.dates)
    }

    /// The days of the events that count as visits, by the [`VisitsCounted`] reading.
    #[inline]
    #[must_use]
    pub fn visits(&self, counted: VisitsCounted) -> EventDays<'a> {
        match counted {
            VisitsCounted::Any => self.days(),
            VisitsCounted::ChildSeen => self.days().masked(self.column(|columns| &columns.was_seen)),
        }
    }

    /// The number of events.
    #[inline]
    #[must_use]
    pub const fn len(&self) -> usize {
        self.dates.len()
    }

    /// Whether there are no events.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.dates.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Table;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn columns_have_the_events_that_a_table_has(
            events in prop::collection::vec((0_u32..6, 0_u64..4, 0..3_usize, 0_u32..3), 0..40),
            children in 0_usize..7,
        ) {
            let first = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
            let entry = |(child, day, seen, id): (u32, u64, usize, u32)| {
                let date = first + chrono::Days::new(day);
                (child, Event { date, seen: [Seen::Unknown, Seen::No, Seen::Yes][seen], id: Id::from_number(id) })
            };
            let entries: Vec<(u32, Event)> = events.into_iter().map(entry).collect();
            let key = |event: &Event| (event.date, event.id.number(), event.seen);
            let order = |one: &Event, other: &Event| key(one).cmp(&key(other));
            let columns = EventColumns::of_entries(&entries, Places::of(&entries, children), order);
            let table = Table::new(entries.iter().copied(), Places::of(&entries, children), order);
            let entry = |(child, event): (u32, &Event)| (child, event.date, event.seen, event.id);
            let listed = columns.iter().map(|(child, event)| (child, event.date, event.seen, event.id));
            prop_assert!(listed.eq(table.iter().map(entry)));
            for child in 0..8 {
                let of_table = table.of(child).iter().map(|event| (event.date, event.seen, event.id));
                prop_assert!(columns.of(child).iter().eq(of_table));
            }
            prop_assert_eq!(columns.rows.starts(), table.rows().starts());
            prop_assert_eq!(columns.dates.len(), table.records().len());
            prop_assert_eq!(columns.was_seen, was_seen(&columns.seen));
        }
    }
}
