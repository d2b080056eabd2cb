//! Kept rows, made into the domain model.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use carekpi_model::{Caseload, CaseloadBuilder, ChildKey, EventKind, PopulationEstimate, entry};
use rayon::prelude::*;

use crate::account::Account;
use crate::care::{Episode, periods};
use crate::check::{Checked, Checker, People};
use crate::names::Names;
use crate::read::Reading;
use crate::repeats::Repeats;
use crate::rows::{Cells, columns};
use crate::spec::position;
use crate::value::{clean, parse_seen};
use crate::{Code, Finding, ReadError, Table};

/// The text of a column of a row; its place is found when this is compiled.
macro_rules! cell {
    ($cells:ident, $table:ident, $column:literal) => {
        $cells.get(const { position(Table::$table, $column) }).copied().unwrap_or("")
    };
}

/// Where rows come from.
pub(crate) trait Source: Sync {
    /// How much there is of a table, by any measure.
    fn size(&self, table: Table) -> u64;

    /// Reads every row of a table.
    fn read(&self, table: Table, findings: &mut Vec<Finding>, reading: &mut impl Reading) -> Result<(), ReadError>;
}

/// What was made of all tables.
pub(crate) struct Assembled {
    pub(crate) caseload: Caseload,
    pub(crate) findings: Vec<Finding>,
    pub(crate) accounts: Vec<Account>,
}

/// Makes a caseload of the tables that are `present`: who people are first, then periods of care, because other rows name
/// their person by one, then all others side by side.
pub(crate) fn assemble(source: &impl Source, present: &BTreeSet<Table>) -> Result<Assembled, ReadError> {
    let nobody = People::default();
    let (mut persons, names) = Part::of(Table::Person, source, &nobody, present)?;
    let mut people = People { names, keys: std::mem::take(&mut persons.persons), ..People::default() };
    let (mut care, _) = Part::of(Table::ClaEpisodes, source, &people, present)?;
    for episode in care.episodes.iter().filter(|episode| !episode.period.is_empty()) {
        let of = people.by_period.entry(episode.period.clone()).or_insert(Some(episode.child));
        if *of != Some(episode.child) {
            *of = None;
        }
    }
    for period in periods(std::mem::take(&mut care.episodes)) {
        let entry = entry::PeriodOfCare { id: &*period.id, start: period.start, end: period.end };
        care.builder.period_of_care(period.child, entry);
    }
    let mut others: Vec<Table> =
        Table::ALL.iter().copied().filter(|table| !matches!(table, Table::Person | Table::ClaEpisodes)).collect();
    // The largest first, so that the last to be done is a small one.
    others.sort_by_cached_key(|table| (Reverse(source.size(*table)), *table));
    let part = |table| (table, Part::of(table, source, &people, present).map(|(part, _)| part));
    let mut others: Vec<(Table, Result<Part<'_>, ReadError>)> = others.into_iter().par_bridge().map(part).collect();
    others.sort_by_key(|(table, _)| *table);
    drop(people);

    let mut builder = Caseload::builder();
    let mut findings = Vec::new();
    let mut accounts = Vec::new();
    let mut undated_leavers = false;
    for part in [Ok(persons), Ok(care)].into_iter().chain(others.into_iter().map(|(_, part)| part)) {
        let part = part?;
        builder.absorb(part.builder);
        findings.extend(part.findings);
        accounts.push(part.account);
        undated_leavers |= part.undated_leavers;
    }
    if undated_leavers {
        let message = "it has no dates for spells, statuses and pathway plans: where there is no table of the \
                       supplement for them, spells run from the 16th birthday and statuses from the latest contact";
        findings.push(Finding::new(Table::CareLeavers, Code::LeaversUndated, message));
    }
    accounts.sort_by_key(|account| account.table);
    Ok(Assembled { caseload: builder.finish()?, findings, accounts })
}

/// What was made of one table.
struct Part<'p> {
    present: &'p BTreeSet<Table>,
    builder: CaseloadBuilder,
    account: Account,
    findings: Vec<Finding>,
    persons: Vec<ChildKey>,
    episodes: Vec<Episode>,
    undated_leavers: bool,
}

/// A table that is being read.
struct Rows<'r, 'p> {
    part: &'r mut Part<'p>,
    people: &'r People,
    checker: Checker,
}

impl Reading for Rows<'_, '_> {
    fn restart(&mut self) {
        *self.part = Part::new(self.part.account.table, self.part.present);
        self.checker.restart();
    }

