//! Reads the keys of a table, with an error for each that names its place and what is valid there.

use std::ops::Range;

use carekpi_dates::Span;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::near::did_you_mean;

use super::settings::{Within, Words};

/// An error and its place.
pub(super) type Fault = (Range<usize>, String);

/// The keys of a table.
#[derive(Clone, Debug)]
pub(super) struct Keys<'t> {
    table: &'t DeTable<'t>,
    /// Where the table begins.
    place: Range<usize>,
}

impl<'t> Keys<'t> {
    /// The table, which has no other keys than these.
    pub(super) fn of(table: &'t DeTable<'t>, place: Range<usize>, known: &[&str]) -> Result<Self, Fault> {
        match table.keys().find(|key| !known.contains(&key.get_ref().as_ref())) {
            Some(key) => {
                let near = did_you_mean(key.get_ref(), known.iter().copied());
                Err((key.span(), format!("unknown key `{}`; {near}expected one of {}", key.get_ref(), known.join(", "))))
            }
            None => Ok(Self { table, place }),
        }
    }

    /// The error for a key that is missing.
    pub(super) fn missing(&self, what: &str) -> Fault {
        (self.place.clone(), format!("{what} is missing"))
    }

    /// A key with its value.
    pub(super) fn get(&self, name: &str) -> Option<(Range<usize>, &'t DeValue<'t>)> {
        let (key, value) = self.table.iter().find(|(key, _)| key.get_ref() == name)?;
        Some((key.span(), value.get_ref()))
    }

    /// A text that is shown to people.
    pub(super) fn words(&self, name: &str) -> Result<Option<Words>, Fault> {
        let Some((place, value)) = self.get(name) else { return Ok(None) };
        match value {
            DeValue::String(text) if is_shown(text) => Ok(Some(Words::Owned(text.trim().to_owned()))),
            _ => Err((place, "expected a text in double quotes, on one line and not blank".to_owned())),
        }
    }

    /// One of several names.
    pub(super) fn choice<T: Clone>(&self, name: &str, choices: &[(&str, T)]) -> Result<Option<T>, Fault> {
        let Some((place, value)) = self.get(name) else { return Ok(None) };
        let given = value.as_str().unwrap_or_default();
        let chosen = choices.iter().find(|(choice, _)| *choice == given);
        let chosen = chosen.map(|(_, chosen)| Some(chosen.clone()));
        chosen.ok_or_else(|| (place, unknown(given, choices.iter().map(|(choice, _)| *choice))))
    }

    /// An age in whole years.
    pub(super) fn age(&self, name: &str) -> Result<Option<u32>, Fault> {
        let Some((place, value)) = self.get(name) else { return Ok(None) };
        let age = match value {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let age = age.filter(|age| *age <= OLDEST);
        age.map(Some).ok_or_else(|| (place, format!("expected an age in whole years from 0 to {OLDEST}, such as 16")))
    }

    /// The limit of a clause, under one of several names.
    pub(super) fn limit(&self, names: &[Named]) -> Result<Option<Within>, Fault> {
        let mut found = None;
        for (name, within) in names {
            let Some((place, value)) = self.get(name) else { continue };
            let span = value.as_str().and_then(|text| text.parse::<Span>().ok());
            let span = span.ok_or_else(|| {
                let valid = "a number and one of day(s), working day(s), week(s), month(s), year(s)";
                (place.clone(), format!("expected a length of time, {valid}, such as \"10 working days\""))
            })?;
            if found.is_some() {
                let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
                return Err((place, format!("the clause has a limit already; expected only one of {}", names.join(", "))));
            }
            found = Some(within(span));
        }
        Ok(found)
    }

    /// A table inside the table.
    pub(super) fn table(&self, name: &str, known: &[&str]) -> Result<Option<Keys<'t>>, Fault> {
        match self.get(name) {
            None => Ok(None),
            Some((place, DeValue::Table(table))) => Keys::of(table, place, known).map(Some),
            Some((place, _)) => Err((place, format!("{name} is a table; expected its keys {}", known.join(", ")))),
        }
    }
}

/// The greatest age.
const OLDEST: u32 = 130;

/// The name of a limit, and what it makes of a length of time.
pub(super) type Named = (&'static str, fn(Span) -> Within);

pub(super) const FIRST: [Named; 2] = [("first_within", Within::LessThan), ("first_due", Within::Due)];
pub(super) const SECOND: [Named; 2] = [("second_within", Within::LessThan), ("second_due", Within::Due)];
pub(super) const THEN: [Named; 3] =
    [("then_within", Within::LessThan), ("then_due", Within::Due), ("then_in_last", Within::InLast)];

/// The sentence about a value that is none of `names`.
pub(super) fn unknown<'n>(given: &str, names: impl Iterator<Item = &'n str> + Clone) -> String {
    let near = did_you_mean(given, names.clone());
    let names: Vec<&str> = names.collect();
    if given.is_empty() {
        return format!("expected one of \"{}\"", names.join("\", \""));
    }
    format!("unknown value `{given}`; {near}expected one of {}", names.join(", "))
}

/// Whether a text can be shown on a line: it is not blank, and no character of it controls or turns the text.
fn is_shown(text: &str) -> bool {
    let turns = |letter| matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !text.trim().is_empty() && !text.chars().any(|letter| letter.is_control() || turns(letter))
}
