//! Compares a situation with what is expected of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use carekpi::measure::{Figure, FigureKind};
use carekpi::model::{self, RecordKind};
use carekpi::ssd::{Cause, Extract, FindingKind, Severity};
use carekpi::{Measurement, Scorecard, Step, Subject};

use super::expected::{CauseOf, Situation};

pub(super) struct Checked<'s> {
    pub(super) situation: &'s Situation,
    pub(super) extract: &'s Extract,
    pub(super) measurement: &'s Measurement<'s>,
}

/// A line about a difference.
fn differs<T: PartialEq + Debug>(what: &str, found: T, expected: T) -> Option<String> {
    (found != expected).then(|| format!("{what} is {found:?}, expected {expected:?}"))
}

fn shown(figure: &Figure) -> String {
    let mut text = match (figure.kind, figure.denominator) {
        (FigureKind::Count, _) => figure.numerator.to_string(),
        (_, None) => format!("{} of unknown", figure.numerator),
        (_, Some(denominator)) => format!("{} of {denominator}", figure.numerator),
    };
    if figure.undetermined > 0 {
        text.push_str(&format!(", {} undetermined", figure.undetermined));
    }
    text
}

fn member(subject: &Subject<'_>) -> String {
    let outcome = subject.outcome;
    let met = outcome.met.map_or("?", |met| if met { "yes" } else { "no" });
    let day = |day: Option<chrono::NaiveDate>| day.map_or("-".to_owned(), |day| day.to_string());
    let clause = outcome.clause.map_or("-", |clause| clause.id());
    let (anchor, lapses) = (day(outcome.anchor), day(outcome.lapses.date()));
    format!("{} {} {met} {clause} {anchor} {lapses}", subject.child, subject.record.unwrap_or("-"))
}

