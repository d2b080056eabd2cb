//! `cla-three-placements`: children looked after who have had three or more placements in a year.

use std::borrow::Cow::Borrowed;

use carekpi_dates::Span;
use carekpi_measure::{Clause, FigureKind, Outcome};
use carekpi_model::{CareStatuses, ChildAsOf, Id, RecordKind};
use carekpi_rules::{
    Candidates, Context, Counted, Evidence, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info,
};

use crate::area::{AREA, CANDIDATES};
use crate::different_placements::{ReturnToSetting, TemporaryPlacements, count_different, different_placements};

const PLACEMENTS: Clause = Clause::new("placements-in-window");

const READS: [RecordKind; 6] = [
    RecordKind::PeriodOfCare,
    RecordKind::LegalStatus,
    RecordKind::Death,
    RecordKind::Placement,
    RecordKind::PlacementIdentity,
    RecordKind::PlacementCode,
];

static INFO: IndicatorInfo = indicator_info! {
    id: "cla-three-placements",
    area: AREA,
    title: "3 or more placements in the last 12 months",
    up_to_date: None,
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Lower,
    numerator: "those who have been in 3 or more different placements in the last 12 months",
    denominator: "children looked after on the snapshot date for at least 12 months",
    clauses: [(PLACEMENTS, "the placements open in the last 12 months")],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.within_last",
        "shared.deaths",
        "looked-after.short_breaks",
        "looked-after.care_statuses",
        "looked-after.short_break_codes",
        "looked-after.cla-three-placements.looked_after_for",
        "looked-after.cla-three-placements.in_last",
        "looked-after.cla-three-placements.placements_at_least",
        "looked-after.cla-three-placements.temporary_placements",
        "looked-after.cla-three-placements.return_to_setting",
    ],
    source: "definitions document: Children Looked After",
};

/// The settings of `cla-three-placements`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct ThreePlacementsSettings {
    /// Children looked after for at least this are in the denominator.
    pub looked_after_for: Span,
    /// Placements that were open within this time before the snapshot date count.
    pub in_last: Span,
    /// How many placements it takes.
    pub placements_at_least: u32,
    /// Whether temporary placements count.
    pub temporary_placements: TemporaryPlacements,
    /// Whether a return to a setting counts again.
    pub return_to_setting: ReturnToSetting,
}

impl Default for ThreePlacementsSettings {
    fn default() -> Self {
        Self {
            looked_after_for: Span::months(12),
            in_last: Span::months(12),
            placements_at_least: 3,
            temporary_placements: TemporaryPlacements::default(),
            return_to_setting: ReturnToSetting::default(),
        }
    }
}

/// `cla-three-placements`: children looked after who have had three or more placements in a year.
///
/// **What it counts.** Of the children looked after for at least 12 months, those with 3 or more placements in the last 12 months.
///
/// **How we read it.** A placement counts if it began by the snapshot date and less than 12 months have passed since it ended,
/// whatever the period of care. Placements with the same dates, code and setting are one. A child without a placement does not
/// meet the rule. Care ends on the day on which the child dies (`deaths`).
///
#[doc = include_str!("../cases/cla-three-placements.md")]
#[derive(Clone, Debug)]
pub struct ThreePlacements {
    settings: ThreePlacementsSettings,
    care: CareStatuses,
}

impl ThreePlacements {
    /// With these settings.
    #[must_use]
    pub fn new(settings: ThreePlacementsSettings, context: &Context<'_>) -> Self {
        Self { settings, care: context.care_statuses().clone() }
    }

    /// How placements are counted.
    const fn readings(&self) -> (TemporaryPlacements, ReturnToSetting) {
        (self.settings.temporary_placements, self.settings.return_to_setting)
    }
}

impl Rule for ThreePlacements {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        let [always @ .., _] = &READS;
        match self.settings.temporary_placements {
            TemporaryPlacements::Counted => always,
            TemporaryPlacements::Ignored => &READS,
        }
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let period = child.period_of_care(&self.care).ok_or(NotCounted::NotLookedAfter)?;
        let long_enough = child.as_of().has_lasted(period.start, self.settings.looked_after_for);
        if !long_enough.ok_or(NotCounted::Undecidable)? {
            return Err(NotCounted::NotLongEnough(period.start));
        }
        let at_least = self.settings.placements_at_least;
        let met = count_different(child, self.settings.in_last, self.readings(), at_least) >= at_least;
        Ok(Counted::by(period.id, Outcome::decided(met, PLACEMENTS, None)))
    }

    fn evidence<'a>(&self, child: ChildAsOf<'a, '_>, _: Id, _: &Outcome) -> Vec<Evidence<'a>> {
        let placements = different_placements(child, self.settings.in_last, self.readings());
        let dates = placements.into_iter().map(|placement| (placement.start, child.end_of(placement))).collect();
        vec![Evidence::Records { what: Borrowed("placement"), dates, at_least: self.settings.placements_at_least }]
    }
}
