//! Kept rows, made into the domain model.

use std::collections::BTreeSet;

use carekpi_model::{Caseload, CaseloadBuilder, CaseloadError, ChildKey, EventKind, PopulationEstimate, entry};

use crate::account::Account;
use crate::care::{Episode, periods};
use crate::check::{Checked, Checker, People};
use crate::rows::Cells;
use crate::spec::position;
use crate::value::{clean, parse_seen};
use crate::{Code, Finding, Table};

/// Takes the rows of one table after another and makes a caseload of them.
#[derive(Debug)]
pub(crate) struct Assembler {
    builder: CaseloadBuilder,
    people: People,
    episodes: Vec<Episode>,
    present: BTreeSet<Table>,
    undated_leavers: bool,
    pub(crate) findings: Vec<Finding>,
}

/// The order in which tables are taken: who people are before what is about them, and periods of care before what names
/// its person by one.
pub(crate) fn reading_order() -> impl Iterator<Item = Table> {
    let first = [Table::Person, Table::ClaEpisodes];
    first.into_iter().chain(Table::ALL.iter().copied().filter(move |table| !first.contains(table)))
}

impl Assembler {
    /// With the tables that there are; the others are absent.
    pub(crate) fn new(present: BTreeSet<Table>) -> Self {
        Self {
            builder: Caseload::builder(),
            people: People::default(),
            episodes: Vec::new(),
            present,
            undated_leavers: false,
            findings: Vec::new(),
        }
    }

    /// Takes a row: checks it and makes records of it.
    pub(crate) fn row(&mut self, checker: &mut Checker, account: &mut Account, line: u64, cells: &Cells<'_>) {
        account.read = account.read.saturating_add(1);
        let cells = cells.map(clean);
        match checker.check(line, &cells, &self.people, &mut self.findings) {
            Some(checked) => {
                account.kept = account.kept.saturating_add(1);
                self.keep(account.table, &cells, &checked);
            }
            None => account.set_aside = account.set_aside.saturating_add(1),
        }
    }

