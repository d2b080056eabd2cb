//! Makes records from the kept rows.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use carekpi_model::{Caseload, CaseloadBuilder, ChildKey, EventKind, PopulationEstimate, RowCounts, Seen, entry};

use crate::bearing::is_spare;
use crate::check::{Checked, Checker, NotKept};
use crate::names::Names;
use crate::near::question;
use crate::parallel::map_unordered;
use crate::people::{Owner, People, Register};
use crate::periods_of_care::{Episode, end_left_open, periods_of_care};
use crate::repeats::Repeats;
use crate::rows::{Cells, columns};
use crate::source::{AbsentColumn, RowSink, Source};
use crate::spec::position;
use crate::value::clean;
use crate::{Finding, FindingKind, ReadError, Table};

/// The text of one column of a row. The column's position is found at compile time.
macro_rules! cell {
    ($cells:ident, $table:ident, $column:literal) => {
        $cells.get(const { position(Table::$table, $column) }).copied().unwrap_or("")
    };
}

/// The result of all tables.
pub(crate) struct Assembled {
    pub(crate) caseload: Caseload,
    pub(crate) findings: Vec<Finding>,
    pub(crate) rows: BTreeMap<Table, RowCounts>,
}

/// Makes a caseload of the tables that are `present`.
///
/// Persons are read first, because all other rows name one. Periods of care are read second, because they are made of all
/// episodes. The order of the other tables does not matter, unless rows name their person only by a plan or a referral: then
/// these are read first, and nothing is kept of them if no row does.
pub(crate) fn assemble(source: &impl Source, present: &BTreeSet<Table>) -> Result<Assembled, ReadError> {
    let mut people = People::default();
    let (mut persons, names) = TableLoad::of(Table::Person, source, &people, present)?;
    people.persons = Register::new(names, std::mem::take(&mut persons.children));
    let (mut care, _) = TableLoad::of(Table::ClaEpisodes, source, &people, present)?;
    people.set(Owner::PeriodOfCare, care.add_periods_of_care());
    let mut others: Vec<Table> =
        Table::ALL.iter().copied().filter(|table| !matches!(table, Table::Person | Table::ClaEpisodes)).collect();
    // The largest tables start first, so that no core waits long for another at the end.
    others.sort_by_cached_key(|table| (Reverse(source.size(*table)), *table));
    let mut loads = read_tables(&others, source, &people, present);
    let waits = |load: &Result<TableLoad<'_>, ReadError>| load.as_ref().ok().and_then(|load| load.waits_for);
    let wanted: BTreeSet<Owner> = loads.iter().filter_map(|(_, load)| waits(load)).collect();
    if !wanted.is_empty() {
        // A child in need plan may name its person by a referral.
        let (plans, direct): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|owner| *owner == Owner::InNeedPlan);
        for owners in [direct, plans] {
            for (owner, register) in map_unordered(owners, |owner| (owner, register(owner, source, &people, present))) {
                people.set(owner, register?);
            }
        }
        let waiting: Vec<Table> =
            loads.iter().filter(|(_, load)| waits(load).is_some()).map(|(table, _)| *table).collect();
        loads.retain(|(_, load)| waits(load).is_none());
        loads.extend(read_tables(&waiting, source, &people, present));
    }
    loads.sort_by_key(|(table, _)| *table);
    drop(people);

    let mut builder = Caseload::builder();
    let mut findings = Vec::new();
    let mut rows = BTreeMap::new();
    let mut undated_leavers = false;
    for load in [Ok(persons), Ok(care)].into_iter().chain(loads.into_iter().map(|(_, load)| load)) {
        let load = load?;
        builder.append(load.builder);
        findings.extend(load.findings);
        rows.insert(load.table, load.rows);
        undated_leavers |= load.undated_leavers;
    }
    if undated_leavers {
        let message = "the table has no dates; where the supplementary table is missing, spells are open at every age of a \
                       care leaver, and statuses count from the latest contact, or always if there is none";
        findings.push(Finding::new(Table::CareLeavers, FindingKind::LeaversUndated, message));
    }
    Ok(Assembled { caseload: builder.finish()?, findings, rows })
}

/// Reads tables, in any order.
fn read_tables<'p>(
    tables: &[Table],
    source: &impl Source,
    people: &People,
    present: &'p BTreeSet<Table>,
) -> Vec<(Table, Result<TableLoad<'p>, ReadError>)> {
    let load = |table| (table, TableLoad::of(table, source, people, present).map(|(load, _)| load));
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
    load.only_children = true;
    let repeats = load.read(source, people, Repeats::Kept(Names::default(), Vec::new()))?;
    Ok(Register::new(repeats.into_identifiers(), load.children))
}

