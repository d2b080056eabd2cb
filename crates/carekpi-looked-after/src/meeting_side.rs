//! On which side of the start of a placement the placement change meeting may be.

use carekpi_dates::reading;
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

/// The meeting nearest to the start of a placement, among those that may count.
pub(crate) fn nearest_meeting<'a>(child: ChildAsOf<'a, '_>, start: NaiveDate, side: MeetingSide) -> Evidence<'a> {
    let held = child.events(PlacementChangeMeeting).all();
    let held = held.get(..held.partition_point(|day| *day <= child.as_of().known_through())).unwrap_or(held);
    let (before, from_start_on) = held.split_at(held.partition_point(|day| *day < start));
    let before = before.last().filter(|_| side == MeetingSide::Either);
    Evidence::nearest("placement change meeting", start, before.into_iter().chain(from_start_on.first()).copied())
}