impl Checked<'_> {
    /// Everything that is not as expected.
    pub(super) fn wrong(&self) -> Vec<String> {
        let scorecard = self.measurement.scorecard(self.situation.snapshot).unwrap();
        [
            self.rows(),
            self.people(),
            self.figures(&scorecard),
            self.causes(),
            self.values(),
            self.records(),
            self.later(),
        ]
        .concat()
    }

    fn rows(&self) -> Vec<String> {
        let counts: BTreeMap<&str, _> = self.extract.row_counts().collect();
        let mut wrong: Vec<String> = Vec::new();
        for (table, expected) in &self.situation.rows {
            let found = counts[table.as_str()];
            wrong.extend(differs(table, [found.read, found.kept, found.set_aside], *expected));
        }
        if let Some(errors) = self.situation.rows_in_error {
            wrong.extend(differs("the number of errors", self.extract.count(Severity::Error), errors));
        }
        let errors = || self.extract.findings.iter().filter(|finding| finding.severity() == Severity::Error);
        if let Some(expected) = &self.situation.set_aside {
            let found: BTreeSet<&str> = errors().filter_map(|finding| finding.identifier.as_deref()).collect();
            wrong.extend(differs("what is set aside", found, expected.iter().map(String::as_str).collect()));
        }
        for [spoilt, likely] in &self.situation.asks {
            let asked = format!("{spoilt:?} is not");
            let question = format!("did you mean {likely:?}?");
            let found = errors().any(|found| found.message.contains(&asked) && found.message.contains(&question));
            wrong.extend((!found).then(|| format!("{likely} is not asked about in place of {spoilt}")));
        }
        wrong
    }

    fn people(&self) -> Vec<String> {
        let person = |id: &str| self.extract.caseload.find(id).unwrap_or_else(|| panic!("{id} is not there"));
        let born = self.situation.born.iter().filter_map(|(id, born)| differs(id, person(id).born(), Some(*born)));
        let sex = self.situation.sex.iter().filter_map(|(id, sex)| differs(id, person(id).sex(), sex));
        born.chain(sex).collect()
    }

    fn figures(&self, scorecard: &Scorecard<'_>) -> Vec<String> {
        let ids: BTreeSet<&str> = scorecard.indicators().iter().map(|result| &*result.info.id).collect();
        let named = self.situation.figures.keys().chain(self.situation.members.keys());
        let mut wrong: Vec<String> =
            named.filter(|id| !ids.contains(id.as_str())).map(|id| format!("there is no indicator {id}")).collect();
        for result in scorecard.indicators() {
            let none = match (result.figure.kind, &*result.info.id) {
                (FigureKind::Count, _) => "0",
                (_, "cp-rate") => "0 of unknown",
                _ => "0 of 0",
            };
            let expected = self.situation.figures.get(&*result.info.id).map_or(none, String::as_str);
            wrong.extend(differs(&result.info.id, shown(&result.figure).as_str(), expected));
            if let Some(expected) = self.situation.members.get(&*result.info.id) {
                let found: Vec<String> = result.subjects.iter().map(member).collect();
                wrong.extend(differs(&result.info.id, &found, expected));
            }
        }
        wrong
    }

    fn bearing(&self, records: &[RecordKind]) -> Vec<&str> {
        self.measurement.indicators_reading(records)
    }

    /// Whether a cause is the one that is expected: its kind and place.
    fn is(cause: &Cause, expected: &CauseOf) -> bool {
        cause.kind.name() == expected.kind
            && cause.table.as_ref().map(carekpi::ssd::Table::name) == expected.table.as_deref()
            && cause.column == expected.column
            && cause.message.contains(&expected.says)
    }

    fn causes(&self) -> Vec<String> {
        let causes = self.extract.causes();
        let mut wrong = Vec::new();
        for expected in &self.situation.findings {
            let mut found = causes.iter().filter(|cause| Self::is(cause, expected));
            let (Some(cause), None) = (found.next(), found.next()) else {
                let of_kind: Vec<String> =
                    causes.iter().filter(|cause| cause.kind.name() == expected.kind).map(Cause::to_string).collect();
                wrong.push(format!(
                    "no one finding {} of {:?} {:?} that says {:?}, but {of_kind:?}",
                    expected.kind, expected.table, expected.column, expected.says
                ));
                continue;
            };
            wrong.extend(differs(&cause.to_string(), cause.count, expected.rows));
            if let Some(bears_on) = &expected.bears_on {
                let found = self.bearing(&cause.records);
                wrong.extend(differs(
                    &cause.to_string(),
                    &*found,
                    &*bears_on.iter().map(String::as_str).collect::<Vec<_>>(),
                ));
            }
        }
        for cause in &causes {
            use FindingKind::{ColumnAbsent, ColumnSpare, TableAbsent, TableSpare};
            let goes_without_saying = matches!(cause.kind, TableAbsent | TableSpare | ColumnAbsent | ColumnSpare)
                && !cause.message.contains("did you mean");
            if !goes_without_saying && !self.situation.findings.iter().any(|expected| Self::is(cause, expected)) {
                wrong.push(format!("not expected: {} {cause}", cause.kind));
            }
        }
        wrong
    }

    fn values(&self) -> Vec<String> {
        let unknown = self.measurement.unknown_values();
        let found: Vec<_> = unknown
            .iter()
            .map(|value| {
                (value.column.to_string(), value.values.clone(), value.records, self.bearing(&[value.record_kind()]))
            })
            .collect();
        let expected: Vec<_> = self
            .situation
            .values
            .iter()
            .map(|value| {
                (
                    value.field.clone(),
                    value.values.clone(),
                    value.records,
                    value.bears_on.iter().map(String::as_str).collect(),
                )
            })
            .collect();
        let mut wrong: Vec<String> = differs("what is in no list", found, expected).into_iter().collect();
        for (value, expected) in unknown.iter().zip(&self.situation.values) {
            wrong.extend(
                (!value.to_string().contains(&expected.says))
                    .then(|| format!("{value} says nothing of {:?}", expected.says)),
            );
        }
        wrong
    }

    fn records(&self) -> Vec<String> {
        let mut found: BTreeMap<(String, &str), Vec<&str>> = BTreeMap::new();
        let findings = self.measurement.findings(self.situation.snapshot);
        use model::FindingKind::{NoPlacement, NoPopulation};
        for finding in findings.iter().filter(|finding| !matches!(finding.kind, NoPlacement | NoPopulation)) {
            found.entry((finding.record_kind.to_string(), finding.kind.message())).or_default().push(finding.child);
        }
        let mut wrong = Vec::new();
        for expected in &self.situation.records {
            let place = found
                .keys()
                .find(|(kind, message)| *kind == expected.kind && message.contains(&expected.says))
                .cloned();
            let children = place.and_then(|place| found.remove(&place)).unwrap_or_default();
            wrong.extend(differs(
                &format!("{} {}", expected.kind, expected.says),
                children,
                expected.children.iter().map(String::as_str).collect(),
            ));
        }
        wrong.extend(
            found.iter().map(|((kind, message), children)| format!("not expected: {kind}{message} {children:?}")),
        );
        wrong
    }

    /// What follows the snapshot, or precedes it.
    fn later(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        if let Some(expected) = &self.situation.worklist {
            let worklist = self.measurement.worklist(self.situation.snapshot, 14).unwrap();
            let found: Vec<String> =
                worklist.tasks().iter().map(|task| format!("{} {}", task.child, task.info.id)).collect();
            wrong.extend(differs("the worklist", &found, expected));
        }
        if let Some(expected) = &self.situation.series {
            let begin: BTreeMap<String, _> = self
                .measurement
                .indicators()
                .filter_map(|info| Some((info.id.to_string(), self.measurement.records_begin(&info.id)?)))
                .collect();
            wrong.extend(differs("the first day of the records", &begin, &expected.begin));
            let series = self.measurement.series(expected.from, expected.to, Step::Year).unwrap();
            let found: Vec<u64> =
                series.get("cp-plans").unwrap().figures.iter().map(|figure| figure.numerator).collect();
            wrong.extend(differs("cp-plans", &found, &expected.cp_plans));
        }
        wrong
    }
}
