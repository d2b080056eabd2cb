//! Findings about records, one kind at a time.
#![expect(clippy::unwrap_used, reason = "the days of the tests exist")]

use carekpi_dates::{Conventions, EndDay, WorkingCalendar};
use carekpi_model::{Caseload, CaseloadBuilder, ChildKey, EventKind, FindingKind, PopulationEstimate, entry};
use chrono::NaiveDate;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The findings about a child born on 1 April 2008, on 31 March 2026.
fn findings(records: impl FnOnce(&mut CaseloadBuilder, ChildKey)) -> Vec<(FindingKind, String)> {
    findings_by(EndDay::Excluded, records)
}

fn findings_by(end_day: EndDay, records: impl FnOnce(&mut CaseloadBuilder, ChildKey)) -> Vec<(FindingKind, String)> {
    let mut builder = Caseload::builder();
    let estimate = PopulationEstimate { reference: None, published: day(2020, 1, 1), population: 50_000 };
    builder.population(estimate);
    let child = builder.child(entry::Child { id: "P1", born: Some(day(2008, 4, 1)), ..Default::default() });
    records(&mut builder, child);
    let caseload = builder.finish().unwrap();
    let mut conventions = Conventions::new(WorkingCalendar::england_and_wales());
    conventions.end_day = end_day;
    let findings = caseload.findings(day(2026, 3, 31), &conventions);
    findings.into_iter().map(|finding| (finding.kind, finding.to_string())).collect()
}

fn plan(id: &'static str, start: NaiveDate, end: Option<NaiveDate>) -> entry::Plan<&'static str> {
    entry::Plan { end, ..entry::Plan::new(id, start) }
}

fn event(date: NaiveDate) -> entry::Event<&'static str> {
    entry::Event::new("X1", date)
}

#[test]
fn nothing_is_doubtful_about_good_records() {
    let found = findings(|builder, child| {
        builder.protection_plan(child, plan("CP1", day(2024, 1, 8), Some(day(2025, 1, 6))));
        builder.protection_plan(child, plan("CP2", day(2025, 1, 6), None));
        builder.event(child, EventKind::CoreGroup, event(day(2025, 1, 6)));
        builder.event(child, EventKind::Supervision, event(day(2020, 1, 6)));
        builder.referral(child, entry::Referral::new("R1", day(2024, 1, 2)));
        builder.in_need_plan(child, plan("N1", day(2024, 1, 8), None));
        builder.period_of_care(child, entry::PeriodOfCare { id: "C1", start: day(2025, 1, 6), end: None });
        let placement = entry::Placement { code: "U4", ..entry::Placement::new("PL1", day(2025, 1, 6)) };
        builder.placement(child, placement);
        builder.legal_status(child, entry::LegalStatus { id: "L1", start: day(2025, 1, 6), end: None, code: "C2" });
        let status = entry::LeaverStatus { id: "S1", in_touch: "YES", activity: "F4", ..Default::default() };
        builder.leaver_status(child, status);
        builder.leaver_spell(child, entry::LeaverSpell { id: "LS1", ..Default::default() });
        builder.event(child, EventKind::LeaverVisit, event(day(2026, 3, 31)));
    });
    assert_eq!(found, []);
}

#[test]
fn overlapping_records() {
    let overlap = |end_day| {
        findings_by(end_day, |builder, child| {
            builder.protection_plan(child, plan("CP1", day(2024, 1, 8), Some(day(2025, 1, 6))));
            builder.protection_plan(child, plan("CP2", day(2025, 1, 6), None));
        })
    };
    assert_eq!(overlap(EndDay::Excluded), []);
    let both = [(FindingKind::Overlapping, "P1: child protection plan CP2 of 2025-01-06 overlaps another".to_owned())];
    assert_eq!(overlap(EndDay::Included), both);
    // The first continues after the second, and overlaps the third.
    let found = findings(|builder, child| {
        builder.protection_plan(child, plan("CP1", day(2024, 1, 8), Some(day(2025, 9, 1))));
        builder.protection_plan(child, plan("CP2", day(2024, 6, 3), Some(day(2024, 9, 2))));
        builder.protection_plan(child, plan("CP3", day(2025, 6, 2), None));
    });
    assert_eq!(found.iter().filter(|(kind, _)| *kind == FindingKind::Overlapping).count(), 2);
    let found = findings(|builder, child| {
        for (id, start) in [("L1", day(2025, 1, 6)), ("L2", day(2025, 2, 3))] {
            builder.legal_status(child, entry::LegalStatus { id, start, end: None, code: "C2" });
        }
    });
    assert_eq!(found, [(FindingKind::Overlapping, "P1: legal status L2 of 2025-02-03 overlaps another".to_owned())]);
    // Several workers at one time are nothing unusual, nor are several referrals.
    let found = findings(|builder, child| {
        for id in ["I1", "I2"] {
            builder.allocation(child, entry::Allocation::new(id, day(2025, 1, 6)));
        }
    });
    assert_eq!(found, []);
}

