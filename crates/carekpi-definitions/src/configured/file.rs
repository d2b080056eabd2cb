//! The file of configured indicators.

use std::ops::Range;

use carekpi_dates::Span;
use carekpi_rules::{Area, IndicatorInfo};
use serde::Deserialize;
use toml::de::{DeTable, DeValue, ValueDeserializer};
use toml::{Spanned, Value};

use crate::near::unknown;
use crate::toml_file::{Fault, error_at};
use crate::{DefinitionsError, catalogue};

use super::ages;
use super::cohort::Cohort;
use super::events::Events;
use super::follow_up;
use super::named::Named;
use super::settings::{CountedSpells, First, FirstFrom, IndicatorSettings, Within, Younger};
use super::table::{Table, Words};
use super::words;

/// Reads a file.
pub(super) fn read(text: &str) -> Result<Vec<IndicatorSettings>, DefinitionsError> {
    let wrong = |error: toml::de::Error| error_at(text, error.span(), error.message());
    let mut tables: Vec<_> = DeTable::parse(text).map_err(wrong)?.into_inner().into_iter().collect();
    tables.sort_by_key(|(_, table)| table.span().start);
    let built_in = catalogue();
    let mut areas: Vec<Area> = Vec::new();
    let mut indicators = Vec::new();
    for (id, table) in tables {
        let file = File { built_in: &built_in, areas: &areas, place: id.span() };
        let settings = file.check_id(id.get_ref()).and_then(|()| {
            if !matches!(table.get_ref(), DeValue::Table(_)) {
                let id = id.get_ref();
                return Err((
                    file.place.clone(),
                    format!("expected a table [{id}] with the keys of the indicator below it"),
                ));
            }
            let toml_fault =
                |error: toml::de::Error| (error.span().unwrap_or_else(|| table.span()), error.message().to_owned());
            let written = Value::deserialize(ValueDeserializer::from(table.clone())).map_err(toml_fault)?.to_string();
            let given = Table::deserialize(ValueDeserializer::from(table.clone())).map_err(toml_fault)?;
            file.indicator(id.get_ref().to_string(), given, written)
        });
        let settings = settings.map_err(|(place, message)| error_at(text, Some(place), &message))?;
        let area = &settings.info.area;
        if !areas.contains(area) {
            areas.push(area.clone());
        }
        indicators.push(settings);
    }
    Ok(indicators)
}

/// Whether a text is an identifier.
fn is_id(id: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    id.starts_with(|first: char| first.is_ascii_lowercase()) && id.bytes().all(is_inner)
}

/// An indicator's place in its file, and what is known before it.
struct File<'t> {
    built_in: &'t [IndicatorInfo],
    /// The areas of the indicators before it.
    areas: &'t [Area],
    place: Range<usize>,
}

impl File<'_> {
    /// Refuses an identifier of another form, or one of the 23.
    fn check_id(&self, id: &str) -> Result<(), Fault> {
        if self.built_in.iter().any(|info| info.id == id) {
            let message =
                format!("`{id}` is one of the 23 indicators; expected another identifier, such as `local-{id}`");
            return Err((self.place.clone(), message));
        }
        if is_id(id) {
            return Ok(());
        }
        let valid = "lower-case letters, digits and hyphens, a letter first, such as `local-visits`";
        Err((self.place.clone(), format!("`{id}` is not an identifier; expected {valid}")))
    }

    fn indicator(&self, id: String, table: Table, written: String) -> Result<IndicatorSettings, Fault> {
        let area = self.area(&table)?;
        let cohort = Cohort::named(Named::of(&table.cohort));
        let counted = value(table.counted.as_ref());
        let is_follow_up = counted == CountedSpells::EndedInPeriod;
        if is_follow_up {
            follow_up::check(&table, &cohort, &self.place)?;
        } else if let Some(unit) = &table.unit {
            return Err((unit.span(), "unit needs counted = \"ended_in_period\"".to_owned()));
        }
        let first = first(&table, &cohort)?;
        let second = limit(["second_within", "second_due", ""], table.second_within, table.second_due.as_ref(), None)?;
        let names = ["then_within", "then_due", "then_in_last"];
        let then = limit(names, table.then_within, table.then_due.as_ref(), table.then_in_last.as_ref())?;
        if let (None, Some(events)) = (then, &table.then_events) {
            let message =
                "then_events is about the clause about the last event; it needs then_within, then_due or then_in_last";
            return Err((events.span(), message.to_owned()));
        }
        if is_follow_up && first.is_none() {
            return Err(self.missing("the limit from the end, such as first_within,"));
        }
        if then.is_none() && !is_follow_up {
            return Err(self.missing("the limit since the last event, such as then_within,"));
        }
        ages::check(table.from_age, table.until_age.as_ref(), table.age_limit.as_ref())?;
        let mut settings = IndicatorSettings {
            info: words::unwritten(id, area),
            place: self.place.clone(),
            written,
            cohort,
            counted,
            events: Events::named(Named::of(&table.events)),
            in_scope: table.events_in_scope,
            then_events: second_events(table.then_events.as_ref())?,
            no_event_since: value(table.no_event_since.as_ref()),
            first_from: value(table.first_from.as_ref()),
            first,
            second,
            then,
            from_age: table.from_age.map(|age| age.0),
            until_age: table.until_age.as_ref().map(|age| age.get_ref().0),
            younger: self.younger(&table, then)?,
        };
        words::write(&mut settings, table)?;
        Ok(settings)
    }

    /// The error for what is missing.
    fn missing(&self, what: &str) -> Fault {
        (self.place.clone(), format!("{what} is missing"))
    }

    fn area(&self, table: &Table) -> Result<Area, Fault> {
        let id = table.area.get_ref();
        let built_in = self.built_in.iter().map(|info| &info.area).find(|area| area.id == *id);
        let before = self.areas.iter().find(|area| area.id == *id);
        match (built_in, &table.area_title) {
            (Some(area), None) => Ok(area.clone()),
            (Some(_), Some(title)) => {
                let message = format!("`{id}` is a built-in area, which has a title; remove area_title");
                Err((title.span(), message))
            }
            (None, Some(title)) => match before {
                Some(area) if area.title != title.get_ref().0 => {
                    let message =
                        format!("the area `{id}` has the title {:?} above; expected the same title", area.title);
                    Err((title.span(), message))
                }
                Some(area) => Ok(area.clone()),
                None if is_id(id) => Ok(Area { id: Words::Owned(id.clone()), title: title.get_ref().clone().into() }),
                None => Err((
                    table.area.span(),
                    format!(
                        "`{id}` is not an identifier; expected lower-case letters, digits and hyphens, such as `edge-of-care`"
                    ),
                )),
            },
            (None, None) => {
                let message = unknown("area", id, self.built_in.iter().map(|info| &*info.area.id));
                Err((table.area.span(), format!("{message}, or an area of your own with its area_title")))
            }
        }
    }

    fn younger(&self, table: &Table, then: Option<Within>) -> Result<Option<Younger>, Fault> {
        let names = ["younger_within", "younger_due", "younger_in_last"];
        let given = limit(names, table.younger_within, table.younger_due.as_ref(), table.younger_in_last.as_ref())?;
        let events = second_events(table.younger_events.as_ref())?;
        match (&table.age_limit, given, events) {
            (None, None, None) => Ok(None),
            (None, _, _) => Err(self.missing("age_limit, below which children are younger,")),
            (Some(_), None, None) => Err(self.missing("what differs below age_limit, such as younger_within,")),
            (Some(age), given, events) => {
                if let (Some(events), true) = (&table.younger_events, table.then_events.is_some()) {
                    return Err((events.span(), "there are then_events already; expected only one of them".to_owned()));
                }
                Ok(Some(Younger { than: age.get_ref().0, then: given.or(then), events }))
            }
        }
    }
}

