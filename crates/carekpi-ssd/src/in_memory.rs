//! Rows that are in memory, as a source.

use std::path::PathBuf;

use crate::block::{Block, ROWS};
use crate::date_order::{DateOrder, MonthFirst};
use crate::mapping::Mapping;
use crate::rows::{Cells, Tables};
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
        sink.expect(self.tables.len(table));
        let mut first = 1;
        let mut take = |rows: &mut Vec<Cells<'_>>| {
            let mut block = Block::of_rows(first, rows);
            first = block.line_of(block.rows);
            values.apply_to_block(&mut block);
            sink.block(&block, &mut order);
            rows.clear();
        };
        let mut rows = Vec::with_capacity(ROWS);
        self.tables.for_each_row(table, |cells| {
            rows.push(cells);
            if rows.len() == ROWS {
                take(&mut rows);
            }
        });
        take(&mut rows);
        findings.extend(values.unused());
        match order.month_first() {
            None => Ok(()),
            Some(MonthFirst { line, column, text }) => {
                Err(ReadError::MonthFirst { file: table.name().into(), line, column, text })
            }
        }
    }
}
