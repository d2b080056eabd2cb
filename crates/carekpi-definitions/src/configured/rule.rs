//! The rule of a configured indicator.

use carekpi_dates::EventDays;
use carekpi_measure::{Answer, UpToDate};
use carekpi_model::{CaseWorkers, ChildAsOf, RecordKind};
use carekpi_rules::{Candidates, Context, Counted, IndicatorInfo, NotCounted, Rule, by_age};
use chrono::NaiveDate;

use crate::{Definitions, DefinitionsError};

use super::cohort::{Member, ResolvedCohort};
use super::events::ResolvedEvents;
use super::settings::{FirstFrom, IndicatorSettings, NoEventSince, Scope, Within};

/// A configured indicator in a caseload.
#[derive(Debug)]
pub(super) struct ConfiguredRule {
    info: IndicatorInfo,
    reads: Vec<RecordKind>,
    cohort: ResolvedCohort,
    events: ResolvedEvents,
    then_events: Option<ResolvedEvents>,
    in_scope: Scope,
    no_event_since: NoEventSince,
    first_from: FirstFrom,
    first: Option<Within>,
    second: Option<Within>,
    then: Option<Within>,
    from_age: Option<u32>,
    until_age: Option<u32>,
    younger: Option<Younger>,
    case_workers: CaseWorkers,
}

/// What differs for younger children.
#[derive(Debug)]
struct Younger {
    than: u32,
    then: Option<Within>,
    events: Option<ResolvedEvents>,
}

impl ConfiguredRule {
    pub(super) fn new(
        settings: &IndicatorSettings,
        definitions: &Definitions,
        context: &Context<'_>,
    ) -> Result<Self, DefinitionsError> {
        let resolve = |events: &super::events::Events| events.resolve(definitions, context);
        let younger = settings.younger.as_ref().map(|younger| {
            let events = younger.events.as_ref().map(resolve).transpose()?;
            Ok(Younger { than: younger.than, then: younger.then, events })
        });
        let mut rule = Self {
            info: settings.info.clone(),
            reads: Vec::new(),
            cohort: settings.cohort.resolve(definitions, context)?,
            events: resolve(&settings.events)?,
            then_events: settings.then_events.as_ref().map(resolve).transpose()?,
            in_scope: settings.in_scope,
            no_event_since: settings.no_event_since,
            first_from: settings.first_from,
            first: settings.first,
            second: settings.second,
            then: settings.then,
            from_age: settings.from_age,
            until_age: settings.until_age,
            younger: younger.transpose()?,
            case_workers: context.case_workers().clone(),
        };
        rule.reads = rule.all_reads();
        Ok(rule)
    }

    fn all_reads(&self) -> Vec<RecordKind> {
        let mut reads = self.cohort.reads();
        let younger = self.younger.as_ref().and_then(|younger| younger.events);
        let events = [Some(self.events), self.then_events, younger];
        reads.extend(events.iter().flatten().flat_map(ResolvedEvents::reads));
        if self.needs_placement() {
            reads.push(RecordKind::Placement);
        }
        match self.first_from {
            FirstFrom::LastReferral => reads.push(RecordKind::Referral),
            FirstFrom::CaseWorker => reads.extend([RecordKind::Allocation, RecordKind::AllocationRole]),
            FirstFrom::Record | FirstFrom::Placement => {}
        }
        if self.no_event_since == NoEventSince::LastReferral {
            reads.push(RecordKind::Referral);
        }
        if self.younger.is_some() || self.from_age.is_some() || self.until_age.is_some() {
            reads.push(RecordKind::Birth);
        }
        reads.sort_unstable();
        reads.dedup();
        reads
    }

    /// Whether a day is that of the open placement.
    fn needs_placement(&self) -> bool {
        self.in_scope == Scope::CurrentPlacement || self.first_from == FirstFrom::Placement
    }

    /// Whether the age of a child is one that is counted.
    #[inline]
    fn check_age(&self, child: ChildAsOf<'_, '_>) -> Result<(), NotCounted> {
        if let Some(age) = self.until_age
            && !child.is_under(age).ok_or(NotCounted::Undecidable)?
        {
            return Err(NotCounted::TooOld);
        }
        match self.from_age {
            Some(age) if child.is_under(age).ok_or(NotCounted::Undecidable)? => Err(NotCounted::TooYoung),
            _ => Ok(()),
        }
    }

    /// When something is up to date for a younger or an older child. `placed` is the start of the open placement, if it is needed.
    #[inline]
    fn up_to_date<'a>(
        &self,
        child: ChildAsOf<'a, '_>,
        member: Member,
        placed: Option<NaiveDate>,
        is_younger: bool,
    ) -> UpToDate<'a> {
        let as_of = child.as_of();
        let (then, or_events) = match &self.younger {
            Some(younger) if is_younger => (younger.then, younger.events),
            _ => (self.then, None),
        };
        let all = self.events.days(child);
        let events = match self.in_scope {
            Scope::CurrentRecord => all.since(member.since),
            Scope::CurrentPlacement => all.since(placed.unwrap_or(NaiveDate::MIN)),
            Scope::AnyOnRecord => all,
        };
        let events = or_events.map_or(events, |other| events.merged_with(other.days(child)));
        let mut up_to_date = UpToDate::by(events);
        if let Some(first) = self.first {
            up_to_date = up_to_date.none_yet(self.measured_from(child, member, placed, &events), first.limit(as_of));
        }
        up_to_date = match self.no_event_since {
            NoEventSince::InScope => up_to_date,
            NoEventSince::Record => up_to_date.none_since(member.since),
            NoEventSince::LastReferral => up_to_date.none_since(referral(child, member).unwrap_or(NaiveDate::MIN)),
        };
        if let Some(then_events) = self.then_events {
            up_to_date = up_to_date.or_last_of(then_events.days(child));
        }
        if let Some(second) = self.second {
            up_to_date = up_to_date.since_first(second.limit(as_of));
        }
        then.map_or(up_to_date, |then| up_to_date.since_last(then.limit(as_of)))
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
        match self.first_from {
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
        &self.info
    }

    fn reads(&self) -> &[RecordKind] {
        &self.reads
    }

    fn candidates(&self) -> Candidates<'_> {
        self.cohort.candidates()
    }

    #[inline]
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
        let up_to_date = |is_younger| self.up_to_date(child, member, placed, is_younger);
        let answer: Answer<'a> = match &self.younger {
            Some(younger) => by_age(child, younger.than, up_to_date),
            None => up_to_date(false).into(),
        };
        Ok(Counted::by(member.record, answer))
    }
}
