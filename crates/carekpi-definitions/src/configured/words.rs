//! What an indicator is, in words.

use std::borrow::Cow::{self, Borrowed};

use carekpi_measure::{Clause, FigureKind};
use carekpi_rules::{Area, IndicatorInfo, Polarity};

use super::cohort::{Cohort, settings_of};
use super::events::Events;
use super::keys::{Fault, Keys};
use super::settings::{FirstFrom, Limits, Within, Words, Younger, setting};

/// What tells the words of an indicator.
pub(super) struct Described<'d> {
    pub(super) id: &'d str,
    pub(super) area: Area,
    pub(super) title: Words,
    pub(super) cohort: &'d Cohort,
    pub(super) events: &'d Events,
    pub(super) then_events: Option<&'d Events>,
    pub(super) first_from: FirstFrom,
    pub(super) limits: Limits,
    pub(super) younger: Option<&'d Younger>,
    pub(super) has_ages: bool,
    pub(super) polarity: Polarity,
}

/// The description of an indicator: the words of its file, and for those that it does not give, words that follow from its settings.
pub(super) fn info(described: &Described<'_>, keys: &Keys<'_>) -> Result<IndicatorInfo, Fault> {
    let Described { id, area, title, cohort, polarity, .. } = described;
    let subject = keys.words("up_to_date")?.unwrap_or_else(|| title.clone());
    let numerator = keys.words("numerator")?.unwrap_or(Borrowed("those who are up to date"));
    let denominator = keys.words("denominator")?.unwrap_or_else(|| counted(cohort));
    let source = keys.words("source")?.unwrap_or(Borrowed("local standard"));
    Ok(IndicatorInfo {
        id: Cow::Owned((*id).to_owned()),
        area: area.clone(),
        title: title.clone(),
        up_to_date: Some(subject),
        kind: FigureKind::Proportion,
        unit: cohort.unit(),
        polarity: *polarity,
        numerator,
        denominator,
        clauses: clauses(described, keys)?.into(),
        settings: settings(described).into(),
        source,
    })
}

/// The clauses that the limits make, with what each is measured from.
fn clauses(described: &Described<'_>, keys: &Keys<'_>) -> Result<Vec<(Clause, Words)>, Fault> {
    let mut event = described.events.name();
    if let Some(or) = described.younger.and_then(|younger| younger.or_events.as_ref()).or(described.then_events) {
        event = format!("{event} or {}", or.name());
    }
    let all = described.younger.map_or(described.limits, |younger| younger.limits.or(described.limits));
    let of = [
        (Clause::NO_EVENT_YET, all.first, begins(described)),
        (Clause::SINCE_FIRST, all.second, Cow::Owned(format!("the first {event}"))),
        (Clause::SINCE_LAST, all.then, Cow::Owned(format!("the last {event}"))),
    ];
    let of = of.into_iter().filter(|(_, limit, _)| limit.is_some()).map(|(clause, _, words)| (clause, words));
    let mut of: Vec<(Clause, Words)> = of.collect();
    let names: Vec<&str> = of.iter().map(|(clause, _)| clause.id()).collect();
    if let Some(given) = keys.table("clauses", &names)? {
        for (clause, words) in &mut of {
            if let Some(given) = given.words(clause.id())? {
                *words = given;
            }
        }
    }
    Ok(of)
}

/// What the clause about no event is measured from.
fn begins(described: &Described<'_>) -> Words {
    Borrowed(match (described.first_from, described.cohort) {
        (FirstFrom::LastReferral, Cohort::InNeed) => "the last referral, else the plan",
        (FirstFrom::LastReferral, _) => "the last referral",
        (FirstFrom::Placement, _) => "the start of the placement",
        (FirstFrom::CaseWorker, _) => "the allocation to the current worker",
        (FirstFrom::Record, Cohort::ProtectionPlan) => "the start of the plan",
        (FirstFrom::Record, Cohort::InNeed) => "the plan, else the last referral",
        (FirstFrom::Record, Cohort::PeriodOfCare) => "the start of the period of care",
        (FirstFrom::Record, Cohort::CareLeaver) => "the start as a care leaver",
        (FirstFrom::Record, Cohort::DisabilityService) => "the allocation to the service",
        (FirstFrom::Record, Cohort::Spells(own)) => {
            return Cow::Owned(format!("the start of the {}", own.kind.name().replace('-', " ")));
        }
    })
}

/// Who is counted.
fn counted(cohort: &Cohort) -> Words {
    Borrowed(match cohort {
        Cohort::ProtectionPlan => "children with a child protection plan open on the snapshot date",
        Cohort::InNeed => "children in need on the snapshot date",
        Cohort::PeriodOfCare => "children looked after on the snapshot date",
        Cohort::CareLeaver => "care leavers on the snapshot date",
        Cohort::DisabilityService => {
            "children and young people allocated to the disability service on the snapshot date"
        }
        Cohort::Spells(own) => {
            let spell = own.kind.name().replace('-', " ");
            return Cow::Owned(format!("children with an open {spell} on the snapshot date"));
        }
    })
}

/// The settings that the indicator depends on: its own, those of the cohort and of the events, and those that all share.
fn settings(described: &Described<'_>) -> Vec<Words> {
    let Described { cohort, events, then_events, limits, younger, .. } = described;
    let or_events = younger.and_then(|younger| younger.or_events.as_ref());
    let younger_limits = younger.map(|younger| younger.limits).unwrap_or_default();
    let mut names = vec!["shared.end_day", "shared.month_end", "shared.deaths"];
    if limits.all().chain(younger_limits.all()).any(|within| matches!(within, Within::InLast(_))) {
        names.push("shared.within_last");
    }
    if described.has_ages || younger.is_some() {
        names.push("shared.leap_day_birthday");
    }
    names.extend(settings_of(cohort));
    names.extend([Some(*events), *then_events, or_events].into_iter().flatten().flat_map(Events::settings));
    if described.first_from == FirstFrom::CaseWorker {
        names.push("allocations.case_worker_roles");
    }
    let mut settings: Vec<Words> = Vec::new();
    for name in names {
        if !settings.iter().any(|one| one == name) {
            settings.push(Borrowed(name));
        }
    }
    settings.push(Cow::Owned(setting(described.id)));
    settings
}
