//! Makes a caseload of all tables.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use carekpi_model::{Caseload, CaseloadError, RowCounts};

use crate::load::TableLoad;
use crate::names::Names;
use crate::parallel::{Threads, map_unordered};
use crate::people::{Owner, People, Register};
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
/// Persons are read first, because all other rows name one. The order of the other tables does not matter. If rows name their
/// person only by a plan, a period of care or a referral, their table waits, and is read again when it is known whose these are. If
/// no row does, no register of plans and referrals is made.
pub(crate) fn assemble(source: &impl Source, present: &BTreeSet<Table>, roles: bool) -> Result<Assembled, ReadError> {
    let mut people = People::default();
    let (mut persons, names) = TableLoad::of(Table::Person, source, &people, present)?;
    people.persons = Register::new(names, std::mem::take(&mut persons.records.children));
    let mut others: Vec<Table> = Table::ALL.iter().copied().filter(|table| *table != Table::Person).collect();
    others.extend(source.own_tables());
    // The largest tables start first, so that no core waits long for another at the end.
    others.sort_by_cached_key(|table| (Reverse(source.size(*table)), *table));
    let mut loads = read_tables(&others, source, &people, present);
    for periods in loads.iter_mut().filter_map(|(_, load)| load.as_mut().ok()?.periods_of_care.take()) {
        people.set(Owner::PeriodOfCare, periods);
    }
    if loads.iter().all(|(_, load)| load.is_ok()) {
        read_waiting(&mut loads, source, &mut people, present)?;
    }
    loads.sort_by_key(|(table, _)| *table);
    drop(people);

    let mut builder = Caseload::builder();
    builder.ids_checked();
    if roles {
        builder.records_roles();
    }
    let mut findings = Vec::new();
    let mut rows = BTreeMap::new();
    let mut undated_leavers = false;
    for table in source.own_tables() {
        // The caseload knows the kind, even if it has no records.
        let known = builder.own_kind(table.name());
        known.map_err(CaseloadError::from)?;
    }
    let mut builders = Vec::new();
    for load in std::iter::once(Ok(persons)).chain(loads.into_iter().map(|(_, load)| load)) {
        let load = load?;
        builders.push(load.records.builder);
        findings.extend(load.findings);
        rows.insert(load.records.table, load.rows);
        undated_leavers |= load.records.undated_leavers;
    }
    if undated_leavers {
        let message = "the table has no dates; where the supplementary table is missing, spells are open at every age of a \
                       care leaver, and statuses count from the latest contact, or always if there is none";
        findings.push(Finding::new(Table::CareLeavers, FindingKind::LeaversUndated, message));
    }
    builder.append_all(builders, &Threads);
    Ok(Assembled { caseload: builder.finish_with(&Threads)?, findings, rows })
}

/// A table, and what was read of it.
type Loaded<'p> = (Table, Result<TableLoad<'p>, ReadError>);

/// Reads the tables that wait, when it is known whose the plans and referrals are that their rows name.
fn read_waiting<'p>(
    loads: &mut Vec<Loaded<'p>>,
    source: &impl Source,
    people: &mut People,
    present: &'p BTreeSet<Table>,
) -> Result<(), ReadError> {
    let waits_for = |(_, load): &Loaded<'_>| load.as_ref().ok().and_then(|load| load.waits_for);
    let unknown = |owner: &Owner| people.of(*owner).is_none();
    let wanted: BTreeSet<Owner> = loads.iter().filter_map(waits_for).filter(unknown).collect();
    // A child in need plan may name its person by a referral, so that the register of these plans is made last.
    let (last, first): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|owner| *owner == Owner::InNeedPlan);
    for owners in [first, last] {
        let registers = map_unordered(owners, |owner| (owner, register(owner, source, people, present)));
        for (owner, register) in registers {
            people.set(owner, register?);
        }
    }
    let waiting: Vec<Table> = loads.iter().filter(|load| waits_for(load).is_some()).map(|(table, _)| *table).collect();
    loads.retain(|load| waits_for(load).is_none());
    loads.extend(read_tables(&waiting, source, people, present));
    Ok(())
}

/// Reads tables, in any order.
fn read_tables<'p>(
    tables: &[Table],
    source: &impl Source,
    people: &People,
    present: &'p BTreeSet<Table>,
) -> Vec<Loaded<'p>> {
    let load = |table| {
        let load = TableLoad::of(table, source, people, present).map(|(mut load, _)| {
            if table == Table::ClaEpisodes {
                load.add_periods_of_care();
            }
            load
        });
        (table, load)
    };
    map_unordered(tables.to_vec(), load)
}

/// The persons of plans or referrals, by the identifiers of their kept rows.
fn register(
    owner: Owner,
    source: &impl Source,
    people: &People,
    present: &BTreeSet<Table>,
) -> Result<Register, ReadError> {
    let mut load = TableLoad::new(owner.table(), present);
    load.records.only_children = true;
    let repeats = load.read(source, people, Repeats::Kept(Names::default(), Vec::new()))?;
    Ok(Register::new(repeats.into_identifiers(), load.records.children))
}
