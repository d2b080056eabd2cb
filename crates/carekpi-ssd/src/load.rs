//! Reads one table: checks its rows, and counts those that are kept and those that are set aside.

use std::collections::BTreeSet;

use carekpi_model::{CaseloadPart, OrderedBuilder, RowCounts, entry};

use crate::bearing::{is_spare, other_person_column};
use crate::block::{Block, BlockRow};
use crate::check::{Checked, Checker, Days, NotKept, RareValues, UsualRow};
use crate::date_order::DateOrder;
use crate::distinct::Hashes;
use crate::estimates::Estimates;
use crate::halves::{Half, Split};
use crate::names::Names;
use crate::near::question;
use crate::people::{Owner, People, Register};
use crate::periods_of_care::{end_left_open, periods_of_care};
use crate::records::Records;
use crate::repeats::Repeats;
use crate::rows::{Cells, columns};
use crate::source::{AbsentColumn, RowSink, Source};
use crate::spec::position;
use crate::value::clean;
use crate::{Finding, FindingKind, ReadError, Table};

/// The result of one table.
pub(crate) struct TableLoad<'p> {
    pub(crate) records: Records<'p>,
    pub(crate) rows: RowCounts,
    pub(crate) findings: Vec<Finding>,
    /// The persons of these must be known before the table can be read.
    pub(crate) waits_for: Option<Owner>,
    /// The persons of the periods of care that are named.
    pub(crate) periods_of_care: Option<Register>,
    /// The records with their events laid out; `None` if they are not.
    laid_out: Option<CaseloadPart>,
    estimates: Estimates,
}

/// The most rows for which memory is reserved in advance, in case far fewer follow.
const MOST_EXPECTED: usize = 1 << 22;

/// Checks the rows of one table and makes records of them.
struct CheckRows<'r, 'p> {
    load: &'r mut TableLoad<'p>,
    people: &'r People,
    checker: Checker<'r>,
}

impl RowSink for CheckRows<'_, '_> {
    fn restart(&mut self) {
        let Records { table, present, only_children, .. } = self.load.records;
        *self.load = TableLoad::new(table, present);
        self.load.records.only_children = only_children;
        self.checker.restart();
    }

    fn header(&mut self, absent: &[AbsentColumn]) -> bool {
        let Records { table, present, .. } = self.load.records;
        for column in absent {
            self.load.findings.push(about_absent(table, column, present));
            let owner = self.checker.lacks(column.column);
            self.load.waits_for = owner.filter(|owner| self.people.of(*owner).is_none()).or(self.load.waits_for);
        }
        self.load.waits_for.is_none()
    }

    fn expect(&mut self, rows: usize) {
        let rows = rows.min(MOST_EXPECTED);
        self.checker.expect(rows);
        self.load.records.expect(rows);
    }

    fn row(&mut self, line: u64, cells: &mut Cells<'_>) {
        if self.load.waits_for.is_some() {
            return;
        }
        let kept = match self.check(line, cells) {
            Ok(Checked { line, values, rare }) => self.load.records.add(line, cells, &values, rare),
            Err(NotKept::SetAside) => None,
            Err(NotKept::WaitsFor(owner)) => {
                self.load.waits_for = Some(owner);
                return;
            }
        };
        self.load.count(kept.is_some().into(), kept.is_none().into());
    }

    fn block(&mut self, block: &Block<'_>, order: &mut DateOrder) {
        let rows = self.checker.read_block(block, self.people, order);
        // Usually all rows are usual ones.
        if let Some(kind) = self.load.records.events
            && self.checker.are_usual(&rows)
        {
            let kept = self.load.records.add_events(kind, rows.iter().map(UsualRow::values));
            let all = u64::try_from(rows.len()).unwrap_or(u64::MAX);
            self.load.count(kept, all.saturating_sub(kept));
            return;
        }
        let (mut kept, mut set_aside) = (0_u64, 0_u64);
        for (row, usual) in rows.iter().enumerate() {
            let Some(values) = self.checker.usual(block, row, usual) else {
                self.row_of_block(block, row, order);
                continue;
            };
            let cells = &BlockRow { block, row };
            match self.load.records.add(block.line_of(row), cells, values, RareValues::default()) {
                Some(()) => kept = kept.wrapping_add(1),
                None => set_aside = set_aside.wrapping_add(1),
            }
        }
        self.load.count(kept, set_aside);
    }
}

