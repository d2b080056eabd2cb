//! The different placements that a child was in.

use carekpi_dates::{Span, reading};
use carekpi_model::{ChildAsOf, Placement, PlacementKind};

reading! {
    /// Do temporary placements (codes T0 to T4 and Z1) count?
    pub enum TemporaryPlacements: "temporary_placements" {
        /// They count like any other.
        Counted = "counted",
        /// They do not count.
        Ignored = "ignored",
    }
}

reading! {
    /// Does a return to an earlier setting count as another placement?
    pub enum ReturnToSetting: "return_to_setting" {
        /// Yes: every placement counts.
        CountsAgain = "counts_again",
        /// No: placements with the same setting identifier count once. A blank identifier matches no other.
        CountsOnce = "counts_once",
    }
}

/// The different placements that were open in the last 12 months, in order of start.
#[inline]
pub(crate) fn different_placements<'a>(
    child: ChildAsOf<'a, '_>,
    in_last: Span,
    readings: (TemporaryPlacements, ReturnToSetting),
) -> impl Iterator<Item = &'a Placement> {
    let (as_of, in_last) = (child.as_of(), child.as_of().within_last(in_last));
    let (temporary_placements, return_to_setting) = readings;
    let counts = move |placement: &&Placement| {
        let is_temporary = placement.kind == PlacementKind::Temporary;
        let ignored = is_temporary && temporary_placements == TemporaryPlacements::Ignored;
        let never_open = placement.end.is_some_and(|end| end < placement.start);
        let long_over = as_of.known_end(placement.end).and_then(|end| as_of.lapses(end, in_last));
        !ignored && !never_open && !long_over.is_some_and(|day| as_of.reached(day))
    };
    let placements = child.placements().iter().filter(counts);
    let earlier = placements.clone();
    let is_return = move |(nth, Placement { setting, .. }): &(usize, &Placement)| {
        return_to_setting == ReturnToSetting::CountsOnce
            && !setting.is_blank()
            && earlier.clone().take(*nth).any(|earlier| earlier.setting == *setting)
    };
    placements.enumerate().filter(move |numbered| !is_return(numbered)).map(|(_, placement)| placement)
}
