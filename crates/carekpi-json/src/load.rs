//! From records to a caseload, with what is asked of them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use carekpi_model::{Caseload, CaseloadBuilder, EventKind, Seen, entry};
use chrono::NaiveDate;

use crate::record::{
    Allocation, Assessment, Child, Event, LeaverSpell, LeaverStatus, LegalStatus, PeriodOfCare, Placement, Plan,
    PopulationEstimate, Referral, Team,
};
use crate::{Fault, JsonError, Place};

/// Gathers records into a caseload, and remembers where each child was.
pub(crate) struct Loader {
    builder: CaseloadBuilder,
    /// The numbers of the children by identifier.
    children: HashMap<Box<str>, u64>,
    /// Where the child with this number is.
    place: fn(u64) -> Place,
}

impl Loader {
    pub(crate) fn new(place: fn(u64) -> Place) -> Self {
        Self { builder: Caseload::builder(), children: HashMap::new(), place }
    }

    pub(crate) fn population(&mut self, estimate: &PopulationEstimate) {
        let PopulationEstimate { reference, published, population } = *estimate;
        self.builder.population(carekpi_model::PopulationEstimate { reference, published, population });
    }

    pub(crate) fn team(&mut self, team: &Team, place: impl Fn() -> Place) -> Result<(), JsonError> {
        let number = team.number.trim();
        if number.is_empty() {
            return Err(place().at("number").because(Fault::NoIdentifier));
        }
        self.builder.team(number, team.name.trim());
        Ok(())
    }

    pub(crate) fn child(&mut self, child: &Child, number: u64) -> Result<(), JsonError> {
        let place = || (self.place)(number);
        let id = child.id.trim();
        if id.is_empty() {
            return Err(place().at("id").because(Fault::NoIdentifier));
        }
        match self.children.entry(id.into()) {
            Entry::Vacant(vacant) => {
                vacant.insert(number);
            }
            Entry::Occupied(first) => {
                let first = (self.place)(*first.get());
                return Err(place().at("id").because(Fault::Repeated { id: id.to_owned(), first }));
            }
        }
        check_records(child, &place)?;
        add(&mut self.builder, child);
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<Caseload, JsonError> {
        self.builder.finish().map_err(|error| Place::default().because(Fault::Caseload(error)))
    }
}

/// What is asked of a record.
trait Record {
    fn id(&self) -> &Option<String>;

