//! What an explanation says, in words. The text and the page say it alike.

use carekpi_dates::{HourLimit, Moment};
use carekpi_engine::{ExplainedIndicator, ExplainedRecord, Explanation, NotCountedReason, State};
use carekpi_measure::{Clause, FigureKind, Lapse, Outcome};
use carekpi_rules::{Evidence, IndicatorInfo, NotCounted, Unit};
use chrono::NaiveDate;

use crate::labels::{capitalised, long_date, long_moment, pluralise};

/// A figure that counts the child, or may count it.
pub(crate) struct Counted<'e> {
    pub(crate) info: &'e IndicatorInfo,
    pub(crate) record: Option<&'e str>,
    pub(crate) state: State,
    /// Whether it is settled that something was not in time, so that it is not overdue any more.
    is_late: bool,
    /// Sentences that say why.
    pub(crate) why: String,
}

impl Counted<'_> {
    /// The state in words.
    pub(crate) fn state_in_words(&self) -> &'static str {
        if self.is_late { "late" } else { state_in_words(self.info, self.state) }
    }
}

/// Figures that do not count the child, for one reason.
pub(crate) struct WhyNot<'e> {
    /// A sentence that says why, and from when the child would be counted.
    pub(crate) why: String,
    pub(crate) infos: Vec<&'e IndicatorInfo>,
}

/// What changes next in a figure if nothing more is recorded.
pub(crate) struct Next<'e> {
    pub(crate) day: NaiveDate,
    pub(crate) info: &'e IndicatorInfo,
    pub(crate) state: State,
}

impl Next<'_> {
    /// The new state in words.
    pub(crate) fn state_in_words(&self) -> &'static str {
        state_in_words(self.info, self.state)
    }
}

const UNDECIDABLE: &str = "A fact needed to decide whether the child is counted is not recorded.";

/// The figures that count the child, one for each record, in the order of measurement.
pub(crate) fn counted<'e>(explanation: &'e Explanation<'_>) -> Vec<Counted<'e>> {
    let mut counted = Vec::new();
    for of in &explanation.indicators {
        if is_undecidable(of) {
            counted.push(Counted {
                info: &of.info,
                record: None,
                state: State::Undecidable,
                is_late: false,
                why: UNDECIDABLE.to_owned(),
            });
        }
        counted.extend(of.records.iter().map(|record| Counted {
            info: &of.info,
            record: record.record,
            state: State::Counted(record.outcome.met),
            is_late: of.info.up_to_date.is_some()
                && record.outcome.met == Some(false)
                && record.outcome.lapses == Lapse::Never,
            why: why(&of.info, record, explanation.calendar_ends),
        }));
    }
    counted
}

/// The figures that do not count the child, by reason.
pub(crate) fn why_not<'e>(explanation: &'e Explanation<'_>) -> Vec<WhyNot<'e>> {
    let mut reasons: Vec<WhyNot<'e>> = Vec::new();
    for of in explanation.indicators.iter().filter(|of| !is_undecidable(of)) {
        let Some(reason) = &of.not_counted else { continue };
        let why = reason_in_words(&of.info, reason);
        match reasons.iter_mut().find(|one| one.why == why) {
            Some(one) => one.infos.push(&of.info),
            None => reasons.push(WhyNot { why, infos: vec![&of.info] }),
        }
    }
    reasons
}

/// What changes next, in order of date.
pub(crate) fn changes<'e>(explanation: &'e Explanation<'_>) -> Vec<Next<'e>> {
    let next = |of: &'e ExplainedIndicator<'_>| of.next.map(|(day, state)| Next { day, info: &of.info, state });
    let mut changes: Vec<Next<'e>> = explanation.indicators.iter().filter_map(next).collect();
    changes.sort_by_key(|change| (change.day, change.info.subject()));
    changes
}

/// The sentence in place of changes, if there are none. What a record says of its own next change stands with it.
pub(crate) fn no_change(explanation: &Explanation<'_>) -> String {
    let mut records = explanation.indicators.iter().flat_map(|of| &of.records);
    let more = if records.any(|record| record.next.is_some()) { " more" } else { "" };
    format!("Nothing{more} {}.", within(explanation.calendar_ends))
}