/// The result of one table.
struct TableLoad<'p> {
    present: &'p BTreeSet<Table>,
    builder: CaseloadBuilder,
    table: Table,
    rows: RowCounts,
    findings: Vec<Finding>,
    /// The persons of the kept rows that have an identifier: of `ssd_person`, or if that is all that is wanted.
    children: Vec<ChildKey>,
    /// Whether no records are wanted.
    only_children: bool,
    episodes: Vec<Episode>,
    undated_leavers: bool,
    /// The persons of these must be known before the table can be read.
    waits_for: Option<Owner>,
    /// The area of the population estimates, with its line, and one that differs.
    areas: [Option<(String, u64)>; 2],
}

/// Checks the rows of one table and makes records of them.
struct CheckRows<'r, 'p> {
    load: &'r mut TableLoad<'p>,
    people: &'r People,
    checker: Checker,
}

impl RowSink for CheckRows<'_, '_> {
    fn restart(&mut self) {
        let only_children = self.load.only_children;
        *self.load = TableLoad { only_children, ..TableLoad::new(self.load.table, self.load.present) };
        self.checker.restart();
    }

    fn header(&mut self, absent: &[AbsentColumn]) -> bool {
        for column in absent {
            self.load.findings.push(about_absent(self.load.table, column, self.load.present));
            let owner = self.checker.lacks(column.column);
            self.load.waits_for = owner.filter(|owner| self.people.of(*owner).is_none()).or(self.load.waits_for);
        }
        self.load.waits_for.is_none()
    }

    fn row(&mut self, line: u64, mut cells: Cells<'_>) {
        if self.load.waits_for.is_some() {
            return;
        }
        let TableLoad { table, findings, .. } = &mut *self.load;
        for cell in cells.iter_mut().take(columns(*table).len()) {
            *cell = clean(cell);
        }
        let checked = self.checker.check(line, &cells, self.people, findings);
        if let Err(NotKept::WaitsFor(owner)) = checked {
            self.load.waits_for = Some(owner);
            return;
        }
        if self.load.table == Table::Population {
            self.load.add_area(cell!(cells, Population, "area"), line);
        }
        let kept = checked.ok().and_then(|checked| self.load.add(&cells, &checked));
        let RowCounts { read, kept: kept_rows, set_aside } = &mut self.load.rows;
        let count = if kept.is_some() { kept_rows } else { set_aside };
        *count = count.saturating_add(1);
        *read = read.saturating_add(1);
    }
}

/// The finding about a column that a file lacks.
fn about_absent(table: Table, column: &AbsentColumn, present: &BTreeSet<Table>) -> Finding {
    let near = question(column.near.as_deref());
    let (kind, read_as) = match column.column {
        "cppl_cp_plan_ola" => (FindingKind::ColumnSpare, "every plan is read as this authority's"),
        name if is_spare(table, name, present) => (FindingKind::ColumnSpare, "read as blank"),
        _ => (FindingKind::ColumnAbsent, "read as blank"),
    };
    let mut finding = Finding::new(table, kind, format!("the column is missing; {read_as}{near}"));
    finding.column = Some(column.column.to_owned());
    finding
}

impl<'p> TableLoad<'p> {
    fn new(table: Table, present: &'p BTreeSet<Table>) -> Self {
        Self {
            present,
            builder: Caseload::builder(),
            table,
            rows: RowCounts::default(),
            findings: Vec::new(),
            children: Vec::new(),
            only_children: false,
            episodes: Vec::new(),
            undated_leavers: false,
            waits_for: None,
            areas: [None, None],
        }
    }

    /// Checks every row of a table and makes records of the kept ones. A missing table has no rows. For persons, the
    /// identifiers are returned too.
    fn of(
        table: Table,
        source: &impl Source,
        people: &People,
        present: &'p BTreeSet<Table>,
    ) -> Result<(Self, Names), ReadError> {
        if table != Table::Person {
            let mut load = Self::new(table, present);
            let mut repeats = load.read(source, people, Repeats::Hashed(Vec::new()))?;
            if load.waits_for.is_some() || repeats.all_found() {
                return Ok((load, Names::default()));
            }
        }
        let mut load = Self::new(table, present);
        let repeats = load.read(source, people, Repeats::Kept(Names::default(), Vec::new()))?;
        Ok((load, repeats.into_identifiers()))
    }