    fn row(&mut self, line: u64, mut cells: Cells<'_>) {
        let Part { account, findings, .. } = &mut *self.part;
        account.read = account.read.saturating_add(1);
        for cell in cells.iter_mut().take(columns(account.table).len()) {
            *cell = clean(cell);
        }
        match self.checker.check(line, &cells, self.people, findings) {
            Some(checked) => {
                account.kept = account.kept.saturating_add(1);
                self.part.keep(&cells, &checked);
            }
            None => account.set_aside = account.set_aside.saturating_add(1),
        }
    }
}

impl<'p> Part<'p> {
    fn new(table: Table, present: &'p BTreeSet<Table>) -> Self {
        Self {
            present,
            builder: Caseload::builder(),
            account: Account::new(table),
            findings: Vec::new(),
            persons: Vec::new(),
            episodes: Vec::new(),
            undated_leavers: false,
        }
    }

    /// Checks every row of a table and makes records of those that are kept. An absent table has none. The identifiers of
    /// persons come with them.
    fn of(
        table: Table,
        source: &impl Source,
        people: &People,
        present: &'p BTreeSet<Table>,
    ) -> Result<(Self, Names), ReadError> {
        let read = |repeats| Self::read(table, source, people, present, repeats);
        if table != Table::Person {
            let (part, mut repeats) = read(Repeats::Hashed(Vec::new()))?;
            if repeats.none_missed() {
                return Ok((part, Names::default()));
            }
        }
        let (part, repeats) = read(Repeats::Kept(Names::default(), Vec::new()))?;
        Ok((part, repeats.into_identifiers()))
    }

    fn read(
        table: Table,
        source: &impl Source,
        people: &People,
        present: &'p BTreeSet<Table>,
        repeats: Repeats,
    ) -> Result<(Self, Repeats), ReadError> {
        let mut part = Self::new(table, present);
        let mut rows = Rows { part: &mut part, people, checker: Checker::new(table, repeats) };
        let mut of_columns = Vec::new();
        if present.contains(&table) {
            source.read(table, &mut of_columns, &mut rows)?;
        }
        let repeats = rows.checker.into_repeats();
        part.findings.append(&mut of_columns);
        part.builder.shrink_to_fit();
        Ok((part, repeats))
    }

