//! The tables of an extract in a database, as record batches.

use std::collections::BTreeMap;
use std::error::Error;
use std::iter;
use std::sync::Arc;

use arrow_odbc::arrow::array::RecordBatch;
use arrow_odbc::arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use arrow_odbc::arrow::error::ArrowError;
use arrow_odbc::odbc_api::Connection;
use arrow_odbc::{OdbcReaderBuilder, TextEncoding, arrow_schema_from};
use carekpi::ssd::{Table, rows};

/// The longest text of a column whose length the database does not limit. A longer one is an error.
const LONGEST_TEXT: usize = 4_000;

/// How much memory the rows take that are fetched at once, in bytes.
const MEMORY: usize = 64 << 20;

/// The rows of each table.
pub(crate) type Tables = Vec<(Table, Vec<RecordBatch>)>;

/// The tables that a database has, each with its name there, and the columns that are needed.
type Found = BTreeMap<(Table, String), Vec<String>>;

/// Reads the tables that the database has: of each, only the columns that are needed.
pub(crate) fn read(database: &Connection<'_>, schema: Option<&str>, prefix: &str) -> Result<Tables, Box<dyn Error>> {
    let mut tables = Vec::new();
    for ((table, name), columns) in find(database, schema, prefix)? {
        if tables.last().is_some_and(|(before, _)| *before == table) {
            return Err(format!("there is more than one {prefix}{table}: name a schema").into());
        }
        let select = format!("SELECT {} FROM {name}", columns.join(", "));
        tables.push((table, rows_of(database, &select).map_err(|error| format!("{table}: {error}"))?));
    }
    Ok(tables)
}

/// Asks the database, which may write names in upper or lower case. No column with a person's name is needed.
fn find(database: &Connection<'_>, schema: Option<&str>, prefix: &str) -> Result<Found, Box<dyn Error>> {
    let mut found = Found::new();
    // Not every database has catalogs.
    let catalog = database.current_catalog().unwrap_or_default();
    for row in database.columns(&catalog, schema.unwrap_or("%"), "%", "%")? {
        let row = row?;
        let [of, name, column] =
            [row.schema.as_str()?, row.table.as_str()?, row.column_name.as_str()?].map(Option::unwrap_or_default);
        let is_named = |table: &&Table| name.eq_ignore_ascii_case(&format!("{prefix}{table}"));
        let is_needed = |table: &&Table| rows::is_read(**table, column);
        let Some(table) = Table::ALL.iter().find(is_named).filter(is_needed) else { continue };
        if schema.is_none_or(|schema| schema == of) {
            let name = if of.is_empty() { quoted(name) } else { format!("{}.{}", quoted(of), quoted(name)) };
            found.entry((*table, name)).or_default().push(quoted(column));
        }
    }
    Ok(found)
}

/// A name in SQL, as the database writes it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The rows that a query gives.
fn rows_of(database: &Connection<'_>, select: &str) -> Result<Vec<RecordBatch>, Box<dyn Error>> {
    let mut cursor = database.execute(select, (), None)?.ok_or("the query gives no rows")?;
    let schema = readable(&arrow_schema_from(&mut cursor, None, false)?);
    let reader = OdbcReaderBuilder::new()
        .with_schema(schema.clone())
        .with_max_text_size(LONGEST_TEXT)
        .with_max_bytes_per_batch(MEMORY)
        // As 8-bit texts, some drivers give a question mark for a letter that the locale does not have.
        .with_payload_text_encoding(TextEncoding::Utf16)
        .build(cursor)?;
    // The columns of a table without rows are known too.
    let batches = iter::once(Ok(RecordBatch::new_empty(schema))).chain(reader);
    Ok(batches.collect::<Result<_, ArrowError>>()?)
}

/// The columns of a query with types that can hold all their values.
fn readable(schema: &Schema) -> SchemaRef {
    let fields = schema.fields().iter().map(|field| {
        let data_type = match field.data_type() {
            // An unsigned number of this size or a number that SQLite holds may be larger than the driver says.
            DataType::Int8 | DataType::UInt8 | DataType::Int16 | DataType::Int32 => DataType::Int64,
            // Nanoseconds end in 2262, and 9999-12-31 is common.
            DataType::Timestamp(..) => DataType::Timestamp(TimeUnit::Second, None),
            DataType::Time32(_) | DataType::Time64(_) => DataType::Utf8,
            other => other.clone(),
        };
        // Not every driver knows which columns hold nulls.
        Field::new(field.name(), data_type, true)
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}
