//! Why a child is not counted, and from when on it would be.

use carekpi::dates::AsOf;
use carekpi::measure::{Lapse, Verdict};
use carekpi::model::{Caseload, CaseloadBuilder, ChildKey, entry};
use carekpi::rules::Evidence;
use carekpi::{Definitions, ExplainError, NotCountedReason, Period, State, WorkingCalendar};
use carekpi_testkit::{day, world};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::definitions::definitions;

/// Why an indicator does not count a child on 31 March 2026.
fn why_not(
    definitions: &Definitions,
    id: &str,
    born: Option<NaiveDate>,
    records: impl FnOnce(&mut CaseloadBuilder, ChildKey),
) -> Option<(&'static str, Option<NaiveDate>, Option<NaiveDate>)> {
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id: "P1", born, ..Default::default() });
    records(&mut builder, child);
    let caseload = builder.finish().unwrap();
    let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
    let explanation = measurement.explain(day(2026, 3, 31), "P1").unwrap();
    let indicator = explanation.indicators.into_iter().find(|of| of.info.id == id).unwrap();
    assert_eq!(indicator.not_counted.is_none(), !indicator.records.is_empty());
    indicator.not_counted.map(|NotCountedReason { reason, since, from, .. }| (reason, since, from))
}

#[test]
fn each_condition_is_a_reason() {
    let default = Definitions::default();
    let by_referral = Definitions::from_toml("[children-in-need]\ncin_cohort = \"open_referral_only\"\n").unwrap();
    let born = Some(day(2015, 6, 1));
    let none = |_: &mut CaseloadBuilder, _: ChildKey| {};
    let plan = |start, end| {
        move |builder: &mut CaseloadBuilder, child: ChildKey| {
            builder.protection_plan(child, entry::Plan { end, ..entry::Plan::new("", start) });
        }
    };
    let care = |start| {
        move |builder: &mut CaseloadBuilder, child: ChildKey| {
            builder.period_of_care(child, entry::PeriodOfCare::new("", start));
        }
    };
    let referred = |builder: &mut CaseloadBuilder, child: ChildKey| {
        builder.referral(child, entry::Referral::new("", day(2026, 1, 5)));
    };

    assert_eq!(why_not(&default, "cp-plans", born, none), Some(("no-plan-open", None, None)));
    let ended = plan(day(2025, 1, 6), Some(day(2026, 3, 31)));
    assert_eq!(why_not(&default, "cp-visits", born, ended), Some(("no-plan-open", Some(day(2026, 3, 31)), None)));
    // What is dated later is never used.
    assert_eq!(why_not(&default, "cp-visits", born, plan(day(2026, 4, 7), None)), Some(("no-plan-open", None, None)));
    assert_eq!(why_not(&default, "cp-visits", born, plan(day(2026, 3, 31), None)), None);
    assert_eq!(why_not(&default, "cin-visits", born, referred), Some(("no-plan-open", None, None)));

    assert_eq!(why_not(&by_referral, "cin-visits", born, none), Some(("no-referral-open", None, None)));
    let protected = |builder: &mut CaseloadBuilder, child: ChildKey| {
        referred(builder, child);
        plan(day(2026, 2, 2), None)(builder, child);
        care(day(2026, 2, 3))(builder, child);
    };
    let reason = why_not(&by_referral, "cin-visits", born, protected);
    assert_eq!(reason, Some(("has-protection-plan", Some(day(2026, 2, 2)), None)));
    let looked_after = |builder: &mut CaseloadBuilder, child: ChildKey| {
        referred(builder, child);
        care(day(2026, 2, 3))(builder, child);
    };
    let reason = why_not(&by_referral, "cin-visits", born, looked_after);
    assert_eq!(reason, Some(("looked-after", Some(day(2026, 2, 3)), None)));

    assert_eq!(why_not(&default, "cla-reviews", born, none), Some(("not-looked-after", None, None)));
    let short_breaks = |builder: &mut CaseloadBuilder, child: ChildKey| {
        care(day(2026, 2, 3))(builder, child);
        builder.legal_status(child, entry::LegalStatus { code: "V4", ..entry::LegalStatus::new("", day(2026, 2, 3)) });
    };
    let reason = why_not(&default, "cla-reviews", born, short_breaks);
    assert_eq!(reason, Some(("short-breaks-only", Some(day(2026, 2, 3)), None)));

    let care_since = care(day(2025, 1, 12));
    let reason = why_not(&default, "cla-same-placement", born, care_since);
    assert_eq!(reason, Some(("not-long-enough", Some(day(2025, 1, 12)), Some(day(2027, 7, 12)))));
    // Sixteen before the 30 months are over: never.
    let older = Some(day(2011, 6, 1));
    let reason = why_not(&default, "cla-same-placement", older, care_since);
    assert_eq!(reason, Some(("not-long-enough", Some(day(2025, 1, 12)), None)));
    // The age comes first.
    let sixteen = Some(day(2010, 3, 31));
    let reason = why_not(&default, "cla-same-placement", sixteen, care_since);
    assert_eq!(reason, Some(("too-old", Some(day(2010, 3, 31)), None)));
    let reason = why_not(&default, "cla-three-placements", born, care(day(2025, 4, 1)));
    assert_eq!(reason, Some(("not-long-enough", Some(day(2025, 4, 1)), Some(day(2026, 4, 1)))));
    let undecidable = why_not(&default, "cla-same-placement", None, care(day(2020, 1, 6)));
    assert_eq!(undecidable, Some(("undecidable", None, None)));

    assert_eq!(why_not(&default, "cypds-visits", born, none), Some(("not-in-team", None, None)));
    assert_eq!(why_not(&default, "leavers-eet", born, none), Some(("no-spell-open", None, None)));
    let spell = |builder: &mut CaseloadBuilder, child: ChildKey| {
        builder.leaver_spell(child, entry::LeaverSpell::default());
    };
    // A spell without a start begins on the 16th birthday.
    let reason = why_not(&default, "leavers-eet", born, spell);
    assert_eq!(reason, Some(("no-spell-open", None, Some(day(2031, 6, 1)))));

    let assessed = |builder: &mut CaseloadBuilder, child: ChildKey| {
        builder.assessment(child, entry::Assessment { end: Some(day(2025, 3, 31)), ..Default::default() });
    };
    let reason = why_not(&default, "assessments-completed", born, assessed);
    assert_eq!(reason, Some(("outside-period", Some(day(2025, 3, 31)), None)));
    assert_eq!(why_not(&default, "placement-change-meetings", born, none), Some(("outside-period", None, None)));
    let short_breaks = |builder: &mut CaseloadBuilder, child: ChildKey| {
        let start = day(2025, 10, 1);
        builder.period_of_care(child, entry::PeriodOfCare::new("", start));
        builder.legal_status(child, entry::LegalStatus { code: "V4", ..entry::LegalStatus::new("", start) });
        builder.placement(child, entry::Placement::new("", start));
    };
    let reason = why_not(&default, "placement-change-meetings", born, short_breaks);
    assert_eq!(reason, Some(("short-breaks-only", Some(day(2025, 10, 1)), None)));
    let moved_team = |builder: &mut CaseloadBuilder, child: ChildKey| {
        let end = Some(day(2026, 2, 1));
        builder
            .allocation(child, entry::Allocation { team: "Admin", end, ..entry::Allocation::new("", day(2025, 7, 1)) });
    };
    assert_eq!(why_not(&default, "cypds-visits", born, moved_team), Some(("not-in-team", None, None)));
}

