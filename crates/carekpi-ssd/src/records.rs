//! Makes records from the kept rows of a table.

use std::collections::BTreeSet;

use carekpi_model::{Caseload, CaseloadBuilder, ChildKey, EventKind, PopulationEstimate, RecordKind, Seen, entry};

use crate::Table;
use crate::check::{RareValues, Values};
use crate::periods_of_care::Episode;
use crate::rows::RowTexts;
use crate::spec::position;

/// The text of one column of a row. The column's position is found at compile time.
macro_rules! cell {
    ($cells:ident, $table:ident, $column:literal) => {
        $cells.text(const { position(Table::$table, $column) })
    };
}

/// The records of one table.
pub(crate) struct Records<'p> {
    pub(crate) table: Table,
    pub(crate) present: &'p BTreeSet<Table>,
    pub(crate) builder: CaseloadBuilder,
    /// The persons of the kept rows that have an identifier: of `ssd_person`, or if that is all that is wanted.
    pub(crate) children: Vec<ChildKey>,
    /// Whether no records are wanted.
    pub(crate) only_children: bool,
    /// The kind of event that every row of the table is; `None` if some are something else.
    pub(crate) events: Option<EventKind>,
    pub(crate) episodes: Vec<Episode>,
    /// Whether rows of `ssd_care_leavers` gave records without dates.
    pub(crate) undated_leavers: bool,
}

impl<'p> Records<'p> {
    /// No records yet. `present` are the tables that exist.
    pub(crate) fn new(table: Table, present: &'p BTreeSet<Table>) -> Self {
        Self {
            table,
            present,
            builder: Caseload::builder(),
            children: Vec::new(),
            only_children: false,
            events: kind_of_events(table),
            episodes: Vec::new(),
            undated_leavers: false,
        }
    }

    /// Reserves memory for the records of this many rows.
    pub(crate) fn expect(&mut self, rows: usize) {
        if self.only_children {
            self.children.reserve(rows);
        } else {
            self.table.records().iter().for_each(|kind| self.builder.reserve(*kind, rows));
        }
    }

