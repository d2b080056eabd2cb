//! Records of one's own kinds behave like built-in ones.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_dates::{AsOf, Conventions, HourLimit, Moment, Period, TimeOfDay, Untimed, WorkingCalendar};
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
    entry::Spell { end, ..entry::Spell::new(id, start) }
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
fn no_kind_has_the_name_of_a_built_in_one() {
    for name in ["core-group", "protection-plan", "placement", "leaver-visit", "birth"] {
        let error = Caseload::builder().own_kind(name).unwrap_err();
        assert_eq!(error, OwnKindError::BuiltIn { name: name.to_owned() });
        let says = format!("{name} is a built-in kind of record; expected a name of your own, such as local-{name}");
        assert_eq!(error.to_string(), says);
        assert!(Caseload::builder().own_kind(&format!("local-{name}")).is_ok());
    }
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

fn at(hour: u32, minute: u32) -> Option<TimeOfDay> {
    TimeOfDay::new(hour, minute)
}

fn event(id: &'static str, date: NaiveDate, time: Option<TimeOfDay>) -> entry::OwnEvent<&'static str> {
    entry::OwnEvent { time, ..entry::OwnEvent::new(id, date) }
}

#[test]
fn times_of_day_are_kept_and_order_the_records_of_a_day() {
    let interview = OwnKind::new("return-interview").unwrap();
    let caseload = caseload(|builder, child| {
        for (id, time) in [("late", at(17, 5)), ("early", at(9, 0)), ("some time", None)] {
            builder.own_event(child, interview, event(id, day(2, 2), time));
            builder.own_spell(child, missing(), entry::Spell { start_time: time, ..spell(id, day(2, 2), None) });
        }
        let ended = entry::Spell { end_time: at(6, 30), ..spell("M1", day(1, 12), Some(day(1, 14))) };
        builder.own_spell(child, missing(), ended);
        // The time of an end that is missing is none.
        builder.own_spell(child, missing(), entry::Spell { end: None, id: "M0", ..ended });
    });
    let mut bytes = Vec::new();
    caseload.pack(&mut bytes).unwrap();
    for caseload in [&caseload, &Caseload::unpack(&mut bytes.as_slice()).unwrap()] {
        let child = caseload.find("P1").unwrap();
        let moments: Vec<Moment> = [None, at(9, 0), at(17, 5)].map(|time| Moment::new(day(2, 2), time)).into();
        assert!(child.events(interview).moments().eq(moments.iter().copied()));
        let (first, others) = child.spells(missing()).split_at(2);
        let (unended, ended) = (first[0], first[1]);
        assert_eq!((unended.ended(), unended.end_time), (None, None));
        assert_eq!(ended.ended(), Some(Moment::new(day(1, 14), at(6, 30))));
        assert!(others.iter().map(|spell| spell.began()).eq(moments));
        assert!(others.iter().map(|spell| caseload.text(spell.id)).eq(["some time", "early", "late"]));
        let case = entry::Case::<&str>::from(child);
        assert_eq!(case.other[&missing()].spells[1].end_time, at(6, 30));
        assert_eq!(case.other[&interview].events[2].time, at(17, 5));
    }
}

#[test]
fn the_event_that_answers_to_a_moment() {
    let interview = OwnKind::new("return-interview").unwrap();
    let caseload = caseload(|builder, child| {
        builder.own_event(child, interview, event("", day(2, 2), at(9, 0)));
        builder.own_event(child, interview, event("", day(2, 2), at(17, 0)));
        builder.own_event(child, interview, event("", day(2, 5), None));
    });
    let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    let child = caseload.find("P1").unwrap();
    let some = |d, time| Some(Moment::new(day(2, d), time));
    for (on, from, first, until) in [
        (day(2, 28), (day(2, 1), None), some(2, at(9, 0)), NaiveDate::MAX),
        (day(2, 28), (day(2, 2), at(9, 0)), some(2, at(9, 0)), NaiveDate::MAX),
        (day(2, 28), (day(2, 2), at(9, 1)), some(2, at(17, 0)), NaiveDate::MAX),
        (day(2, 28), (day(2, 2), at(17, 1)), some(5, None), NaiveDate::MAX),
        (day(2, 28), (day(2, 5), at(23, 59)), some(5, None), NaiveDate::MAX),
        (day(2, 28), (day(2, 6), None), None, NaiveDate::MAX),
        // It is not known before its day, and the answer holds until then.
        (day(2, 4), (day(2, 2), at(17, 1)), None, day(2, 5)),
    ] {
        let as_of = AsOf::new(on, Period::YearToDate, &conventions);
        let from = Moment::new(from.0, from.1);
        let found = child.as_of(&as_of).first_within(interview, from, HourLimit::within(72));
        assert_eq!(found, first, "{from}");
        assert_eq!(as_of.valid_until(), until, "{from}");
    }

    // What may be too late does not hide what is in time.
    let caseload = crate::caseload(|builder, child| {
        builder.own_event(child, interview, event("", day(2, 5), None));
        builder.own_event(child, interview, event("", day(2, 5), at(8, 59)));
    });
    let as_of = AsOf::new(day(2, 28), Period::YearToDate, &conventions);
    let child = caseload.find("P1").unwrap().as_of(&as_of);
    let from = Moment::new(day(2, 2), at(9, 0));
    for (untimed, time) in [(Untimed::Days, None), (Untimed::Strict, at(8, 59))] {
        let limit = HourLimit::within(72).untimed(untimed);
        assert_eq!(child.first_within(interview, from, limit), some(5, time), "{untimed:?}");
    }
    let limit = HourLimit::within(1).untimed(Untimed::Strict);
    assert_eq!(child.first_within(interview, from, limit), some(5, None));
}

#[test]
fn odd_times_are_found() {
    let interview = OwnKind::new("return-interview").unwrap();
    let caseload = caseload(|builder, child| {
        // The clocks went forward on 29 March 2026, and back on 25 October.
        builder.own_event(child, interview, event("I1", day(3, 29), at(1, 30)));
        builder.own_event(child, interview, event("I2", day(3, 29), at(2, 0)));
        builder.own_event(child, interview, event("I3", day(3, 29), None));
        let ended = spell("M1", day(10, 25), Some(day(10, 25)));
        builder.own_spell(child, missing(), entry::Spell { end_time: at(1, 59), start_time: at(0, 10), ..ended });
        let turned = spell("M2", day(1, 12), Some(day(1, 12)));
        builder.own_spell(child, missing(), entry::Spell { end_time: at(8, 0), start_time: at(9, 0), ..turned });
    });
    let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    let findings = caseload.findings(day(12, 31), &conventions);
    let odd = [FindingKind::ClockChange, FindingKind::EndBeforeStart];
    let found: Vec<_> = findings.iter().filter(|of| odd.contains(&of.kind)).map(ToString::to_string).collect();
    let clocks = "has a time that did not exist, or existed twice, when the clocks changed";
    assert_eq!(
        found,
        [
            "P1: missing-episode M2 of 2026-01-12 ends before it starts".to_owned(),
            format!("P1: missing-episode M1 of 2026-10-25 {clocks}"),
            format!("P1: return-interview I1 of 2026-03-29 {clocks}"),
        ]
    );
}
