//! `leavers-visits`: care leavers whose visits are up to date.

use carekpi_dates::{Limit, Span, reading};
use carekpi_measure::{Clause, FigureKind, UpToDate};
use carekpi_model::{ChildAsOf, Eligibility, EventKind::LeaverVisit, RecordKind, VisitsCounted};
use carekpi_rules::{Candidates, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};

use crate::area::{AREA, CANDIDATES, LeaverContext};
use crate::leaver::leaver;

pub(crate) const INFO: IndicatorInfo = indicator_info! {
    id: "leavers-visits",
    area: AREA,
    title: "Care leaver visits up to date",
    up_to_date: Some("Care leaver visits"),
    kind: FigureKind::Proportion,
    unit: Unit::CareLeaver,
    polarity: Polarity::Higher,
    numerator: "those whose visits are up to date",
    denominator: "care leavers on the snapshot date",
    clauses: [
        (Clause::NO_EVENT_YET, "the start as a care leaver"),
        (Clause::SINCE_LAST, "the last visit"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.leap_day_birthday",
        "shared.visits_counted",
        "shared.deaths",
        "care-leavers.from_age",
        "care-leavers.until_age",
        "care-leavers.not_eligible",
        "care-leavers.leavers-visits.then_due",
        "care-leavers.leavers-visits.first_due",
        "care-leavers.leavers-visits.visits_numerator",
        "care-leavers.leavers-pathway-plans.then_within",
        "care-leavers.leavers-pathway-plans.first_within",
    ],
    source: "Children Act 1989 guidance and regulations, volume 3; the definitions document leaves it to its glossary",
};

reading! {
    /// Is the visits indicator about visits, as its title says, or about pathway plans, as its numerator says?
    pub enum VisitsNumerator: "visits_numerator" {
        /// About visits: the wording of the numerator was copied from another indicator by mistake.
        Visits = "visits",
        /// About pathway plans, word for word.
        PathwayPlansAsWorded = "pathway_plans_as_worded",
    }
}

/// The settings of `leavers-visits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct VisitsSettings {
    /// The next visit is due this long after the last.
    pub then_due: Span,
    /// The first visit of a spell is due this long after the spell began.
    pub first_due: Span,
    /// What the numerator is about.
    pub visits_numerator: VisitsNumerator,
}

impl Default for VisitsSettings {
    fn default() -> Self {
        Self { then_due: Span::months(2), first_due: Span::months(2), visits_numerator: VisitsNumerator::default() }
    }
}

/// `leavers-visits`: care leavers whose visits are up to date.
///
/// **What it counts.** Of the care leavers, those whose next visit is not overdue:
/// - `since-last`: it is due 2 months after the last visit during the spell;
/// - `no-event-yet`: the first visit is due 2 months after the spell began.
///
/// **How we read it.** The numerator repeats that of the pathway plans indicator. This contradicts the title and its own
/// reference to visits, so it is taken for a mistake (`visits_numerator`). The limits are those of statutory guidance. A visit on
/// the day on which it is due is on time. If the start of the spell is unknown, visits from the birthday of `from_age` count as during it;
/// without such a visit, the answer is undetermined. A person who died is not a care leaver from then on (`deaths`).
///
#[doc = include_str!("../cases/leavers-visits.md")]
#[derive(Clone, Debug)]
pub struct Visits {
    settings: VisitsSettings,
    eligibility: Eligibility,
    visits_counted: VisitsCounted,
}

impl Visits {
    /// With these settings. [`VisitsAsWorded`](crate::VisitsAsWorded) is the rule about pathway plans.
    #[must_use]
    pub fn new(settings: VisitsSettings, context: &LeaverContext<'_>) -> Self {
        let visits_counted = context.context.visits_counted();
        Self { settings, eligibility: context.eligibility.clone(), visits_counted }
    }
}

impl Rule for Visits {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        self.visits_counted.reads(&[
            RecordKind::LeaverSpell,
            RecordKind::Birth,
            RecordKind::Death,
            RecordKind::Event(LeaverVisit),
            RecordKind::VisitSeen(LeaverVisit),
        ])
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let VisitsSettings { then_due, first_due, .. } = self.settings;
        let (spell, since) = leaver(child, &self.eligibility)?;
        let visits = UpToDate::by(child.visits(LeaverVisit, self.visits_counted).since(since))
            .none_yet(spell.start, Limit::due(first_due))
            .since_last(Limit::due(then_due));
        Ok(Counted::by(spell.id, visits))
    }
}
