//! Which events count.

use carekpi_dates::EventDays;
use carekpi_model::{ChildAsOf, CountedEvents, EventKind, OwnKind, RecordKind, VisitsCounted};
use carekpi_rules::Context;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use crate::Definitions;
use crate::toml_file::Fault;

use super::named::Named;

/// Which events count, as a file says.
#[derive(Clone, Debug)]
pub(super) enum Events {
    /// One of the kinds of the model.
    Of(EventKind),
    /// A kind of your own.
    Own(Named),
}

impl Events {
    /// The events of the kind with this name.
    pub(super) fn named(named: Named) -> Self {
        let name: StrDeserializer<'_, Error> = named.name.as_str().into_deserializer();
        EventKind::deserialize(name).map_or(Self::Own(named.clone()), Self::Of)
    }

    /// Whether they are visits, which count as `visits_counted` says.
    pub(super) const fn are_visits(&self) -> bool {
        matches!(self, Self::Of(kind) if are_visits(*kind))
    }

    /// One of them, in words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Of(kind) => kind.to_string(),
            Self::Own(own) => own.words(),
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
    pub(super) fn resolve(&self, definitions: &Definitions, context: &Context<'_>) -> Result<ResolvedEvents, Fault> {
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
            Self::Own(own) => {
                let names: Vec<String> = EventKind::ALL.into_iter().filter_map(name).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                ResolvedEvents::Own(
                    own.own_kind("kind of events", &names, caseload, |kind| caseload.own_spells(kind) == 0)?,
                )
            }
        })
    }
}

const fn are_visits(kind: EventKind) -> bool {
    use EventKind::{ChildInNeedVisit, LeaverVisit, LookedAfterVisit, ProtectionVisit};
    matches!(kind, ProtectionVisit | ChildInNeedVisit | LookedAfterVisit | LeaverVisit)
}

/// The name of a kind of event in a file.
fn name(kind: EventKind) -> Option<String> {
    toml::Value::try_from(kind).ok()?.as_str().map(str::to_owned)
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
            Self::Counted(_, kind) => vec![RecordKind::Event(*kind)],
            Self::Visits(kind, counted) => {
                counted.reads(&[RecordKind::Event(*kind), RecordKind::VisitSeen(*kind)]).to_vec()
            }
            Self::Own(kind) => vec![RecordKind::Own(*kind)],
        }
    }
}