    /// Its start and end, as far as it has them.
    fn dates(&self) -> (Option<NaiveDate>, Option<NaiveDate>);
}

macro_rules! records {
    ($($record:ty: $record_of:ident => $dates:expr;)*) => {
        $(impl Record for $record {
            fn id(&self) -> &Option<String> {
                &self.id
            }

            fn dates(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
                let $record_of = self;
                $dates
            }
        })*
    };
}

records! {
    Referral: of => (Some(of.start), of.end);
    Assessment: of => (of.start, of.end);
    Plan: of => (Some(of.start), of.end);
    PeriodOfCare: of => (Some(of.start), of.end);
    LegalStatus: of => (Some(of.start), of.end);
    Placement: of => (Some(of.start), of.end);
    Allocation: of => (Some(of.start), of.end);
    LeaverSpell: of => (of.start, of.end);
    LeaverStatus: _of => (None, None);
    Event: _of => (None, None);
}

fn check_records(child: &Child, place: &impl Fn() -> Place) -> Result<(), JsonError> {
    check("referrals", &child.referrals, place)?;
    check("assessments", &child.assessments, place)?;
    check("in_need_plans", &child.in_need_plans, place)?;
    check("protection_plans", &child.protection_plans, place)?;
    check("periods_of_care", &child.periods_of_care, place)?;
    check("legal_statuses", &child.legal_statuses, place)?;
    check("placements", &child.placements, place)?;
    check("allocations", &child.allocations, place)?;
    check("leaver_spells", &child.leaver_spells, place)?;
    check("leaver_statuses", &child.leaver_statuses, place)?;
    child.events().into_iter().try_for_each(|(_, list, events)| check(list, events, place))
}

/// Every record of a list ends after its start, and no two have one identifier.
fn check<R: Record>(list: &str, records: &[R], place: &impl Fn() -> Place) -> Result<(), JsonError> {
    let at = |index: usize, field: &str| place().at(&format!("{list}[{index}]{field}"));
    let mut seen = HashMap::new();
    for (index, record) in records.iter().enumerate() {
        if let (Some(start), Some(end)) = record.dates()
            && end < start
        {
            return Err(at(index, ".end").because(Fault::EndBeforeStart { start, end }));
        }
        let id = text(record.id());
        if !id.is_empty()
            && let Some(first) = seen.insert(id, index)
        {
            let repeated = Fault::Repeated { id: id.to_owned(), first: at(first, "") };
            return Err(at(index, ".id").because(repeated));
        }
    }
    Ok(())
}

fn text(text: &Option<String>) -> &str {
    text.as_deref().map_or("", str::trim)
}

impl Child {
    /// The lists of events, each with its kind and its name.
    pub(crate) fn events(&self) -> [(EventKind, &'static str, &[Event]); EventKind::ALL.len()] {
        [
            (EventKind::CoreGroup, "core_groups", &self.core_groups),
            (EventKind::ReviewConference, "review_conferences", &self.review_conferences),
            (EventKind::ProtectionVisit, "protection_visits", &self.protection_visits),
            (EventKind::ChildInNeedReview, "child_in_need_reviews", &self.child_in_need_reviews),
            (EventKind::ChildInNeedVisit, "child_in_need_visits", &self.child_in_need_visits),
            (EventKind::LookedAfterReview, "looked_after_reviews", &self.looked_after_reviews),
            (EventKind::DentalCheck, "dental_checks", &self.dental_checks),
            (EventKind::HealthAssessment, "health_assessments", &self.health_assessments),
            (EventKind::LookedAfterVisit, "looked_after_visits", &self.looked_after_visits),
            (EventKind::Supervision, "supervisions", &self.supervisions),
            (EventKind::PlacementChangeMeeting, "placement_change_meetings", &self.placement_change_meetings),
            (EventKind::PathwayPlan, "pathway_plans", &self.pathway_plans),
            (EventKind::LeaverVisit, "leaver_visits", &self.leaver_visits),
        ]
    }
}

fn add(builder: &mut CaseloadBuilder, child: &Child) {
    let key = builder.child(entry::Child {
        id: child.id.trim(),
        born: child.born,
        expected: child.expected,
        died: child.died,
        sex: text(&child.sex),
        gender: text(&child.gender),
        ethnicity: text(&child.ethnicity),
    });
    for code in &child.disabilities {
        builder.disability(key, code.trim());
    }
    for of in &child.referrals {
        builder.referral(key, entry::Referral { id: text(&of.id), start: of.start, end: of.end, nfa: of.nfa });
    }
    for of in &child.assessments {
        builder.assessment(key, entry::Assessment { id: text(&of.id), start: of.start, end: of.end });
    }
    for of in &child.in_need_plans {
        builder.in_need_plan(key, plan(of));
    }
    for of in &child.protection_plans {
        builder.protection_plan(key, plan(of));
    }
    for of in &child.periods_of_care {
        builder.period_of_care(key, entry::PeriodOfCare { id: text(&of.id), start: of.start, end: of.end });
    }
    for of in &child.legal_statuses {
        let (id, code) = (text(&of.id), text(&of.code));
        builder.legal_status(key, entry::LegalStatus { id, start: of.start, end: of.end, code });
    }
    for of in &child.placements {
        let (id, code, setting) = (text(&of.id), text(&of.code), text(&of.setting));
        builder.placement(key, entry::Placement { id, start: of.start, end: of.end, code, setting });
    }
    for of in &child.allocations {
        let (id, start, end) = (text(&of.id), of.start, of.end);
        let (worker, team, role) = (text(&of.worker), text(&of.team), text(&of.role));
        builder.allocation(key, entry::Allocation { id, start, end, worker, team, role });
    }
    for of in &child.leaver_spells {
        let (id, eligibility) = (text(&of.id), text(&of.eligibility));
        builder.leaver_spell(key, entry::LeaverSpell { id, start: of.start, end: of.end, eligibility });
    }
    for of in &child.leaver_statuses {
        builder.leaver_status(
            key,
            entry::LeaverStatus {
                id: text(&of.id),
                recorded: of.recorded,
                in_touch: text(&of.in_touch),
                accommodation: text(&of.accommodation),
                suitable: text(&of.suitable),
                activity: text(&of.activity),
                contact: of.contact,
            },
        );
    }
    for (kind, _, events) in child.events() {
        for of in events {
            let seen = match of.seen {
                None => Seen::Unknown,
                Some(false) => Seen::No,
                Some(true) => Seen::Yes,
            };
            builder.event(key, kind, entry::Event { id: text(&of.id), date: of.date, seen });
        }
    }
}

fn plan(of: &Plan) -> entry::Plan<'_> {
    entry::Plan { id: text(&of.id), start: of.start, end: of.end, team: text(&of.team) }
}
