//! The rule of a configured indicator.

use carekpi_dates::EventDays;
use carekpi_measure::{Answer, Clause, ClauseResult, UpToDate, governing};
use carekpi_model::{CaseWorkers, ChildAsOf, RecordKind};
use carekpi_rules::{Candidates, Context, Counted, IndicatorInfo, NotCounted, Rule, by_age};
use chrono::NaiveDate;

use crate::Definitions;
use crate::toml_file::Fault;

use super::cohort::{Member, ResolvedCohort};
use super::events::{Events, ResolvedEvents};
use super::settings::{First, FirstFrom, IndicatorSettings, NoEventSince, Scope};

/// A configured indicator in a caseload.
#[derive(Debug)]
pub(super) struct ConfiguredRule {
    settings: IndicatorSettings,
    reads: Vec<RecordKind>,
    cohort: ResolvedCohort,
    events: ResolvedEvents,
    then_events: Option<ResolvedEvents>,
    younger_events: Option<ResolvedEvents>,
    case_workers: CaseWorkers,
}

impl ConfiguredRule {
    pub(super) fn new(
        settings: &IndicatorSettings,
        definitions: &Definitions,
        context: &Context<'_>,
    ) -> Result<Self, Fault> {
        let resolve = |events: &Events| events.resolve(definitions, context);
        let younger_events = settings.younger.as_ref().and_then(|younger| younger.events.as_ref());
        let mut rule = Self {
            settings: settings.clone(),
            reads: Vec::new(),
            cohort: settings.cohort.resolve(definitions, context)?,
            events: resolve(&settings.events)?,
            then_events: settings.then_events.as_ref().map(resolve).transpose()?,
            younger_events: younger_events.map(resolve).transpose()?,
            case_workers: context.case_workers().clone(),
        };
        rule.reads = rule.all_reads();
        Ok(rule)
    }

    fn all_reads(&self) -> Vec<RecordKind> {
        let mut reads = self.cohort.reads();
        let events = [Some(self.events), self.then_events, self.younger_events];
        reads.extend(events.iter().flatten().flat_map(ResolvedEvents::reads));
        if self.needs_placement() {
            reads.push(RecordKind::Placement);
        }
        match self.settings.first_from {
            FirstFrom::LastReferral => reads.push(RecordKind::Referral),
            FirstFrom::CaseWorker => reads.extend([RecordKind::Allocation, RecordKind::AllocationRole]),
            FirstFrom::Record | FirstFrom::Placement => {}
        }
        if self.settings.no_event_since == NoEventSince::LastReferral {
            reads.push(RecordKind::Referral);
        }
        if self.settings.younger.is_some() || self.settings.from_age.is_some() || self.settings.until_age.is_some() {
            reads.push(RecordKind::Birth);
        }
        reads.sort_unstable();
        reads.dedup();
        reads
    }

    /// Whether a day is that of the open placement.
    fn needs_placement(&self) -> bool {
        self.settings.in_scope == Scope::CurrentPlacement || self.settings.first_from == FirstFrom::Placement
    }

    /// Whether the age of a child is one that is counted.
    #[inline]
    fn check_age(&self, child: ChildAsOf<'_, '_>) -> Result<(), NotCounted> {
        if let Some(age) = self.settings.until_age
            && !child.is_under(age).ok_or(NotCounted::Undecidable)?
        {
            return Err(NotCounted::TooOld);
        }
        match self.settings.from_age {
            Some(age) if child.is_under(age).ok_or(NotCounted::Undecidable)? => Err(NotCounted::TooYoung),
            _ => Ok(()),
        }
    }

    /// When something is up to date for a younger or an older child; with a limit of hours, the outcome. `placed` is
    /// the start of the open placement, if it is needed.
    #[inline]
    fn answer<'a>(
        &self,
        child: ChildAsOf<'a, '_>,
        member: Member,
        placed: Option<NaiveDate>,
        is_younger: bool,
    ) -> Answer<'a> {
        let as_of = child.as_of();
        let (then, or_events) = match &self.settings.younger {
            Some(younger) if is_younger => (younger.then, self.younger_events),
            _ => (self.settings.then, None),
        };
        let all = self.events.days(child);
        let events = match self.settings.in_scope {
            Scope::CurrentRecord => all.since(member.since),
            Scope::CurrentPlacement => all.since(placed.unwrap_or(NaiveDate::MIN)),
            Scope::AnyOnRecord => all,
        };
        let events = or_events.map_or(events, |other| events.merged_with(other.days(child)));
        let mut up_to_date = UpToDate::by(events);
        if let Some(First::Days(first)) = self.settings.first {
            up_to_date = up_to_date.none_yet(self.measured_from(child, member, placed, &events), first.limit(as_of));
        }
        let none_since = match self.settings.no_event_since {
            NoEventSince::InScope => NaiveDate::MIN,
            NoEventSince::Record => member.since,
            NoEventSince::LastReferral => referral(child, member).unwrap_or(NaiveDate::MIN),
        };
        up_to_date = up_to_date.none_since(none_since);
        if let Some(then_events) = self.then_events {
            up_to_date = up_to_date.or_last_of(then_events.days(child));
        }
        if let Some(second) = self.settings.second {
            up_to_date = up_to_date.since_first(second.limit(as_of));
        }
        if let Some(then) = then {
            up_to_date = up_to_date.since_last(then.limit(as_of));
        }
        let Some(First::Hours(limit)) = self.settings.first else { return up_to_date.into() };
        let began = member.began.filter(|_| events.since(none_since).none(as_of));
        let first = began.map(|began| ClauseResult::within(Clause::NO_EVENT_YET, began, limit, as_of));
        governing(first, up_to_date.result(as_of)).into()
    }

    /// The day that the clause about no event is measured from.
    #[inline]
    fn measured_from(
        &self,
        child: ChildAsOf<'_, '_>,
        member: Member,
        placed: Option<NaiveDate>,
        events: &EventDays<'_>,
    ) -> Option<NaiveDate> {
        match self.settings.first_from {
            FirstFrom::Record => member.start,
            FirstFrom::LastReferral => referral(child, member),
            FirstFrom::Placement => placed,
            // Once there is an event, it does not matter who the worker is.
            FirstFrom::CaseWorker if events.none(child.as_of()) => {
                child.case_worker(&self.case_workers).map(|allocation| allocation.start)
            }
            FirstFrom::CaseWorker => None,
        }
    }
}

/// The last referral, or what takes its place.
#[inline]
fn referral(child: ChildAsOf<'_, '_>, member: Member) -> Option<NaiveDate> {
    member.no_referral.or_else(|| child.last_referral())
}

impl Rule for ConfiguredRule {
    fn info(&self) -> &IndicatorInfo {
        &self.settings.info
    }

    fn reads(&self) -> &[RecordKind] {
        &self.reads
    }

    fn candidates(&self) -> Candidates<'_> {
        self.cohort.candidates()
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let member = self.cohort.member(child)?;
        self.check_age(child)?;
        let placed = if self.needs_placement() {
            match child.placement() {
                Some(placement) => Some(placement.start),
                None => return Ok(Counted::by(member.record, None::<UpToDate<'a>>)),
            }
        } else {
            None
        };
        let counted = |is_younger| Counted::by(member.record, self.answer(child, member, placed, is_younger));
        Ok(match &self.settings.younger {
            Some(younger) => by_age(child, younger.than, counted),
            None => counted(false),
        })
    }
}
