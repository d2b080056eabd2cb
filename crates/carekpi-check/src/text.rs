//! The check as text, for an analyst to read.

use carekpi_model::quoted;
use carekpi_report::printable;

use crate::check::{Check, Fault, FindingFound, IndicatorCheck, MissingColumn, TableCheck, ValueFound};

/// A line is no longer, unless one word of it is.
const WIDTH: usize = 118;

/// How many indicators a line names.
const FEW: usize = 3;

impl Check {
    /// The check as text, in lines of at most 118 characters, each printable. What stops a scorecard comes first, and the
    /// indicators last.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { faults, tables, values, findings, indicators, .. } = self;
        // Without persons, every row would be said to be set aside.
        let names_rows_set_aside = self.no_persons().is_none();
        let sections = [
            section("Faults: each stops a scorecard", faults.iter().map(fault)),
            section("Tables", tables.iter().flat_map(|found| table(found, names_rows_set_aside))),
            section("Values that are in no list", values.iter().filter(|found| !found.is_contradiction).map(value)),
            section(
                "Values that contradict each other",
                values.iter().filter(|found| found.is_contradiction).map(value),
            ),
            section("Findings", findings.iter().map(|FindingFound { text, .. }| entry("", text))),
            section("Indicators", indicators.iter().map(indicator)),
        ];
        let sound = indicators.iter().filter(|indicator| indicator.can_be_right).count();
        sections.concat() + &format!("no problem found for {sound} of {} indicators\n", indicators.len())
    }
}

/// A title, entries and a blank line; nothing without entries.
fn section(title: &str, entries: impl Iterator<Item = String>) -> String {
    let entries: String = entries.collect();
    if entries.is_empty() { entries } else { format!("{title}\n{entries}\n") }
}

/// An entry: a name, and what is said about it, on as many lines as it takes.
fn entry(name: &str, about: &str) -> String {
    let indent = if name.is_empty() { 4 } else { name.chars().count().saturating_add(3) };
    let mut text = format!("  {name}");
    let mut column = text.chars().count();
    for (number, word) in about.split(' ').map(printable).enumerate() {
        let length = word.chars().count().saturating_add(1);
        if number > 0 && column.saturating_add(length) > WIDTH {
            text += &format!("\n{:indent$}", "");
            column = indent;
        } else if number > 0 || !name.is_empty() {
            text.push(' ');
        }
        text += &word;
        column = column.saturating_add(length);
    }
    text + "\n"
}

fn fault(fault: &Fault) -> String {
    entry("", &format!("{}; {}", fault.message, may_be_wrong(&fault.indicators)))
}

fn table(table: &TableCheck, names_rows_set_aside: bool) -> Vec<String> {
    let rows = |count: u64| if count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
    let about = match table.rows.set_aside {
        _ if !table.is_present => {
            let file = table.file.as_ref().map_or_else(String::new, |file| format!("{file} is "));
            format!("{file}missing{}; {}", meant(table.near.as_deref()), may_be_wrong(&table.indicators))
        }
        0 => rows(table.rows.read),
        _ if !names_rows_set_aside => rows(table.rows.read),
        aside => format!("{}, {aside} set aside", rows(table.rows.read)),
    };
    let name = entry(&format!("{:<33}", table.table.name()), &about);
    std::iter::once(name).chain(table.missing_columns.iter().map(missing_column)).collect()
}

fn missing_column(missing: &MissingColumn) -> String {
    let MissingColumn { column, near, instead, indicators } = missing;
    let effect = match instead {
        Some(other) if indicators.is_empty() => format!("{other} identifies the person"),
        _ => may_be_wrong(indicators),
    };
    entry(&format!("  {column:<31}"), &format!("missing{}; {effect}", meant(near.as_deref())))
}

fn value(found: &ValueFound) -> String {
    let values: Vec<String> = found.values.iter().map(|value| quoted(value)).collect();
    let records = if found.records == 1 { "record" } else { "records" };
    let (columns, values) = (found.columns.join(", "), values.join(", "));
    entry("", &format!("{columns}: {values} in {} {records}: {}", found.records, found.taken_as))
}

fn indicator(indicator: &IndicatorCheck) -> String {
    let about = match indicator.reasons.as_slice() {
        [] => "no problem found".to_owned(),
        [only] if only.starts_with("can't be measured") => only.clone(),
        [only] => format!("may be wrong: {only}"),
        [first, rest @ ..] => format!("may be wrong: {first}; and {} more", rest.len()),
    };
    entry(&format!("{:<26}", indicator.id), &about)
}

fn meant(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean {near}?"))
}

fn may_be_wrong(indicators: &[String]) -> String {
    match indicators {
        [] => "no figure needs it".to_owned(),
        few if few.len() <= FEW => format!("may be wrong without it: {}", few.join(", ")),
        many => format!("{} indicators may be wrong without it", many.len()),
    }
}
