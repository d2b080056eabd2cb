//! What an indicator is, in words.

use std::borrow::Cow::{Borrowed, Owned};

use crate::toml_file::Fault;

use carekpi_measure::{Clause, FigureKind};
use carekpi_rules::{Area, IndicatorInfo, Polarity, Unit};

use super::cohort::{Cohort, settings_of};
use super::events::Events;
use super::follow_up::FOLLOWED;
use super::settings::{CountedSpells, FirstFrom, IndicatorSettings, Within};
use super::table::{Clauses, Table, Words};

/// The description of an indicator, without its words.
pub(super) fn unwritten(id: String, area: Area) -> IndicatorInfo {
    IndicatorInfo {
        id: Owned(id),
        area,
        title: Borrowed(""),
        up_to_date: None,
        kind: FigureKind::Proportion,
        unit: Unit::Child,
        polarity: Polarity::Higher,
        numerator: Borrowed("those who are up to date"),
        denominator: Borrowed(""),
        clauses: Borrowed(&[]),
        settings: Borrowed(&[]),
        source: Borrowed("local standard"),
    }
}

/// Writes the description of an indicator: the words of its table, and for those that it does not give, words that follow from its
/// settings.
pub(super) fn write(settings: &mut IndicatorSettings, table: Table) -> Result<(), Fault> {
    let is_follow_up = settings.counted == CountedSpells::EndedInPeriod;
    let mut clauses = if is_follow_up { clauses_of_follow_up(settings) } else { clauses(settings) };
    if let Some(given) = table.clauses {
        let place = given.span();
        let Clauses { no_event_yet, since_first, since_last, followed } = given.into_inner();
        let given = [
            (Clause::NO_EVENT_YET, no_event_yet),
            (Clause::SINCE_FIRST, since_first),
            (Clause::SINCE_LAST, since_last),
            (FOLLOWED, followed),
        ];
        for (clause, text) in given.into_iter().filter_map(|(clause, text)| Some((clause, text?))) {
            let Some((_, words)) = clauses.iter_mut().find(|(one, _)| *one == clause) else {
                return Err((
                    place,
                    format!("there is no limit for the clause {}; expected its limit, or no words", clause.id()),
                ));
            };
            *words = text.into();
        }
    }
    let (mut unit, mut denominator, names) =
        (settings.cohort.unit(), counted(&settings.cohort), settings_of_all(settings));
    if is_follow_up {
        let singular = table.unit.map(|unit| Words::from(unit.into_inner()));
        let singular = singular.unwrap_or_else(|| spell_in_words(&settings.cohort).into());
        denominator = Owned(format!("each {singular} that ended in the period"));
        unit = Unit::Other(singular);
        let event = settings.events.words();
        settings.info.numerator = Owned(format!("those with a timely {event}, or with time left for it"));
    }
    let info = &mut settings.info;
    info.title = table.title.into();
    info.up_to_date = Some(table.up_to_date.map_or_else(|| info.title.clone(), Words::from));
    info.unit = unit;
    info.polarity = table.polarity;
    info.numerator = table.numerator.map_or_else(|| info.numerator.clone(), Words::from);
    info.denominator = table.denominator.map_or(denominator, Words::from);
    info.clauses = clauses.into();
    info.settings = names.into();
    info.source = table.source.map_or_else(|| info.source.clone(), Words::from);
    Ok(())
}

/// The clauses that have a limit, with what each is measured from.
fn clauses(settings: &IndicatorSettings) -> Vec<(Clause, Words)> {
    let mut event = settings.events.words();
    let younger = settings.younger.as_ref().and_then(|younger| younger.events.as_ref());
    if let Some(or) = younger.or(settings.then_events.as_ref()) {
        event = format!("{event} or {}", or.words());
    }
    let all = [
        (Clause::NO_EVENT_YET, settings.first.is_some(), first_from(settings)),
        (Clause::SINCE_FIRST, settings.second.is_some(), Owned(format!("the first {event}"))),
        (Clause::SINCE_LAST, settings.then.is_some(), Owned(format!("the last {event}"))),
    ];
    all.into_iter().filter(|(_, has_limit, _)| *has_limit).map(|(clause, _, words)| (clause, words)).collect()
}

/// The clauses of spells that an event must follow.
fn clauses_of_follow_up(settings: &IndicatorSettings) -> Vec<(Clause, Words)> {
    vec![
        (Clause::NO_EVENT_YET, Owned(format!("the end of the {}", spell_in_words(&settings.cohort)))),
        (FOLLOWED, Owned(format!("the {}", settings.events.words()))),
    ]
}

/// A spell of the cohort, in words.
fn spell_in_words(cohort: &Cohort) -> String {
    if let Cohort::Spells(own) = cohort { own.words() } else { "record".to_owned() }
}

/// What the clause about no event is measured from.
fn first_from(settings: &IndicatorSettings) -> Words {
    Borrowed(match (settings.first_from, &settings.cohort) {
        (FirstFrom::LastReferral, Cohort::InNeed) => "the last referral, else the plan",
        (FirstFrom::LastReferral, _) => "the last referral",
        (FirstFrom::Placement, _) => "the start of the placement",
        (FirstFrom::CaseWorker, _) => "the allocation to the current worker",
        (FirstFrom::Record, Cohort::ProtectionPlan) => "the start of the plan",
        (FirstFrom::Record, Cohort::InNeed) => "the plan, else the last referral",
        (FirstFrom::Record, Cohort::PeriodOfCare) => "the start of the period of care",
        (FirstFrom::Record, Cohort::CareLeaver) => "the start as a care leaver",
        (FirstFrom::Record, Cohort::DisabilityService) => "the allocation to the service",
        (FirstFrom::Record, Cohort::Spells(own)) => return Owned(format!("the start of the {}", own.words())),
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
        Cohort::Spells(own) => return Owned(format!("children with an open {} on the snapshot date", own.words())),
    })
}

/// The settings that the indicator depends on: those that all share, those of the cohort and of the events, and its own.
fn settings_of_all(settings: &IndicatorSettings) -> Vec<Words> {
    let younger = settings.younger.as_ref();
    let limits = [settings.second, settings.then, younger.and_then(|younger| younger.then)];
    let events =
        [Some(&settings.events), settings.then_events.as_ref(), younger.and_then(|younger| younger.events.as_ref())];
    let mut names = match settings.counted {
        CountedSpells::Open => vec!["shared.end_day", "shared.month_end", "shared.deaths"],
        CountedSpells::EndedInPeriod => vec!["shared.month_end"],
    };
    if limits.iter().any(|limit| matches!(limit, Some(Within::InLast(_)))) {
        names.push("shared.within_last");
    }
    if younger.is_some() || settings.from_age.is_some() || settings.until_age.is_some() {
        names.push("shared.leap_day_birthday");
    }
    names.extend(settings_of(&settings.cohort));
    names.extend(events.into_iter().flatten().flat_map(Events::settings));
    if settings.first_from == FirstFrom::CaseWorker {
        names.push("allocations.case_worker_roles");
    }
    let mut all: Vec<Words> = Vec::new();
    for name in names {
        if !all.iter().any(|one| one == name) {
            all.push(Borrowed(name));
        }
    }
    all.push(Owned(settings.setting()));
    all
}