    fn keep(&mut self, cells: &Cells<'_>, checked: &Checked) {
        let table = self.account.table;
        let id = cells.first().copied().unwrap_or("");
        match table {
            Table::Person => return self.person(id, cells, checked),
            Table::Department => return self.builder.team(id, cell!(cells, Department, "dept_team_name")),
            Table::Population => {
                return self.builder.population(PopulationEstimate {
                    reference: checked.dates[0],
                    published: checked.start.unwrap_or_default(),
                    population: checked.number,
                });
            }
            _ => {}
        }
        let Some(child) = checked.child else { return };
        let (start, end) = (checked.start.unwrap_or_default(), checked.end);
        let builder = &mut self.builder;
        let plan = |team| entry::Plan { id, start, end, team };
        let event = |seen: &str| entry::Event { id, date: start, seen: parse_seen(seen) };
        match table {
            Table::CinEpisodes => {
                let nfa = cell!(cells, CinEpisodes, "cine_referral_nfa") == "Y";
                builder.referral(child, entry::Referral { id, start, end, nfa });
            }
            Table::CinPlans => builder.in_need_plan(child, plan(cell!(cells, CinPlans, "cinp_cin_plan_team"))),
            Table::CinVisits => {
                builder.event(child, EventKind::ChildInNeedVisit, event(cell!(cells, CinVisits, "cinv_cin_visit_seen")))
            }
            Table::CinAssessments => {
                builder.assessment(child, entry::Assessment { id, start: checked.start, end });
            }
            Table::CpPlans => builder.protection_plan(child, plan("")),
            Table::CpReviews => builder.event(child, EventKind::ReviewConference, event("")),
            Table::CpVisits => {
                builder.event(child, EventKind::ProtectionVisit, event(cell!(cells, CpVisits, "cppv_cp_visit_seen")))
            }
            Table::ClaEpisodes => self.episode(child, id, cell!(cells, ClaEpisodes, "clae_cla_id"), checked),
            Table::ClaPlacement => {
                let (code, setting) = (
                    cell!(cells, ClaPlacement, "clap_cla_placement_type"),
                    cell!(cells, ClaPlacement, "clap_cla_placement_urn"),
                );
                builder.placement(child, entry::Placement { id, start, end, code, setting });
            }
            Table::ClaReviews if cell!(cells, ClaReviews, "clar_cla_review_cancelled") == "Y" => {}
            Table::ClaReviews => builder.event(child, EventKind::LookedAfterReview, event("")),
            Table::ClaHealth => {
                let status = cell!(cells, ClaHealth, "clah_health_check_status");
                if !status.is_empty() && !status.eq_ignore_ascii_case("completed") {
                    return;
                }
                let kind = cell!(cells, ClaHealth, "clah_health_check_type").to_lowercase();
                if kind.contains("dental") {
                    builder.event(child, EventKind::DentalCheck, event(""));
                }
                if kind.contains("health assessment") {
                    builder.event(child, EventKind::HealthAssessment, event(""));
                }
            }
            Table::ClaVisits => {
                builder.event(child, EventKind::LookedAfterVisit, event(cell!(cells, ClaVisits, "clav_cla_visit_seen")))
            }
            Table::LegalStatus => {
                builder.legal_status(
                    child,
                    entry::LegalStatus { id, start, end, code: cell!(cells, LegalStatus, "lega_legal_status") },
                );
            }
            Table::CareLeavers => self.care_leaver(child, id, cells, checked),
            Table::Involvements => builder.allocation(
                child,
                entry::Allocation {
                    id,
                    start,
                    end,
                    worker: cell!(cells, Involvements, "invo_professional_id"),
                    team: cell!(cells, Involvements, "invo_professional_team"),
                    role: cell!(cells, Involvements, "invo_professional_role_id"),
                },
            ),
            Table::Disability => builder.disability(child, cell!(cells, Disability, "disa_disability_code")),
            Table::CoreGroups => builder.event(child, EventKind::CoreGroup, event("")),
            Table::CinReviews => builder.event(child, EventKind::ChildInNeedReview, event("")),
            Table::Supervisions => builder.event(child, EventKind::Supervision, event("")),
            Table::PlacementChangeMeetings => builder.event(child, EventKind::PlacementChangeMeeting, event("")),
            Table::CareLeaverSpells => builder.leaver_spell(
                child,
                entry::LeaverSpell {
                    id,
                    start: checked.start,
                    end,
                    eligibility: cell!(cells, CareLeaverSpells, "eligibility"),
                },
            ),
            Table::CareLeaverStatuses => builder.leaver_status(
                child,
                entry::LeaverStatus {
                    id,
                    recorded: checked.start,
                    in_touch: cell!(cells, CareLeaverStatuses, "in_touch"),
                    accommodation: cell!(cells, CareLeaverStatuses, "accommodation"),
                    suitable: cell!(cells, CareLeaverStatuses, "accommodation_suitable"),
                    activity: cell!(cells, CareLeaverStatuses, "activity"),
                    contact: checked.dates[0],
                },
            ),
            Table::PathwayPlans => builder.event(child, EventKind::PathwayPlan, event("")),
            Table::CareLeaverVisits => {
                builder.event(child, EventKind::LeaverVisit, event(cell!(cells, CareLeaverVisits, "seen")))
            }
            Table::Person | Table::Department | Table::Population => {}
        }
    }

    fn person(&mut self, id: &str, cells: &Cells<'_>, checked: &Checked) {
        let [born, expected, died] = checked.dates;
        let (sex, gender, ethnicity) = (
            cell!(cells, Person, "pers_sex"),
            cell!(cells, Person, "pers_gender"),
            cell!(cells, Person, "pers_ethnicity"),
        );
        let key = self.builder.child(entry::Child { id, born, expected, died, sex, gender, ethnicity });
        self.persons.push(key);
    }

    fn episode(&mut self, child: ChildKey, id: &str, period: &str, checked: &Checked) {
        self.episodes.push(Episode {
            child,
            period: period.into(),
            id: id.into(),
            start: checked.start.unwrap_or_default(),
            end: checked.end,
            entered_care: checked.dates[0],
        });
    }

    /// A row of `ssd_care_leavers`, which has no dates of its own: it stands in for the tables that are absent.
    fn care_leaver(&mut self, child: ChildKey, id: &str, cells: &Cells<'_>, checked: &Checked) {
        let [contact, plan_review, _] = checked.dates;
        let absent = |table| !self.present.contains(&table);
        let (no_spells, no_statuses, no_plans) =
            (absent(Table::CareLeaverSpells), absent(Table::CareLeaverStatuses), absent(Table::PathwayPlans));
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
            self.builder.event(child, EventKind::PathwayPlan, entry::Event { id, date, ..Default::default() });
        }
    }
}
