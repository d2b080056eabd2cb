//! Makes a caseload of all tables.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use carekpi_model::{Caseload, CaseloadError, RowCounts};

use crate::check::Days;
use crate::child_order::{Order, is_of_events};
use crate::load::TableLoad;
use crate::memory::keep_freed;
use crate::names::Names;
use crate::parallel::map_unordered;
use crate::people::{Owner, People, Register};
use crate::persons::read_persons;
use crate::repeats::Repeats;
use crate::source::Source;
use crate::{Finding, FindingKind, ReadError, Table};

/// The result of all tables.
pub(crate) struct Assembled {
    pub(crate) caseload: Caseload,
    pub(crate) findings: Vec<Finding>,
    pub(crate) rows: BTreeMap<Table, RowCounts>,
}

/// Makes a caseload of the tables that are `present`. With `roles`, roles of workers are recorded even if no row has one.
///
/// Persons are read first, because all other rows name one. Tables of events are started last: when the others have been read, the
/// children are put in order, and from then on the events of a table are laid out as soon as they are read. That needs less memory
/// than collecting all of them; the result is the same. Otherwise the order of the tables does not matter. If rows name their person
/// only by a plan, a period of care or a referral, their table waits, and is read again when it is known whose these are. If no row
/// does, no register of plans and referrals is made.
pub(crate) fn assemble(source: &impl Source, present: &BTreeSet<Table>, roles: bool) -> Result<Assembled, ReadError> {
    keep_freed();
    let mut people = People::default();
    let (mut persons, names) = read_persons(source, present)?;
    people.persons = Register::new(names, std::mem::take(&mut persons.records.children));
    let mut builder = std::mem::take(&mut persons.records.builder);
    builder.ids_checked();
    if roles {
        builder.records_roles();
    }
    for table in source.own_tables() {
        // The caseload knows the kind, even if it has no records.
        let known = builder.own_kind(table.name());
        known.map_err(CaseloadError::from)?;
    }
    let mut tables: Vec<Table> = Table::ALL.iter().copied().filter(|table| *table != Table::Person).collect();
    tables.extend(source.own_tables());
    let reader = Reader { source, present, order: Order::new(builder, &tables) };
    let mut loads = reader.read(tables, &people);
    for periods in loads.iter_mut().filter_map(|(_, load)| load.as_mut().ok()?.periods_of_care.take()) {
        people.set(Owner::PeriodOfCare, periods);
    }
    if loads.iter().all(|(_, load)| load.is_ok()) {
        reader.read_waiting(&mut loads, &mut people)?;
    }
    drop(people);
    loads.push((Table::Person, Ok(persons)));
    loads.sort_by_key(|(table, _)| *table);

    let mut findings = Vec::new();
    let mut rows = BTreeMap::new();
    let mut undated_leavers = false;
    let mut parts = Vec::new();
    for (table, load) in loads {
        let mut load = load?;
        parts.push(load.take_part());
        findings.extend(load.findings);
        rows.insert(table, load.rows);
        undated_leavers |= load.records.undated_leavers;
    }
    if undated_leavers {
        let message = "the table has no dates; where the supplementary table is missing, spells are open at every age of a \
                       care leaver, and statuses count from the latest contact, or always if there is none";
        findings.push(Finding::new(Table::CareLeavers, FindingKind::LeaversUndated, message));
    }
    Ok(Assembled { caseload: reader.order.finish(parts)?, findings, rows })
}

/// A table, and what was read of it.
type Loaded<'p> = (Table, Result<TableLoad<'p>, ReadError>);

/// Reads tables.
struct Reader<'p, S> {
    source: &'p S,
    present: &'p BTreeSet<Table>,
    order: Order,
}

impl<'p, S: Source> Reader<'p, S> {
    /// Reads tables. Their results come in any order.
    fn read(&self, mut tables: Vec<Table>, people: &People) -> Vec<Loaded<'p>> {
        // Tables of events come last. Of them, and of the others, the largest start first, so that no core waits long at the end.
        tables.sort_by_cached_key(|table| (is_of_events(*table), Reverse(self.source.size(*table)), *table));
        let load = |days: &mut Days, table| {
            let load = TableLoad::of(table, self.source, people, self.present, days).map(|(mut load, _)| {
                if table == Table::ClaEpisodes {
                    load.add_periods_of_care();
                }
                if load.waits_for.is_none() {
                    self.order.add(&mut load);
                }
                load
            });
            (table, load)
        };
        map_unordered(tables, Days::default, load)
    }

    /// Reads the tables that wait, when it is known whose the plans and referrals are that their rows name.
    fn read_waiting(&self, loads: &mut Vec<Loaded<'p>>, people: &mut People) -> Result<(), ReadError> {
        let waits_for = |(_, load): &Loaded<'_>| load.as_ref().ok().and_then(|load| load.waits_for);
        let unknown = |owner: &Owner| people.of(*owner).is_none();
        let wanted: BTreeSet<Owner> = loads.iter().filter_map(waits_for).filter(unknown).collect();
        // A child in need plan may name its person by a referral, so that the register of these plans is made last.
        let (last, first): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|owner| *owner == Owner::InNeedPlan);
        for owners in [first, last] {
            let registers =
                map_unordered(owners, Days::default, |days, owner| (owner, self.register(owner, people, days)));
            for (owner, register) in registers {
                people.set(owner, register?);
            }
        }
        let waiting = |load: &Loaded<'_>| waits_for(load).is_some();
        let tables: Vec<Table> = loads.iter().filter(|load| waiting(load)).map(|(table, _)| *table).collect();
        loads.retain(|load| !waiting(load));
        loads.extend(self.read(tables, people));
        Ok(())
    }

    /// The persons of plans or referrals, by the identifiers of their kept rows.
    fn register(&self, owner: Owner, people: &People, days: &mut Days) -> Result<Register, ReadError> {
        let mut load = TableLoad::new(owner.table(), self.present);
        load.records.only_children = true;
        let repeats = load.read(self.source, people, Repeats::Kept(Names::default(), Vec::new()), days)?;
        Ok(Register::new(repeats.into_identifiers(), load.records.children))
    }
}