#[test]
fn records_outside_any_period() {
    let at = [
        (EventKind::CoreGroup, "core group"),
        (EventKind::LookedAfterVisit, "looked-after visit"),
        (EventKind::LeaverVisit, "care leaver visit"),
    ];
    for (kind, name) in at {
        let found = findings(|builder, child| builder.event(child, kind, event(day(2025, 1, 6))));
        let text = format!("P1: {name} X1 of 2025-01-06 is outside every period that it could belong to");
        assert_eq!(found, [(FindingKind::OutsideAnyPeriod, text)]);
    }
    for (date, outside) in
        [(day(2025, 1, 5), true), (day(2025, 1, 6), false), (day(2025, 9, 1), false), (day(2025, 9, 2), true)]
    {
        let found = findings(|builder, child| {
            builder.protection_plan(child, plan("CP1", day(2025, 1, 6), Some(day(2025, 9, 1))));
            builder.event(child, EventKind::ReviewConference, event(date));
        });
        assert_eq!(!found.is_empty(), outside, "{date}");
    }
    let found = findings(|builder, child| {
        let start = day(2025, 1, 6);
        builder.placement(child, entry::Placement { code: "U4", ..entry::Placement::new("PL1", start) });
    });
    assert_eq!(found[0].0, FindingKind::OutsideAnyPeriod);
}

#[test]
fn dates_before_birth_and_after_the_snapshot() {
    for (date, kind) in [
        (day(2008, 3, 31), Some(FindingKind::BeforeBirth)),
        (day(2008, 4, 1), None),
        (day(2026, 3, 31), None),
        (day(2026, 4, 1), Some(FindingKind::AfterSnapshot)),
    ] {
        let found = findings(|builder, child| builder.event(child, EventKind::Supervision, event(date)));
        assert_eq!(found.first().map(|(kind, _)| *kind), kind, "{date}");
        let found = findings(|builder, child| {
            let status = entry::LeaverStatus { id: "S1", contact: Some(date), ..Default::default() };
            builder.leaver_status(child, status);
        });
        assert_eq!(found.first().map(|(kind, _)| *kind), kind, "{date}");
    }
}

#[test]
fn a_birth_after_the_snapshot() {
    let mut builder = Caseload::builder();
    builder.child(entry::Child { id: "P1", born: Some(day(2026, 4, 1)), ..Default::default() });
    let caseload = builder.finish().unwrap();
    let found = |on| caseload.findings(on, &Conventions::new(WorkingCalendar::england_and_wales())).pop().unwrap();
    assert_eq!(found(day(2026, 3, 31)).to_string(), "P1: date of birth of 2026-04-01 is after the snapshot date");
    assert_eq!(found(day(2026, 4, 1)).kind, FindingKind::NoPopulation);
}

#[test]
fn past_eighteen() {
    for (born, doubtful) in [(day(2008, 3, 31), false), (day(2008, 3, 30), true)] {
        let mut builder = Caseload::builder();
        let child = builder.child(entry::Child { id: "P1", born: Some(born), ..Default::default() });
        builder.protection_plan(child, plan("CP1", day(2025, 1, 6), None));
        let caseload = builder.finish().unwrap();
        let conventions = Conventions::new(WorkingCalendar::england_and_wales());
        let findings = caseload.findings(day(2026, 3, 31), &conventions);
        assert_eq!(findings.iter().any(|finding| finding.kind == FindingKind::PastEighteen), doubtful, "{born}");
        // There is no estimate either.
        assert_eq!(findings[0].to_string(), "population estimate: none was published by the snapshot date");
    }
}

#[test]
fn what_is_missing() {
    let found = findings(|builder, child| {
        builder.period_of_care(child, entry::PeriodOfCare { id: "C1", start: day(2025, 1, 6), end: None });
    });
    assert_eq!(found, [(FindingKind::NoPlacement, "P1: period of care C1: no placement is open".to_owned())]);
    let found = findings(|builder, child| builder.in_need_plan(child, plan("N1", day(2025, 1, 6), None)));
    assert_eq!(found, [(FindingKind::NoReferral, "P1: child in need plan N1: no referral is on record".to_owned())]);
}

