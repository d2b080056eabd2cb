//! `cla-dental`: children looked after whose dental checks are up to date.

use carekpi_dates::{Limit, Span};
use carekpi_measure::{Clause, FigureKind, UpToDate};
use carekpi_model::{
    CareStatuses, ChildAsOf, CountedEvents, EventKind::DentalCheck, EventKind::HealthAssessment, RecordKind,
};
use carekpi_rules::{
    Candidates, Context, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit, by_age, indicator_info,
};

use crate::area::{AREA, CANDIDATES};

static INFO: IndicatorInfo = indicator_info! {
    id: "cla-dental",
    area: AREA,
    title: "Dental checks up to date",
    up_to_date: Some("Dental checks"),
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Higher,
    numerator: "those whose dental checks are up to date",
    denominator: "children looked after on the snapshot date",
    clauses: [
        (Clause::NO_EVENT_YET, "the start of the period of care"),
        (Clause::SINCE_LAST, "the last check"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.leap_day_birthday",
        "shared.deaths",
        "looked-after.short_breaks",
        "looked-after.care_statuses",
        "looked-after.short_break_codes",
        "health.dental_check_types",
        "health.health_assessment_types",
        "health.completed_statuses",
        "looked-after.cla-dental.age_limit",
        "looked-after.cla-dental.first_within",
        "looked-after.cla-dental.then_within",
    ],
    source: "definitions document: Children Looked After",
};

/// The settings of `cla-dental`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct DentalSettings {
    /// For children younger than this a health assessment counts as a dental check.
    pub age_limit: u32,
    /// Less than this since the child became looked after, if no check is recorded.
    pub first_within: Span,
    /// Less than this since the last check.
    pub then_within: Span,
}

impl Default for DentalSettings {
    fn default() -> Self {
        Self { age_limit: 2, first_within: Span::months(6), then_within: Span::months(12) }
    }
}

/// `cla-dental`: children looked after whose dental checks are up to date.
///
/// **What it counts.** Of the children looked after, those whose dental checks are up to date. They are if one of these is true:
/// - `no-event-yet`: no check is recorded, and less than 6 months have passed since the child became looked after;
/// - `since-last`: less than 12 months have passed since the last check.
///
/// **How we read it.** A health check is a dental check if its type has the words of one of `dental_check_types`, and was made if
/// it has no status or one of `completed_statuses`. A check is a dental check or, for a child under 2, a health assessment. From the second birthday only
/// dental checks count, so a child can become overdue on that day. Checks made before the period of care count. Without a date
/// of birth, the child is judged as an older one if both ages give the same answer; if they do not, the answer is undetermined. Care ends on
/// the day on which the child dies (`deaths`).
///
#[doc = include_str!("../cases/cla-dental.md")]
#[derive(Clone, Debug)]
pub struct Dental {
    settings: DentalSettings,
    care: CareStatuses,
    dental_checks: CountedEvents,
    health_assessments: CountedEvents,
}

impl Dental {
    /// With these settings.
    #[must_use]
    pub fn new(settings: DentalSettings, context: &Context<'_>) -> Self {
        let checks = |kind| context.caseload().health_checks(kind, context.health());
        Self {
            settings,
            care: context.care_statuses().clone(),
            dental_checks: checks(DentalCheck),
            health_assessments: checks(HealthAssessment),
        }
    }
}

impl Rule for Dental {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[
            RecordKind::PeriodOfCare,
            RecordKind::LegalStatus,
            RecordKind::Birth,
            RecordKind::Event(DentalCheck),
            RecordKind::Event(HealthAssessment),
            RecordKind::HealthCheck,
            RecordKind::Death,
        ]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let DentalSettings { age_limit, first_within, then_within } = self.settings;
        let period = child.period_of_care(&self.care).ok_or(NotCounted::NotLookedAfter)?;
        let checks = |younger| {
            let dental = child.counted(self.dental_checks);
            let checks = if younger { dental.merged_with(child.counted(self.health_assessments)) } else { dental };
            let checks = UpToDate::by(checks)
                .none_yet(period.start, Limit::less_than(first_within))
                .since_last(Limit::less_than(then_within));
            Counted::by(period.id, checks)
        };
        Ok(by_age(child, age_limit, checks))
    }
}
