//! The figures of the sum of all parts.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, Float64Array, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use arrow_select::concat::concat_batches;
use carekpi::measure::{Figure, FigureKind, Value};

/// What must be the same in all parts. The engine gives the least and the greatest text.
const ALIKE: [(&str, &str); 5] = [
    ("version", "the versions of the rules"),
    ("calendar", "the calendars"),
    ("notes", "the settings"),
    ("definitions", "the definitions"),
    ("shared", "the tables that all parts share"),
];

/// The columns of the result that the sum has.
const KEPT: [&str; 7] = ["date", "group", "indicator", "measure", "numerator", "denominator", "undetermined"];

/// The figures of summed counts, with their values.
///
/// # Errors
///
/// The parts were not made alike, dates of a part are missing, or a part is in the sum twice.
pub(crate) fn figures(summed: &[RecordBatch]) -> Result<RecordBatch, String> {
    let first = summed.first().ok_or("there is no part")?;
    let summed = concat_batches(first.schema_ref(), summed).map_err(|error| error.to_string())?;
    check_alike(&summed)?;
    check_parts(&summed)?;
    let values: Float64Array = (0..summed.num_rows()).map(|row| value(&summed, row)).collect::<Result<_, String>>()?;
    let mut fields = Vec::new();
    let mut columns: Vec<ArrayRef> = Vec::new();
    for name in KEPT {
        fields.push(summed.schema_ref().field_with_name(name).cloned().map_err(|error| error.to_string())?);
        columns.push(Arc::clone(column(&summed, name)?));
    }
    fields.push(Field::new("value", DataType::Float64, true));
    columns.push(Arc::new(values));
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).map_err(|error| error.to_string())
}

fn check_alike(summed: &RecordBatch) -> Result<(), String> {
    for (name, what) in ALIKE {
        let (least, greatest) = (format!("{name}_least"), format!("{name}_greatest"));
        for row in 0..summed.num_rows() {
            let (one, other) = (text(summed, &least, row)?, text(summed, &greatest, row)?);
            if one != other {
                let quoted = |text: Option<&str>| text.unwrap_or("none").replace('\n', "; ");
                return Err(format!("{what} differ: \"{}\" and \"{}\"", quoted(one), quoted(other)));
            }
        }
    }
    Ok(())
}

/// Each part has every indicator on every date, and each part is in the sum once.
fn check_parts(summed: &RecordBatch) -> Result<(), String> {
    let mut all = None;
    for row in 0..summed.num_rows() {
        // A group is not in every part.
        if text(summed, "group", row)?.is_some() {
            continue;
        }
        let parts = number(summed, "parts", row)?;
        if *all.get_or_insert(parts) != parts {
            return Err("the dates or the indicators differ: not every part has them all".to_owned());
        }
        if number(summed, "named_parts", row)? != number(summed, "different_parts", row)? {
            return Err("a part is in the sum twice".to_owned());
        }
    }
    all.map(drop).ok_or_else(|| "there is no part".to_owned())
}

/// The value of a figure, rounded as it is displayed.
fn value(summed: &RecordBatch, row: usize) -> Result<Option<f64>, String> {
    let count = |name| number(summed, name, row).map(|count| count.and_then(|count| u64::try_from(count).ok()));
    let kind = match text(summed, "measure", row)? {
        Some("count") => FigureKind::Count,
        Some("proportion") => FigureKind::Proportion,
        Some("rate") => FigureKind::Rate,
        other => return Err(format!("{other:?} is no measure")),
    };
    let (numerator, undetermined) = (count("numerator")?.unwrap_or(0), count("undetermined")?.unwrap_or(0));
    let figure = Figure { kind, numerator, denominator: count("denominator")?, undetermined };
    Ok(figure.value().map(Value::number))
}

fn column<'b>(batch: &'b RecordBatch, name: &str) -> Result<&'b ArrayRef, String> {
    batch.column_by_name(name).ok_or_else(|| format!("there is no column {name}"))
}

fn number(batch: &RecordBatch, name: &str, row: usize) -> Result<Option<i64>, String> {
    let numbers = column(batch, name)?.as_primitive_opt::<Int64Type>();
    let numbers = numbers.ok_or_else(|| format!("the column {name} is not of whole numbers"))?;
    Ok(numbers.is_valid(row).then(|| numbers.value(row)))
}

fn text<'b>(batch: &'b RecordBatch, name: &str, row: usize) -> Result<Option<&'b str>, String> {
    let array = column(batch, name)?;
    let text = match array.data_type() {
        DataType::Utf8 => array.as_string_opt::<i32>().map(|texts| texts.value(row)),
        DataType::LargeUtf8 => array.as_string_opt::<i64>().map(|texts| texts.value(row)),
        DataType::Utf8View => array.as_string_view_opt().map(|texts| texts.value(row)),
        _ => None,
    };
    let text = text.ok_or_else(|| format!("the column {name} is not of texts"))?;
    Ok(array.is_valid(row).then_some(text))
}
