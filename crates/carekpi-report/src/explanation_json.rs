//! One child explained, as JSON.

use carekpi_engine::{ExplainedIndicator, ExplainedRecord, Explanation, State};
use carekpi_measure::Clause;
use carekpi_rules::Evidence;
use chrono::NaiveDate;
use serde::Serialize;

use crate::explanation::ExplanationReport;
use crate::json::ProvenanceJson;
use crate::pretty::pretty;

impl ExplanationReport<'_, '_> {
    /// As JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let Explanation { child, snapshot, calendar_ends, indicators, .. } = self.explanation;
        pretty(&ExplanationJson {
            child,
            snapshot: *snapshot,
            calendar_ends: *calendar_ends,
            provenance: (&*self.explanation.provenance).into(),
            indicators: indicators.iter().map(Into::into).collect(),
        })
    }
}

#[derive(Serialize)]
struct ExplanationJson<'r> {
    child: &'r str,
    snapshot: NaiveDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar_ends: Option<NaiveDate>,
    #[serde(flatten)]
    provenance: ProvenanceJson<'r>,
    indicators: Vec<IndicatorJson<'r>>,
}

#[derive(Serialize)]
struct IndicatorJson<'r> {
    indicator: &'r str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    records: Vec<RecordJson<'r>>,
    #[serde(flatten)]
    not_counted: Option<NotCountedJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<NextJson>,
}

#[derive(Serialize)]
struct RecordJson<'r> {
    record: Option<&'r str>,
    met: Option<bool>,
    clause: Option<Clause>,
    anchor: Option<NaiveDate>,
    measured_from: &'r str,
    lapses: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<EvidenceJson<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<NextJson>,
}

/// What an outcome rests on besides the day that its clause is measured from.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum EvidenceJson<'r> {
    Records { what: &'r str, at_least: u32, records: Vec<DatesJson> },
    LongEnoughFrom { date: NaiveDate },
    Event { what: &'r str, nearest: Option<NaiveDate> },
    Hours { what: &'r str, from: String, limit: u32, until: String, at: Option<String> },
    Recorded { what: &'r str, date: Option<NaiveDate>, texts: &'r [&'r str] },
}

#[derive(Serialize)]
struct DatesJson {
    start: NaiveDate,
    end: Option<NaiveDate>,
}

impl<'r> EvidenceJson<'r> {
    fn of(evidence: &'r Evidence<'_>) -> Option<Self> {
        Some(match evidence {
            Evidence::Records { what, dates, at_least } => {
                let records = dates.iter().map(|(start, end)| DatesJson { start: *start, end: *end }).collect();
                Self::Records { what, at_least: *at_least, records }
            }
            Evidence::LongEnoughFrom(date) => Self::LongEnoughFrom { date: *date },
            Evidence::Event { what, nearest } => Self::Event { what, nearest: *nearest },
            Evidence::Hours { what, from, limit, at } => Self::Hours {
                what,
                from: from.to_string(),
                limit: limit.hours(),
                until: limit.until(*from).to_string(),
                at: at.map(|at| at.to_string()),
            },
            Evidence::Recorded { what, on, texts } => Self::Recorded { what, date: *on, texts },
            _ => return None,
        })
    }
}

#[derive(Serialize)]
struct NotCountedJson {
    reason: &'static str,
    since: Option<NaiveDate>,
    from: Option<NaiveDate>,
}

/// A later day, and the state on it.
#[derive(Serialize)]
struct NextJson {
    date: NaiveDate,
    /// `met`, `not-met`, `undetermined` or `not-counted`.
    state: &'static str,
}

impl From<(NaiveDate, State)> for NextJson {
    fn from((date, state): (NaiveDate, State)) -> Self {
        let state = match state {
            State::Counted(Some(true)) => "met",
            State::Counted(Some(false)) => "not-met",
            State::Counted(None) | State::Undecidable => "undetermined",
            State::NotCounted => "not-counted",
        };
        Self { date, state }
    }
}

impl<'r> From<&'r ExplainedIndicator<'_>> for IndicatorJson<'r> {
    fn from(of: &'r ExplainedIndicator<'_>) -> Self {
        let info = &of.info;
        let record = |of: &'r ExplainedRecord<'_>| RecordJson {
            record: of.record,
            met: of.outcome.met,
            clause: of.outcome.clause,
            anchor: of.outcome.anchor,
            measured_from: info.measured_from(of.outcome.clause),
            lapses: of.outcome.lapses.date(),
            evidence: of.evidence.iter().filter_map(EvidenceJson::of).collect(),
            next: of.next.map(Into::into),
        };
        Self {
            indicator: &of.info.id,
            records: of.records.iter().map(record).collect(),
            not_counted: of.not_counted.map(|reason| NotCountedJson {
                reason: reason.reason,
                since: reason.since,
                from: reason.from,
            }),
            next: of.next.map(Into::into),
        }
    }
}