    /// Adds the events of rows. Returns how many there are: rows that lack a value that an event needs have none. The checks let no
    /// such row pass.
    pub(crate) fn add_events<'v, 'r: 'v>(
        &mut self,
        kind: EventKind,
        rows: impl Iterator<Item = &'v Values<'r>>,
    ) -> u64 {
        let event = |values: &Values<'r>| {
            let Values { id, child, required_date, flag, .. } = *values;
            Some((child?, entry::Event { id, date: required_date?, seen: flag }))
        };
        u64::try_from(self.builder.events(kind, rows.filter_map(event))).unwrap_or(u64::MAX)
    }

    /// Adds the record of a row. `None` if the row lacks a value that the record needs; the checks let no such row pass.
    #[inline]
    pub(crate) fn add(
        &mut self,
        line: u64,
        cells: &impl RowTexts,
        values: &Values<'_>,
        rare: RareValues,
    ) -> Option<()> {
        let Values { id, child, required_date: date, start, end, dates, flag } = *values;
        let RareValues { number, times } = rare;
        if self.only_children {
            // Rows without an identifier are not in the register.
            self.children.extend(child.filter(|_| !id.is_empty()));
            return Some(());
        }
        let plan = |team| Some(entry::Plan { id, start: date?, end, team, other_authority: false });
        let event = |seen| Some(entry::Event { id, date: date?, seen });
        let builder = &mut self.builder;
        match self.table {
            Table::Person => self.add_person(cells, values),
            Table::CinEpisodes => {
                let nfa = flag == Seen::Yes;
                builder.referral(child?, entry::Referral { id, start: date?, end, nfa });
            }
            Table::CinPlans => builder.in_need_plan(child?, plan(cell!(cells, CinPlans, "cinp_cin_plan_team"))?),
            Table::CinAssessments => builder.assessment(child?, entry::Assessment { id, start, end }),
            Table::CpPlans => {
                let other_authority = flag == Seen::Yes;
                builder.protection_plan(child?, entry::Plan { other_authority, ..plan("")? });
            }
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
            // A cancelled review did not take place.
            Table::ClaReviews => {
                if flag != Seen::Yes {
                    builder.event(child?, EventKind::LookedAfterReview, event(Seen::Unknown)?);
                }
            }
            Table::ClaHealth => {
                let kind = cell!(cells, ClaHealth, "clah_health_check_type");
                let status = cell!(cells, ClaHealth, "clah_health_check_status");
                builder.health_check(child?, entry::HealthCheck { id, date: date?, kind, status });
            }
            Table::LegalStatus => {
                let code = cell!(cells, LegalStatus, "lega_legal_status");
                builder.legal_status(child?, entry::LegalStatus { id, start: date?, end, code });
            }
            Table::CareLeavers => self.add_care_leaver(child?, cells, values),
            Table::Involvements => {
                let worker = cell!(cells, Involvements, "invo_professional_id");
                let team = cell!(cells, Involvements, "invo_professional_team");
                let role = cell!(cells, Involvements, "invo_professional_role_id");
                builder.allocation(child?, entry::Allocation { id, start: date?, end, worker, team, role });
            }
            Table::Department => builder.team(id, cell!(cells, Department, "dept_team_name")),
            Table::Disability => builder.disability(child?, cell!(cells, Disability, "disa_disability_code")),
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
            Table::CinVisits
            | Table::CinReviews
            | Table::CpVisits
            | Table::CpReviews
            | Table::CoreGroups
            | Table::ClaVisits
            | Table::Supervisions
            | Table::PlacementChangeMeetings
            | Table::CareLeaverVisits
            | Table::PathwayPlans => builder.event(child?, self.events?, event(flag)?),
            Table::OwnEvents(kind) => {
                let [time, _] = times;
                builder.own_event(child?, kind, entry::OwnEvent { time, ..event(flag)?.into() });
            }
            Table::OwnSpells(kind) => {
                let [start_time, end_time] = times;
                builder.own_spell(child?, kind, entry::Spell { id, start: date?, start_time, end, end_time });
            }
            Table::Population => {
                builder.population(PopulationEstimate { reference: dates[0], published: date?, population: number? });
            }
        }
        Some(())
    }

    fn add_person(&mut self, cells: &impl RowTexts, values: &Values<'_>) {
        let Values { id, dates: [born, expected, died], .. } = *values;
        let sex = cell!(cells, Person, "pers_sex");
        let gender = cell!(cells, Person, "pers_gender");
        let ethnicity = cell!(cells, Person, "pers_ethnicity");
        let key = self.builder.child(entry::Child { id, born, expected, died, sex, gender, ethnicity });
        self.children.push(key);
    }

    /// Adds the records of a row of `ssd_care_leavers`. The table has no dates for them, so that each is added only if its
    /// supplementary table is missing.
    fn add_care_leaver(&mut self, child: ChildKey, cells: &impl RowTexts, values: &Values<'_>) {
        let Values { id, dates: [contact, plan_review, _], .. } = *values;
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

/// The kind of event that every row of a table is; `None` if some are something else.
fn kind_of_events(table: Table) -> Option<EventKind> {
    match (table, &*table.records()) {
        // Some of these reviews are cancelled.
        (Table::ClaReviews, _) => None,
        (_, [RecordKind::Event(kind)]) => Some(*kind),
        _ => None,
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
            let rare = RareValues { number: Some(1), ..RareValues::default() };
            let made = |values| Records::new(*table, &present).add(2, &NO_CELLS, &values, rare).is_some();
            assert_eq!(made(Values::default()), needs_nothing.contains(table), "{table}");
            let undated = Values { child: Some(child), ..Values::default() };
            assert_eq!(made(undated), needs_nothing.contains(table) || needs_no_date.contains(table), "{table}");
            let dated = Values { required_date: chrono::NaiveDate::from_ymd_opt(2026, 1, 5), ..undated };
            assert!(made(dated), "{table}");
        }
    }
}