/// Where the calendar ends, if that cuts off the changes that are shown.
pub(crate) fn calendar_end(explanation: &Explanation<'_>) -> Option<String> {
    let day = explanation.calendar_ends.filter(|_| !changes(explanation).is_empty())?;
    Some(format!("The calendar ends on {}. What changes after it is not known.", long_date(day)))
}

fn is_undecidable(of: &ExplainedIndicator<'_>) -> bool {
    of.not_counted.is_some_and(|reason| reason.why == NotCounted::Undecidable)
}

/// Why a record meets the rule or does not, from when and until when.
fn why(info: &IndicatorInfo, record: &ExplainedRecord<'_>, calendar_ends: Option<NaiveDate>) -> String {
    let ExplainedRecord { outcome, evidence, next, .. } = record;
    let from = info.measured_from(outcome.clause);
    let mut sentences = Vec::new();
    // What happened within hours says the day itself.
    let says_day = evidence.iter().any(|evidence| matches!(evidence, Evidence::Hours { at: Some(_), .. }));
    if let Some(anchor) = outcome.anchor.filter(|_| !says_day).map(long_date) {
        let measured = match outcome.clause {
            Some(Clause::NO_EVENT_YET) => format!("Nothing that counts has been recorded since {from} on {anchor}"),
            _ => format!("{} was on {anchor}", capitalised(from)),
        };
        sentences.push(measured + &until(outcome, *next, calendar_ends));
    }
    if outcome.met.is_none() && evidence.is_empty() {
        sentences.push("A fact that the rule needs is not recorded.".to_owned());
    }
    sentences.extend(evidence.iter().filter_map(|evidence| evidence_in_words(evidence, outcome)));
    sentences.join(" ")
}

/// Until when it is in time, or since when it is not; the end of a sentence.
fn until(outcome: &Outcome, next: Option<(NaiveDate, State)>, calendar_ends: Option<NaiveDate>) -> String {
    // A limit in working days has no end if the calendar ends before it.
    let has_limit = matches!(outcome.clause, Some(Clause::NO_EVENT_YET | Clause::SINCE_FIRST | Clause::SINCE_LAST));
    match (outcome.met, outcome.lapses, next) {
        (Some(true), Lapse::On(_), None) => format!("; it does not become overdue {}.", within(calendar_ends)),
        (Some(true), Lapse::Never, None) if has_limit && calendar_ends.is_some() => {
            format!("; it does not become overdue {}.", within(calendar_ends))
        }
        (Some(true), Lapse::On(_), Some((day, State::Counted(Some(_))))) => {
            format!("; it is overdue from {}.", long_date(day))
        }
        (Some(true), Lapse::On(_), Some((day, State::Counted(None) | State::Undecidable))) => {
            format!("; it is undetermined from {}.", long_date(day))
        }
        (Some(false), Lapse::On(lapses), _) => format!("; it has been overdue since {}.", long_date(lapses)),
        _ => ".".to_owned(),
    }
}

/// How far ahead is known: a year, or until the calendar ends.
fn within(calendar_ends: Option<NaiveDate>) -> String {
    calendar_ends
        .map_or_else(|| "within a year".to_owned(), |day| format!("before the calendar ends on {}", long_date(day)))
}