    /// Reads the table. Returns the identifiers of its kept rows.
    fn read(&mut self, source: &impl Source, people: &People, repeats: Repeats) -> Result<Repeats, ReadError> {
        let (table, is_present) = (self.table, self.present.contains(&self.table));
        let mut rows = CheckRows { load: self, people, checker: Checker::new(table, repeats) };
        let mut of_columns = Vec::new();
        if is_present {
            source.read(table, &mut of_columns, &mut rows)?;
        }
        let repeats = rows.checker.into_repeats();
        self.findings.append(&mut of_columns);
        self.builder.shrink_to_fit();
        match std::mem::take(&mut self.areas) {
            [Some((one, line)), Some((other, other_line))] => {
                Err(ReadError::TwoAreas { file: source.path(table), one, line, other, other_line })
            }
            _ => Ok(repeats),
        }
    }

    /// Notes the area of a population estimate.
    fn add_area(&mut self, area: &str, line: u64) {
        match &mut self.areas {
            _ if area.is_empty() => {}
            [first @ None, _] => *first = Some((area.to_owned(), line)),
            [Some((first, _)), other @ None] if first.to_lowercase() != area.to_lowercase() => {
                *other = Some((area.to_owned(), line));
            }
            _ => {}
        }
    }

    /// Makes periods of care of the episodes, and returns the persons of those that are named.
    fn add_periods_of_care(&mut self) -> Register {
        let mut episodes = std::mem::take(&mut self.episodes);
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
            self.builder.period_of_care(period.child, entry);
        }
        register
    }

    /// Adds the record of a row. `None` if the row lacks a value that the record needs; the checks let no such row pass.
    fn add(&mut self, cells: &Cells<'_>, checked: &Checked<'_>) -> Option<()> {
        let Checked { line, id, child, required_date: date, start, end, dates, number, flag } = *checked;
        if self.only_children {
            // Rows without an identifier are not in the register.
            self.children.extend(child.filter(|_| !id.is_empty()));
            return Some(());
        }
        let plan = |team| Some(entry::Plan { id, start: date?, end, team, other_authority: false });
        let event = |seen| Some(entry::Event { id, date: date?, seen });
        let not_seen = Seen::Unknown;
        let builder = &mut self.builder;
        match self.table {
            Table::Person => self.add_person(cells, checked),
            Table::CinEpisodes => {
                let nfa = flag == Seen::Yes;
                builder.referral(child?, entry::Referral { id, start: date?, end, nfa });
            }
            Table::CinPlans => builder.in_need_plan(child?, plan(cell!(cells, CinPlans, "cinp_cin_plan_team"))?),
            Table::CinVisits => builder.event(child?, EventKind::ChildInNeedVisit, event(flag)?),
            Table::CinAssessments => builder.assessment(child?, entry::Assessment { id, start, end }),
            Table::CpPlans => {
                let other_authority = flag == Seen::Yes;
                builder.protection_plan(child?, entry::Plan { other_authority, ..plan("")? });
            }
            Table::CpReviews => builder.event(child?, EventKind::ReviewConference, event(not_seen)?),
            Table::CpVisits => builder.event(child?, EventKind::ProtectionVisit, event(flag)?),
            Table::ClaEpisodes => self.episodes.push(Episode {
                line,
                child: child?,
                period: cell!(cells, ClaEpisodes, "clae_cla_id").into(),
                id: id.into(),
                start: date?,
                end,
                entered_care: dates[0],
            }),
            Table::ClaPlacement => {
                let code = cell!(cells, ClaPlacement, "clap_cla_placement_type");
                let setting = cell!(cells, ClaPlacement, "clap_cla_placement_urn");
                builder.placement(child?, entry::Placement { id, start: date?, end, code, setting });
            }
            Table::ClaReviews => {
                if flag != Seen::Yes {
                    builder.event(child?, EventKind::LookedAfterReview, event(not_seen)?);
                }
            }
            Table::ClaHealth => {
                let kind = cell!(cells, ClaHealth, "clah_health_check_type");
                let status = cell!(cells, ClaHealth, "clah_health_check_status");
                builder.health_check(child?, entry::HealthCheck { id, date: date?, kind, status });
            }
            Table::ClaVisits => builder.event(child?, EventKind::LookedAfterVisit, event(flag)?),
            Table::LegalStatus => {
                let code = cell!(cells, LegalStatus, "lega_legal_status");
                builder.legal_status(child?, entry::LegalStatus { id, start: date?, end, code });
            }
            Table::CareLeavers => self.add_care_leaver(child?, cells, checked),
            Table::Involvements => {
                let worker = cell!(cells, Involvements, "invo_professional_id");
                let team = cell!(cells, Involvements, "invo_professional_team");
                let role = cell!(cells, Involvements, "invo_professional_role_id");
                builder.allocation(child?, entry::Allocation { id, start: date?, end, worker, team, role });
            }
            Table::Department => builder.team(id, cell!(cells, Department, "dept_team_name")),
            Table::Disability => builder.disability(child?, cell!(cells, Disability, "disa_disability_code")),
            Table::CoreGroups => builder.event(child?, EventKind::CoreGroup, event(not_seen)?),
            Table::CinReviews => builder.event(child?, EventKind::ChildInNeedReview, event(not_seen)?),
            Table::Supervisions => builder.event(child?, EventKind::Supervision, event(not_seen)?),
            Table::PlacementChangeMeetings => {
                builder.event(child?, EventKind::PlacementChangeMeeting, event(not_seen)?)
            }
            Table::CareLeaverSpells => {
                let eligibility = cell!(cells, CareLeaverSpells, "eligibility");
                builder.leaver_spell(child?, entry::LeaverSpell { id, start: Some(date?), end, eligibility, team: "" });
            }
            Table::CareLeaverStatuses => builder.leaver_status(
                child?,
                entry::LeaverStatus {
                    id,
                    recorded: Some(date?),
                    in_touch: cell!(cells, CareLeaverStatuses, "in_touch"),
                    accommodation: cell!(cells, CareLeaverStatuses, "accommodation"),
                    suitable: cell!(cells, CareLeaverStatuses, "accommodation_suitable"),
                    activity: cell!(cells, CareLeaverStatuses, "activity"),
                    contact: dates[0],
                    eligibility: "",
                },
            ),
            Table::PathwayPlans => builder.event(child?, EventKind::PathwayPlan, event(not_seen)?),
            Table::CareLeaverVisits => {
                builder.event(child?, EventKind::LeaverVisit, event(flag)?);
            }
            Table::Population => {
                builder.population(PopulationEstimate { reference: dates[0], published: date?, population: number? });
            }
        }
        Some(())
    }

    fn add_person(&mut self, cells: &Cells<'_>, checked: &Checked<'_>) {
        let Checked { id, dates: [born, expected, died], .. } = *checked;
        let sex = cell!(cells, Person, "pers_sex");
        let gender = cell!(cells, Person, "pers_gender");
        let ethnicity = cell!(cells, Person, "pers_ethnicity");
        let key = self.builder.child(entry::Child { id, born, expected, died, sex, gender, ethnicity });
        self.children.push(key);
    }

    /// Adds the records of a row of `ssd_care_leavers`. The table has no dates for them, so that each is added only if its
    /// supplementary table is missing.
    fn add_care_leaver(&mut self, child: ChildKey, cells: &Cells<'_>, checked: &Checked<'_>) {
        let Checked { id, dates: [contact, plan_review, _], .. } = *checked;
        let missing = |table| !self.present.contains(&table);
        let (no_spells, no_statuses, no_plans) =
            (missing(Table::CareLeaverSpells), missing(Table::CareLeaverStatuses), missing(Table::PathwayPlans));
        self.undated_leavers |= no_spells || no_statuses || no_plans;
        let eligibility = cell!(cells, CareLeavers, "clea_care_leaver_eligibility");
        if no_spells {
            let team = cell!(cells, CareLeavers, "clea_care_leaver_allocated_team");
            self.builder.leaver_spell(child, entry::LeaverSpell { id, start: None, end: None, eligibility, team });
        }
        if no_statuses {
            self.builder.leaver_status(
                child,
                entry::LeaverStatus {
                    id,
                    recorded: contact,
                    in_touch: cell!(cells, CareLeavers, "clea_care_leaver_in_touch"),
                    accommodation: cell!(cells, CareLeavers, "clea_care_leaver_accommodation"),
                    suitable: cell!(cells, CareLeavers, "clea_care_leaver_accom_suitable"),
                    activity: cell!(cells, CareLeavers, "clea_care_leaver_activity"),
                    contact,
                    eligibility,
                },
            );
        }
        if let Some(date) = plan_review.filter(|_| no_plans) {
            self.builder.stated_pathway_plan(child, entry::PathwayPlan { id, date, eligibility });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::NO_CELLS;

    #[test]
    fn no_record_is_made_without_the_values_it_needs() {
        let child = Caseload::builder().child(entry::Child::default());
        let needs_nothing = [Table::Person, Table::Department];
        let needs_no_date = [Table::CinAssessments, Table::CareLeavers, Table::Disability];
        for table in Table::ALL {
            let present = BTreeSet::new();
            let made = |checked| TableLoad::new(*table, &present).add(&NO_CELLS, &checked).is_some();
            assert_eq!(made(Checked::default()), needs_nothing.contains(table), "{table}");
            let undated = Checked { child: Some(child), number: Some(1), ..Checked::default() };
            assert_eq!(made(undated), needs_nothing.contains(table) || needs_no_date.contains(table), "{table}");
            let dated = Checked { required_date: chrono::NaiveDate::from_ymd_opt(2026, 1, 5), ..undated };
            assert!(made(dated), "{table}");
        }
    }
}
