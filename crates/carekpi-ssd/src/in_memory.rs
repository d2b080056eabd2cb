//! Rows that are in memory, as a source.

use std::path::PathBuf;

use crate::date_order::{DateOrder, MonthFirst};
use crate::mapping::Mapping;
use crate::rows::Tables;
use crate::source::{RowSink, Source};
use crate::{Finding, ReadError, Table};

/// Rows in memory, and what they call their values.
pub(crate) struct RowsInMemory<'r, 't> {
    pub(crate) tables: &'r Tables<'t>,
    pub(crate) mapping: &'r Mapping,
}

impl Source for RowsInMemory<'_, '_> {
    fn size(&self, table: Table) -> u64 {
        u64::try_from(self.tables.len(table)).unwrap_or(u64::MAX)
    }

    fn path(&self, table: Table) -> PathBuf {
        table.name().into()
    }

    fn read(&self, table: Table, findings: &mut Vec<Finding>, sink: &mut impl RowSink) -> Result<(), ReadError> {
        let mut values = self.mapping.values_of(table);
        let mut order = DateOrder::new(table);
        let mut number = 0_u64;
        self.tables.for_each_row(table, |cells| {
            let mut cells = cells;
            number = number.saturating_add(1);
            values.apply(&mut cells);
            order.look(number, &cells);
            sink.row(number, &mut cells);
        });
        findings.extend(values.unused());
        match order.month_first() {
            None => Ok(()),
            Some(MonthFirst { line, column, text }) => {
                Err(ReadError::MonthFirst { file: table.name().into(), line, column, text })
            }
        }
    }
}