/// What an outcome rests on, as a sentence.
fn evidence_in_words(evidence: &Evidence<'_>, outcome: &Outcome) -> Option<String> {
    Some(match evidence {
        Evidence::Records { what, dates, at_least } => {
            let dates: Vec<String> = dates.iter().map(|(start, end)| dates_in_words(*start, *end)).collect();
            let counted = match dates.as_slice() {
                [] => format!("No {what} counts"),
                [one] => format!("1 {what} counts: {one}"),
                several => format!("{} count: {}", pluralise(several.len() as u64, what), several.join("; ")),
            };
            format!("{counted}. It takes {at_least} or more.")
        }
        Evidence::LongEnoughFrom(day) if outcome.met == Some(true) => {
            format!("It has been long enough since {}.", long_date(*day))
        }
        Evidence::LongEnoughFrom(day) => format!("It is long enough from {}.", long_date(*day)),
        Evidence::Event { what, nearest: None } => format!("No {what} is recorded."),
        Evidence::Event { what, nearest: Some(day) } => {
            let after = outcome.anchor.map_or(0, |anchor| day.signed_duration_since(anchor).num_days());
            let side = match after {
                0 => "the same day".to_owned(),
                1.. => format!("{} after", pluralise(after.unsigned_abs(), "day")),
                ..0 => format!("{} before", pluralise(after.unsigned_abs(), "day")),
            };
            format!("The nearest {what} was on {}, {side}.", long_date(*day))
        }
        Evidence::Hours { what, from, limit, at } => hours_in_words(what, *from, *limit, *at),
        Evidence::Recorded { what, texts, .. } if !texts.is_empty() && outcome.met.is_some() => {
            format!("It records the {what} as {}.", texts.join(" and "))
        }
        Evidence::Recorded { what, on, texts } => {
            let record =
                on.map_or("The latest record".to_owned(), |day| format!("The latest record, of {},", long_date(day)));
            match texts.as_slice() {
                [] => format!("{record} does not record the {what}."),
                texts => format!("{record} has the {what} as {}, which is not enough to decide.", texts.join(" and ")),
            }
        }
        _ => return None,
    })
}

/// What must follow within hours, and when it did or must.
fn hours_in_words(what: &str, from: Moment, limit: HourLimit, at: Option<Moment>) -> String {
    let hours = pluralise(limit.hours().into(), "hour");
    let (start, until) = (long_moment(from), limit.until(from));
    let Some(at) = at else {
        let end = if until.time.is_some() { "on" } else { "with" };
        return format!("No {what} is recorded; {hours} from {start} end {end} {}.", long_moment(until));
    };
    let passed = at.minutes_since(from).and_then(|minutes| u64::try_from(minutes).ok()).map(|minutes| {
        let (whole, rest) = (pluralise(minutes / 60, "hour"), minutes % 60);
        if rest == 0 { whole } else { format!("{whole} and {}", pluralise(rest, "minute")) }
    });
    let at = long_moment(at);
    match passed {
        Some(passed) => format!("The {what} was on {at}, {passed} after {start}; the limit is {hours}."),
        None => format!("The {what} was on {at}; the limit is {hours} from {start}."),
    }
}

fn dates_in_words(start: NaiveDate, end: Option<NaiveDate>) -> String {
    match end {
        Some(end) => format!("{} to {}", long_date(start), long_date(end)),
        None => format!("since {}", long_date(start)),
    }
}

/// What a state means in an indicator.
fn state_in_words(info: &IndicatorInfo, state: State) -> &'static str {
    let is_up_to_date = info.up_to_date.is_some();
    match state {
        State::NotCounted => "no longer counted",
        State::Undecidable | State::Counted(None) => "undetermined",
        State::Counted(Some(true)) if is_up_to_date => "up to date",
        State::Counted(Some(false)) if is_up_to_date => "overdue",
        State::Counted(Some(true)) if info.kind != FigureKind::Proportion => "counted",
        State::Counted(Some(true)) => "yes",
        State::Counted(Some(false)) => "no",
    }
}

/// Why an indicator does not count the child, and from when it would.
fn reason_in_words(info: &IndicatorInfo, reason: &NotCountedReason) -> String {
    // The reason, with its dates if there are any.
    let dated = |why: &str, remark: &str| {
        let since = reason.since.map(|day| format!("{remark} {}", long_date(day)));
        let next = reason
            .next_start
            .filter(|_| reason.reason != "died")
            .map(|day| format!("the next starts on {}", long_date(day)));
        let dates: Vec<String> = since.into_iter().chain(next).collect();
        if dates.is_empty() { why.to_owned() } else { format!("{why} ({})", dates.join("; ")) }
    };
    let why = match (reason.why, &info.unit) {
        _ if reason.reason == "died" => dated("the child has died", "on"),
        _ if reason.reason == "other-authority" => dated("the plan is another authority's", "since"),
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
        (NotCounted::TooYoung, _) => dated("the child has not reached the age", "born on"),
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
