//! Tables from another source whose columns have names, in parts.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::date_order::{DateOrder, MonthFirst};
use crate::header::{Header, TableFile};
use crate::mapping::Mapping;
use crate::rows::NO_CELLS;
use crate::source::{RowSink, Source};
use crate::{Finding, ReadError, Table};

/// A part of a table whose columns have names, such as a record batch: what
/// [`ExtractReader::from_table_parts`](crate::ExtractReader::from_table_parts) reads.
///
/// A cell is text, as in a CSV file, and blank if there is no value. A date is `2026-03-31`.
///
/// ```
/// use carekpi_ssd::{Extract, Table, TablePart, UnreadableColumn};
///
/// struct Texts(&'static [&'static str], Vec<[&'static str; 2]>);
///
/// impl TablePart for Texts {
///     fn columns(&self) -> impl Iterator<Item = &str> {
///         self.0.iter().copied()
///     }
///
///     fn rows(&self) -> usize {
///         self.1.len()
///     }
///
///     fn for_each_row(
///         &self,
///         places: &[Option<usize>],
///         mut each: impl FnMut(&[&str]),
///     ) -> Result<(), UnreadableColumn> {
///         for row in &self.1 {
///             let cells: Vec<&str> = places.iter().map(|place| place.map_or("", |place| row[place])).collect();
///             each(&cells);
///         }
///         Ok(())
///     }
/// }
///
/// let persons = Texts(&["pers_dob", "pers_person_id"], vec![["2015-06-01", "P1"], ["01/02/2016", "P2"]]);
/// let extract = Extract::reader().from_table_parts([(Table::Person, [persons])]).unwrap();
/// assert_eq!(extract.caseload.len(), 2);
/// ```
pub trait TablePart: Sync {
    /// The names of the columns, in their order.
    fn columns(&self) -> impl Iterator<Item = &str>;

    /// The number of rows.
    fn rows(&self) -> usize;

    /// Calls `each` with the cells of every row, in the order of the rows. The first cell is that of the column at the first of
    /// `places`, and so on; a cell without a place is blank. The rows may be asked for several times.
    ///
    /// # Errors
    ///
    /// The values of a column at one of `places` have a type that can't be read. No row has been given then.
    fn for_each_row(&self, places: &[Option<usize>], each: impl FnMut(&[&str])) -> Result<(), UnreadableColumn>;
}

/// The values of a column have a type that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableColumn {
    /// The place of the column in its part, from 0.
    pub place: usize,
    /// The type, and what is expected, for people.
    pub what: String,
}

/// Tables in parts, and what they call their columns and values.
pub(crate) struct TableParts<'m, P> {
    pub(crate) parts: BTreeMap<Table, Vec<P>>,
    pub(crate) mapping: &'m Mapping,
}

impl<P: TablePart> Source for TableParts<'_, P> {
    fn size(&self, table: Table) -> u64 {
        let rows = self.parts.get(&table).map_or(0, |parts| parts.iter().map(P::rows).fold(0, usize::saturating_add));
        u64::try_from(rows).unwrap_or(u64::MAX)
    }

    fn path(&self, table: Table) -> PathBuf {
        table.name().into()
    }

    fn read(&self, table: Table, findings: &mut Vec<Finding>, sink: &mut impl RowSink) -> Result<(), ReadError> {
        let path = &self.path(table);
        let file = TableFile { path, table, mapping: self.mapping };
        let mut values = self.mapping.values_of(table);
        let mut order = DateOrder::new(table);
        let mut first: Option<Header> = None;
        let mut number = 0_u64;
        for part in self.parts.get(&table).into_iter().flatten() {
            let names: Vec<String> = part.columns().map(|name| name.trim().to_owned()).collect();
            let shown = names.join(",");
            let header = Header::of_names(&file, names, 0, &shown)?;
            match &first {
                None => {
                    findings.extend(header.ignored(self.mapping));
                    findings.extend(header.shared(self.mapping));
                    if !sink.header(&header.absent()) {
                        return Ok(());
                    }
                }
                Some(first) => {
                    if let Some((column, missing)) = header.differs(first) {
                        return Err(ReadError::PartDiffers { file: path.clone(), line: 0, column, missing });
                    }
                }
            }
            let read = part.for_each_row(header.places(), |row| {
                let mut cells = NO_CELLS;
                for (cell, text) in cells.iter_mut().zip(row) {
                    *cell = text;
                }
                number = number.saturating_add(1);
                values.apply(&mut cells);
                order.look(number, &cells);
                sink.row(number, &mut cells);
            });
            read.map_err(|UnreadableColumn { place, what }| {
                let column = header.name(place).map_or_else(|| place.to_string(), str::to_owned);
                ReadError::ColumnType { file: path.clone(), column, what }
            })?;
            first.get_or_insert(header);
        }
        findings.extend(values.unused());
        match order.month_first() {
            None => Ok(()),
            Some(MonthFirst { line, column, text }) => {
                Err(ReadError::MonthFirst { file: path.clone(), line, column, text })
            }
        }
    }
}
