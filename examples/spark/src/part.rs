//! The counts of a part.

use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use carekpi::measure::Figure;
use carekpi::model::Caseload;
use carekpi::{Fingerprint, Provenance, Series};
use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

use crate::settings::Settings;

/// One row: the date, the group, the indicator, and the figure.
type Row<'s> = (NaiveDate, Option<&'s str>, &'s str, Figure);

/// How the counts of a part were made, and which persons they count.
struct Made<'m> {
    provenance: &'m Provenance,
    definitions: String,
    /// A digest of the tables that all parts share.
    shared: &'m str,
    part: Option<String>,
}

/// The counts of a caseload, with what they were made with in every row, so that their sum can be checked.
///
/// # Errors
///
/// The settings are wrong, or a date is outside the calendar.
pub(crate) fn counts(caseload: &Caseload, settings: &Settings, shared: &str) -> Result<RecordBatch, String> {
    if caseload.records_roles() && !settings.roles_recorded {
        return Err("a role of a worker is recorded here, though none is said to be in any part".to_owned());
    }
    let measurement = settings.measure(caseload)?;
    let made = Made {
        provenance: measurement.provenance(),
        definitions: fingerprint(measurement.provenance(), settings)?,
        shared,
        part: Fingerprint::of(caseload).map(|part| part.to_string()),
    };
    let (first, last, step) = (settings.first, settings.last, settings.step()?);
    let counts = match settings.group_by()? {
        None => {
            let whole = measurement.series(first, last, step).map_err(|error| error.to_string())?;
            batch(&rows(None, &whole), &made)
        }
        Some(by) => {
            let all = measurement.by(by).series(first, last, step).map_err(|error| error.to_string())?;
            let of_groups = all.groups.iter().flat_map(|(name, series)| rows(Some(name.as_str()), series));
            let of_groups = of_groups.filter(|(.., figure)| counts_somebody(figure));
            let rows: Vec<Row<'_>> = rows(None, &all.whole).into_iter().chain(of_groups).collect();
            batch(&rows, &made)
        }
    };
    counts.map_err(|error| error.to_string())
}

fn rows<'s>(group: Option<&'s str>, series: &'s Series) -> Vec<Row<'s>> {
    series.rows().map(|(date, indicator, figure)| (date, group, &*indicator.id, figure)).collect()
}

/// Whether the figure of a group adds anything to the sum.
fn counts_somebody(figure: &Figure) -> bool {
    figure.numerator > 0 || figure.denominator.is_some_and(|denominator| denominator > 0) || figure.undetermined > 0
}

fn batch(rows: &[Row<'_>], made: &Made<'_>) -> Result<RecordBatch, ArrowError> {
    let notes = made.provenance.notes().join("\n");
    let same = |text: Option<&str>| -> ArrayRef { Arc::new(rows.iter().map(|_| text).collect::<StringArray>()) };
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let figures = || rows.iter().map(|(.., figure)| figure);
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let number = |name: &str| Field::new(name, DataType::Int64, true);
    let columns: [(Field, ArrayRef); 13] = [
        (Field::new("date", DataType::Date32, true), {
            Arc::new(rows.iter().map(|(date, ..)| Some(date.to_epoch_days())).collect::<Date32Array>())
        }),
        (text("group"), Arc::new(rows.iter().map(|(_, group, ..)| *group).collect::<StringArray>())),
        (text("indicator"), Arc::new(rows.iter().map(|(.., id, _)| Some(*id)).collect::<StringArray>())),
        (text("measure"), { Arc::new(figures().map(|figure| Some(figure.kind.to_string())).collect::<StringArray>()) }),
        (number("numerator"), {
            Arc::new(figures().map(|figure| Some(count(figure.numerator))).collect::<Int64Array>())
        }),
        (number("denominator"), {
            Arc::new(figures().map(|figure| figure.denominator.map(count)).collect::<Int64Array>())
        }),
        (number("undetermined"), {
            Arc::new(figures().map(|figure| Some(count(figure.undetermined))).collect::<Int64Array>())
        }),
        (text("version"), same(Some(&made.provenance.version))),
        (text("calendar"), same(Some(&made.provenance.calendar))),
        (text("definitions"), same(Some(&made.definitions))),
        (text("shared"), same(Some(made.shared))),
        // It is long, and one row of a part is enough to show it.
        (text("notes"), {
            let first = |at: usize| (at == 0).then_some(notes.as_str());
            Arc::new((0..rows.len()).map(first).collect::<StringArray>())
        }),
        (text("part"), same(made.part.as_deref())),
    ];
    let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = columns.into_iter().unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
}

/// A fingerprint of everything that counts must have in common to be added up.
fn fingerprint(provenance: &Provenance, settings: &Settings) -> Result<String, String> {
    let alike = (provenance, &settings.by, settings.roles_recorded);
    let alike = serde_json::to_vec(&alike).map_err(|error| error.to_string())?;
    Ok(Sha256::digest(alike).iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}
