//! `cla-same-placement`: children looked after who have been in the same placement for two years.

use carekpi_dates::{AsOf, Span, reading};
use carekpi_measure::{About, Among, Answer, Clause, Indicator, Measure, Outcome, Verdict};
use carekpi_model::{Child, ChildOn, Id, Placement, PlacementKind, ShortBreaks};
use chrono::NaiveDate;

use crate::{AREA, COHORT, LookedAfter};

const PLACED_SINCE: Clause = Clause::new("placed-since");

const ABOUT: About = About {
    id: "cla-same-placement",
    area: AREA,
    title: "In the same placement for 2 years or more",
    measure: Measure::Proportion,
    unit: "child",
    numerator: "those who have been in their placement for at least 2 years",
    denominator: "children looked after on the snapshot date, under 16, for at least 2 and a half years",
    clauses: &[(PLACED_SINCE, "the start of the placement")],
    settings: &[
        "shared.end_day",
        "shared.month_end",
        "shared.leap_day_birthday",
        "looked-after.short_breaks",
        "looked-after.cla-same-placement.age_under",
        "looked-after.cla-same-placement.looked_after_for",
        "looked-after.cla-same-placement.same_placement_for",
        "looked-after.cla-same-placement.adoptive_placement",
    ],
};

reading! {
    /// Does a placement for adoption go on from the placement before it?
    pub enum AdoptivePlacement: "adoptive_placement" {
        /// No: it is a placement of its own.
        Separate = "separate",
        /// Yes: a placement for adoption (A3 to A6) is joined with the one that ended on the day it started or the day before, and
        /// so on back while that one is for adoption too.
        Joined = "joined",
    }
}

/// The settings of `cla-same-placement`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct SamePlacementSettings {
    /// Children younger than this are in the denominator.
    pub age_under: u32,
    /// Children looked after for at least this are in the denominator.
    pub looked_after_for: Span,
    /// How long the placement must have lasted.
    pub same_placement_for: Span,
    /// Whether a placement for adoption goes on from the one before it.
    pub adoptive_placement: AdoptivePlacement,
}

impl Default for SamePlacementSettings {
    fn default() -> Self {
        Self {
            age_under: 16,
            looked_after_for: Span::months(30),
            same_placement_for: Span::months(24),
            adoptive_placement: AdoptivePlacement::default(),
        }
    }
}

/// `cla-same-placement`: children looked after who have been in the same placement for two years.
///
/// **What it counts.** Of the children under 16 who have been looked after for at least 30 months, those whose placement
/// began at least 24 months ago.
///
/// **How we read it.** The placement is the one open on the snapshot date; with none open it can't be told. Both lengths
/// are met on the day on which they are complete. A placement for adoption is a placement of its own
/// (`adoptive_placement`). A child without a date of birth is left out, undetermined, unless too short a time in care
/// leaves it out anyway.
///
#[doc = include_str!("../cases/cla-same-placement.md")]
#[derive(Clone, Copy, Debug, Default)]
pub struct SamePlacement {
    settings: SamePlacementSettings,
    short_breaks: ShortBreaks,
}

impl SamePlacement {
    /// With these settings.
    #[must_use]
    pub const fn new(area: &LookedAfter) -> Self {
        Self { settings: area.cla_same_placement, short_breaks: area.short_breaks }
    }

    #[inline]
    fn outcome(&self, child: ChildOn<'_, '_>, as_of: &AsOf<'_>) -> Outcome {
        let Some(placement) = child.placement() else { return Outcome::UNDETERMINED };
        let since = match self.settings.adoptive_placement {
            AdoptivePlacement::Separate => placement.start,
            AdoptivePlacement::Joined => joined_start(child.placements(), placement),
        };
        match as_of.has_lasted(since, self.settings.same_placement_for) {
            Some(met) => Outcome::decided(met, PLACED_SINCE, Some(since)),
            None => Outcome::UNDETERMINED,
        }
    }
}

/// The start of the chain of placements that `placement` goes on from: one that began on the same day is none of them.
/// `placements` are by start.
fn joined_start(placements: &[Placement], placement: &Placement) -> NaiveDate {
    let mut joined = placement;
    for earlier in placements.iter().rev() {
        if joined.kind != PlacementKind::ForAdoption {
            break;
        }
        let ended_as_it_started =
            earlier.end.is_some_and(|end| end == joined.start || end.succ_opt() == Some(joined.start));
        if ended_as_it_started && earlier.start < joined.start {
            joined = earlier;
        }
    }
    joined.start
}

impl<'a> Indicator<'a, Child<'a>, Id> for SamePlacement {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn among(&self) -> Among<'_> {
        COHORT
    }

    #[inline]
    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        let child = child.on(as_of);
        let Some(period) = child.period_of_care(self.short_breaks) else { return };
        let long_enough = as_of.has_lasted(period.start, self.settings.looked_after_for);
        if long_enough == Some(false) {
            return;
        }
        match child.is_under(self.settings.age_under) {
            Some(true) if long_enough.is_some() => each(Verdict::member(period.id, self.outcome(child, as_of))),
            Some(false) => {}
            Some(true) | None => each(Verdict::LeftOut),
        }
    }
}
