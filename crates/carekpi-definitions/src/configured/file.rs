//! The file of configured indicators.

use std::ops::Range;

use carekpi_model::{EventKind, OwnKind};
use carekpi_rules::{Area, IndicatorInfo, Polarity};
use toml::de::{DeTable, DeValue};

use crate::toml_file::error_at;
use crate::{DefinitionsError, catalogue};

use super::cohort::Cohort;
use super::events::Events;
use super::keys::{FIRST, Fault, Keys, SECOND, THEN, unknown};
use super::settings::{FirstFrom, IndicatorSettings, Limits, NoEventSince, OwnName, Scope, Words, Younger};
use super::words::{self, Described};

/// The keys of an indicator.
const KEYS: [&str; 24] = [
    "area", "title", "up_to_date", "cohort", "events", "events_in_scope", "then_events", "no_event_since",
    "first_from", "first_within", "first_due", "second_within", "second_due", "then_within", "then_due",
    "then_in_last", "from_age", "until_age", "younger", "polarity", "numerator", "denominator", "clauses", "source",
];

/// The keys of what differs for younger children.
const YOUNGER: [&str; 9] = [
    "than", "first_within", "first_due", "second_within", "second_due", "then_within", "then_due", "then_in_last",
    "or_events",
];

/// Reads a file.
pub(super) fn read(text: &str) -> Result<Vec<IndicatorSettings>, DefinitionsError> {
    let file = DeTable::parse(text).map_err(|error| error_at(text, error.span(), error.message()))?;
    let wrong = |(place, message): Fault| error_at(text, Some(place), &message);
    let written: toml::Table = toml::from_str(text).map_err(|error| error_at(text, error.span(), error.message()))?;
    let ours = catalogue();
    let mut tables: Vec<_> = file.get_ref().iter().map(|(key, value)| (key.get_ref(), key.span(), value)).collect();
    tables.sort_by_key(|(_, place, _)| place.start);
    let indicator = |(id, place, value): (&std::borrow::Cow<'_, str>, Range<usize>, &toml::Spanned<DeValue<'_>>)| {
        check_id(id, &place, &ours).map_err(wrong)?;
        let DeValue::Table(table) = value.get_ref() else {
            return Err(wrong((place, format!("{id} is a table; expected [{id}] with its keys below"))));
        };
        let file = File { text, ours: &ours, id };
        let written = written.get(id.as_ref()).map(toml::Value::to_string).unwrap_or_default();
        file.indicator(table, place, written).map_err(wrong)
    };
    tables.into_iter().map(indicator).collect()
}

/// Refuses an identifier of another form, or one of the 23.
fn check_id(id: &str, place: &Range<usize>, ours: &[IndicatorInfo]) -> Result<(), Fault> {
    if ours.iter().any(|info| info.id == id) {
        let message = format!("`{id}` is one of the 23 indicators; expected another identifier, such as `local-{id}`");
        return Err((place.clone(), message));
    }
    if is_id(id) {
        return Ok(());
    }
    let valid = "lower-case letters, digits and hyphens, a letter first, such as `local-visits`";
    Err((place.clone(), format!("`{id}` is no identifier; expected {valid}")))
}

/// Whether a text is an identifier.
fn is_id(id: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    id.starts_with(|first: char| first.is_ascii_lowercase()) && id.bytes().all(is_inner)
}

/// The table of one indicator in a file.
struct File<'t> {
    text: &'t str,
    ours: &'t [IndicatorInfo],
    id: &'t str,
}