impl CheckRows<'_, '_> {
    /// Cleans the cells of a row, and checks it.
    fn check<'r>(&mut self, line: u64, cells: &mut Cells<'r>) -> Result<Checked<'r>, NotKept> {
        let table = self.load.records.table;
        for cell in cells.iter_mut().take(columns(table).len()) {
            *cell = clean(cell);
        }
        let checked = self.checker.check(line, cells, self.people, &mut self.load.findings);
        if table == Table::Population {
            let area = cells.get(const { position(Table::Population, "area") });
            self.load.estimates.add_area(area.copied().unwrap_or(""), line);
            if let Ok(checked) = &checked {
                self.load.estimates.add(checked);
            }
        }
        checked
    }
}

/// The finding about a column that a file lacks.
fn about_absent(table: Table, column: &AbsentColumn, present: &BTreeSet<Table>) -> Finding {
    let near = question(column.near.as_deref());
    let blank = || "read as blank".to_owned();
    let (kind, read_as) = match column.column {
        "cppl_cp_plan_ola" => (FindingKind::ColumnSpare, "every plan is read as this authority's".to_owned()),
        name if is_spare(table, name, present) => {
            let other = other_person_column(table, name);
            (FindingKind::ColumnSpare, other.map_or_else(blank, |other| format!("{other} identifies the person")))
        }
        _ => (FindingKind::ColumnAbsent, blank()),
    };
    let mut finding = Finding::new(table, kind, format!("the column is missing; {read_as}{near}"));
    finding.column = Some(column.column.to_owned());
    finding.near.clone_from(&column.near);
    finding
}

impl<'p> TableLoad<'p> {
    /// Nothing read yet. `present` are the tables that exist.
    pub(crate) fn new(table: Table, present: &'p BTreeSet<Table>) -> Self {
        Self {
            records: Records::new(table, present),
            rows: RowCounts::default(),
            findings: Vec::new(),
            waits_for: None,
            periods_of_care: None,
            laid_out: None,
            estimates: Estimates::default(),
        }
    }

    /// Counts rows that were kept, and rows that were set aside.
    pub(crate) const fn count(&mut self, kept: u64, set_aside: u64) {
        let rows = &mut self.rows;
        rows.kept = rows.kept.saturating_add(kept);
        rows.set_aside = rows.set_aside.saturating_add(set_aside);
        rows.read = rows.read.saturating_add(kept).saturating_add(set_aside);
    }

    /// Checks every row of a table and makes records of the kept ones. A missing table has no rows. For persons, the
    /// identifiers are returned too.
    pub(crate) fn of(
        table: Table,
        source: &impl Source,
        people: &People,
        present: &'p BTreeSet<Table>,
        days: &mut Days,
    ) -> Result<(Self, Names), ReadError> {
        let quick = match table {
            Table::Person => Repeats::Named(Names::default(), false),
            _ => Repeats::Hashed(Hashes::default()),
        };
        let mut load = Self::new(table, present);
        let repeats = load.read(source, people, quick, days)?;
        if load.waits_for.is_some() || repeats.all_found() {
            return Ok((load, repeats.into_identifiers()));
        }
        let mut load = Self::new(table, present);
        let repeats = load.read(source, people, Repeats::Kept(Names::default(), Vec::new()), days)?;
        Ok((load, repeats.into_identifiers()))
    }

    /// Reads the table. Returns the identifiers of its kept rows.
    pub(crate) fn read(
        &mut self,
        source: &impl Source,
        people: &People,
        repeats: Repeats,
        days: &mut Days,
    ) -> Result<Repeats, ReadError> {
        let Records { table, present, .. } = self.records;
        let mut rows = CheckRows { load: self, people, checker: Checker::new(table, repeats, days) };
        let mut of_columns = Vec::new();
        if present.contains(&table) {
            source.read(table, &mut of_columns, &mut rows)?;
        }
        let repeats = rows.checker.into_repeats();
        self.findings.append(&mut of_columns);
        self.records.builder.shrink_to_fit();
        let estimates = std::mem::take(&mut self.estimates);
        self.findings.extend(estimates.findings(|| source.path(table))?);
        Ok(repeats)
    }

