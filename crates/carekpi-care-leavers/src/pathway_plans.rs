//! `leavers-pathway-plans`: care leavers whose pathway plans are up to date.

use carekpi_dates::{Limit, Span};
use carekpi_measure::{Clause, FigureKind, UpToDate};
use carekpi_model::{ChildAsOf, CountedEvents, Eligibility, EventKind, RecordKind};
use carekpi_rules::{Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};

use crate::area::{AREA, CANDIDATES, LeaverContext};
use crate::leaver::leaver;

pub(crate) const INFO: IndicatorInfo = indicator_info! {
    id: "leavers-pathway-plans",
    area: AREA,
    title: "Pathway plans up to date",
    up_to_date: Some("Pathway plans"),
    kind: FigureKind::Proportion,
    unit: Unit::CareLeaver,
    polarity: Polarity::Higher,
    numerator: "those whose pathway plans are up to date",
    denominator: "care leavers on the snapshot date",
    clauses: [
        (Clause::NO_EVENT_YET, "the start as a care leaver"),
        (Clause::SINCE_LAST, "the last pathway plan or review"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.leap_day_birthday",
        "shared.deaths",
        "care-leavers.from_age",
        "care-leavers.until_age",
        "care-leavers.not_eligible",
        "care-leavers.leavers-pathway-plans.then_within",
        "care-leavers.leavers-pathway-plans.first_within",
    ],
    source: "Children Act 1989 guidance and regulations, volume 3; the definitions document leaves it to its glossary",
};

/// The settings of `leavers-pathway-plans`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct PathwayPlansSettings {
    /// Less than this since the last pathway plan or review.
    pub then_within: Span,
    /// Less than this since the spell began, if no pathway plan or review is recorded.
    pub first_within: Span,
}

impl Default for PathwayPlansSettings {
    fn default() -> Self {
        Self { then_within: Span::months(6), first_within: Span::months(3) }
    }
}

/// `leavers-pathway-plans`: care leavers whose pathway plans are up to date.
///
/// **What it counts.** Of the care leavers, those whose pathway plans are up to date. They are if one of these is true:
/// - `since-last`: less than 6 months have passed since the last pathway plan or review;
/// - `no-event-yet`: none is recorded, and less than 3 months have passed since the spell as a care leaver began.
///
/// **How we read it.** The definitions refer to a glossary that is not published. The limits are those of statutory guidance. A
/// plan made before the spell counts. One that is stated beside an entitlement of `not_eligible` does not. If none is recorded and the start of the spell is unknown, the answer is undetermined. A person who died is not a care leaver
/// from then on (`deaths`).
///
#[doc = include_str!("../cases/leavers-pathway-plans.md")]
#[derive(Clone, Debug)]
pub struct PathwayPlans {
    settings: PathwayPlansSettings,
    eligibility: Eligibility,
    plans: CountedEvents,
}

impl PathwayPlans {
    /// With these settings.
    #[must_use]
    pub fn new(settings: PathwayPlansSettings, context: &LeaverContext<'_>) -> Self {
        Self { settings, eligibility: context.eligibility.clone(), plans: context.pathway_plans }
    }
}

impl Rule for PathwayPlans {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[RecordKind::LeaverSpell, RecordKind::Birth, RecordKind::Death, RecordKind::Event(EventKind::PathwayPlan)]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let PathwayPlansSettings { then_within, first_within } = self.settings;
        let (spell, _) = leaver(child, &self.eligibility)?;
        let plans = UpToDate::by(child.counted(self.plans))
            .none_yet(spell.start, Limit::less_than(first_within))
            .since_last(Limit::less_than(then_within));
        Ok(Counted::by(spell.id, plans))
    }
}
