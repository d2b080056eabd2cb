//! Whether a definitions file has the shape of one: tables where there are tables, and settings of the right kind.

use std::ops::Range;

use toml::Value;
use toml::de::{DeTable, DeValue};

use crate::Definitions;
use crate::readings::readings;

/// What of a file has another shape than it must have: where that stands, and what is valid there. Nothing is said of a text that
/// is no TOML, nor of names that are unknown.
pub(crate) fn first_wrong(text: &str) -> Option<(Range<usize>, String)> {
    let given = DeTable::parse(text).ok()?;
    let expected = toml::Table::try_from(Definitions::default()).ok()?;
    in_table(given.get_ref(), &expected, "")
}

fn in_table(given: &DeTable<'_>, expected: &toml::Table, path: &str) -> Option<(Range<usize>, String)> {
    given.iter().find_map(|(key, value)| {
        let name = key.get_ref().as_ref();
        let expected = expected.get(name)?;
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match (expected, value.get_ref()) {
            (Value::Table(expected), DeValue::Table(given)) => in_table(given, expected, &path),
            (Value::Table(_), _) => {
                Some((key.span(), format!("{path} is a table: write [{path}], and its settings below")))
            }
            (expected, given) if is_alike(expected, given) => None,
            (expected, _) => Some((key.span(), valid(expected, &path))),
        }
    })
}

fn is_alike(expected: &Value, given: &DeValue<'_>) -> bool {
    match (expected, given) {
        (Value::String(_), DeValue::String(_)) => true,
        (Value::Integer(_), DeValue::Integer(number)) => u32::from_str_radix(number.as_str(), number.radix()).is_ok(),
        (Value::Array(_), DeValue::Array(items)) => {
            items.iter().all(|item| matches!(item.get_ref(), DeValue::String(_)))
        }
        _ => false,
    }
}

/// What is valid for a setting, told by its default.
fn valid(default: &Value, path: &str) -> String {
    if let Some(reading) = readings().into_iter().find(|reading| reading.setting == path) {
        let names: Vec<String> = reading.choices.iter().map(|choice| format!("{:?}", choice.name)).collect();
        return format!("it is one of {}", names.join(", "));
    }
    match default {
        Value::Integer(_) => format!("it is a whole number from 0 to {}, such as {default}", u32::MAX),
        Value::Array(_) => format!("it is a list of texts, such as {default}"),
        _ => format!("it is a text, such as {default}"),
    }
}
