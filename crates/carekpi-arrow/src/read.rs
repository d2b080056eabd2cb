//! Reads an extract from record batches.

use arrow_array::RecordBatch;
use carekpi_ssd::{Column, Extract, ExtractReader, ReadError, Table, TablePart, UnreadableColumn};

use crate::values::Values;

/// Reads an extract from record batches, each table in any number of them.
///
/// The result is that of CSV files with the same values: the same caseload, findings and counts of rows. The columns may be in
/// any order, and others are ignored with a finding. A mapping of columns and values applies. A table that is not named is
/// missing; one that is named without batches or rows is empty. The line of a finding is the number of the row in its table,
/// from 1.
///
/// The values of a column may be:
///
/// | type | read as |
/// |---|---|
/// | `Utf8`, `LargeUtf8`, `Utf8View` | text, as in a CSV file; dates as [`parse_date`](carekpi_ssd::parse_date) reads them |
/// | `Date32`, `Date64` | the date |
/// | `Timestamp` | the date in the offset of its type, such as `+01:00`; in UTC if there is none |
/// | integers, `Decimal128`, floats | digits; a whole number has no decimals, and NaN is missing |
/// | `Boolean` | `Y` or `N` |
/// | dictionaries of all these | the value |
///
/// A null is missing. A timestamp gives no time of day, so that times of day must be texts, such as `14:30`.
///
/// A table of your own kind, which a mapping describes, is [`Table::OwnEvents`] or [`Table::OwnSpells`].
///
/// ```
/// use std::sync::Arc;
///
/// use arrow_array::{ArrayRef, Date32Array, RecordBatch, StringArray};
/// use carekpi_ssd::{Extract, Table};
///
/// let born: ArrayRef = Arc::new(Date32Array::from(vec![Some(16_587), None]));
/// let ids: ArrayRef = Arc::new(StringArray::from(vec!["P1", "P2"]));
/// let persons = RecordBatch::try_from_iter([("pers_dob", born), ("pers_person_id", ids)]).unwrap();
///
/// let extract = carekpi_arrow::read(&Extract::reader(), [(Table::Person, [persons])]).unwrap();
/// assert_eq!(extract.rows_of(Table::Person).kept, 2);
/// assert_eq!(extract.caseload.find("P1").unwrap().born().unwrap().to_string(), "2015-06-01");
/// ```
///
/// # Errors
///
/// [`Table::Person`] is not named, a required column is missing or a column occurs twice, a batch lacks a column that another
/// has, a column that is read has another type or a time zone with a name, a column of times of day has dates, or text dates have the month first. The error names
/// table and column.
pub fn read(
    reader: &ExtractReader,
    tables: impl IntoIterator<Item = (Table, impl IntoIterator<Item = RecordBatch>)>,
) -> Result<Extract, ReadError> {
    reader.from_table_parts(tables.into_iter().map(|(table, batches)| (table, batches.into_iter().map(Part))))
}

/// A record batch as a part of a table.
struct Part(RecordBatch);

impl TablePart for Part {
    fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.schema_ref().fields().iter().map(|field| field.name().as_str())
    }

    fn rows(&self) -> usize {
        self.0.num_rows()
    }

    fn with_columns<R>(
        &self,
        places: &[usize],
        read: impl FnOnce(Vec<Column<'_>>) -> R,
    ) -> Result<R, UnreadableColumn> {
        let values_at = |place: &usize| {
            let values = self.0.columns().get(*place).map_or(Ok(Values::Missing), Values::of);
            values.map_err(|what| UnreadableColumn { place: *place, what })
        };
        let values: Vec<Values<'_>> = places.iter().map(values_at).collect::<Result<_, _>>()?;
        Ok(read(values.iter().map(Values::column).collect()))
    }
}
