//! One child explained, in sentences and as data.

use std::fmt::Write as _;

use carekpi_engine::{ExplainedIndicator, ExplainedRecord, Explanation, NotCountedReason, State};
use carekpi_measure::{Clause, FigureKind, Lapse};
use carekpi_rules::{IndicatorInfo, NotCounted, Unit};
use chrono::NaiveDate;
use serde::Serialize;
use textwrap::{Options, WordSplitter, fill};

use crate::labels::{capitalised, long_date};
use crate::outside_text::printable;
use crate::pretty::pretty;

/// The width of the text.
const WIDTH: usize = 80;

/// One child explained.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, WorkingCalendar};
/// use carekpi_report::ExplanationReport;
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.protection_plan(child, entry::Plan::new("CP1", day(3, 20)));
/// let caseload = builder.finish().unwrap();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let explanation = measurement.explain(day(3, 31), "P1").unwrap();
/// let text = ExplanationReport::from(&explanation).text();
/// assert!(text.contains("  7 April 2026: Child protection visits: overdue.\n"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ExplanationReport<'r, 'c> {
    explanation: &'r Explanation<'c>,
}

impl<'r, 'c> From<&'r Explanation<'c>> for ExplanationReport<'r, 'c> {
    fn from(explanation: &'r Explanation<'c>) -> Self {
        Self { explanation }
    }
}

impl ExplanationReport<'_, '_> {
    /// In sentences, in lines of at most 80 columns.
    #[must_use]
    pub fn text(&self) -> String {
        let Explanation { child, snapshot, indicators, .. } = self.explanation;
        let mut text = format!("Child {} on {}\n", printable(child), long_date(*snapshot));
        for difference in self.explanation.provenance.changed() {
            let _ = writeln!(text, "non-default setting: {difference}");
        }
        let is_counted = |of: &&ExplainedIndicator<'_>| !of.records.is_empty() || is_undecidable(of);
        let mut area = "";
        for indicator in indicators.iter().filter(is_counted) {
            if indicator.info.area.id != area {
                area = indicator.info.area.id;
                let _ = writeln!(text, "\n{}", indicator.info.area.title);
            }
            for sentence in sentences(indicator) {
                line(&mut text, &sentence);
            }
        }
        text.push_str("\nNot counted on that date\n");
        for sentence in why_not(indicators.iter().filter(|of| !is_counted(of))) {
            line(&mut text, &sentence);
        }
        text.push_str("\nWhat changes next, if nothing more is recorded\n");
        let mut changes: Vec<(NaiveDate, String)> = indicators
            .iter()
            .filter_map(|of| {
                let (day, state) = of.next?;
                Some((day, format!("{}: {}.", of.info.subject(), state_in_words(&of.info, state))))
            })
            .collect();
        if changes.is_empty() {
            text.push_str("  Nothing within a year.\n");
        }
        changes.sort();
        for (day, change) in changes {
            line(&mut text, &format!("{}: {change}", long_date(day)));
        }
        text
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let Explanation { child, snapshot, indicators, .. } = self.explanation;
        pretty(&ExplanationJson { child, snapshot: *snapshot, indicators: indicators.iter().map(Into::into).collect() })
    }
}

/// Adds a sentence, wrapped and indented.
fn line(text: &mut String, sentence: &str) {
    let lines = Options::new(WIDTH).initial_indent("  ").subsequent_indent("    ");
    text.push_str(&fill(&printable(sentence), lines.word_splitter(WordSplitter::NoHyphenation)));
    text.push('\n');
}

fn is_undecidable(of: &ExplainedIndicator<'_>) -> bool {
    of.not_counted.is_some_and(|reason| reason.why == NotCounted::Undecidable)
}

/// A sentence for each record that is counted.
fn sentences(of: &ExplainedIndicator<'_>) -> Vec<String> {
    let IndicatorInfo { id, title, .. } = of.info;
    if is_undecidable(of) {
        return vec![format!(
            "{title}: undetermined. A fact needed to decide whether the child is counted is not recorded. ({id})"
        )];
    }
    let sentence = |record: &ExplainedRecord<'_>| {
        let names = record.record.map_or_else(|| id.to_owned(), |record| format!("{id}, {record}"));
        format!("{} ({names})", counted(&of.info, record))
    };
    of.records.iter().map(sentence).collect()
}

/// Whether a record meets the rule, from when and until when.
fn counted(info: &IndicatorInfo, ExplainedRecord { outcome, next, .. }: &ExplainedRecord<'_>) -> String {
    let from = info.measured_from(outcome.clause);
    let mut text = format!("{}: {}.", info.subject(), state_in_words(info, State::Counted(outcome.met)));
    let Some(anchor) = outcome.anchor.map(long_date) else { return text };
    text.push_str(&match outcome.clause {
        Some(Clause::NO_EVENT_YET) => format!(" Nothing that counts has been recorded since {from} on {anchor}"),
        _ => format!(" {} was on {anchor}", capitalised(from)),
    });
    text.push_str(&match (outcome.met, outcome.lapses, next) {
        (Some(true), Lapse::On(_), None) => "; it does not become overdue within a year.".to_owned(),
        (Some(true), Lapse::On(_), Some((day, State::Counted(Some(_))))) => {
            format!("; it is overdue from {}.", long_date(*day))
        }
        (Some(true), Lapse::On(_), Some((day, State::Counted(None) | State::Undecidable))) => {
            format!("; it is undetermined from {}.", long_date(*day))
        }
        (Some(false), Lapse::On(lapses), _) => format!("; the time limit passed on {}.", long_date(lapses)),
        _ => ".".to_owned(),
    });
    text
}

