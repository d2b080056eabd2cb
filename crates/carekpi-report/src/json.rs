//! JSON.

use carekpi::measure::{Clause, Measure, Value};
use carekpi::{Measured, Scorecard, Series, Subject};
use chrono::NaiveDate;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::{DataQuality, RowCounts};

#[derive(Serialize)]
struct ScorecardJson<'s> {
    snapshot: NaiveDate,
    period: PeriodJson,
    indicators: Vec<IndicatorJson<'s>>,
    rows: RowsJson<'s>,
    findings: FindingsJson,
}

#[derive(Serialize)]
struct PeriodJson {
    start: NaiveDate,
    end: NaiveDate,
}

#[derive(Serialize)]
struct IndicatorJson<'s> {
    id: &'s str,
    area: &'s str,
    title: &'s str,
    measure: Measure,
    numerator: u64,
    denominator: Option<u64>,
    undetermined: u64,
    value: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subjects: Option<Vec<SubjectJson<'s>>>,
}

#[derive(Serialize)]
struct SubjectJson<'s> {
    child: &'s str,
    record: Option<&'s str>,
    met: Option<bool>,
    clause: Option<Clause>,
    anchor: Option<NaiveDate>,
    lapses: Option<NaiveDate>,
}

struct RowsJson<'s>(&'s [(String, RowCounts)]);

impl Serialize for RowsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (table, counts) in self.0 {
            map.serialize_entry(table, counts)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct FindingsJson {
    errors: usize,
    warnings: usize,
}

/// A scorecard as JSON, with every member of every figure if `subjects`.
#[must_use]
pub fn scorecard_json(scorecard: &Scorecard<'_>, quality: &DataQuality, subjects: bool) -> String {
    let indicators = scorecard.indicators.iter().map(|measured| indicator(measured, subjects)).collect();
    let json = ScorecardJson {
        snapshot: scorecard.snapshot,
        period: PeriodJson {
            start: scorecard.period.first_day(scorecard.snapshot),
            end: scorecard.period.last_day(scorecard.snapshot),
        },
        indicators,
        rows: RowsJson(&quality.rows),
        findings: FindingsJson { errors: quality.errors, warnings: quality.warnings },
    };
    pretty(&json)
}

fn indicator<'s>(measured: &'s Measured<'_>, subjects: bool) -> IndicatorJson<'s> {
    let Measured { about, figure, .. } = measured;
    IndicatorJson {
        id: about.id,
        area: about.area,
        title: about.title,
        measure: about.measure,
        numerator: figure.numerator,
        denominator: figure.denominator,
        undetermined: figure.undetermined,
        value: figure.value(),
        subjects: subjects.then(|| measured.subjects.iter().map(subject).collect()),
    }
}

fn subject<'s>(subject: &Subject<'s>) -> SubjectJson<'s> {
    let outcome = subject.outcome;
    SubjectJson {
        child: subject.child,
        record: subject.record,
        met: outcome.met,
        clause: outcome.clause,
        anchor: outcome.anchor,
        lapses: outcome.lapses,
    }
}

#[derive(Serialize)]
struct SeriesRowJson<'s> {
    date: NaiveDate,
    indicator: &'s str,
    numerator: u64,
    denominator: Option<u64>,
    undetermined: u64,
    value: Option<Value>,
}

/// A series as JSON: a list of rows, dates in order and on each the indicators in theirs.
#[must_use]
pub fn series_json(series: &Series) -> String {
    let rows: Vec<_> = series
        .rows()
        .map(|(date, about, figure)| SeriesRowJson {
            date,
            indicator: about.id.as_ref(),
            numerator: figure.numerator,
            denominator: figure.denominator,
            undetermined: figure.undetermined,
            value: figure.value(),
        })
        .collect();
    pretty(&rows)
}

pub(crate) fn pretty(json: &impl Serialize) -> String {
    // These structures have nothing that JSON can't hold.
    let mut text = serde_json::to_string_pretty(json).unwrap_or_default();
    text.push('\n');
    text
}