    /// Reads a half of the table of persons. Returns the identifiers of its kept rows, and the line after its last. `None` if the half
    /// can't be read, or repeats an identifier.
    pub(crate) fn read_half(
        &mut self,
        source: &impl Source,
        split: &Split,
        half: Half,
        days: &mut Days,
    ) -> Option<(Names, u64)> {
        let Records { table, .. } = self.records;
        let repeats = Repeats::Named(Names::default(), false);
        let people = &People::default();
        let mut rows = CheckRows { load: self, people, checker: Checker::new(table, repeats, days) };
        let mut of_columns = Vec::new();
        let line_after = source.read_half(split, half, &mut of_columns, &mut rows)?;
        let repeats = rows.checker.into_repeats();
        self.findings.append(&mut of_columns);
        repeats.all_found().then(|| (repeats.into_identifiers(), line_after))
    }

    /// Lays out the events, so that they need less memory.
    pub(crate) fn lay_out(&mut self, ordered: &OrderedBuilder) {
        self.laid_out = Some(ordered.lay_out(std::mem::take(&mut self.records.builder)));
    }

    /// Takes the records.
    pub(crate) fn take_part(&mut self) -> CaseloadPart {
        self.laid_out.take().unwrap_or_else(|| std::mem::take(&mut self.records.builder).into())
    }

    /// Makes periods of care of the episodes.
    pub(crate) fn add_periods_of_care(&mut self) {
        let mut episodes = std::mem::take(&mut self.records.episodes);
        end_left_open(&mut episodes, |episode| {
            let end = episode.end.unwrap_or_default();
            let message = format!("the episode has no end, and a later one begins; read as ended then, on {end}");
            let mut finding = Finding::new(Table::ClaEpisodes, FindingKind::EpisodeLeftOpen, message);
            finding.line = Some(episode.line);
            finding.column = Some("clae_cla_episode_ceased_date".to_owned());
            finding.identifier = (!episode.id.is_empty()).then(|| episode.id.to_string());
            self.findings.push(finding);
        });
        let mut register = Register::default();
        for episode in episodes.iter().filter(|episode| !episode.period.is_empty()) {
            register.add(&episode.period, episode.child);
        }
        for period in periods_of_care(episodes) {
            let entry = entry::PeriodOfCare { id: &*period.id, start: period.start, end: period.end };
            self.records.builder.period_of_care(period.child, entry);
        }
        self.periods_of_care = Some(register);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::in_memory::RowsInMemory;
    use crate::{Mapping, Tables, rows};
    use carekpi_model::Caseload;

    /// Whether all identifiers of these core groups have different hashes. Every third date has a space before it, so its row is not a
    /// usual one.
    fn all_found(identifiers: &[&'static str]) -> bool {
        let mut names = Names::default();
        names.add("P1");
        let child = Caseload::builder().child(entry::Child::default());
        let people = People { persons: Register::new(names, vec![child]), ..People::default() };
        let mut tables = Tables::default();
        for (identifier, date) in identifiers.iter().zip(["2026-01-20", "2026-01-21", " 2026-01-22"].iter().cycle()) {
            tables.core_groups.push(rows::CoreGroup {
                core_group_id: (*identifier).into(),
                person_id: "P1".into(),
                core_group_date: (*date).into(),
            });
        }
        let source = RowsInMemory { tables: &tables, mapping: &Mapping::default() };
        let present = BTreeSet::from([Table::CoreGroups]);
        let mut load = TableLoad::new(Table::CoreGroups, &present);
        let repeats = load.read(&source, &people, Repeats::Hashed(Hashes::default()), &mut Days::default()).unwrap();
        assert_eq!(load.rows.kept, u64::try_from(identifiers.len()).unwrap());
        repeats.all_found()
    }

    #[test]
    fn the_identifier_of_each_kept_row_is_hashed_once() {
        let mut identifiers = vec!["G1", "G2", "G3", "", "G5", "", "", "G8", "G9"];
        assert!(all_found(&identifiers));
        for again in ["G1", "G2", "G3", "G9"] {
            for _ in 0..3 {
                identifiers.push(again);
                assert!(!all_found(&identifiers), "{again}");
                identifiers.pop();
                identifiers.insert(0, "");
            }
        }
    }
}
