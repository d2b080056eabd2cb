//! What a folder expects.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    pub(super) situation: Vec<Situation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Situation {
    pub(super) name: String,
    #[serde(default = "snapshot")]
    pub(super) snapshot: NaiveDate,
    pub(super) definitions: Option<String>,
    pub(super) mapping: Option<String>,
    /// Texts of files, replaced wherever they stand.
    #[serde(default)]
    pub(super) edits: Vec<Edit>,
    /// The subcommand that must fail, with its arguments; `scorecard` if none is named.
    #[serde(default)]
    pub(super) command: Vec<String>,
    pub(super) error: Option<Failure>,
    /// Rows read, kept and set aside.
    #[serde(default)]
    pub(super) rows: BTreeMap<String, [u64; 3]>,
    /// How many findings are errors.
    pub(super) rows_in_error: Option<usize>,
    /// The identifiers of all rows set aside.
    pub(super) set_aside: Option<Vec<String>>,
    /// Identifiers of persons that are not there, and those that are asked about instead.
    #[serde(default)]
    pub(super) asks: Vec<[String; 2]>,
    /// Dates of birth, by child.
    #[serde(default)]
    pub(super) born: BTreeMap<String, NaiveDate>,
    #[serde(default)]
    pub(super) sex: BTreeMap<String, String>,
    /// `5` for a count, `3 of 5` or `3 of 5, 1 undetermined`.
    #[serde(default)]
    pub(super) figures: BTreeMap<String, String>,
    /// Of an indicator, every member: child, record, whether it meets the rule, clause, anchor, first day on which it lapses.
    #[serde(default)]
    pub(super) members: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) findings: Vec<CauseOf>,
    #[serde(default)]
    pub(super) values: Vec<ValueOf>,
    #[serde(default)]
    pub(super) records: Vec<RecordsOf>,
    /// Child and indicator of every task, in order.
    pub(super) worklist: Option<Vec<String>>,
    pub(super) series: Option<SeriesOf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Edit {
    pub(super) file: String,
    pub(super) from: String,
    pub(super) to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Failure {
    pub(super) exit: i32,
    pub(super) says: Vec<String>,
}

/// Findings about rows, by cause.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CauseOf {
    pub(super) kind: String,
    pub(super) table: Option<String>,
    pub(super) column: Option<String>,
    pub(super) rows: usize,
    #[serde(default)]
    pub(super) says: String,
    pub(super) bears_on: Option<Vec<String>>,
}

/// A value that is in no list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueOf {
    pub(super) field: String,
    pub(super) values: Vec<String>,
    pub(super) records: usize,
    pub(super) bears_on: Vec<String>,
    #[serde(default)]
    pub(super) says: String,
}

/// Findings about records of one kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordsOf {
    pub(super) kind: String,
    pub(super) says: String,
    /// The child of each.
    pub(super) children: Vec<String>,
}

/// A series, a date a year.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeriesOf {
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    /// The days on which the records of indicators begin.
    pub(super) begin: BTreeMap<String, NaiveDate>,
    /// What one line of the program's messages says.
    pub(super) says: Vec<String>,
    /// The numerators of an indicator.
    #[serde(rename = "cp-plans")]
    pub(super) cp_plans: Vec<u64>,
}

fn snapshot() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 31).unwrap()
}
