//! `cla-health`: children looked after whose health assessments are up to date.

use carekpi_dates::{Limit, Span};
use carekpi_measure::{Clause, FigureKind, UpToDate};
use carekpi_model::{CareStatuses, ChildAsOf, CountedEvents, EventKind::HealthAssessment, RecordKind};
use carekpi_rules::{
    Candidates, Context, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, by_age, indicator_info,
};

use crate::area::{AREA, CANDIDATES};
use crate::assessments::AssessmentsInScope;

static INFO: IndicatorInfo = indicator_info! {
    id: "cla-health",
    area: AREA,
    title: "Health assessments up to date",
    up_to_date: Some("Health assessments"),
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Higher,
    numerator: "those whose health assessments are up to date",
    denominator: "children looked after on the snapshot date",
    clauses: [
        (Clause::NO_EVENT_YET, "the start of the period of care"),
        (Clause::SINCE_LAST, "the last health assessment"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.within_last",
        "shared.leap_day_birthday",
        "shared.deaths",
        "looked-after.short_breaks",
        "looked-after.care_statuses",
        "looked-after.short_break_codes",
        "health.health_assessment_types",
        "health.completed_statuses",
        "looked-after.cla-health.age_limit",
        "looked-after.cla-health.first_within",
        "looked-after.cla-health.younger_within",
        "looked-after.cla-health.older_within",
        "looked-after.cla-health.assessments_in_scope",
    ],
    source: "definitions document: Children Looked After; regulation 7, Care Planning, Placement and Case Review (England) Regulations 2010",
};

/// The settings of `cla-health`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct HealthSettings {
    /// Children younger than this have the shorter limit.
    pub age_limit: u32,
    /// Less than this since the child became looked after, if no assessment was made during the period of care.
    pub first_within: Span,
    /// The last assessment of a younger child must be within this time before the snapshot date.
    pub younger_within: Span,
    /// The last assessment of an older child must be within this time before the snapshot date.
    pub older_within: Span,
    /// Which assessments count.
    pub assessments_in_scope: AssessmentsInScope,
}

impl Default for HealthSettings {
    fn default() -> Self {
        Self {
            age_limit: 4,
            first_within: Span::working_days(20),
            younger_within: Span::months(6),
            older_within: Span::months(12),
            assessments_in_scope: AssessmentsInScope::default(),
        }
    }
}

/// `cla-health`: children looked after whose health assessments are up to date.
///
/// **What it counts.** Of the children looked after, those whose health assessments are up to date. They are if one of these is
/// true:
/// - `no-event-yet`: no assessment was made during the period of care, and less than 20 working days have passed since it
///   began;
/// - `since-last`: the last assessment was made within the last 6 months, for a child under 4, or the last 12 months, for
///   an older one.
///
/// **How we read it.** A health check is an assessment if its type has the words of one of `health_assessment_types`. It was made
/// if it has no status, or one of `completed_statuses`. An assessment made before the period of care counts for the second clause (`assessments_in_scope`). The
/// limit depends on the child's age on the snapshot date. So a child whose assessment is seven months old is up to date again on
/// the fourth birthday. Without a date of birth, the child is judged as an older one if both limits give the same answer; if they
/// do not, the answer is undetermined. Care ends on the day on which the child dies (`deaths`).
///
#[doc = include_str!("../cases/cla-health.md")]
#[derive(Clone, Debug)]
pub struct Health {
    settings: HealthSettings,
    care: CareStatuses,
    assessments: CountedEvents,
}

impl Health {
    /// With these settings.
    #[must_use]
    pub fn new(settings: HealthSettings, context: &Context<'_>) -> Self {
        let assessments = context.caseload().health_checks(HealthAssessment, context.health());
        Self { settings, care: context.care_statuses().clone(), assessments }
    }
}

impl Rule for Health {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[
            RecordKind::PeriodOfCare,
            RecordKind::LegalStatus,
            RecordKind::Birth,
            RecordKind::Death,
            RecordKind::Event(HealthAssessment),
            RecordKind::HealthCheck,
        ]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let HealthSettings { age_limit, first_within, younger_within, older_within, assessments_in_scope } =
            self.settings;
        let period = child.period_of_care(&self.care).ok_or(NotCounted::NotLookedAfter)?;
        let counted_since = assessments_in_scope.counted_since(period);
        let assessments = |younger| {
            let then_within = if younger { younger_within } else { older_within };
            let assessments = UpToDate::by(child.counted(self.assessments).since(counted_since))
                .none_yet(period.start, Limit::less_than(first_within))
                .none_since(period.start)
                .since_last(child.as_of().within_last(then_within));
            Counted::by(period.id, assessments)
        };
        Ok(by_age(child, age_limit, assessments))
    }
}
