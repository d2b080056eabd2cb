//! Makes records from the kept rows.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use carekpi_model::{Caseload, CaseloadBuilder, ChildKey, EventKind, PopulationEstimate, RowCounts, entry};

use crate::check::{Checked, Checker, People};
use crate::names::Names;
use crate::parallel::map_unordered;
use crate::periods_of_care::{Episode, periods_of_care};
use crate::repeats::Repeats;
use crate::rows::{Cells, columns};
use crate::source::{RowSink, Source};
use crate::spec::position;
use crate::value::{clean, parse_seen};
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
/// Persons are read first, because all other rows name one. Periods of care are read second, because some rows name their
/// person by one. The order of the other tables does not matter.
pub(crate) fn assemble(source: &impl Source, present: &BTreeSet<Table>) -> Result<Assembled, ReadError> {
    let nobody = People::default();
    let (mut persons, names) = TableLoad::of(Table::Person, source, &nobody, present)?;
    let mut people = People { names, keys: std::mem::take(&mut persons.persons), ..People::default() };
    let (mut care, _) = TableLoad::of(Table::ClaEpisodes, source, &people, present)?;
    for episode in care.episodes.iter().filter(|episode| !episode.period.is_empty()) {
        let of = people.by_period.entry(episode.period.clone()).or_insert(Some(episode.child));
        if *of != Some(episode.child) {
            *of = None;
        }
    }
    for period in periods_of_care(std::mem::take(&mut care.episodes)) {
        let entry = entry::PeriodOfCare { id: &*period.id, start: period.start, end: period.end };
        care.builder.period_of_care(period.child, entry);
    }
    let mut others: Vec<Table> =
        Table::ALL.iter().copied().filter(|table| !matches!(table, Table::Person | Table::ClaEpisodes)).collect();
    // The largest tables start first, so that no core waits long for another at the end.
    others.sort_by_cached_key(|table| (Reverse(source.size(*table)), *table));
    let load = |table| (table, TableLoad::of(table, source, &people, present).map(|(load, _)| load));
    let mut others = map_unordered(others, load);
    others.sort_by_key(|(table, _)| *table);
    drop(people);

    let mut builder = Caseload::builder();
    let mut findings = Vec::new();
    let mut rows = BTreeMap::new();
    let mut undated_leavers = false;
    for load in [Ok(persons), Ok(care)].into_iter().chain(others.into_iter().map(|(_, load)| load)) {
        let load = load?;
        builder.append(load.builder);
        findings.extend(load.findings);
        rows.insert(load.table, load.rows);
        undated_leavers |= load.undated_leavers;
    }
    if undated_leavers {
        let message = "the table has no dates for spells, statuses and pathway plans; where the supplementary table is \
                       missing, spells start on the 16th birthday and statuses on the latest contact";
        findings.push(Finding::new(Table::CareLeavers, FindingKind::LeaversUndated, message));
    }
    Ok(Assembled { caseload: builder.finish()?, findings, rows })
}

/// The result of one table.
struct TableLoad<'p> {
    present: &'p BTreeSet<Table>,
    builder: CaseloadBuilder,
    table: Table,
    rows: RowCounts,
    findings: Vec<Finding>,
    persons: Vec<ChildKey>,
    episodes: Vec<Episode>,
    undated_leavers: bool,
}

/// Checks the rows of one table and makes records of them.
struct CheckRows<'r, 'p> {
    load: &'r mut TableLoad<'p>,
    people: &'r People,
    checker: Checker,
}

impl RowSink for CheckRows<'_, '_> {
    fn restart(&mut self) {
        *self.load = TableLoad::new(self.load.table, self.load.present);
        self.checker.restart();
    }

    fn row(&mut self, line: u64, mut cells: Cells<'_>) {
        let TableLoad { table, findings, .. } = &mut *self.load;
        for cell in cells.iter_mut().take(columns(*table).len()) {
            *cell = clean(cell);
        }
        let checked = self.checker.check(line, &cells, self.people, findings);
        let kept = checked.and_then(|checked| self.load.add(&cells, &checked));
        let RowCounts { read, kept: kept_rows, set_aside } = &mut self.load.rows;
        let count = if kept.is_some() { kept_rows } else { set_aside };
        *count = count.saturating_add(1);
        *read = read.saturating_add(1);
    }
}

