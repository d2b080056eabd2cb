//! Checks that a definitions file has tables where tables are expected, and settings of the right type.

use std::ops::Range;

use toml::Value;
use toml::de::{DeTable, DeValue};

use crate::choices::ReadingChoices;

/// The first setting of the wrong type, with its position and what is valid. The parser reports a text that is not TOML, and
/// unknown names.
pub(crate) fn first_type_error(
    text: &str,
    expected: &toml::Table,
    choices: &[ReadingChoices],
) -> Option<(Range<usize>, String)> {
    let given = DeTable::parse(text).ok()?;
    in_table(given.get_ref(), expected, "", choices)
}

fn in_table(
    given: &DeTable<'_>,
    expected: &toml::Table,
    path: &str,
    choices: &[ReadingChoices],
) -> Option<(Range<usize>, String)> {
    given.iter().find_map(|(key, value)| {
        let name = key.get_ref().as_ref();
        let expected = expected.get(name)?;
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match (expected, value.get_ref()) {
            (Value::Table(expected), DeValue::Table(given)) => in_table(given, expected, &path, choices),
            (Value::Table(_), _) => {
                Some((key.span(), format!("{path} is a table; expected [{path}] with its settings below")))
            }
            (expected, given) if is_alike(expected, given) => None,
            (expected, _) => Some((key.span(), valid(expected, &path, choices))),
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

/// What is valid for a setting with this default.
fn valid(default: &Value, path: &str, choices: &[ReadingChoices]) -> String {
    if let Some(reading) = choices.iter().find(|reading| reading.setting == path) {
        let names: Vec<String> = reading.choices.iter().map(|choice| format!("{:?}", choice.name)).collect();
        return format!("expected one of {}", names.join(", "));
    }
    match default {
        Value::Integer(_) => format!("expected a whole number from 0 to {}, such as {default}", u32::MAX),
        Value::Array(_) => format!("expected a list of texts in double quotes, such as {default}"),
        _ => format!("expected a text in double quotes, such as {default}"),
    }
}
