//! Which placement change meetings are on time for the start of a placement.

use carekpi_dates::{Limit, Span, reading};
use carekpi_model::{ChildAsOf, EventKind::PlacementChangeMeeting};
use carekpi_rules::Evidence;
use chrono::NaiveDate;

reading! {
    /// May the meeting be before the start of the placement?
    pub enum MeetingSide: "meeting_side" {
        /// Yes: it may be before the start, on the day, or after it.
        Either = "either",
        /// No: it must be on the day of the start or after it.
        AfterOnly = "after_only",
    }
}

/// The settings of `placement-change-meetings`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct PlacementChangeMeetingsSettings {
    /// Whether the meeting may be before the start.
    pub meeting_side: MeetingSide,
    /// How far from the start the meeting may be; the last day counts.
    pub within: Span,
}

impl Default for PlacementChangeMeetingsSettings {
    fn default() -> Self {
        Self { meeting_side: MeetingSide::default(), within: Span::days(3) }
    }
}

/// Whether a meeting was held on time; `None` if that is unknown for a meeting that was held.
#[inline]
pub(crate) fn held_on_time(
    child: ChildAsOf<'_, '_>,
    start: NaiveDate,
    settings: &PlacementChangeMeetingsSettings,
) -> Option<bool> {
    let as_of = child.as_of();
    let (within, conventions) = (Limit::due(settings.within), as_of.conventions());
    let lapses = |anchor| within.lapses(anchor, &conventions.calendar, conventions.month_end).ok();
    let lapses_after_start = lapses(start);
    let on_time = |held: NaiveDate| match settings.meeting_side {
        _ if held >= start => Some(held < lapses_after_start?),
        MeetingSide::Either => Some(start < lapses(held)?),
        MeetingSide::AfterOnly => Some(false),
    };
    // Limits lapse in the order of the days that they are measured from. So of the meetings before the start the last decides,
    // and of the others the first.
    let meetings = child.events(PlacementChangeMeeting);
    let before = match start.pred_opt() {
        Some(day) if as_of.reached(start) => meetings.latest_through(day.min(as_of.known_through())),
        _ => meetings.latest(as_of),
    };
    let from_start_on = meetings.since(start).first();
    let has = |held: Option<NaiveDate>, on_time_or_not: Option<bool>| {
        held.is_some_and(|held| on_time(held) == on_time_or_not && as_of.happened(held))
    };
    if has(before, Some(true)) || has(from_start_on, Some(true)) {
        return Some(true);
    }
    // A limit is unknown for the days before the calendar and for those after it.
    let is_unknown = |held| has(held, None);
    let unknown = within.uses_working_days() && [meetings.first(), before, from_start_on].into_iter().any(is_unknown);
    (!unknown).then_some(false)
}

/// The meeting nearest to the start of a placement, among those that may count.
pub(crate) fn nearest_meeting<'a>(child: ChildAsOf<'a, '_>, start: NaiveDate, side: MeetingSide) -> Evidence<'a> {
    let held = child.events(PlacementChangeMeeting).all();
    let held = held.get(..held.partition_point(|day| *day <= child.as_of().known_through())).unwrap_or(held);
    let (before, from_start_on) = held.split_at(held.partition_point(|day| *day < start));
    let before = before.last().filter(|_| side == MeetingSide::Either);
    Evidence::nearest("placement change meeting", start, before.into_iter().chain(from_start_on.first()).copied())
}