#[test]
fn assessments_spells_and_statuses_are_looked_at_too() {
    let found = findings(|builder, child| {
        let assessment = |id, start, end| entry::Assessment { id, start, end };
        builder.assessment(child, assessment("A1", Some(day(2007, 5, 1)), Some(day(2026, 4, 1))));
        builder.assessment(child, assessment("A2", Some(day(2026, 1, 5)), Some(day(2026, 2, 2))));
        let spell = |id, start, end| entry::LeaverSpell { id, start: Some(start), end, ..Default::default() };
        builder.leaver_spell(child, spell("LS1", day(2024, 4, 1), Some(day(2025, 4, 1))));
        builder.leaver_spell(child, spell("LS2", day(2025, 3, 31), Some(day(2025, 9, 1))));
        builder.leaver_spell(child, spell("LS3", day(2026, 4, 6), None));
        for (id, recorded) in [("S1", day(2025, 4, 1)), ("S2", day(2025, 9, 2)), ("S3", day(2026, 4, 6))] {
            builder.leaver_status(child, entry::LeaverStatus { id, recorded: Some(recorded), ..Default::default() });
        }
    });
    let expected = [
        (FindingKind::BeforeBirth, "P1: assessment A1 of 2007-05-01 is before the child's birth"),
        (FindingKind::AfterSnapshot, "P1: assessment A1 of 2026-04-01 is after the snapshot date"),
        (FindingKind::Overlapping, "P1: spell as a care leaver LS2 of 2025-03-31 overlaps another"),
        (FindingKind::AfterSnapshot, "P1: spell as a care leaver LS3 of 2026-04-06 is after the snapshot date"),
        (
            FindingKind::OutsideAnyPeriod,
            "P1: status of a care leaver S2 of 2025-09-02 is outside every period that it could belong to",
        ),
        (FindingKind::AfterSnapshot, "P1: status of a care leaver S3 of 2026-04-06 is after the snapshot date"),
    ];
    assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn a_record_ends_after_it_starts() {
    let found = findings(|builder, child| {
        builder.protection_plan(child, plan("CP1", day(2024, 1, 8), Some(day(2024, 1, 7))));
        builder.protection_plan(child, plan("CP2", day(2024, 3, 8), Some(day(2024, 3, 8))));
        let (start, end) = (Some(day(2024, 5, 2)), Some(day(2024, 5, 1)));
        builder.assessment(child, entry::Assessment { id: "A1", start, end });
        builder.leaver_spell(child, entry::LeaverSpell { id: "LS1", start, end, eligibility: "", team: "" });
    });
    let texts = [
        "P1: child protection plan CP1 of 2024-01-07 ends before it starts",
        "P1: assessment A1 of 2024-05-01 ends before it starts",
        "P1: spell as a care leaver LS1 of 2024-05-01 ends before it starts",
    ];
    assert_eq!(found, texts.map(|text| (FindingKind::EndBeforeStart, text.to_owned())));
}

#[test]
fn an_identifier_is_used_once() {
    let mut builder = Caseload::builder();
    for id in ["P2", "P1"] {
        let child = builder.child(entry::Child { id, ..Default::default() });
        builder.referral(child, entry::Referral::new("R1", day(2024, 1, 2)));
        builder.referral(child, entry::Referral::new("", day(2024, 1, 2)));
        builder
            .in_need_plan(child, entry::Plan { end: Some(day(2024, 3, 1)), ..entry::Plan::new(id, day(2024, 2, 1)) });
        builder.event(child, EventKind::Supervision, event(day(2024, 2, 5)));
        builder.event(child, EventKind::Supervision, event(day(2024, 2, 6)));
    }
    let caseload = builder.finish().unwrap();
    let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    let findings = caseload.findings(day(2026, 3, 31), &conventions);
    let found: Vec<String> = findings.iter().skip(1).map(ToString::to_string).collect();
    let expected = [
        "P1: supervision X1 of 2024-02-06 has the identifier of another; both count",
        "P2: referral R1 of 2024-01-02 has the identifier of another; both count",
        "P2: supervision X1 of 2024-02-05 has the identifier of another; both count",
        "P2: supervision X1 of 2024-02-06 has the identifier of another; both count",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_record_after_death_is_reported_once() {
    let found = findings(|builder, child| {
        let died = entry::Child { id: "P2", died: Some(day(2025, 6, 2)), ..Default::default() };
        let dead = builder.child(died);
        builder.protection_plan(dead, plan("CP1", day(2025, 1, 6), None));
        builder.protection_plan(dead, plan("CP2", day(2025, 7, 7), None));
        let status = entry::LeaverStatus {
            id: "S1",
            recorded: Some(day(2025, 8, 4)),
            contact: Some(day(2025, 8, 4)),
            ..Default::default()
        };
        builder.leaver_spell(dead, entry::LeaverSpell { id: "LS1", ..Default::default() });
        builder.leaver_status(dead, status);
        builder.leaver_status(dead, entry::LeaverStatus { id: "S2", contact: Some(day(2025, 8, 5)), ..status });
        // Of one who is alive, they overlap.
        builder.protection_plan(child, plan("CP3", day(2025, 1, 6), None));
        builder.protection_plan(child, plan("CP4", day(2025, 7, 7), None));
    });
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    let after = " continues after, or is dated after, the child's death";
    let expected = [
        "P1: child protection plan CP4 of 2025-07-07 overlaps another".to_owned(),
        format!("P2: child protection plan CP1 of 2025-01-06{after}"),
        format!("P2: child protection plan CP2 of 2025-07-07{after}"),
        format!("P2: status of a care leaver S1 of 2025-08-04{after}"),
        format!("P2: status of a care leaver S2 of 2025-08-04{after}"),
        format!("P2: latest contact of a care leaver S2 of 2025-08-05{after}"),
    ];
    assert_eq!(texts, expected);
}
