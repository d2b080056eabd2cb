//! Placements that are recorded more than once.

use std::collections::HashSet;

use crate::Placement;
use crate::table::Table;

/// The placements without those that are the same as another, and those left out, with the index of their child.
///
/// Placements of a child are the same if they are alike in start, end, setting and code (`same_code`), whichever period they
/// name. Of the same ones the last is kept. The placements of a child must be in order of start, code and setting.
pub(crate) fn distinct(
    placements: Table<Placement>,
    same_code: impl Fn(&Placement, &Placement) -> bool,
) -> (Table<Placement>, Vec<(u32, Placement)>) {
    let alike = |one: &Placement, other: &Placement| {
        one.start == other.start && one.setting == other.setting && same_code(one, other)
    };
    let mut left_out = Vec::new();
    let mut is_kept = Vec::new();
    for (child, of_child) in placements.children() {
        for run in of_child.chunk_by(alike) {
            let mut ends = HashSet::new();
            let first = is_kept.len();
            for placement in run.iter().rev() {
                let is_last = run.len() == 1 || ends.insert(placement.end);
                is_kept.push(is_last);
                if !is_last {
                    left_out.push((child, *placement));
                }
            }
            is_kept.get_mut(first..).unwrap_or_default().reverse();
        }
    }
    if left_out.is_empty() {
        return (placements, left_out);
    }
    let mut is_kept = is_kept.into_iter();
    let kept = placements.filtered(|_| is_kept.next().unwrap_or(true));
    (kept, left_out)
}
