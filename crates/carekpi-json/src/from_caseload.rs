//! From a caseload back to records.

use carekpi_model::{Caseload, Child, EventKind, Seen};

use crate::CaseRecords;
use crate::record;

impl From<&Caseload> for CaseRecords {
    /// The records that make this caseload: children by identifier, each child's records by date. Reading them gives the
    /// same caseload, if no two records of one kind of one child have one identifier, none ends before it starts, texts
    /// have no white space around them, and dates are of the years 0 to 9999.
    fn from(caseload: &Caseload) -> Self {
        Self {
            population: population(caseload).collect(),
            teams: teams(caseload).collect(),
            children: caseload.children().map(record::Child::from).collect(),
        }
    }
}

pub(crate) fn population(caseload: &Caseload) -> impl Iterator<Item = record::PopulationEstimate> {
    caseload.population().estimates().iter().map(|estimate| {
        let carekpi_model::PopulationEstimate { reference, published, population } = *estimate;
        record::PopulationEstimate { reference, published, population }
    })
}

pub(crate) fn teams(caseload: &Caseload) -> impl Iterator<Item = record::Team> {
    caseload.teams().map(|(number, name)| record::Team {
        number: caseload.word(number).to_owned(),
        name: caseload.word(name).to_owned(),
    })
}

impl From<Child<'_>> for record::Child {
    /// A child of a caseload with all its records, whatever their dates.
    fn from(child: Child<'_>) -> Self {
        let id = |id| some(child.text(id));
        let word = |symbol| some(child.caseload().word(symbol));
        let plan = |of: &carekpi_model::Plan| record::Plan {
            id: id(of.id),
            start: of.start,
            end: of.end,
            team: word(of.team),
        };
        let events = |kind: EventKind| {
            let events = child.events(kind);
            let event = |(date, seen, of)| record::Event { id: id(of), date, seen: was_seen(seen) };
            events.iter().map(event).collect()
        };
        Self {
            id: child.id().to_owned(),
            born: child.born(),
            expected: child.expected(),
            died: child.died(),
            sex: some(child.sex()),
            gender: some(child.gender()),
            ethnicity: some(child.ethnicity()),
            disabilities: child.disabilities().iter().map(|code| child.caseload().word(*code).to_owned()).collect(),
            referrals: all(child.referrals(), |of| record::Referral {
                id: id(of.id),
                start: of.start,
                end: of.end,
                nfa: of.nfa,
            }),
            assessments: all(child.assessments(), |of| record::Assessment {
                id: id(of.id),
                start: of.start,
                end: of.end,
            }),
            in_need_plans: all(child.in_need_plans(), plan),
            protection_plans: all(child.protection_plans(), plan),
            periods_of_care: all(child.periods_of_care(), |of| record::PeriodOfCare {
                id: id(of.id),
                start: of.start,
                end: of.end,
            }),
            legal_statuses: all(child.legal_statuses(), |of| record::LegalStatus {
                id: id(of.id),
                start: of.start,
                end: of.end,
                code: word(of.code),
            }),
            placements: all(child.placements(), |of| record::Placement {
                id: id(of.id),
                start: of.start,
                end: of.end,
                code: word(of.code),
                setting: word(of.setting),
            }),
            allocations: all(child.allocations(), |of| record::Allocation {
                id: id(of.id),
                start: of.start,
                end: of.end,
                worker: word(of.worker),
                team: word(of.team),
                role: word(of.role),
            }),
            leaver_spells: all(child.leaver_spells(), |of| record::LeaverSpell {
                id: id(of.id),
                start: of.start,
                end: of.end,
                eligibility: word(of.eligibility),
            }),
            leaver_statuses: all(child.leaver_statuses(), |of| record::LeaverStatus {
                id: id(of.id),
                recorded: of.recorded,
                in_touch: word(of.in_touch),
                accommodation: word(of.accommodation),
                suitable: word(of.suitable),
                activity: word(of.activity),
                contact: of.contact,
            }),
            core_groups: events(EventKind::CoreGroup),
            review_conferences: events(EventKind::ReviewConference),
            protection_visits: events(EventKind::ProtectionVisit),
            child_in_need_reviews: events(EventKind::ChildInNeedReview),
            child_in_need_visits: events(EventKind::ChildInNeedVisit),
            looked_after_reviews: events(EventKind::LookedAfterReview),
            dental_checks: events(EventKind::DentalCheck),
            health_assessments: events(EventKind::HealthAssessment),
            looked_after_visits: events(EventKind::LookedAfterVisit),
            supervisions: events(EventKind::Supervision),
            placement_change_meetings: events(EventKind::PlacementChangeMeeting),
            pathway_plans: events(EventKind::PathwayPlan),
            leaver_visits: events(EventKind::LeaverVisit),
        }
    }
}

fn all<M, R>(records: &[M], of: impl Fn(&M) -> R) -> Vec<R> {
    records.iter().map(of).collect()
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

const fn was_seen(seen: Seen) -> Option<bool> {
    match seen {
        Seen::Unknown => None,
        Seen::No => Some(false),
        Seen::Yes => Some(true),
    }
}
