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
        let day_before = joined.start.pred_opt().unwrap_or(joined.start);
        let ended = child.placements_with_end(|end| day_before <= end).filter(|one| one.start < joined.start);
        // Of those that ended as it started, the last one that did so on the same day, or else on the day before.
        let mut before: Option<&Placement> = None;
        for earlier in ended {
            let end = child.end_of(earlier);
            if end == Some(joined.start) {
                before = Some(earlier);
                break;
            }
            if end == Some(day_before) {
                before = before.or(Some(earlier));
            }
        }
        let Some(before) = before else { break };
        joined = before;
    }
    joined.start
}
