//! Parquet files.

use std::error::Error;
use std::fs::File;
use std::iter;
use std::path::Path;

use arrow_array::{RecordBatch, RecordBatchReader as _};
use arrow_schema::ArrowError;
use carekpi::ssd::{Table, rows};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::errors::ParquetError;

/// Reads the rows of a table: only the columns that are needed, none of which holds a name of a person.
pub(crate) fn read(table: Table, file: &Path) -> Result<Vec<RecordBatch>, Box<dyn Error>> {
    let file = ParquetRecordBatchReaderBuilder::try_new(File::open(file)?)?;
    let is_needed = |name: &str| rows::columns(table).iter().any(|needed| name.eq_ignore_ascii_case(needed));
    let fields = file.schema().fields().iter().enumerate();
    let places: Vec<usize> = fields.filter(|(_, field)| is_needed(field.name())).map(|(place, _)| place).collect();
    let needed = ProjectionMask::roots(file.parquet_schema(), places);
    let batches = file.with_projection(needed).build()?;
    // The columns of a file without rows are known too.
    let none = RecordBatch::new_empty(batches.schema());
    Ok(iter::once(Ok(none)).chain(batches).collect::<Result<_, ArrowError>>()?)
}

/// Writes rows to a file.
pub(crate) fn write(file: &Path, rows: &RecordBatch) -> Result<(), ParquetError> {
    let mut writer = ArrowWriter::try_new(File::create(file)?, rows.schema(), None)?;
    writer.write(rows)?;
    writer.close()?;
    Ok(())
}
