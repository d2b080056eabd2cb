//! `cla-same-placement`: children looked after who have been in the same placement for two years.

use carekpi_dates::{Limit, Span};
use carekpi_measure::{Clause, FigureKind, Outcome};
use carekpi_model::{CareStatuses, ChildAsOf, Id, RecordKind};
use carekpi_rules::{
    Candidates, Context, Counted, Evidence, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info,
};

use crate::adoption::{AdoptivePlacement, joined_start};
use crate::area::{AREA, CANDIDATES};

const PLACED_SINCE: Clause = Clause::new("placed-since");

const READS: [RecordKind; 6] = [
    RecordKind::PeriodOfCare,
    RecordKind::LegalStatus,
    RecordKind::Birth,
    RecordKind::Death,
    RecordKind::Placement,
    RecordKind::PlacementCode,
];

static INFO: IndicatorInfo = indicator_info! {
    id: "cla-same-placement",
    area: AREA,
    title: "In the same placement for 2 years or more",
    up_to_date: None,
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Higher,
    numerator: "those who have been in their placement for at least 2 years",
    denominator: "children looked after on the snapshot date, under 16, for at least 2 and a half years",
    clauses: [(PLACED_SINCE, "the start of the placement")],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.leap_day_birthday",
        "shared.deaths",
        "looked-after.short_breaks",
        "looked-after.care_statuses",
        "looked-after.short_break_codes",
        "looked-after.cla-same-placement.age_under",
        "looked-after.cla-same-placement.looked_after_for",
        "looked-after.cla-same-placement.same_placement_for",
        "looked-after.cla-same-placement.adoptive_placement",
    ],
    source: "definitions document: Children Looked After",
};

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
    /// Whether a placement for adoption continues the placement before it.
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
/// **How we read it.** The placement is the one open on the snapshot date. If none is open, the answer is undetermined. Each
/// length is reached on the day on which it is complete. A placement for adoption is separate (`adoptive_placement`). A child
/// whose time in care is too short is left out, whatever the age. Another child without a date of birth is left out as
/// undetermined. Care ends on the day on which the child dies (`deaths`).
///
#[doc = include_str!("../cases/cla-same-placement.md")]
#[derive(Clone, Debug)]
pub struct SamePlacement {
    settings: SamePlacementSettings,
    care: CareStatuses,
}

impl SamePlacement {
    /// With these settings.
    #[must_use]
    pub fn new(settings: SamePlacementSettings, context: &Context<'_>) -> Self {
        Self { settings, care: context.care_statuses().clone() }
    }

    fn outcome(&self, child: ChildAsOf<'_, '_>) -> Outcome {
        let Some(placement) = child.placement() else { return Outcome::UNDETERMINED };
        let since = match self.settings.adoptive_placement {
            AdoptivePlacement::Separate => placement.start,
            AdoptivePlacement::Joined => joined_start(child, placement),
        };
        let lasted = child.as_of().has_lasted(since, self.settings.same_placement_for);
        lasted.map_or(Outcome::UNDETERMINED, |met| Outcome::decided(met, PLACED_SINCE, Some(since)))
    }
}

impl Rule for SamePlacement {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        let [always @ .., _] = &READS;
        match self.settings.adoptive_placement {
            AdoptivePlacement::Separate => always,
            AdoptivePlacement::Joined => &READS,
        }
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let period = child.period_of_care(&self.care).ok_or(NotCounted::NotLookedAfter)?;
        let young_enough = child.is_under(self.settings.age_under);
        let long_enough = child.as_of().has_lasted(period.start, self.settings.looked_after_for);
        match (young_enough, long_enough) {
            (Some(true), Some(true)) => Ok(Counted::by(period.id, self.outcome(child))),
            (Some(false), _) => Err(NotCounted::TooOld),
            (_, Some(false)) => Err(NotCounted::NotLongEnough(period.start)),
            (None, _) | (_, None) => Err(NotCounted::Undecidable),
        }
    }

    fn evidence<'a>(&self, child: ChildAsOf<'a, '_>, _: Id, outcome: &Outcome) -> Vec<Evidence<'a>> {
        let long_enough = Limit::less_than(self.settings.same_placement_for);
        let from = outcome.anchor.and_then(|since| child.as_of().lapses(since, long_enough));
        from.map(Evidence::LongEnoughFrom).into_iter().collect()
    }
}