#[test]
fn an_unknown_child_and_a_date_outside_the_calendar_are_errors() {
    let caseload = Caseload::default();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let unknown = measurement.explain(day(2026, 3, 31), "P1").unwrap_err();
    assert_eq!(unknown.to_string(), "there is no child with the identifier \"P1\"");
    let outside = measurement.explain(day(1949, 12, 31), "P1").unwrap_err();
    assert!(matches!(outside, ExplainError::OutsideCalendar(_)));
}

/// What counts, lasts or is recorded as a code has more to say than a day, and it agrees with the answer.
#[test]
fn the_evidence_agrees_with_the_answer() {
    let calendar = WorkingCalendar::england_and_wales();
    let on = day(2026, 3, 31);
    let caseload = carekpi_synthetic::Synthetic::new(1_500, 7, on).years(6).caseload();
    let readings = [
        "",
        "[looked-after.cla-three-placements]\nreturn_to_setting = \"counts_once\"\ntemporary_placements = \"ignored\"\n",
        "[looked-after.placement-change-meetings]\nmeeting_side = \"after_only\"\n",
    ];
    for reading in readings {
        let definitions = Definitions::from_toml(reading).unwrap();
        let measurement = definitions.over(&caseload, &calendar);
        let mut seen = [0; 4];
        for child in caseload.children() {
            let explanation = measurement.explain(on, child.id()).unwrap();
            for (of, record) in
                explanation.indicators.iter().flat_map(|of| of.records.iter().map(move |record| (of, record)))
            {
                let (id, met) = (&*of.info.id, record.outcome.met);
                for evidence in &record.evidence {
                    match evidence {
                        Evidence::Records { dates, at_least, .. } => {
                            assert_eq!(met, Some(dates.len() >= *at_least as usize), "{id} of {child:?}");
                            assert!(dates.is_sorted_by_key(|(start, _)| *start), "{id} of {child:?}");
                            seen[0] += 1;
                        }
                        Evidence::LongEnoughFrom(day) => {
                            assert_eq!(met, Some(*day <= on), "{id} of {child:?}");
                            seen[1] += 1;
                        }
                        Evidence::Event { nearest, .. } => {
                            let start = record.outcome.anchor.unwrap();
                            let away = nearest.map(|day| day.signed_duration_since(start).num_days().abs());
                            assert_eq!(met, Some(away.is_some_and(|away| away <= 3)), "{id} of {child:?}");
                            seen[2] += 1;
                        }
                        Evidence::Recorded { on, texts, .. } => {
                            assert!(
                                met.is_none() || (!texts.is_empty() && *on == record.outcome.anchor),
                                "{id} of {child:?}"
                            );
                            seen[3] += 1;
                        }
                        other => panic!("{other:?}"),
                    }
                }
                // A clause with a limit needs no more evidence; without one, the day alone says when something was.
                let says_when = ["cp-plans", "cp-rate", "assessments-completed"].contains(&id);
                if met.is_some() && record.outcome.lapses == Lapse::Never && !says_when {
                    assert_eq!(record.evidence.len(), 1, "{id} of {child:?}");
                }
            }
        }
        assert!(seen.iter().all(|count| *count > 10), "{seen:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// The explanation has the members of the scorecard, and each other child a reason; the day from which a child would be
    /// counted is the first on which judging every day of the known records counts it.
    #[test]
    fn explanations_agree_with_the_scorecard_and_with_every_day(
        world in world(), definitions in definitions(), offset in 0_u64..600,
    ) {
        let on = day(2024, 9, 1).checked_add_days(Days::new(offset)).unwrap();
        let calendar = WorkingCalendar::england_and_wales();
        let caseload = world.caseload();
        let mut known = world.known_on(on).builder();
        if caseload.records_roles() {
            known.records_roles();
        }
        let known = known.finish().unwrap();
        let (measurement, known) = (definitions.over(&caseload, &calendar), definitions.over(&known, &calendar));
        let scorecard = measurement.scorecard(on).unwrap();
        for child in caseload.children() {
            let explanation = measurement.explain(on, child.id()).unwrap();
            for (of, result) in explanation.indicators.iter().zip(scorecard.indicators()) {
                let id = &*of.info.id;
                let subjects = result.subjects.iter().filter(|subject| subject.child == child.id());
                let mut expected: Vec<_> = subjects.map(|subject| (subject.record, subject.outcome)).collect();
                let mut found: Vec<_> = of.records.iter().map(|record| (record.record, record.outcome)).collect();
                let key = |(record, outcome): &(Option<&str>, carekpi::measure::Outcome)| {
                    (record.map(str::to_owned), outcome.anchor, outcome.met)
                };
                expected.sort_by_key(key);
                found.sort_by_key(key);
                prop_assert_eq!(&found, &expected, "{} of {:?} on {}", id, child, on);
                prop_assert_eq!(of.not_counted.is_some(), expected.is_empty(), "{}", id);

                let Some(reason) = of.not_counted else { continue };
                let rule = known.rules().iter().find(|rule| rule.info().id == id).unwrap();
                let same_child = known.caseload().find(child.id()).unwrap();
                let counts = |day: NaiveDate| {
                    let as_of = AsOf::new(day, Period::YearToDate, known.context().conventions());
                    let mut counts = false;
                    rule.verdicts(same_child, &as_of, &mut |verdict| {
                        counts |= matches!(verdict, Verdict::Member { .. });
                    });
                    counts
                };
                let days = on.iter_days().take(900).find(|day| counts(*day));
                let from = reason.from.filter(|from| from.signed_duration_since(on).num_days() < 900);
                prop_assert_eq!(from, days, "{} of {:?} on {}: {}", id, child, on, reason.reason);
                if let Some((day, state)) = of.next {
                    prop_assert!(day > on && state != State::NotCounted, "{}", id);
                }
            }
        }
    }
}