    fn keep(&mut self, table: Table, cells: &Cells<'_>, checked: &Checked) {
        let cell = |column: &str| position(table, column).and_then(|at| cells.get(at)).copied().unwrap_or("");
        let id = cells.first().copied().unwrap_or("");
        match table {
            Table::Person => return self.person(id, cell, checked),
            Table::Department => return self.builder.team(id, cell("dept_team_name")),
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
                let nfa = cell("cine_referral_nfa") == "Y";
                builder.referral(child, entry::Referral { id, start, end, nfa });
            }
            Table::CinPlans => builder.in_need_plan(child, plan(cell("cinp_cin_plan_team"))),
            Table::CinVisits => builder.event(child, EventKind::ChildInNeedVisit, event(cell("cinv_cin_visit_seen"))),
            Table::CinAssessments => {
                builder.assessment(child, entry::Assessment { id, start: checked.start, end });
            }
            Table::CpPlans => builder.protection_plan(child, plan("")),
            Table::CpReviews => builder.event(child, EventKind::ReviewConference, event("")),
            Table::CpVisits => builder.event(child, EventKind::ProtectionVisit, event(cell("cppv_cp_visit_seen"))),
            Table::ClaEpisodes => self.episode(child, id, cell("clae_cla_id"), checked),
            Table::ClaPlacement => {
                let (code, setting) = (cell("clap_cla_placement_type"), cell("clap_cla_placement_urn"));
                builder.placement(child, entry::Placement { id, start, end, code, setting });
            }
            Table::ClaReviews if cell("clar_cla_review_cancelled") == "Y" => {}
            Table::ClaReviews => builder.event(child, EventKind::LookedAfterReview, event("")),
            Table::ClaHealth => {
                let status = cell("clah_health_check_status");
                if !status.is_empty() && !status.eq_ignore_ascii_case("completed") {
                    return;
                }
                let kind = cell("clah_health_check_type").to_lowercase();
                if kind.contains("dental") {
                    builder.event(child, EventKind::DentalCheck, event(""));
                }
                if kind.contains("health assessment") {
                    builder.event(child, EventKind::HealthAssessment, event(""));
                }
            }
            Table::ClaVisits => builder.event(child, EventKind::LookedAfterVisit, event(cell("clav_cla_visit_seen"))),
            Table::LegalStatus => {
                builder.legal_status(child, entry::LegalStatus { id, start, end, code: cell("lega_legal_status") });
            }
            Table::CareLeavers => self.care_leaver(child, id, cell, checked),
            Table::Involvements => builder.allocation(
                child,
                entry::Allocation {
                    id,
                    start,
                    end,
                    worker: cell("invo_professional_id"),
                    team: cell("invo_professional_team"),
                    role: cell("invo_professional_role_id"),
                },
            ),
            Table::Disability => builder.disability(child, cell("disa_disability_code")),
            Table::CoreGroups => builder.event(child, EventKind::CoreGroup, event("")),
            Table::CinReviews => builder.event(child, EventKind::ChildInNeedReview, event("")),
            Table::Supervisions => builder.event(child, EventKind::Supervision, event("")),
            Table::PlacementChangeMeetings => builder.event(child, EventKind::PlacementChangeMeeting, event("")),
            Table::CareLeaverSpells => builder.leaver_spell(
                child,
                entry::LeaverSpell { id, start: checked.start, end, eligibility: cell("eligibility") },
            ),
            Table::CareLeaverStatuses => builder.leaver_status(
                child,
                entry::LeaverStatus {
                    id,
                    recorded: checked.start,
                    in_touch: cell("in_touch"),
                    accommodation: cell("accommodation"),
                    suitable: cell("accommodation_suitable"),
                    activity: cell("activity"),
                    contact: checked.dates[0],
                },
            ),
            Table::PathwayPlans => builder.event(child, EventKind::PathwayPlan, event("")),
            Table::CareLeaverVisits => builder.event(child, EventKind::LeaverVisit, event(cell("seen"))),
            Table::Person | Table::Department | Table::Population => {}
        }
    }

    fn person<'r>(&mut self, id: &str, cell: impl Fn(&str) -> &'r str, checked: &Checked) {
        let [born, expected, died] = checked.dates;
        let (sex, gender, ethnicity) = (cell("pers_sex"), cell("pers_gender"), cell("pers_ethnicity"));
        let key = self.builder.child(entry::Child { id, born, expected, died, sex, gender, ethnicity });
        self.people.by_id.insert(id.into(), key);
    }

    fn episode(&mut self, child: ChildKey, id: &str, period: &str, checked: &Checked) {
        if !period.is_empty() {
            let of = self.people.by_period.entry(period.into()).or_insert(Some(child));
            if *of != Some(child) {
                *of = None;
            }
        }
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
    fn care_leaver<'r>(&mut self, child: ChildKey, id: &str, cell: impl Fn(&str) -> &'r str, checked: &Checked) {
        let [contact, plan_review, _] = checked.dates;
        let absent = |table| !self.present.contains(&table);
        let (no_spells, no_statuses, no_plans) =
            (absent(Table::CareLeaverSpells), absent(Table::CareLeaverStatuses), absent(Table::PathwayPlans));
        self.undated_leavers |= no_spells || no_statuses || no_plans;
        if no_spells {
            let eligibility = cell("clea_care_leaver_eligibility");
            self.builder.leaver_spell(child, entry::LeaverSpell { id, start: None, end: None, eligibility });
        }
        if no_statuses {
            self.builder.leaver_status(
                child,
                entry::LeaverStatus {
                    id,
                    recorded: contact,
                    in_touch: cell("clea_care_leaver_in_touch"),
                    accommodation: cell("clea_care_leaver_accommodation"),
                    suitable: cell("clea_care_leaver_accom_suitable"),
                    activity: cell("clea_care_leaver_activity"),
                    contact,
                },
            );
        }
        if let Some(date) = plan_review.filter(|_| no_plans) {
            self.builder.event(child, EventKind::PathwayPlan, entry::Event { id, date, ..Default::default() });
        }
    }

    /// Makes the caseload.
    pub(crate) fn finish(mut self) -> Result<(Caseload, Vec<Finding>), CaseloadError> {
        if self.undated_leavers {
            let message = "it has no dates for spells, statuses and pathway plans: where there is no table of the \
                           supplement for them, spells run from the 16th birthday and statuses from the latest contact";
            self.findings.push(Finding::new(Table::CareLeavers, Code::LeaversUndated, message));
        }
        for period in periods(self.episodes) {
            let entry = entry::PeriodOfCare { id: &period.id, start: period.start, end: period.end };
            self.builder.period_of_care(period.child, entry);
        }
        self.findings.sort_by(|one, other| {
            let place = |finding: &Finding| (finding.table.is_none(), finding.table, finding.line);
            place(one).cmp(&place(other))
        });
        Ok((self.builder.finish()?, self.findings))
    }
}
