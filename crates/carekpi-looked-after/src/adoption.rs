//! Placements for adoption, and what they continue.

use carekpi_dates::reading;
use carekpi_model::{ChildAsOf, Placement, PlacementKind};
use chrono::NaiveDate;

reading! {
    /// Does a placement for adoption continue the placement before it?
    pub enum AdoptivePlacement: "adoptive_placement" {
        /// No: it is a separate placement.
        Separate = "separate",
        /// Yes: a placement for adoption (A3 to A6) is joined with the placement that ended on the day it started or the day
        /// before. Of several such placements, it is the one that ended last; of those, the one that began last. If that
        /// placement is for adoption too, it is joined in the same way.
        Joined = "joined",
    }
}

/// The start of the chain of placements that `placement` continues. A placement that began on the same day is not part of it.
pub(crate) fn joined_start(child: ChildAsOf<'_, '_>, placement: &Placement) -> NaiveDate {
    let mut joined = placement;
    while joined.kind == PlacementKind::ForAdoption {
        let continues = |earlier: &&Placement| {
            let ended_as_it_started =
                child.end_of(*earlier).is_some_and(|end| end == joined.start || end.succ_opt() == Some(joined.start));
            ended_as_it_started && earlier.start < joined.start
        };
        // Of several alike in end and start, the last: they are in the order of code, setting and identifier.
        let before = child.placements().iter().filter(continues).max_by_key(|one| (child.end_of(*one), one.start));
        let Some(before) = before else { break };
        joined = before;
    }
    joined.start
}
