//! Measures the same extract under every alternative reading, one at a time.
//!
//! Two councils whose figures differ can see here whether they read the definitions in the same way.

use carekpi::check::incomplete;
use carekpi::{Change, IndicatorResult, readings};
use clap::Args;

use crate::cli::{Snapshot, Source};
use crate::exit::ExitError;
use crate::notices::{eprint_incomplete, eprint_provenance};

/// Which figures change with another reading of the definitions, and how many of their members change result
///
/// Some sentences of the definitions can be read in more than one way. This tries each alternative reading, one at a time. It shows
/// why the figures of two councils can differ. `flip` counts the members of both figures whose answer changes, `new` those of the
/// other reading only, and `left` those of the given reading only.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    snapshot: Snapshot,
    #[command(flatten)]
    source: Source,
}

pub(super) fn run(Arguments { snapshot, source }: &Arguments) -> Result<(), ExitError> {
    let snapshot = snapshot.date(source)?;
    source.check_out(&source.inputs())?;
    let rules = source.rules()?;
    let given = &rules.definitions;
    let extract = source.extract()?;
    let caseload = &extract.caseload;
    let measurement = source.measure(&extract, &rules)?;
    eprint_incomplete(incomplete(&extract, &measurement, None).as_deref());
    let as_given = measurement.scorecard(snapshot).map_err(ExitError::arguments)?;
    let mut text = String::new();
    for reading in readings() {
        for choice in reading.choices {
            let alternative = given.with_setting(&reading.setting, choice.name).map_err(ExitError::arguments)?;
            if alternative == *given {
                continue;
            }
            text.push_str(&format!("{} = {}\n", reading.setting, choice.name));
            let other_reading = rules.over_with(caseload, &alternative)?.scorecard(snapshot);
            let other_reading = other_reading.map_err(ExitError::arguments)?;
            let moved: Vec<String> = as_given
                .indicators()
                .iter()
                .zip(other_reading.indicators())
                .filter_map(|(one, other)| difference(one, other))
                .collect();
            if moved.is_empty() {
                text.push_str("  changes no figure in this extract\n");
            }
            text.extend(moved);
        }
    }
    eprint_provenance(measurement.provenance());
    source.write(&text)
}

/// The change of a figure, on one line; `None` if only the evidence changes.
fn difference(one: &IndicatorResult<'_>, other: &IndicatorResult<'_>) -> Option<String> {
    let change = Change::between(one, other);
    if one.figure == other.figure && change == Change::default() {
        return None;
    }
    let moved = [(change.entered, "new"), (change.left, "left")].into_iter().filter(|(count, _)| *count > 0);
    let moved: String = moved.map(|(count, what)| format!(", {count} {what}")).collect();
    let value =
        |measured: &IndicatorResult<'_>| measured.figure.value().map_or("n/a".to_owned(), |value| value.to_string());
    let parts = |measured: &IndicatorResult<'_>| match measured.figure.denominator {
        Some(denominator) => format!("{}/{denominator}", measured.figure.numerator),
        None => measured.figure.numerator.to_string(),
    };
    Some(format!(
        "  {:26} {:>6} -> {:>6}   {:>9} -> {:>9}   {}{moved}\n",
        one.info.id,
        value(one),
        value(other),
        parts(one),
        parts(other),
        match change.flipped() {
            1 => "1 changes result".to_owned(),
            flipped => format!("{flipped} change result"),
        },
    ))
}
