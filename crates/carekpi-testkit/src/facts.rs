//! Records from the cells of a case table.

use carekpi_model::{Caseload, EventKind, PopulationEstimate, Seen, entry};
use chrono::NaiveDate;

use crate::markdown::Row;

/// The child of every case.
pub(crate) const CHILD: &str = "P1";

/// Takes the cells with records out of `row`, and builds a caseload of the one child.
pub(crate) fn caseload(row: &mut Row) -> Caseload {
    let mut builder = Caseload::builder();
    let born = row.remove("born").and_then(|cell| date(&cell));
    let died = row.remove("died").and_then(|cell| date(&cell));
    let child = builder.child(entry::Child { id: CHILD, born, died, ..Default::default() });
    for column in row.keys().cloned().collect::<Vec<_>>() {
        let kind = event_kind(&column);
        let known = kind.is_some() || RECORDS.contains(&column.as_str());
        if !known {
            continue;
        }
        let cell = row.remove(&column).unwrap();
        for item in items(&cell) {
            let mut words: Vec<&str> = item.split_whitespace().collect();
            let id = match words.first().and_then(|word| word.strip_suffix(':')) {
                Some(id) => {
                    words.remove(0);
                    id
                }
                None => "",
            };
            if let Some(kind) = kind {
                let seen = match &words[1..] {
                    [] => Seen::Unknown,
                    ["seen"] => Seen::Yes,
                    ["not", "seen"] => Seen::No,
                    other => panic!("{item}: {other:?} is not a field of an event"),
                };
                let date = date(words[0]).expect("an event has a date");
                builder.event(child, kind, entry::Event { id, date, seen });
                continue;
            }
            if column == "population" {
                builder.population(PopulationEstimate {
                    population: words[0].parse().expect("a population is a number"),
                    reference: date(words[2]),
                    published: date(words[4]).expect("an estimate has a date of publication"),
                });
                continue;
            }
            if column == "teams" {
                builder.team(words[0], words[2]);
                continue;
            }
            let start = date(words[0]);
            let end = (words.get(1) == Some(&"to")).then(|| date(words[2])).flatten();
            let rest = &words[if words.get(1) == Some(&"to") { 3 } else { 1 }..];
            let named = |name: &str| -> String {
                let at = rest.iter().position(|word| *word == name);
                at.map(|at| rest[at + 1].replace('-', " ")).unwrap_or_default()
            };
            let exact =
                |name: &str| -> &str { rest.iter().position(|word| *word == name).map_or("", |at| rest[at + 1]) };
            let first = start.unwrap_or_default();
            let other_authority = rest.contains(&"other-authority");
            let plan = entry::Plan { id, start: first, end, team: exact("team"), other_authority };
            match column.as_str() {
                "protection plan" => builder.protection_plan(child, plan),
                "in need plan" => builder.in_need_plan(child, plan),
                "referral" => {
                    let nfa = rest.contains(&"nfa");
                    builder.referral(child, entry::Referral { id, start: first, end, nfa });
                }
                "period of care" => builder.period_of_care(child, entry::PeriodOfCare { id, start: first, end }),
                "legal status" => {
                    builder.legal_status(child, entry::LegalStatus { id, start: first, end, code: rest[0] });
                }
                "placement" => {
                    let code = rest.first().copied().filter(|word| *word != "at").unwrap_or("");
                    let setting = exact("at");
                    builder.placement(child, entry::Placement { id, start: first, end, code, setting });
                }
                "allocation" => {
                    let (team, role) = (exact("team"), named("role"));
                    let worker = exact("worker");
                    let allocation = entry::Allocation { id, start: first, end, worker, team, role: &role };
                    builder.allocation(child, allocation);
                }
                "assessments" => builder.assessment(child, entry::Assessment { id, start, end }),
                "leaver spell" => {
                    let (eligibility, team) = (named("eligibility"), exact("team"));
                    builder.leaver_spell(child, entry::LeaverSpell { id, start, end, eligibility: &eligibility, team });
                }
                "health checks" => {
                    let (kind, status) = (named("type"), named("status"));
                    builder.health_check(child, entry::HealthCheck { id, date: first, kind: &kind, status: &status });
                }
                "stated pathway plans" => {
                    let eligibility = named("eligibility");
                    builder
                        .stated_pathway_plan(child, entry::PathwayPlan { id, date: first, eligibility: &eligibility });
                }
                "statuses" => builder.leaver_status(
                    child,
                    entry::LeaverStatus {
                        id,
                        recorded: start,
                        in_touch: exact("in-touch"),
                        accommodation: "",
                        suitable: exact("suitable"),
                        activity: exact("activity"),
                        contact: date(exact("contact")),
                        eligibility: &named("eligibility"),
                    },
                ),
                other => panic!("unknown column {other}"),
            }
        }
    }
    builder.finish().unwrap()
}

const RECORDS: [&str; 15] = [
    "health checks",
    "stated pathway plans",
    "protection plan",
    "in need plan",
    "referral",
    "period of care",
    "legal status",
    "placement",
    "allocation",
    "assessments",
    "leaver spell",
    "statuses",
    "population",
    "teams",
    "born",
];

fn event_kind(column: &str) -> Option<EventKind> {
    Some(match column {
        "core groups" => EventKind::CoreGroup,
        "review conferences" => EventKind::ReviewConference,
        "protection visits" => EventKind::ProtectionVisit,
        "in need reviews" => EventKind::ChildInNeedReview,
        "in need visits" => EventKind::ChildInNeedVisit,
        "looked-after reviews" => EventKind::LookedAfterReview,
        "dental checks" => EventKind::DentalCheck,
        "health assessments" => EventKind::HealthAssessment,
        "looked-after visits" => EventKind::LookedAfterVisit,
        "supervisions" => EventKind::Supervision,
        "meetings" => EventKind::PlacementChangeMeeting,
        "pathway plans" => EventKind::PathwayPlan,
        "leaver visits" => EventKind::LeaverVisit,
        _ => return None,
    })
}

/// The items of a cell, separated by commas.
pub(crate) fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',').map(str::trim).filter(|item| !item.is_empty() && *item != "-")
}

/// A date in a cell; `None` for a blank or a dash.
pub(crate) fn date(cell: &str) -> Option<NaiveDate> {
    match cell.trim() {
        "" | "-" | "unknown" => None,
        text => Some(text.parse().unwrap_or_else(|_| panic!("{text:?} is not a date"))),
    }
}
