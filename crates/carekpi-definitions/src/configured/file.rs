//! The file of configured indicators.

use std::collections::BTreeMap;
use std::ops::Range;

use carekpi_dates::Span;
use carekpi_rules::{Area, IndicatorInfo};
use toml::Spanned;

use crate::near::unknown;
use crate::toml_file::error_at;
use crate::{DefinitionsError, catalogue};

use super::cohort::Cohort;
use super::events::Events;
use super::named::Named;
use super::settings::{IndicatorSettings, Within, Younger};
use super::table::{Fault, Table, Words};
use super::words;

/// Reads a file.
pub(super) fn read(text: &str) -> Result<Vec<IndicatorSettings>, DefinitionsError> {
    let wrong = |error: toml::de::Error| error_at(text, error.span(), error.message());
    let tables: BTreeMap<String, Spanned<Table>> = toml::from_str(text).map_err(wrong)?;
    let written: toml::Table = toml::from_str(text).map_err(wrong)?;
    let mut tables: Vec<(String, Spanned<Table>)> = tables.into_iter().collect();
    tables.sort_by_key(|(_, table)| table.span().start);
    let ours = catalogue();
    let indicator = |(id, table): (String, Spanned<Table>)| {
        let written = written.get(&id).map(toml::Value::to_string).unwrap_or_default();
        let file = File { text, ours: &ours, place: table.span() };
        let settings = file.check_id(&id).and_then(|()| file.indicator(id, table.into_inner(), written));
        settings.map_err(|(place, message)| file.error(place, &message))
    };
    tables.into_iter().map(indicator).collect()
}

/// Whether a text is an identifier.
fn is_id(id: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    id.starts_with(|first: char| first.is_ascii_lowercase()) && id.bytes().all(is_inner)
}

/// The place of an indicator in its file.
struct File<'t> {
    text: &'t str,
    ours: &'t [IndicatorInfo],
    place: Range<usize>,
}

impl File<'_> {
    fn error(&self, place: Range<usize>, message: &str) -> DefinitionsError {
        error_at(self.text, Some(place), message)
    }

    /// Refuses an identifier of another form, or one of the 23.
    fn check_id(&self, id: &str) -> Result<(), Fault> {
        if self.ours.iter().any(|info| info.id == id) {
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
        let first = limit(["first_within", "first_due", ""], table.first_within, table.first_due.as_ref(), None)?;
        let second = limit(["second_within", "second_due", ""], table.second_within, table.second_due.as_ref(), None)?;
        let names = ["then_within", "then_due", "then_in_last"];
        let then = limit(names, table.then_within, table.then_due.as_ref(), table.then_in_last.as_ref())?;
        if then.is_none() {
            return Err(self.missing("the limit since the last event, such as then_within,"));
        }
        if let (Some(from), Some(until)) = (table.from_age, &table.until_age)
            && *until.get_ref() <= from
        {
            return Err((until.span(), format!("nobody is at least {} and younger; expected a greater age", from.0)));
        }
        let mut settings = IndicatorSettings {
            info: words::unwritten(id, area),
            written,
            cohort: Cohort::named(self.named(&table.cohort)),
            events: Events::named(self.named(&table.events)),
            in_scope: table.events_in_scope,
            then_events: self.second_events(table.then_events.as_ref())?,
            no_event_since: table.no_event_since,
            first_from: table.first_from,
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
        let of_ours = self.ours.iter().map(|info| &info.area).find(|area| area.id == *id);
        match (of_ours, &table.area_title) {
            (Some(area), None) => Ok(area.clone()),
            (Some(_), Some(_)) => {
                Err((table.area.span(), format!("`{id}` is an area with a title; expected no area_title")))
            }
            (None, Some(title)) if is_id(id) => Ok(Area { id: Words::Owned(id.clone()), title: title.clone().into() }),
            (None, Some(_)) => Err((
                table.area.span(),
                format!(
                    "`{id}` is not an identifier; expected lower-case letters, digits and hyphens, such as `edge-of-care`"
                ),
            )),
            (None, None) => {
                let message = unknown("area", id, self.ours.iter().map(|info| &*info.area.id));
                Err((table.area.span(), format!("{message}, or an area of your own with its area_title")))
            }
        }
    }

    /// A name, with the error for a caseload that does not know it.
    fn named(&self, name: &Spanned<String>) -> Named {
        Named { name: name.get_ref().clone(), place: self.error(name.span(), "") }
    }

    /// Events of a second kind.
    fn second_events(&self, name: Option<&Spanned<String>>) -> Result<Option<Events>, Fault> {
        let Some(name) = name else { return Ok(None) };
        let events = Events::named(self.named(name));
        if events.are_visits() {
            return Err((name.span(), "visits can't be a second kind, because not all of them may count".to_owned()));
        }
        Ok(Some(events))
    }

    fn younger(&self, table: &Table, then: Option<Within>) -> Result<Option<Younger>, Fault> {
        let names = ["younger_within", "younger_due", "younger_in_last"];
        let given = limit(names, table.younger_within, table.younger_due.as_ref(), table.younger_in_last.as_ref())?;
        let events = self.second_events(table.younger_events.as_ref())?;
        match (table.age_limit, given, events) {
            (None, None, None) => Ok(None),
            (None, _, _) => Err(self.missing("age_limit, below which children are younger,")),
            (Some(_), None, None) => Err(self.missing("what differs below age_limit, such as younger_within,")),
            (Some(age), given, events) => {
                if let (Some(events), true) = (&table.younger_events, table.then_events.is_some()) {
                    return Err((events.span(), "there are then_events already; expected only one of them".to_owned()));
                }
                Ok(Some(Younger { than: age.0, then: given.or(then), events }))
            }
        }
    }
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
