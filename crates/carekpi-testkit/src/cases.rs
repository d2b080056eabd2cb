//! Case tables: each row is a case.

use std::collections::BTreeSet;

use carekpi_dates::{AsOf, Period, WorkingCalendar};
use carekpi_measure::Verdict;
use carekpi_model::{
    AllocationSettings, CARE_STATUSES, CareStatuses, Caseload, HealthCheckSettings, Id, SHORT_BREAK_CODES,
    SharedSettings, ShortBreaks,
};
use carekpi_rules::{Context, Rule};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::facts::{caseload, date, items};
use crate::markdown::{Row, rows};

/// The settings of a case. The default is that of the definitions.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings<Area> {
    /// The settings that all indicators share.
    pub shared: SharedSettings,
    /// Which allocations are a case worker's.
    pub allocations: AllocationSettings,
    /// Which periods of care count.
    #[serde(rename = "looked-after")]
    pub looked_after: LookedAfterSettings,
    /// Which health checks count, and as what.
    pub health: HealthCheckSettings,
    /// The settings of the service area.
    pub area: Area,
}

/// The settings of the looked-after area that rules of other areas read too.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LookedAfterSettings {
    /// Whether a series of short breaks alone counts.
    pub short_breaks: ShortBreaks,
    /// The legal statuses under which a child is looked after.
    pub care_statuses: Vec<String>,
    /// Those of them that are short breaks.
    pub short_break_codes: Vec<String>,
}

impl Default for LookedAfterSettings {
    fn default() -> Self {
        let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        Self {
            short_breaks: ShortBreaks::default(),
            care_statuses: owned(&CARE_STATUSES),
            short_break_codes: owned(&SHORT_BREAK_CODES),
        }
    }
}

