//! `cla-visits`: children looked after whose visits are up to date.

use carekpi_dates::{Limit, Span};
use carekpi_measure::{Clause, FigureKind, UpToDate};
use carekpi_model::{
    CareStatuses, ChildAsOf, CodeColumn, CodeSet, EventKind::LookedAfterVisit, RecordKind, VisitsCounted, list_with,
};
use carekpi_rules::{Candidates, Context, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};

use crate::area::{AREA, CANDIDATES};

static INFO: IndicatorInfo = indicator_info! {
    id: "cla-visits",
    area: AREA,
    title: "Looked-after visits up to date",
    up_to_date: Some("Looked-after visits"),
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Higher,
    numerator: "those whose visits are up to date",
    denominator: "children looked after on the snapshot date",
    clauses: [
        (Clause::NO_EVENT_YET, "the start of the placement"),
        (Clause::SINCE_LAST, "the last visit of the placement"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.visits_counted",
        "shared.deaths",
        "looked-after.short_breaks",
        "looked-after.care_statuses",
        "looked-after.short_break_codes",
        "looked-after.cla-visits.first_due",
        "looked-after.cla-visits.then_due",
        "looked-after.cla-visits.long_term_due",
        "looked-after.cla-visits.first_year",
        "looked-after.cla-visits.long_term_placement",
    ],
    source: "regulation 28, Care Planning, Placement and Case Review (England) Regulations 2010; the definitions document leaves it to its glossary",
};

/// The settings of `cla-visits`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct VisitsSettings {
    /// The first visit of a placement is due this long after it began.
    pub first_due: Span,
    /// Each later visit is due this long after the last.
    pub then_due: Span,
    /// After the first year of a placement that is meant to last until 18, each visit is due this long after the last.
    pub long_term_due: Span,
    /// The length of the first year of a placement.
    pub first_year: Span,
    /// The codes of placements that are meant to last until 18.
    pub long_term_placement: Vec<String>,
}

impl Default for VisitsSettings {
    fn default() -> Self {
        Self {
            first_due: Span::days(7),
            then_due: Span::days(42),
            long_term_due: Span::months(3),
            first_year: Span::months(12),
            long_term_placement: ["U1", "U4"].map(str::to_owned).into(),
        }
    }
}

/// `cla-visits`: children looked after whose visits are up to date.
///
/// **What it counts.** Of the children looked after, those whose next visit is not overdue:
/// - `no-event-yet`: the first visit of a placement is due 7 days after it began;
/// - `since-last`: each later visit is due 42 days after the last; after the first year of a placement that is meant to last
///   until 18, it is due 3 months after the last.
///
/// **How we read it.** The definitions refer to a glossary that is not published. The rule is regulation 28 of the Care
/// Planning, Placement and Case Review (England) Regulations 2010. Only visits during the open placement count. If no placement
/// is open, the answer is undetermined. A visit on the day on which it is due is on time. The code of a placement counts, not the
/// words behind it. Care ends on the day on which the child dies (`deaths`).
///
#[doc = include_str!("../cases/cla-visits.md")]
#[derive(Clone, Debug)]
pub struct Visits {
    settings: VisitsSettings,
    long_term: CodeSet,
    care: CareStatuses,
    visits_counted: VisitsCounted,
}

impl Visits {
    /// With these settings.
    #[must_use]
    pub fn new(settings: VisitsSettings, context: &Context<'_>) -> Self {
        let is_long_term = |text: &str| list_with(text, &[&settings.long_term_placement]).is_some();
        let long_term = context.caseload().codes_of(CodeColumn::Placement, is_long_term);
        let (care, visits_counted) = (context.care_statuses().clone(), context.visits_counted());
        Self { settings, long_term, care, visits_counted }
    }

    /// When visits are up to date; `None` if no placement is open.
    #[inline]
    fn up_to_date<'a>(&self, child: ChildAsOf<'a, '_>) -> Option<UpToDate<'a>> {
        let VisitsSettings { first_due, then_due, long_term_due, first_year, .. } = self.settings;
        let placement = child.placement()?;
        let visits = UpToDate::by(child.visits(LookedAfterVisit, self.visits_counted).since(placement.start))
            .none_yet(placement.start, Limit::due(first_due));
        let is_long_term = self.long_term.contains(placement.code);
        let settled = if is_long_term { child.as_of().has_lasted(placement.start, first_year) } else { Some(false) };
        Some(match settled {
            Some(true) => visits.since_last(Limit::due(long_term_due)),
            Some(false) => visits.since_last(Limit::due(then_due)),
            None => visits,
        })
    }
}

impl Rule for Visits {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        self.visits_counted.reads(&[
            RecordKind::PeriodOfCare,
            RecordKind::LegalStatus,
            RecordKind::Death,
            RecordKind::Placement,
            RecordKind::PlacementCode,
            RecordKind::Event(LookedAfterVisit),
            RecordKind::VisitSeen(LookedAfterVisit),
        ])
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let period = child.period_of_care(&self.care).ok_or(NotCounted::NotLookedAfter)?;
        Ok(Counted::by(period.id, self.up_to_date(child)))
    }
}