/// The value of a key, or the default.
fn value<T: Copy + Default>(given: Option<&Spanned<T>>) -> T {
    given.map(|given| *given.get_ref()).unwrap_or_default()
}

/// The limit for the first event. It is an error to set `first_from` or `no_event_since` without it.
fn first(table: &Table, cohort: &Cohort) -> Result<Option<First>, Fault> {
    let hours = table.first_within.as_ref().and_then(|length| length.get_ref().hours());
    let within = table.first_within.as_ref().and_then(|length| length.get_ref().span());
    if let (Some(_), Some(due)) = (hours, &table.first_due) {
        return Err((due.span(), "the clause has a limit already; remove it, or first_due".to_owned()));
    }
    if let Some(hours) = hours {
        let from_record = value(table.first_from.as_ref()) == FirstFrom::Record;
        return match (cohort, &table.first_within) {
            (Cohort::Spells(_), _) if from_record => Ok(Some(First::Hours(hours))),
            (_, Some(length)) => {
                let message = "hours are counted from the start of a spell of your own; expected days, or such a cohort, and first_from = \"record\"";
                Err((length.span(), message.to_owned()))
            }
            (_, None) => Ok(None),
        };
    }
    let first = limit(["first_within", "first_due", ""], within, table.first_due.as_ref(), None)?;
    let alone = [
        ("first_from", table.first_from.as_ref().map(Spanned::span)),
        ("no_event_since", table.no_event_since.as_ref().map(Spanned::span)),
    ];
    match alone.into_iter().find_map(|(key, place)| Some((key, place?))) {
        Some((key, place)) if first.is_none() => {
            Err((place, format!("{key} is about the clause without an event; it needs first_within or first_due")))
        }
        _ => Ok(first.map(First::Days)),
    }
}

/// Events of a second kind.
fn second_events(name: Option<&Spanned<String>>) -> Result<Option<Events>, Fault> {
    let Some(name) = name else { return Ok(None) };
    let events = Events::named(Named::of(name));
    if events.are_visits() {
        return Err((name.span(), "visits can't be a second kind, because not all of them may count".to_owned()));
    }
    Ok(Some(events))
}

/// The limit of a clause: under one of its names.
fn limit(
    [_, due_name, in_last_name]: [&str; 3],
    within: Option<Span>,
    due: Option<&Spanned<Span>>,
    in_last: Option<&Spanned<Span>>,
) -> Result<Option<Within>, Fault> {
    let twice = |place, name: &str| Err((place, format!("the clause has a limit already; remove it, or {name}")));
    match (within, due, in_last) {
        (Some(_), Some(due), _) => twice(due.span(), due_name),
        (Some(_), None, Some(in_last)) | (None, Some(_), Some(in_last)) => twice(in_last.span(), in_last_name),
        (within, due, in_last) => Ok(within
            .map(Within::LessThan)
            .or(due.map(|span| Within::Due(*span.get_ref())))
            .or(in_last.map(|span| Within::InLast(*span.get_ref())))),
    }
}
