//! Tables from another source whose columns have names, in parts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::block::{Block, ROWS};
use crate::column::Column;
use crate::date_order::{DateOrder, MonthFirst};
use crate::header::{Header, TableFile};
use crate::mapping::{Mapping, ValueMap};
use crate::source::{RowSink, Source};
use crate::spec::{Spec, position};
use crate::{Finding, ReadError, Table};

/// A part of a table whose columns have names, such as a record batch: what
/// [`ExtractReader::from_table_parts`](crate::ExtractReader::from_table_parts) reads.
///
/// ```
/// use carekpi_ssd::{Column, Extract, Table, TablePart, UnreadableColumn};
/// use chrono::NaiveDate;
///
/// struct Persons(Vec<(&'static str, Option<NaiveDate>)>);
///
/// impl TablePart for Persons {
///     fn columns(&self) -> impl Iterator<Item = &str> {
///         ["pers_person_id", "pers_dob"].into_iter()
///     }
///
///     fn rows(&self) -> usize {
///         self.0.len()
///     }
///
///     fn with_columns<R>(
///         &self,
///         places: &[usize],
///         read: impl FnOnce(Vec<Column<'_>>) -> R,
///     ) -> Result<R, UnreadableColumn> {
///         let rows = || self.0.iter();
///         let column = |place: &usize| match place {
///             0 => Column::texts(rows().map(|(id, _)| *id)),
///             _ => Column::dates(rows().map(|(_, born)| *born)),
///         };
///         Ok(read(places.iter().map(column).collect()))
///     }
/// }
///
/// let persons = Persons(vec![("P1", NaiveDate::from_ymd_opt(2015, 6, 1)), ("P2", None)]);
/// let extract = Extract::reader().from_table_parts([(Table::Person, [persons])]).unwrap();
/// assert_eq!(extract.caseload.find("P1").unwrap().born().unwrap().to_string(), "2015-06-01");
/// ```
pub trait TablePart: Sync {
    /// The names of the columns, in their order.
    fn columns(&self) -> impl Iterator<Item = &str>;

    /// The number of rows.
    fn rows(&self) -> usize;

    /// Calls `read` once with the cells of the columns at these places, counted from 0, in the order of the places, and returns what
    /// it returns. The columns may be asked for several times.
    ///
    /// # Errors
    ///
    /// The values of a column at one of `places` have a type that can't be read. `read` is not called then.
    fn with_columns<R>(&self, places: &[usize], read: impl FnOnce(Vec<Column<'_>>) -> R)
    -> Result<R, UnreadableColumn>;
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

    fn own_tables(&self) -> Vec<Table> {
        let mapped = self.mapping.own_files().map(|(table, _)| table);
        let tables: BTreeSet<Table> = mapped.chain(self.parts.keys().copied().filter(|table| table.is_own())).collect();
        tables.into_iter().collect()
    }

    fn read(&self, table: Table, findings: &mut Vec<Finding>, sink: &mut impl RowSink) -> Result<(), ReadError> {
        let path = &self.path(table);
        let file = TableFile { path, table, mapping: self.mapping };
        let values = self.mapping.values_of(table);
        let times = Spec::of(table).times.map(|column| column.map(|column| position(table, column)));
        let mut rows = Rows { sink, values, order: DateOrder::new(table), times, number: 0 };
        let mut first: Option<Header> = None;
        for part in self.parts.get(&table).into_iter().flatten() {
            let names: Vec<String> = part.columns().map(|name| name.trim().to_owned()).collect();
            let shown = names.join(",");
            let header = Header::of_names(&file, names, 0, &shown)?;
            match &first {
                None => {
                    findings.extend(header.ignored(self.mapping));
                    findings.extend(header.shared(self.mapping));
                    if !rows.sink.header(&header.absent()) {
                        return Ok(());
                    }
                    rows.sink.expect(usize::try_from(self.size(table)).unwrap_or(0));
                }
                Some(first) => {
                    if let Some((column, missing)) = header.differs(first) {
                        return Err(ReadError::PartDiffers { file: path.clone(), line: 0, column, missing });
                    }
                }
            }
            rows.read(part, header.places()).map_err(|UnreadableColumn { place, what }| {
                let column = header.name(place).map_or_else(|| place.to_string(), str::to_owned);
                ReadError::ColumnType { file: path.clone(), column, what }
            })?;
            first.get_or_insert(header);
        }
        findings.extend(rows.values.unused());
        match rows.order.month_first() {
            None => Ok(()),
            Some(MonthFirst { line, column, text }) => {
                Err(ReadError::MonthFirst { file: path.clone(), line, column, text })
            }
        }
    }
}

/// Hands the rows of a table's parts to a sink.
struct Rows<'r, S> {
    sink: &'r mut S,
    values: ValueMap<'r>,
    order: DateOrder,
    /// The columns of times of day.
    times: [Option<usize>; 2],
    /// The number of the last row.
    number: u64,
}

impl<'r, S: RowSink> Rows<'r, S> {
    /// Reads a part with these places of the columns that are read.
    fn read(&mut self, part: &impl TablePart, places: &[Option<usize>]) -> Result<(), UnreadableColumn> {
        let present = || places.iter().enumerate().filter_map(|(at, place)| Some((at, (*place)?)));
        let present_places: Vec<usize> = present().map(|(_, place)| place).collect();
        part.with_columns(&present_places, |mut columns| {
            let mut with_places = columns.iter().zip(present());
            if let Some((_, (_, place))) = with_places.find(|(column, (at, _))| column.has_dates() && self.is_time(*at))
            {
                let what = "its values are dates; expected times of day as texts, such as 14:30".to_owned();
                return Err(UnreadableColumn { place, what });
            }
            // Dates where no date is read are texts, and so are those that a mapping may replace.
            let is_text = |at: usize| !self.order.looks_at(at) || self.values.maps(at);
            let is_misplaced = |(column, (at, _)): (&Column<'_>, _)| column.has_dates() && is_text(at);
            let are_misplaced = columns.iter().zip(present()).any(is_misplaced);
            let mut left = part.rows();
            while left > 0 {
                let mut block = Block::new(self.number.saturating_add(1), left.min(ROWS));
                for (column, (at, _)) in columns.iter_mut().zip(present()) {
                    block.set(at, column.take(block.rows));
                }
                self.number = block.line_of(block.rows).saturating_sub(1);
                left = left.saturating_sub(block.rows);
                if are_misplaced {
                    let dates: Vec<_> = (0..block.rows).map(|row| block.written_dates(row)).collect();
                    let rows = dates.iter().enumerate().map(|(row, dates)| block.all_cells(row, dates));
                    self.give(Block::of_rows(block.line, &rows.collect::<Vec<_>>()));
                } else {
                    self.give(block);
                }
            }
            Ok(())
        })?
    }

    /// Whether a column is one of times of day.
    fn is_time(&self, at: usize) -> bool {
        self.times.contains(&Some(at))
    }

    fn give<'b>(&mut self, mut block: Block<'b>)
    where
        'r: 'b,
    {
        self.values.apply_to_block(&mut block);
        self.sink.block(&block, &mut self.order);
    }
}
