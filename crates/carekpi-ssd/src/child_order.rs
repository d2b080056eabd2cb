//! Puts the children in order as soon as that is possible, so that events are laid out while others are being read.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use carekpi_model::{Caseload, CaseloadBuilder, CaseloadError, CaseloadPart, OneThread, OrderedBuilder, RecordKind};

use crate::Table;
use crate::load::TableLoad;
use crate::parallel::Threads;

/// Whether all records of a table are events, none of them of a kind of your own.
pub(crate) fn is_of_events(table: Table) -> bool {
    let kinds = table.records();
    !kinds.is_empty() && kinds.iter().all(|kind| matches!(kind, RecordKind::Event(_)))
}

/// The order of the children, or the records that decide it while it is not known.
pub(crate) struct Order {
    unordered: Mutex<Unordered>,
    ordered: OnceLock<Result<OrderedBuilder, CaseloadError>>,
}

/// What the children are put in order by.
struct Unordered {
    /// Has all persons.
    builder: CaseloadBuilder,
    /// The records of tables that are not of events, as they are read.
    read: BTreeMap<Table, CaseloadBuilder>,
    /// How many of these tables there are.
    tables: usize,
}

impl Unordered {
    /// A builder of all records so far.
    fn take(&mut self) -> CaseloadBuilder {
        let mut builder = std::mem::take(&mut self.builder);
        builder.append_all(std::mem::take(&mut self.read).into_values().collect(), &OneThread);
        builder
    }
}

impl Order {
    /// Not known yet. `builder` has all persons, and the records of `tables` will follow.
    pub(crate) fn new(builder: CaseloadBuilder, tables: &[Table]) -> Self {
        let tables = tables.iter().filter(|table| !is_of_events(**table)).count();
        let unordered = Unordered { builder, read: BTreeMap::new(), tables };
        Self { unordered: Mutex::new(unordered), ordered: OnceLock::new() }
    }

    /// Takes the records of a table, unless all of them are events. When all such tables have been added, the children are put in
    /// order. From then on, the events of tables are laid out as these are added. Each table is added once.
    pub(crate) fn add(&self, load: &mut TableLoad<'_>) {
        let table = load.records.table;
        if let Some(ordered) = self.ordered.get() {
            return ordered.iter().for_each(|ordered| load.lay_out(ordered));
        }
        if is_of_events(table) {
            return;
        }
        let mut unordered = self.unordered.lock().unwrap_or_else(PoisonError::into_inner);
        unordered.read.insert(table, std::mem::take(&mut load.records.builder));
        if unordered.read.len() == unordered.tables {
            let builder = unordered.take();
            drop(unordered);
            self.ordered.get_or_init(|| builder.order_children(&OneThread));
        }
    }

    /// Builds the caseload, with the records of `parts`.
    pub(crate) fn finish(self, parts: Vec<CaseloadPart>) -> Result<Caseload, CaseloadError> {
        let mut unordered = self.unordered.into_inner().unwrap_or_else(PoisonError::into_inner);
        let ordered = self.ordered.into_inner().unwrap_or_else(|| unordered.take().order_children(&Threads));
        ordered?.finish_with(parts, &Threads)
    }
}
