//! CSV files as record batches.

use std::error::Error;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_csv::ReaderBuilder;
use arrow_csv::reader::Format;
use arrow_schema::{DataType, Schema};
use carekpi::ssd::{Table, rows};

/// Reads the rows of a table: only the columns that are needed, none of which holds a name of a person. A column in which every
/// value is a date such as 2026-03-31 is one of dates.
pub(crate) fn read(table: Table, file: &Path) -> Result<RecordBatch, Box<dyn Error>> {
    let (found, count) = Format::default().with_header(true).infer_schema(File::open(file)?, None)?;
    let fields = found.fields().iter().map(|field| {
        let data_type = match field.data_type() {
            DataType::Date32 => DataType::Date32,
            // Elsewhere, digits may be an identifier or a code, with zeros before them.
            DataType::Int64 if table == Table::Population => DataType::Int64,
            _ => DataType::Utf8,
        };
        field.as_ref().clone().with_data_type(data_type)
    });
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let needed = found.fields().iter().enumerate().filter(|(_, field)| rows::is_read(table, field.name()));
    let needed: Vec<usize> = needed.map(|(place, _)| place).collect();
    let none = RecordBatch::new_empty(Arc::new(schema.project(&needed)?));
    let mut batches = ReaderBuilder::new(schema)
        .with_header(true)
        .with_projection(needed)
        .with_batch_size(count.max(1))
        .build(File::open(file)?)?;
    Ok(batches.next().transpose()?.unwrap_or(none))
}
