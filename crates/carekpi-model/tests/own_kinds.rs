//! Records of one's own kinds behave like ours.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
use carekpi_model::{
    Caseload, CaseloadBuilder, CaseloadError, ChildKey, FindingKind, OwnKind, OwnKindError, RecordKind, entry,
};
use chrono::NaiveDate;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn missing() -> OwnKind {
    OwnKind::new("missing-episode").unwrap()
}

fn spell(id: &'static str, start: NaiveDate, end: Option<NaiveDate>) -> entry::Spell<&'static str> {
    entry::Spell { id, start, end }
}

/// A caseload with a child who was born on 5 January and died on 20 March 2026.
fn caseload(records: impl FnOnce(&mut CaseloadBuilder, ChildKey)) -> Caseload {
    let mut builder = Caseload::builder();
    let (born, died) = (Some(day(1, 5)), Some(day(3, 20)));
    let child = builder.child(entry::Child { id: "P1", born, died, ..Default::default() });
    records(&mut builder, child);
    builder.finish().unwrap()
}

#[test]
fn a_kind_is_known_by_its_name() {
    let mut builder = Caseload::builder();
    let names = ["return-interview", "missing-episode", "return-interview"];
    let kinds = names.map(|name| builder.own_kind(name).unwrap());
    assert_eq!(kinds, names.map(|name| OwnKind::new(name).unwrap()));
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    let unnamed = OwnKind::new("strategy-discussion").unwrap();
    builder.own_event(child, unnamed, entry::Event::new("", day(2, 2)));
    let caseload = builder.finish().unwrap();
    assert!(caseload.own_kinds().eq([kinds[1], kinds[0], unnamed]));
    assert_eq!(caseload.own_kind("strategy-discussion"), Ok(unnamed));
    assert_eq!(
        caseload.own_kind("missing_episode\n").unwrap_err().to_string(),
        "the caseload has no kind of record \"missing_episode\u{fffd}\"; \
         expected missing-episode, return-interview or strategy-discussion"
    );
    assert_eq!(
        Caseload::default().own_kind("missing-episode").unwrap_err().to_string(),
        "the caseload has no kind of record \"missing-episode\"; expected none, for it has no kinds of your own"
    );
    let child = caseload.find("P1").unwrap();
    assert!(child.events(OwnKind::new("other").unwrap()).is_empty() && child.spells(unnamed).is_empty());
}

#[test]
fn there_are_no_more_kinds_than_64() {
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    for number in 0..64 {
        builder.own_kind(&format!("kind-{number}")).unwrap();
    }
    assert!(builder.own_kind("kind-0").is_ok());
    let too_many = OwnKindError::TooMany { limit: 64 };
    assert_eq!(builder.own_kind("kind-64"), Err(too_many.clone()));
    // That was reported, and no record is lost.
    let mut part = Caseload::builder();
    let another = part.own_kind("kind-64").unwrap();
    part.own_event(child, another, entry::Event::new("", day(2, 2)));
    builder.append(part);
    assert_eq!(builder.finish().unwrap_err(), CaseloadError::OwnKind(too_many));
}

#[test]
fn parts_are_put_together() {
    let mut builder = Caseload::builder();
    let [first, second] = ["P1", "P2"].map(|id| builder.child(entry::Child { id, ..Default::default() }));
    builder.own_spell(first, missing(), spell("M1", day(2, 2), None));
    let mut part = Caseload::builder();
    let interview = part.own_kind("a-return-interview").unwrap();
    part.own_event(second, interview, entry::Event::new("I1", day(2, 4)));
    part.own_spell(first, missing(), spell("M2", day(1, 12), Some(day(1, 14))));
    builder.append(part);
    let caseload = builder.finish().unwrap();
    let [first, second] = ["P1", "P2"].map(|id| caseload.find(id).unwrap());
    assert!(first.spells(missing()).iter().map(|spell| first.text(spell.id)).eq(["M2", "M1"]));
    assert!(second.events(interview).iter().map(|(date, _, id)| (date, second.text(id))).eq([(day(2, 4), "I1")]));
    assert_eq!(second.spells(missing()), []);
    assert_eq!(caseload.first_date(RecordKind::Own(missing())), Some(day(1, 12)));
    assert_eq!(caseload.first_date(RecordKind::Own(interview)), Some(day(2, 4)));
}

#[test]
fn a_spell_is_open_like_any_record() {
    let caseload = caseload(|builder, child| {
        builder.own_spell(child, missing(), spell("M1", day(1, 12), None));
        builder.own_spell(child, missing(), spell("M2", day(2, 2), Some(day(2, 4))));
    });
    let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    let child = caseload.find("P1").unwrap();
    for (on, open, begun, until) in [
        (day(1, 11), None, 0, day(1, 12)),
        (day(1, 12), Some("M1"), 1, day(2, 2)),
        (day(2, 3), Some("M2"), 2, day(2, 4)),
        (day(2, 4), Some("M1"), 2, day(3, 20)),
        (day(3, 20), None, 2, NaiveDate::MAX),
    ] {
        let as_of = AsOf::new(on, Period::YearToDate, &conventions);
        let child = child.as_of(&as_of);
        assert_eq!(child.open_spell(missing()).map(|spell| caseload.text(spell.id)), open, "{on}");
        assert_eq!(as_of.valid_until(), until, "{on}");
        assert_eq!(child.spells(missing()).len(), begun);
    }
}

#[test]
fn what_is_doubtful_is_found() {
    let interview = OwnKind::new("return-interview").unwrap();
    let caseload = caseload(|builder, child| {
        builder.own_spell(child, missing(), spell("M1", day(1, 2), Some(day(1, 9))));
        builder.own_spell(child, missing(), spell("M1", day(1, 8), Some(day(1, 7))));
        builder.own_spell(child, missing(), spell("M2", day(3, 18), None));
        for date in [day(1, 3), day(2, 2), day(3, 23), day(4, 1)] {
            builder.own_event(child, interview, entry::Event::new("I1", date));
        }
    });
    let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    let findings = caseload.findings(day(3, 31), &conventions);
    let own = findings.iter().filter(|finding| matches!(finding.record_kind, RecordKind::Own(_)));
    let found: Vec<_> = own.map(|finding| (finding.kind, finding.record, finding.date)).collect();
    let twice = |record, date| (FindingKind::IdentifierTwice, record, Some(date));
    assert_eq!(
        found,
        [
            (FindingKind::BeforeBirth, "M1", Some(day(1, 2))),
            (FindingKind::EndBeforeStart, "M1", Some(day(1, 7))),
            (FindingKind::AfterDeath, "M2", Some(day(3, 18))),
            (FindingKind::BeforeBirth, "I1", Some(day(1, 3))),
            (FindingKind::AfterDeath, "I1", Some(day(3, 23))),
            (FindingKind::AfterSnapshot, "I1", Some(day(4, 1))),
            twice("M1", day(1, 8)),
            twice("I1", day(2, 2)),
            twice("I1", day(3, 23)),
            twice("I1", day(4, 1)),
        ]
    );
    let text = findings.iter().find(|finding| finding.record == "M2").unwrap().to_string();
    assert_eq!(text, "P1: missing-episode M2 of 2026-03-18 continues after, or is dated after, the child's death");
}

#[test]
fn overlapping_spells_are_found() {
    let caseload = caseload(|builder, child| {
        builder.own_spell(child, missing(), spell("M1", day(1, 12), Some(day(1, 14))));
        builder.own_spell(child, missing(), spell("M2", day(1, 13), Some(day(1, 15))));
        builder.own_spell(child, missing(), spell("M3", day(1, 15), Some(day(1, 16))));
    });
    let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    let findings = caseload.findings(day(3, 31), &conventions);
    let overlaps = findings.iter().filter(|finding| finding.kind == FindingKind::Overlapping);
    assert!(overlaps.map(|finding| finding.record).eq(["M2"]));
}

#[test]
fn spells_tell_caseloads_apart_and_events_do_not() {
    let of = |kind: &str, start| {
        let kind = OwnKind::new(kind).unwrap();
        caseload(|builder, child| builder.own_spell(child, kind, spell("M1", start, None))).digest()
    };
    let none = caseload(|_, _| {}).digest();
    let event = caseload(|builder, child| builder.own_event(child, missing(), entry::Event::new("", day(2, 2))));
    assert_eq!(event.digest(), none);
    let different = [none, of("a", day(2, 2)), of("b", day(2, 2)), of("a", day(2, 3))];
    assert_eq!(different.iter().collect::<std::collections::BTreeSet<_>>().len(), different.len());
    assert_eq!(of("a", day(2, 2)), of("a", day(2, 2)));
}
