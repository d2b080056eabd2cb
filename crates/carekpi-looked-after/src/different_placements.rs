//! The different placements that a child was in.

use std::collections::HashSet;

use carekpi_dates::{Span, reading};
use carekpi_model::{ChildAsOf, Code, Placement, PlacementKind};
use chrono::NaiveDate;

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

/// The placements that were open in the last 12 months and count, the latest first.
#[inline]
fn counted<'a, 'd>(
    child: ChildAsOf<'a, 'd>,
    in_last: Span,
    temporary_placements: TemporaryPlacements,
) -> impl Iterator<Item = &'a Placement> + Clone + use<'a, 'd> {
    let (as_of, in_last) = (child.as_of(), child.as_of().within_last(in_last));
    let long_over = move |end: NaiveDate| {
        let known = as_of.known_end(Some(end).filter(|end| *end < NaiveDate::MAX));
        known.and_then(|end| as_of.lapses(end, in_last))
    };
    let counts = move |placement: &&Placement| {
        let is_temporary = placement.kind == PlacementKind::Temporary;
        let ignored = is_temporary && temporary_placements == TemporaryPlacements::Ignored;
        let never_open = placement.end.is_some_and(|end| end < placement.start);
        // Noted: on that day it no longer counts.
        let long_over = placement.end.and_then(long_over);
        !ignored && !never_open && !long_over.is_some_and(|day| as_of.reached(day))
    };
    child.placements_with_end(move |end| long_over(end).is_none_or(|day| as_of.on() < day)).filter(counts)
}

/// The number of settings that are compared without reading the placements again.
const COMPARED: usize = 8;

/// The number of different placements that were open in the last 12 months, up to `at_most`.
#[inline]
pub(crate) fn count_different(
    child: ChildAsOf<'_, '_>,
    in_last: Span,
    (temporary_placements, return_to_setting): (TemporaryPlacements, ReturnToSetting),
    at_most: u32,
) -> u32 {
    let placements = counted(child, in_last, temporary_placements);
    let mut settings = [Code::default(); COMPARED];
    let (mut different, mut known) = (0_u32, 0_usize);
    for (nth, placement) in placements.clone().enumerate() {
        if different >= at_most {
            break;
        }
        let setting = placement.setting;
        if return_to_setting == ReturnToSetting::CountsOnce && !setting.is_blank() {
            let is_same = |later: &Placement| later.setting == setting;
            if settings.contains(&setting) || known > COMPARED && placements.clone().take(nth).any(is_same) {
                continue;
            }
            if let Some(place) = settings.get_mut(known) {
                *place = setting;
            }
            known = known.saturating_add(1);
        }
        different = different.saturating_add(1);
    }
    different
}

/// The different placements that were open in the last 12 months, in order of start.
pub(crate) fn different_placements<'a>(
    child: ChildAsOf<'a, '_>,
    in_last: Span,
    (temporary_placements, return_to_setting): (TemporaryPlacements, ReturnToSetting),
) -> Vec<&'a Placement> {
    let mut placements: Vec<&Placement> = counted(child, in_last, temporary_placements).collect();
    placements.reverse();
    if return_to_setting == ReturnToSetting::CountsOnce {
        let mut settings = HashSet::new();
        placements.retain(|placement| placement.setting.is_blank() || settings.insert(placement.setting));
    }
    placements
}
