//! Reads persons with their records: a row for each person, and in it a list of the rows of each table.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, OffsetSizeTrait, RecordBatch, StructArray, UInt64Array};
use arrow_schema::{DataType, Schema};
use arrow_select::take::take_record_batch;
use carekpi::model::Caseload;
use carekpi::ssd::{Extract, Table, person_columns};

/// The column of a list's rows that has their order. Its name is that of no column of a table.
const ORDER: &str = "row";

/// The caseload of a part: of these persons, and of the tables that all parts share.
///
/// A column of persons that is a list has the name of a table. Other columns are ignored.
///
/// # Errors
///
/// A list has the name of no table, or of one that all parts share. A shared table is not one of those. A table can't be read. A
/// worker's role is recorded although none should be. The error names the table and the column.
pub(crate) fn read(
    persons: Vec<RecordBatch>,
    shared: BTreeMap<String, Vec<RecordBatch>>,
    roles_recorded: bool,
) -> Result<Caseload, String> {
    let mut tables: BTreeMap<Table, Vec<RecordBatch>> = BTreeMap::new();
    // A part without persons is still a part.
    tables.entry(Table::Person).or_default();
    for batch in persons {
        for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
            let rows = match field.data_type() {
                DataType::List(_) => rows::<i32>(column),
                DataType::LargeList(_) => rows::<i64>(column),
                _ => continue,
            };
            let table = table(field.name(), true)?;
            let rows = rows.map_err(|error| format!("{table}: {error}"))?;
            tables.entry(table).or_default().push(rows);
        }
    }
    for (name, batches) in shared {
        tables.insert(table(&name, false)?, batches);
    }
    let reader = Extract::reader();
    let reader = if roles_recorded { reader.records_roles() } else { reader };
    let extract = carekpi_arrow::read(&reader, tables).map_err(|error| error.to_string())?;
    Ok(extract.caseload)
}

/// The table of this name, if its rows are of persons, or not.
fn table(name: &str, of_persons: bool) -> Result<Table, String> {
    let table = Table::try_from(name.to_ascii_lowercase())?;
    let [person, _] = person_columns(table);
    match (person.is_some(), of_persons) {
        (false, true) => Err(format!("{table} has no person; give it as a shared table")),
        (true, false) => Err(format!("{table} is of persons, and no part can share it")),
        _ => Ok(table),
    }
}

/// The rows in lists, those of each list in their order.
fn rows<O: OffsetSizeTrait>(lists: &ArrayRef) -> Result<RecordBatch, String> {
    let lists = lists.as_list_opt::<O>().ok_or("not a list")?;
    let rows: &StructArray = lists.values().as_struct_opt().ok_or("expected a list of rows, each a struct")?;
    let order = rows.column_by_name(ORDER).and_then(|order| order.as_primitive_opt::<Int64Type>());
    let mut places: Vec<usize> = Vec::with_capacity(rows.len());
    for (at, ends) in lists.offsets().windows(2).enumerate() {
        if let [start, end] = ends
            && lists.is_valid(at)
        {
            let from = places.len();
            places.extend((start.as_usize()..end.as_usize()).filter(|place| rows.is_valid(*place)));
            if let (Some(order), Some(of_person)) = (order, places.get_mut(from..)) {
                of_person.sort_by_key(|place| order.is_valid(*place).then(|| order.value(*place)));
            }
        }
    }
    let all = RecordBatch::try_new(Arc::new(Schema::new(rows.fields().clone())), rows.columns().to_vec());
    let places: UInt64Array = places.into_iter().map(|place| u64::try_from(place).ok()).collect();
    all.and_then(|all| take_record_batch(&all, &places)).map_err(|error| error.to_string())
}