impl<'p> TableLoad<'p> {
    fn new(table: Table, present: &'p BTreeSet<Table>) -> Self {
        Self {
            present,
            builder: Caseload::builder(),
            table,
            rows: RowCounts::default(),
            findings: Vec::new(),
            persons: Vec::new(),
            episodes: Vec::new(),
            undated_leavers: false,
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
        let read = |repeats| Self::read(table, source, people, present, repeats);
        if table != Table::Person {
            let (load, mut repeats) = read(Repeats::Hashed(Vec::new()))?;
            if repeats.all_found() {
                return Ok((load, Names::default()));
            }
        }
        let (load, repeats) = read(Repeats::Kept(Names::default(), Vec::new()))?;
        Ok((load, repeats.into_identifiers()))
    }

    fn read(
        table: Table,
        source: &impl Source,
        people: &People,
        present: &'p BTreeSet<Table>,
        repeats: Repeats,
    ) -> Result<(Self, Repeats), ReadError> {
        let mut load = Self::new(table, present);
        let mut rows = CheckRows { load: &mut load, people, checker: Checker::new(table, repeats) };
        let mut of_columns = Vec::new();
        if present.contains(&table) {
            source.read(table, &mut of_columns, &mut rows)?;
        }
        let repeats = rows.checker.into_repeats();
        load.findings.append(&mut of_columns);
        load.builder.shrink_to_fit();
        Ok((load, repeats))
    }

    /// Adds the record of a row. `None` if the row lacks a value that the record needs; the checks let no such row pass.
    fn add(&mut self, cells: &Cells<'_>, checked: &Checked<'_>) -> Option<()> {
        let Checked { id, child, required_date: date, start, end, dates, number } = *checked;
        let plan = |team| Some(entry::Plan { id, start: date?, end, team });
        let event = |seen: &str| Some(entry::Event { id, date: date?, seen: parse_seen(seen) });
        let builder = &mut self.builder;
        match self.table {
            Table::Person => self.add_person(cells, checked),
            Table::CinEpisodes => {
                let nfa = cell!(cells, CinEpisodes, "cine_referral_nfa") == "Y";
                builder.referral(child?, entry::Referral { id, start: date?, end, nfa });
            }
            Table::CinPlans => builder.in_need_plan(child?, plan(cell!(cells, CinPlans, "cinp_cin_plan_team"))?),
            Table::CinVisits => {
                let visit = event(cell!(cells, CinVisits, "cinv_cin_visit_seen"))?;
                builder.event(child?, EventKind::ChildInNeedVisit, visit);
            }
            Table::CinAssessments => builder.assessment(child?, entry::Assessment { id, start, end }),
            Table::CpPlans => builder.protection_plan(child?, plan("")?),
            Table::CpReviews => builder.event(child?, EventKind::ReviewConference, event("")?),
            Table::CpVisits => {
                let visit = event(cell!(cells, CpVisits, "cppv_cp_visit_seen"))?;
                builder.event(child?, EventKind::ProtectionVisit, visit);
            }
            Table::ClaEpisodes => self.episodes.push(Episode {
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
                if cell!(cells, ClaReviews, "clar_cla_review_cancelled") != "Y" {
                    builder.event(child?, EventKind::LookedAfterReview, event("")?);
                }
            }
            Table::ClaHealth => {
                let status = cell!(cells, ClaHealth, "clah_health_check_status");
                if status.is_empty() || status.eq_ignore_ascii_case("completed") {
                    let kind = cell!(cells, ClaHealth, "clah_health_check_type").to_lowercase();
                    if kind.contains("dental") {
                        builder.event(child?, EventKind::DentalCheck, event("")?);
                    }
                    if kind.contains("health assessment") {
                        builder.event(child?, EventKind::HealthAssessment, event("")?);
                    }
                }
            }
            Table::ClaVisits => {
                let visit = event(cell!(cells, ClaVisits, "clav_cla_visit_seen"))?;
                builder.event(child?, EventKind::LookedAfterVisit, visit);
            }
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
            Table::CoreGroups => builder.event(child?, EventKind::CoreGroup, event("")?),
            Table::CinReviews => builder.event(child?, EventKind::ChildInNeedReview, event("")?),
            Table::Supervisions => builder.event(child?, EventKind::Supervision, event("")?),
            Table::PlacementChangeMeetings => builder.event(child?, EventKind::PlacementChangeMeeting, event("")?),
            Table::CareLeaverSpells => {
                let eligibility = cell!(cells, CareLeaverSpells, "eligibility");
                builder.leaver_spell(child?, entry::LeaverSpell { id, start: Some(date?), end, eligibility });
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
                },
            ),
            Table::PathwayPlans => builder.event(child?, EventKind::PathwayPlan, event("")?),
            Table::CareLeaverVisits => {
                builder.event(child?, EventKind::LeaverVisit, event(cell!(cells, CareLeaverVisits, "seen"))?);
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
        self.persons.push(key);
    }

    /// Adds the records of a row of `ssd_care_leavers`. The table has no dates for them, so that each is added only if its
    /// supplementary table is missing.
    fn add_care_leaver(&mut self, child: ChildKey, cells: &Cells<'_>, checked: &Checked<'_>) {
        let Checked { id, dates: [contact, plan_review, _], .. } = *checked;
        let missing = |table| !self.present.contains(&table);
        let (no_spells, no_statuses, no_plans) =
            (missing(Table::CareLeaverSpells), missing(Table::CareLeaverStatuses), missing(Table::PathwayPlans));
        self.undated_leavers |= no_spells || no_statuses || no_plans;
        if no_spells {
            let eligibility = cell!(cells, CareLeavers, "clea_care_leaver_eligibility");
            self.builder.leaver_spell(child, entry::LeaverSpell { id, start: None, end: None, eligibility });
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
                },
            );
        }
        if let Some(date) = plan_review.filter(|_| no_plans) {
            self.builder.event(child, EventKind::PathwayPlan, entry::Event::new(id, date));
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
        // A row of health checks has a record only if it names one.
        for table in Table::ALL.iter().filter(|table| **table != Table::ClaHealth) {
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