/// What a state means in an indicator.
fn state_in_words(info: &IndicatorInfo, state: State) -> &'static str {
    let is_up_to_date = info.up_to_date.is_some();
    match state {
        State::NotCounted => "no longer counted",
        State::Undecidable => {
            "undetermined, because a fact needed to decide whether the child is counted is not recorded"
        }
        State::Counted(None) => "undetermined, because a fact that the rule needs is not recorded",
        State::Counted(Some(true)) if is_up_to_date => "up to date",
        State::Counted(Some(false)) if is_up_to_date => "overdue",
        State::Counted(Some(true)) if info.kind != FigureKind::Proportion => "counted",
        State::Counted(Some(true)) => "yes",
        State::Counted(Some(false)) => "no",
    }
}

/// Why indicators do not count the child, and from when they would: a sentence for each reason.
fn why_not<'e, 'c: 'e>(indicators: impl Iterator<Item = &'e ExplainedIndicator<'c>>) -> Vec<String> {
    let mut reasons: Vec<(String, Vec<&str>)> = Vec::new();
    for of in indicators {
        let Some(reason) = &of.not_counted else { continue };
        let sentence = reason_in_words(&of.info, reason);
        match reasons.iter_mut().find(|(one, _)| *one == sentence) {
            Some((_, ids)) => ids.push(of.info.id),
            None => reasons.push((sentence, vec![of.info.id])),
        }
    }
    reasons.into_iter().map(|(sentence, ids)| format!("{sentence} ({})", ids.join(", "))).collect()
}

/// Why an indicator does not count the child, and from when it would.
fn reason_in_words(info: &IndicatorInfo, reason: &NotCountedReason) -> String {
    // The reason, with its date if there is one.
    let dated = |why: &str, remark: &str| match reason.since {
        Some(day) => format!("{why} ({remark} {})", long_date(day)),
        None => why.to_owned(),
    };
    let why = match (reason.why, info.unit) {
        (NotCounted::NoProtectionPlan, _) => dated("no child protection plan is open", "the last one ended on"),
        (NotCounted::NoInNeedPlan, _) => dated("no child in need plan is open", "the last one ended on"),
        (NotCounted::NoReferral, _) => dated("no referral is open", "the last one was closed on"),
        (NotCounted::HasProtectionPlan, _) => dated("a child protection plan is open", "since"),
        (NotCounted::LookedAfter(_), _) => dated("the child is looked after", "since"),
        (NotCounted::NotLookedAfter, _) if reason.reason == "short-breaks-only" => {
            dated("the child is looked after in a series of short breaks only", "since")
        }
        (NotCounted::NotLookedAfter, _) => dated("the child is not looked after", "the last period of care ended on"),
        (NotCounted::TooOld, _) => dated("the child has reached the age limit", "born on"),
        (NotCounted::NotLongEnough(_), _) => dated("the child has not been looked after for long enough", "since"),
        (NotCounted::NotInTeam, _) => {
            format!("the child has no case worker in a team of the service ({})", info.area.title)
        }
        (NotCounted::NoSpell, _) => dated("no spell as a care leaver is open", "the last one ended on"),
        (NotCounted::OutsidePeriod, Unit::Placement) => {
            dated("no placement started in the period", "the last one started on")
        }
        (NotCounted::OutsidePeriod, Unit::Assessment) => {
            dated("no assessment was completed in the period", "the last one was on")
        }
        (NotCounted::OutsidePeriod, _) => dated("nothing happened in the period", "the last time was on"),
        _ => reason.reason.replace('-', " "),
    };
    let counted = if info.unit.is_person() { "child".to_owned() } else { info.unit.to_string() };
    let from =
        reason.from.map_or_else(String::new, |day| format!(" The {counted} would be counted from {}.", long_date(day)));
    format!("{}.{from}", capitalised(&why))
}

#[derive(Serialize)]
struct ExplanationJson<'r> {
    child: &'r str,
    snapshot: NaiveDate,
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
    lapses: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<NextJson>,
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
        let record = |of: &'r ExplainedRecord<'_>| RecordJson {
            record: of.record,
            met: of.outcome.met,
            clause: of.outcome.clause,
            anchor: of.outcome.anchor,
            lapses: of.outcome.lapses.date(),
            next: of.next.map(Into::into),
        };
        Self {
            indicator: of.info.id,
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