impl File<'_> {
    fn indicator(
        &self,
        table: &DeTable<'_>,
        place: Range<usize>,
        written: String,
    ) -> Result<IndicatorSettings, Fault> {
        let keys = Keys::of(table, place, &KEYS)?;
        let area = self.area(&keys)?;
        let title = keys.words("title")?.ok_or_else(|| keys.missing("the title"))?;
        let cohort = self.cohort(&keys)?.ok_or_else(|| keys.missing("the cohort"))?;
        let events = self.events(&keys, "events")?.ok_or_else(|| keys.missing("the kind of events"))?;
        let then_events = self.events(&keys, "then_events")?;
        let limits = limits(&keys)?;
        if limits.first.is_none() && limits.then.is_none() {
            return Err(keys.missing("a limit, such as first_within or then_within,"));
        }
        if limits.second.is_some() && limits.then.is_none() {
            return Err(keys.missing("a limit behind the second, such as then_within,"));
        }
        let younger = self.younger(&keys)?;
        let has_or_events = younger.as_ref().is_some_and(|younger| younger.or_events.is_some());
        if let Some((place, _)) = keys.get("then_events").filter(|_| has_or_events) {
            return Err((place, "there are or_events for younger children; expected only one second kind".to_owned()));
        }
        let (from_age, until_age) = (keys.age("from_age")?, keys.age("until_age")?);
        if let (Some(from), Some(until), Some((place, _))) = (from_age, until_age, keys.get("until_age"))
            && until <= from
        {
            return Err((place, format!("nobody of at least {from} is younger than {until}; expected a greater age")));
        }
        let first_from = keys.choice("first_from", &FirstFrom::ALL)?.unwrap_or(FirstFrom::Record);
        let polarity = [Polarity::Higher, Polarity::Lower, Polarity::Neither].map(|one| (one.name(), one));
        let described = Described {
            id: self.id,
            area,
            title,
            cohort: &cohort,
            events: &events,
            then_events: then_events.as_ref(),
            first_from,
            limits,
            younger: younger.as_ref(),
            has_ages: from_age.is_some() || until_age.is_some(),
            polarity: keys.choice("polarity", &polarity)?.unwrap_or(Polarity::Higher),
        };
        let info = words::info(&described, &keys)?;
        Ok(IndicatorSettings {
            info,
            written,
            cohort,
            events,
            in_scope: keys.choice("events_in_scope", &Scope::ALL)?.unwrap_or(Scope::CurrentRecord),
            then_events,
            no_event_since: keys.choice("no_event_since", &NoEventSince::ALL)?.unwrap_or(NoEventSince::InScope),
            first_from,
            limits,
            from_age,
            until_age,
            younger,
        })
    }

    fn area(&self, keys: &Keys<'_>) -> Result<Area, Fault> {
        let (place, value) = keys.get("area").ok_or_else(|| keys.missing("the area"))?;
        let of_ours = |id: &str| self.ours.iter().map(|info| &info.area).find(|area| area.id == id);
        if let DeValue::Table(table) = value {
            let keys = Keys::of(table, place, &["id", "title"])?;
            let id = keys.words("id")?.ok_or_else(|| keys.missing("the id of the area"))?;
            let title = keys.words("title")?.ok_or_else(|| keys.missing("the title of the area"))?;
            let place = keys.get("id").map(|(place, _)| place).unwrap_or_default();
            if !is_id(&id) {
                return Err((place, format!("`{id}` is no identifier; expected one such as `edge-of-care`")));
            }
            if of_ours(&id).is_some() {
                return Err((place, format!("`{id}` is an area of ours; expected area = \"{id}\"")));
            }
            return Ok(Area { id, title });
        }
        let given = value.as_str().unwrap_or_default();
        of_ours(given).cloned().ok_or_else(|| {
            let mut ids: Vec<&str> = self.ours.iter().map(|info| &*info.area.id).collect();
            ids.dedup();
            let own = "{ id = \"...\", title = \"...\" }";
            (place, format!("{}, or an area of your own: {own}", unknown(given, ids.iter().copied())))
        })
    }

    fn cohort(&self, keys: &Keys<'_>) -> Result<Option<Cohort>, Fault> {
        let Some((place, value)) = keys.get("cohort") else { return Ok(None) };
        if let DeValue::Table(table) = value {
            let keys = Keys::of(table, place, &["spells"])?;
            let (place, value) = keys.get("spells").ok_or_else(|| keys.missing("the kind of spells"))?;
            let name = value.as_str().unwrap_or_default();
            let message = format!("unknown kind of spells `{name}`; expected one of your own in the records");
            return self.own(name, place, message).map(Cohort::Spells).map(Some);
        }
        keys.choice("cohort", &Cohort::NAMED).map_err(|(place, message)| {
            (place, format!("{message}, or open spells of your own: {{ spells = \"missing-episode\" }}"))
        })
    }

    fn events(&self, keys: &Keys<'_>, key: &str) -> Result<Option<Events>, Fault> {
        let Some((place, value)) = keys.get(key) else { return Ok(None) };
        let name = value.as_str().unwrap_or_default();
        let kinds = kinds();
        let events = match kinds.iter().find(|(of_ours, _)| of_ours == name) {
            Some((_, kind)) => Events::Of(*kind),
            None => {
                let message = unknown(name, kinds.iter().map(|(name, _)| name.as_str()));
                Events::Own(self.own(name, place.clone(), message)?)
            }
        };
        if key != "events" && events.are_visits() {
            return Err((place, "visits can't be a second kind, because not all of them may count".to_owned()));
        }
        Ok(Some(events))
    }

    /// A kind of your own. `message` is the error where the records do not know it.
    fn own(&self, name: &str, place: Range<usize>, message: String) -> Result<OwnName, Fault> {
        match OwnKind::new(name) {
            Ok(kind) => Ok(OwnName { kind, unknown: error_at(self.text, Some(place), &message) }),
            Err(_) => Err((place, message)),
        }
    }

    fn younger(&self, keys: &Keys<'_>) -> Result<Option<Younger>, Fault> {
        let Some(keys) = keys.table("younger", &YOUNGER)? else { return Ok(None) };
        let than = keys.age("than")?.ok_or_else(|| keys.missing("than, the age from which children are older,"))?;
        let (limits, or_events) = (limits(&keys)?, self.events(&keys, "or_events")?);
        if limits == Limits::default() && or_events.is_none() {
            return Err(keys.missing("what differs for younger children"));
        }
        Ok(Some(Younger { than, limits, or_events }))
    }
}

fn limits(keys: &Keys<'_>) -> Result<Limits, Fault> {
    Ok(Limits { first: keys.limit(&FIRST)?, second: keys.limit(&SECOND)?, then: keys.limit(&THEN)? })
}

/// The kinds of event of the model, by name.
fn kinds() -> Vec<(String, EventKind)> {
    let name = |kind: EventKind| toml::Value::try_from(kind).ok()?.as_str().map(str::to_owned);
    EventKind::ALL.iter().filter_map(|kind| Some((name(*kind)?, *kind))).collect()
}
