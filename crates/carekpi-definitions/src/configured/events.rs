//! Which events count.

use carekpi_dates::EventDays;
use carekpi_model::{Caseload, ChildAsOf, CountedEvents, EventKind, OwnKind, RecordKind, VisitsCounted, quoted};
use carekpi_rules::Context;

use crate::{Definitions, DefinitionsError};

use super::settings::OwnName;

/// Which events count, as a file says.
#[derive(Clone, Debug)]
pub(super) enum Events {
    /// One of the kinds of the model.
    Of(EventKind),
    /// A kind of your own.
    Own(OwnName),
}

impl Events {
    /// Whether they are visits, which count as `visits_counted` says.
    pub(super) const fn are_visits(&self) -> bool {
        matches!(self, Self::Of(kind) if are_visits(*kind))
    }

    /// The name of one of them, in words.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Of(kind) => kind.to_string(),
            Self::Own(own) => own.kind.name().replace('-', " "),
        }
    }

    /// The settings that tell which of them count.
    pub(super) const fn settings(&self) -> &'static [&'static str] {
        match self {
            Self::Of(kind) if are_visits(*kind) => &["shared.visits_counted"],
            Self::Of(EventKind::DentalCheck) => &["health.dental_check_types", "health.completed_statuses"],
            Self::Of(EventKind::HealthAssessment) => &["health.health_assessment_types", "health.completed_statuses"],
            Self::Of(EventKind::PathwayPlan) => &["care-leavers.not_eligible"],
            _ => &[],
        }
    }

    /// The events in a caseload, by these definitions. The name of a kind of your own is looked up here, and nowhere else.
    pub(super) fn resolve(
        &self,
        definitions: &Definitions,
        context: &Context<'_>,
    ) -> Result<ResolvedEvents, DefinitionsError> {
        let caseload = context.caseload();
        Ok(match self {
            Self::Of(kind @ (EventKind::DentalCheck | EventKind::HealthAssessment)) => {
                ResolvedEvents::Counted(caseload.health_checks(*kind, context.health()), *kind)
            }
            Self::Of(kind @ EventKind::PathwayPlan) => {
                ResolvedEvents::Counted(caseload.pathway_plans(&definitions.care_leavers.not_eligible), *kind)
            }
            Self::Of(kind) if are_visits(*kind) => ResolvedEvents::Visits(*kind, context.visits_counted()),
            Self::Of(kind) => ResolvedEvents::Counted(CountedEvents::of(*kind), *kind),
            Self::Own(own) => ResolvedEvents::Own(own.resolve(caseload)?),
        })
    }
}

const fn are_visits(kind: EventKind) -> bool {
    use EventKind::{ChildInNeedVisit, LeaverVisit, LookedAfterVisit, ProtectionVisit};
    matches!(kind, ProtectionVisit | ChildInNeedVisit | LookedAfterVisit | LeaverVisit)
}

impl OwnName {
    /// The kind, if the caseload knows it.
    pub(super) fn resolve(&self, caseload: &Caseload) -> Result<OwnKind, DefinitionsError> {
        if caseload.own_kinds().any(|known| known == self.kind) {
            return Ok(self.kind);
        }
        let known: Vec<String> = caseload.own_kinds().map(|kind| quoted(kind.name())).collect();
        let known = if known.is_empty() { "there are none".to_owned() } else { format!("there are {}", known.join(", ")) };
        let mut error = self.unknown.clone();
        error.message = format!("{}, or a kind of your own in the records; {known}", error.message);
        Err(error)
    }
}

/// Which events count, in a caseload.
#[derive(Clone, Copy, Debug)]
pub(super) enum ResolvedEvents {
    Counted(CountedEvents, EventKind),
    Visits(EventKind, VisitsCounted),
    Own(OwnKind),
}

impl ResolvedEvents {
    /// The days of a child's events.
    #[inline]
    pub(super) fn days<'a>(&self, child: ChildAsOf<'a, '_>) -> EventDays<'a> {
        match self {
            Self::Counted(events, _) => child.counted(*events),
            Self::Visits(kind, counted) => child.visits(*kind, *counted),
            Self::Own(kind) => child.events(*kind),
        }
    }

    /// The kinds of record that they are.
    pub(super) fn reads(&self) -> Vec<RecordKind> {
        match self {
            Self::Counted(_, kind @ (EventKind::DentalCheck | EventKind::HealthAssessment)) => {
                vec![RecordKind::Event(*kind), RecordKind::HealthCheck]
            }
            Self::Counted(_, kind) | Self::Visits(kind, VisitsCounted::Any) => vec![RecordKind::Event(*kind)],
            Self::Visits(kind, VisitsCounted::ChildSeen) => {
                vec![RecordKind::Event(*kind), RecordKind::VisitSeen(*kind)]
            }
            Self::Own(kind) => vec![RecordKind::Own(*kind)],
        }
    }
}
