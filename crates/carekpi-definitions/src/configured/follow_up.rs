//! Rules about what must follow a spell that ended in the period.

use std::ops::Range;

use carekpi_dates::HourLimit;
use carekpi_measure::{Answer, Clause, ClauseResult, Outcome};
use carekpi_model::{ChildAsOf, OwnKind, RecordKind, Spell};
use carekpi_rules::{Context, Counted, Evidence, IndicatorInfo, NotCounted, Rule};

use crate::Definitions;

use super::cohort::Cohort;
use super::events::{Events, ResolvedEvents};
use super::fault::Fault;
use super::settings::{First, IndicatorSettings, Scope, Within};
use super::table::Table;

/// The clause of a spell that was followed by an event.
pub(super) const FOLLOWED: Clause = Clause::new("followed");

/// Refuses the keys that are about something open, and what is not a spell.
pub(super) fn check(table: &Table, cohort: &Cohort, place: &Range<usize>) -> Result<(), Fault> {
    let counted = table.counted.as_ref().map_or_else(|| place.clone(), toml::Spanned::span);
    if !matches!(cohort, Cohort::Spells(_)) {
        let message = "only spells of a kind of your own can be counted when they end; expected such a cohort";
        return Err((counted, message.to_owned()));
    }
    let others = [
        ("from_age", table.from_age.is_some()),
        ("until_age", table.until_age.is_some()),
        ("events_in_scope", table.events_in_scope != Scope::default()),
        ("then_events", table.then_events.is_some()),
        ("no_event_since", table.no_event_since.is_some()),
        ("first_from", table.first_from.is_some()),
        ("second_within", table.second_within.is_some()),
        ("second_due", table.second_due.is_some()),
        ("then_within", table.then_within.is_some()),
        ("then_due", table.then_due.is_some()),
        ("then_in_last", table.then_in_last.is_some()),
        ("age_limit", table.age_limit.is_some()),
    ];
    match others.into_iter().find(|(_, is_given)| *is_given) {
        Some((key, _)) => Err((counted, format!("{key} is about spells that are open; remove it, or this"))),
        None => Ok(()),
    }
}

/// How soon an event must follow.
#[derive(Clone, Copy, Debug)]
enum Limit {
    /// Days or longer, of events of any kind.
    Days(Within, ResolvedEvents),
    /// Hours, of events that can have times of day.
    Hours(HourLimit, OwnKind),
}

/// Each spell that ended in the period is followed by an event in time.
#[derive(Debug)]
pub(super) struct FollowUpRule {
    info: IndicatorInfo,
    event: String,
    reads: Vec<RecordKind>,
    spells: OwnKind,
    limit: Limit,
}

impl FollowUpRule {
    pub(super) fn new(
        settings: &IndicatorSettings,
        definitions: &Definitions,
        context: &Context<'_>,
    ) -> Result<Self, Fault> {
        let spells = settings.cohort.spells(context.caseload())?;
        let events = settings.events.resolve(definitions, context)?;
        let limit = match (settings.first, events, &settings.events) {
            (Some(First::Days(within)), events, _) => Limit::Days(within, events),
            (Some(First::Hours(limit)), ResolvedEvents::Own(kind), _) => Limit::Hours(limit, kind),
            (Some(First::Hours(_)), _, Events::Of(kind)) => {
                let message = format!("a {kind} has no time of day; expected a limit in days, or events of your own");
                return Err((settings.place.clone(), message));
            }
            _ => return Err((settings.place.clone(), "the limit first_within is missing".to_owned())),
        };
        let mut reads = events.reads();
        reads.push(RecordKind::Own(spells));
        reads.sort_unstable();
        reads.dedup();
        Ok(Self { info: settings.info.clone(), event: settings.events.words(), reads, spells, limit })
    }

    /// The outcome of a spell that has ended, and what it rests on.
    fn outcome<'a>(&self, child: ChildAsOf<'a, '_>, spell: &Spell) -> Option<(Outcome, Option<Evidence<'a>>)> {
        let as_of = child.as_of();
        let ended = spell.ended().filter(|ended| as_of.happened(ended.day))?;
        let open = |result| Outcome::of(result);
        Some(match self.limit {
            Limit::Days(within, events) => {
                let result = ClauseResult::new(Clause::NO_EVENT_YET, ended.day, within.limit(as_of), as_of);
                let followed = events.days(child).since(ended.day).first().filter(|day| as_of.happened(*day));
                let outcome = match (result, followed) {
                    (Some(result), Some(day)) => {
                        let in_time = result.lapses.date().is_none_or(|lapses| day < lapses);
                        Outcome::decided(in_time, FOLLOWED, Some(day))
                    }
                    (result, _) => open(result),
                };
                (outcome, None)
            }
            Limit::Hours(limit, kind) => {
                let at = child.first_within(kind, ended, limit);
                let outcome = match at {
                    Some(at) => Outcome::decided(limit.is_kept(ended, at), FOLLOWED, Some(at.day)),
                    None => open(Some(ClauseResult::within(Clause::NO_EVENT_YET, ended, limit, as_of))),
                };
                (outcome, Some(Evidence::Hours { what: self.event.clone().into(), from: ended, limit, at }))
            }
        })
    }
}

impl Rule for FollowUpRule {
    fn info(&self) -> &IndicatorInfo {
        &self.info
    }

    fn reads(&self) -> &[RecordKind] {
        &self.reads
    }

    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        self.last_of(child)
    }

    fn judge_each<'a>(&self, child: ChildAsOf<'a, '_>, each: &mut dyn FnMut(Counted<'a>)) -> Result<(), NotCounted> {
        for spell in child.spells(self.spells) {
            if let (Some(end), Some((outcome, _))) = (spell.end, self.outcome(child, spell)) {
                each(Counted::by(spell.id, Answer::InPeriod(end, outcome)));
            }
        }
        Ok(())
    }

    fn evidence<'a>(&self, child: ChildAsOf<'a, '_>, outcome: &Outcome) -> Vec<Evidence<'a>> {
        let spells = child.spells(self.spells).iter().filter_map(|spell| self.outcome(child, spell));
        spells.filter(|(of, _)| of == outcome).filter_map(|(_, evidence)| evidence).collect()
    }
}
