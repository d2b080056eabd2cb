//! Rules about what must follow a spell that ended in the period.

use std::ops::Range;

use carekpi_dates::{AsOf, HourLimit};
use carekpi_measure::{Answer, Clause, ClauseResult, Lapse, Outcome};
use carekpi_model::{ChildAsOf, Id, OwnKind, RecordKind, Spell};
use carekpi_rules::{Context, Counted, Evidence, IndicatorInfo, NotCounted, Rule};
use chrono::NaiveDate;
use toml::Spanned;

use crate::Definitions;
use crate::toml_file::Fault;

use super::cohort::{Cohort, ResolvedCohort};
use super::events::{Events, ResolvedEvents};
use super::named::Named;
use super::settings::{First, IndicatorSettings, Scope, Within};
use super::table::Table;

/// The clause of a spell that was followed by an event.
pub(super) const FOLLOWED: Clause = Clause::new("followed");

/// Where a key is, if it is given.
fn place_of<T>(given: Option<&Spanned<T>>) -> Option<Range<usize>> {
    given.map(Spanned::span)
}

/// Refuses the keys that are about something open, and what is not a spell.
pub(super) fn check(table: &Table, cohort: &Cohort, place: &Range<usize>) -> Result<(), Fault> {
    let counted = table.counted.as_ref().map_or_else(|| place.clone(), Spanned::span);
    if !matches!(cohort, Cohort::Spells(_)) {
        let message = "only spells of a kind of your own can be counted when they end; expected such a cohort";
        return Err((counted, message.to_owned()));
    }
    // Where a key has no place of its own, the key `counted` is shown.
    let here = |is_given: bool| is_given.then(|| counted.clone());
    let others = [
        ("from_age", here(table.from_age.is_some())),
        ("until_age", place_of(table.until_age.as_ref())),
        ("events_in_scope", here(table.events_in_scope != Scope::default())),
        ("then_events", place_of(table.then_events.as_ref())),
        ("no_event_since", place_of(table.no_event_since.as_ref())),
        ("first_from", place_of(table.first_from.as_ref())),
        ("second_within", here(table.second_within.is_some())),
        ("second_due", place_of(table.second_due.as_ref())),
        ("then_within", here(table.then_within.is_some())),
        ("then_due", place_of(table.then_due.as_ref())),
        ("then_in_last", place_of(table.then_in_last.as_ref())),
        ("age_limit", place_of(table.age_limit.as_ref())),
        ("younger_within", here(table.younger_within.is_some())),
        ("younger_due", place_of(table.younger_due.as_ref())),
        ("younger_in_last", place_of(table.younger_in_last.as_ref())),
        ("younger_events", place_of(table.younger_events.as_ref())),
    ];
    if let Some((key, place)) = others.into_iter().find_map(|(key, place)| Some((key, place?))) {
        return Err((
            place,
            format!("{key} is about spells that are open; remove it, or counted = \"ended_in_period\""),
        ));
    }
    match (&table.first_within, Events::named(Named::of(&table.events))) {
        (Some(length), Events::Of(kind)) if length.get_ref().hours().is_some() => {
            let message = format!("a {kind} has no time of day; expected a limit in days, or events of your own");
            Err((length.span(), message))
        }
        _ => Ok(()),
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

/// Whether a day is before a limit lapses; `None` if it is before the calendar, as the limit may be.
fn is_in_time(lapses: Lapse, day: NaiveDate, as_of: &AsOf<'_>) -> Option<bool> {
    match lapses {
        Lapse::Never => Some(true),
        Lapse::On(lapses) => Some(day < lapses),
        Lapse::BeforeCalendar => {
            let begins = as_of.conventions().calendar.days_covered().start();
            (day >= begins).then_some(false)
        }
    }
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
        let cohort = settings.cohort.resolve(definitions, context)?;
        let events = settings.events.resolve(definitions, context)?;
        let (spells, limit) = match (cohort, settings.first, events) {
            (ResolvedCohort::Spells(kind, _), Some(First::Days(within)), _) => (kind, Limit::Days(within, events)),
            (ResolvedCohort::Spells(kind, _), Some(First::Hours(limit)), ResolvedEvents::Own(own)) => {
                (kind, Limit::Hours(limit, own))
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
        Some(match self.limit {
            Limit::Days(within, events) => {
                let result = ClauseResult::new(Clause::NO_EVENT_YET, ended.day, within.limit(as_of), as_of);
                let followed = events.days(child).since(ended.day).first().filter(|day| as_of.happened(*day));
                let outcome = followed.map_or_else(
                    || Outcome::of(result),
                    |day| {
                        let in_time = result.and_then(|result| is_in_time(result.lapses, day, as_of));
                        in_time.map_or(Outcome::UNDETERMINED, |in_time| Outcome::decided(in_time, FOLLOWED, Some(day)))
                    },
                );
                (outcome, None)
            }
            Limit::Hours(limit, kind) => {
                let at = child.first_within(kind, ended, limit);
                let outcome = match at {
                    Some(at) => Outcome::decided(limit.is_kept(ended, at), FOLLOWED, Some(at.day)),
                    None => Outcome::of(Some(ClauseResult::within(Clause::NO_EVENT_YET, ended, limit, as_of))),
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

    fn evidence<'a>(&self, child: ChildAsOf<'a, '_>, record: Id, outcome: &Outcome) -> Vec<Evidence<'a>> {
        let spells = child.spells(self.spells).iter().filter(|spell| spell.id == record);
        let judged = spells.filter_map(|spell| self.outcome(child, spell));
        judged.filter(|(of, _)| of == outcome).filter_map(|(_, evidence)| evidence).take(1).collect()
    }
}
