//! Statuses of care leavers that are recorded on one day and contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use carekpi_engine::{UnknownValue, ValueCheck};
use carekpi_model::{Caseload, Child, Code, CodeColumn, LeaverStatus, list_with};

/// The check of one field of the statuses: those of one child and one day that fill it are decided alike. `lists` are the codes
/// that meet the rule, and those known not to.
pub(crate) fn check(
    column: CodeColumn,
    lists: [&[String]; 2],
    field: impl Fn(&LeaverStatus) -> Code + Send + Sync + 'static,
) -> ValueCheck {
    let lists = lists.map(<[String]>::to_vec);
    ValueCheck::new(move |caseload| {
        let mut contradicting: BTreeMap<&str, usize> = BTreeMap::new();
        for child in caseload.by_storage_index().filter(|child| child.leaver_statuses().len() > 1) {
            for codes in by_day(child, &field) {
                let decided: BTreeSet<Option<usize>> =
                    codes.iter().map(|code| decide(caseload, *code, &lists)).collect();
                if decided.len() > 1 {
                    for code in codes {
                        let count = contradicting.entry(caseload.code_text(code)).or_default();
                        *count = count.saturating_add(1);
                    }
                }
            }
        }
        let taken_as =
            "recorded for one person on the same day, but different; undetermined where it is the latest status";
        let found =
            (!contradicting.is_empty()).then(|| UnknownValue::new(column, contradicting, taken_as).contradicting());
        found.into_iter().collect()
    })
}

/// The codes that fill a field of a child's statuses, those of each day on which they are recorded.
fn by_day(child: Child<'_>, field: impl Fn(&LeaverStatus) -> Code) -> impl Iterator<Item = Vec<Code>> {
    let mut by_day: BTreeMap<_, Vec<Code>> = BTreeMap::new();
    for status in child.leaver_statuses() {
        if !field(status).is_blank() {
            by_day.entry(status.recorded).or_default().push(field(status));
        }
    }
    by_day.into_values()
}

/// Which list has a code.
fn decide(caseload: &Caseload, code: Code, lists: &[Vec<String>; 2]) -> Option<usize> {
    list_with(caseload.code_text(code), &lists.each_ref().map(Vec::as_slice))
}
