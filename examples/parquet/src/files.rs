//! Parquet files.

use std::error::Error;
use std::fs::File;
use std::iter;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader as _};
use arrow_schema::{ArrowError, DataType, Schema, TimeUnit};
use carekpi::ssd::{Table, rows};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::basic::Type;
use parquet::errors::ParquetError;
use parquet::file::reader::ChunkReader;

/// Reads the rows of a table: only the columns that are needed, none of which holds a name of a person.
pub(crate) fn read(table: Table, file: impl ChunkReader + 'static) -> Result<Vec<RecordBatch>, Box<dyn Error>> {
    let metadata = readable(&ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())?)?;
    let fields = metadata.schema().fields().iter().enumerate();
    let places: Vec<usize> =
        fields.filter(|(_, field)| rows::is_read(table, field.name())).map(|(place, _)| place).collect();
    let needed = ProjectionMask::roots(metadata.parquet_schema(), places);
    let batches = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata).with_projection(needed).build()?;
    // The columns of a file without rows are known too.
    let none = RecordBatch::new_empty(batches.schema());
    Ok(iter::once(Ok(none)).chain(batches).collect::<Result<_, ArrowError>>()?)
}

/// The columns of a file with types that can hold all their values. Spark writes timestamps of 96 bits, which are read as
/// nanoseconds if nothing else is asked for. Those end in 2262, and 9999-12-31 would become another day.
fn readable(metadata: &ArrowReaderMetadata) -> Result<ArrowReaderMetadata, ParquetError> {
    let stored = metadata.parquet_schema().root_schema().get_fields();
    let fields = metadata.schema().fields().iter().zip(stored).map(|(field, stored)| {
        let is_long = stored.is_primitive() && stored.get_physical_type() == Type::INT96;
        let seconds = || field.as_ref().clone().with_data_type(DataType::Timestamp(TimeUnit::Second, None));
        if is_long { Arc::new(seconds()) } else { field.clone() }
    });
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let options = ArrowReaderOptions::new().with_schema(schema);
    ArrowReaderMetadata::try_new(metadata.metadata().clone(), options)
}

/// Writes rows to a file.
pub(crate) fn write(file: &Path, rows: &RecordBatch) -> Result<(), ParquetError> {
    let mut writer = ArrowWriter::try_new(File::create(file)?, rows.schema(), None)?;
    writer.write(rows)?;
    writer.close()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use arrow_array::cast::AsArray as _;
    use arrow_array::types::TimestampSecondType;
    use bytes::Bytes;
    use parquet::data_type::{Int96, Int96Type};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    #[test]
    fn timestamps_of_96_bits_reach_the_end_of_the_year_9999() -> Result<(), Box<dyn Error>> {
        let days_from_1970 = 2_932_896;
        let mut file = Vec::new();
        let schema =
            parse_message_type("message table { required int96 PERS_DEATH_DATE; required int96 pers_surname; }")?;
        let mut writer = SerializedFileWriter::new(&mut file, Arc::new(schema), Arc::default())?;
        let mut rows = writer.next_row_group()?;
        while let Some(mut column) = rows.next_column()? {
            let end = Int96::from(vec![0, 0, 2_440_588 + days_from_1970]);
            column.typed::<Int96Type>().write_batch(&[end], None, None)?;
            column.close()?;
        }
        rows.close()?;
        writer.close()?;

        let batches = read(Table::Person, Bytes::from(file))?;
        let [_, rows] = batches.as_slice() else { return Err("not one batch".into()) };
        let found: Vec<_> = rows["PERS_DEATH_DATE"].as_primitive::<TimestampSecondType>().iter().collect();
        assert_eq!(found, [Some(i64::from(days_from_1970) * 86_400)]);
        assert_eq!(rows.num_columns(), 1);
        Ok(())
    }
}