/// Checks every row of a case table.
///
/// These columns are the input:
///
/// - records: `born`, `protection plan`, `core groups`, `placement` and so on. A record that lasts is written
///   `ID: 2025-01-01 to 2025-06-30`, followed by its other fields. An event is written `2025-01-01` (for visits, with `seen` or
///   `not seen`). Commas separate several records;
/// - `settings`: TOML assignments, separated by semicolons. A bare key is a setting of the indicator. The prefixes `shared.`,
///   `allocations.`, `looked-after.`, `health.` and `area.` name the others;
/// - `on`: the snapshot date;
/// - `period`: the period of a flow, by default the year to date;
/// - `closures`: extra non-working days.
///
/// These columns are the answer:
///
/// - `up to date`: `yes`, `no`, `unknown`, `left out` (undetermined and not a member) or `not counted`. If several records are
///   judged, `PL1 yes, PL2 no`;
/// - `record`, `clause`, `anchor` and `lapses`: a dash or a blank for none;
/// - `base`: the population.
///
/// # Panics
///
/// If an answer is wrong, if a column is unknown, if there are fewer than twelve rows, or if no row reaches one of the
/// indicator's clauses.
pub fn check<Area: Clone + Default + DeserializeOwned>(
    document: &str,
    id: &str,
    indicators: impl Fn(&Area, &Context<'_>) -> Vec<Box<dyn Rule>>,
) {
    let rows = rows(document);
    assert!(rows.len() >= 12, "{id}: {} cases are too few", rows.len());
    let mut failures = Vec::new();
    let mut reached = BTreeSet::new();
    let mut declared = BTreeSet::new();
    for mut row in rows {
        let name = row.remove("case").expect("every case has a name");
        let caseload = caseload(&mut row);
        let settings: Settings<Area> = settings(row.remove("settings").as_deref().unwrap_or(""), id);
        let on = date(&row.remove("on").expect("every case has a day")).expect("a day");
        let period = row.remove("period").filter(|cell| !cell.is_empty()).map_or(Period::YearToDate, |cell| {
            let (first, last) = cell.split_once(" to ").expect("a period has two ends");
            Period::Fixed { first: date(first).unwrap(), last: date(last).unwrap() }
        });
        let closures: Vec<_> =
            row.remove("closures").map(|cell| items(&cell).filter_map(date).collect()).unwrap_or_default();
        let calendar = WorkingCalendar::england_and_wales().with_closures(closures).unwrap();
        let context = Context::new(&caseload, calendar);
        let context = context.with_shared(&settings.shared).with_allocations(&settings.allocations);
        let LookedAfterSettings { short_breaks, care_statuses, short_break_codes } = &settings.looked_after;
        let care = CareStatuses::new(&caseload, *short_breaks, care_statuses, short_break_codes);
        let context = context.with_care_statuses(care).with_health(&settings.health);
        let as_of = AsOf::new(on, period, context.conventions());
        let rules = indicators(&settings.area, &context);
        let rule = rules.iter().find(|rule| rule.info().id == id).expect("the area has the indicator");
        declared.extend(rule.info().clauses.iter().map(|(clause, _)| clause.id()));

        let mut verdicts = Vec::new();
        rule.verdicts(caseload.child(0).unwrap(), &as_of, &mut |verdict| verdicts.push(verdict));
        for verdict in &verdicts {
            if let Verdict::Member { outcome, .. } = verdict {
                reached.extend(outcome.clause.map(carekpi_measure::Clause::id));
            }
        }
        let base = rule.population(&as_of);
        let answers = answers(&mut row, &caseload, &verdicts, base);
        assert!(row.is_empty(), "{id}: unread columns: {row:?}");
        for (column, expected, found) in answers {
            if expected != found {
                failures.push(format!("{name}: {column} is {found:?}, not {expected:?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{id}:\n{}", failures.join("\n"));
    assert_eq!(reached, declared, "{id}: the cases reach other clauses than the indicator declares");
}

fn settings<Area: Default + DeserializeOwned>(cell: &str, id: &str) -> Settings<Area> {
    let mut document = String::new();
    for assignment in cell.split(';').map(str::trim).filter(|assignment| !assignment.is_empty()) {
        let (key, value) = assignment.split_once('=').expect("a setting has a value");
        let key = key.trim();
        if key.contains('.') {
            document.push_str(&format!("{key} = {value}\n"));
        } else {
            document.push_str(&format!("area.{id}.{key} = {value}\n"));
        }
    }
    toml::from_str(&document).unwrap_or_else(|error| panic!("{cell}: {error}"))
}

/// Each answer column of the row, with the expected and the actual answer.
fn answers(
    row: &mut Row,
    caseload: &Caseload,
    verdicts: &[Verdict<Id>],
    base: Option<u64>,
) -> Vec<(&'static str, String, String)> {
    let of = |each: &dyn Fn(&Verdict<Id>) -> String| -> String {
        match verdicts {
            [one] => each(one),
            several => several
                .iter()
                .map(|verdict| match verdict {
                    Verdict::Member { record, .. } => {
                        let found = each(verdict);
                        let found = if found.is_empty() { "-" } else { &found };
                        format!("{} {found}", caseload.text(*record))
                    }
                    Verdict::Undecidable => each(verdict),
                })
                .collect::<Vec<_>>()
                .join(", "),
        }
    };
    let dated = |date: Option<chrono::NaiveDate>| date.map_or_else(String::new, |date| date.to_string());
    let outcome = |verdict: &Verdict<Id>| match verdict {
        Verdict::Member { outcome, .. } => Some(*outcome),
        Verdict::Undecidable => None,
    };
    let found: [(&'static str, String); 6] = [
        (
            "up to date",
            if verdicts.is_empty() {
                "not counted".to_owned()
            } else {
                of(&|verdict| {
                    outcome(verdict)
                        .map_or("left out", |outcome| match outcome.met {
                            Some(true) => "yes",
                            Some(false) => "no",
                            None => "unknown",
                        })
                        .to_owned()
                })
            },
        ),
        (
            "record",
            of(&|verdict| match verdict {
                Verdict::Member { record, .. } => caseload.text(*record).to_owned(),
                Verdict::Undecidable => String::new(),
            }),
        ),
        (
            "clause",
            of(&|verdict| {
                outcome(verdict)
                    .and_then(|outcome| outcome.clause)
                    .map_or_else(String::new, |clause| clause.to_string())
            }),
        ),
        ("anchor", of(&|verdict| dated(outcome(verdict).and_then(|outcome| outcome.anchor)))),
        ("lapses", of(&|verdict| dated(outcome(verdict).and_then(|outcome| outcome.lapses.date())))),
        ("base", base.map_or_else(String::new, |base| base.to_string())),
    ];
    found
        .into_iter()
        .filter_map(|(column, found)| {
            let expected = row.remove(column)?;
            let expected = if expected == "-" { String::new() } else { expected };
            Some((column, expected, found))
        })
        .collect()
}
