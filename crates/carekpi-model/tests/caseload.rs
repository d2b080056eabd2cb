//! Building a caseload and reading it.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
use carekpi_model::{
    CARE_STATUSES, CareLeaver, CareStatuses, Caseload, CaseloadBuilder, CaseloadError, Eligibility, EventKind,
    SHORT_BREAK_CODES, Seen, SharedSettings, ShortBreaks, VisitsCounted, entry,
};
use chrono::NaiveDate;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn child(id: &str) -> entry::Child<&str> {
    entry::Child { id, ..Default::default() }
}

#[test]
fn children_come_by_identifier_and_records_by_date() {
    let mut builder = Caseload::builder();
    let (second, first) = (builder.child(child("P2")), builder.child(child("P10")));
    for (key, id, start) in
        [(second, "b", day(3, 2)), (first, "c", day(2, 2)), (second, "a", day(3, 2)), (second, "d", day(1, 5))]
    {
        builder.protection_plan(key, entry::Plan::new(id, start));
    }
    for (id, date) in [("y", day(3, 2)), ("x", day(3, 2)), ("z", day(1, 5))] {
        builder.event(second, EventKind::CoreGroup, entry::Event { id, date, seen: Seen::No });
    }
    let caseload = builder.finish().unwrap();
    assert_eq!((caseload.len(), caseload.is_empty()), (2, false));
    assert!(caseload.children().map(|child| child.id()).eq(["P10", "P2"]));
    let plans = |id: &str| {
        let child = caseload.find(id).unwrap();
        child.protection_plans().iter().map(|plan| child.text(plan.id)).collect::<Vec<_>>()
    };
    assert_eq!((plans("P2"), plans("P10")), (vec!["d", "a", "b"], vec!["c"]));
    let child = caseload.find("P2").unwrap();
    let groups: Vec<_> =
        child.events(EventKind::CoreGroup).iter().map(|(date, seen, id)| (date, seen, child.text(id))).collect();
    assert_eq!(groups, [(day(1, 5), Seen::No, "z"), (day(3, 2), Seen::No, "x"), (day(3, 2), Seen::No, "y")]);
    assert_eq!((child.events(EventKind::CoreGroup).len(), child.events(EventKind::DentalCheck).is_empty()), (3, true));
    assert!(caseload.find("P3").is_none());
    assert_eq!((child.id_rank(), caseload.find("P10").unwrap().id_rank()), (1, 0));
    assert_eq!(format!("{child:?}"), "Child(\"P2\")");
    assert!(Caseload::default().is_empty() && Caseload::default().children().next().is_none());
}

#[test]
fn children_that_the_same_indicators_read_are_stored_together() {
    let mut builder = Caseload::builder();
    // In the order of their identifiers, which differs from storage order.
    let [_, referred, later, in_need, on_plan, other, looked_after, leaver, unknown, north, south, back] =
        ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"].map(|id| builder.child(child(id)));
    // By the last team, byte by byte; children without one come first.
    for (key, start, team) in [
        (south, day(1, 5), "South"),
        (back, day(1, 5), "South"),
        (north, day(1, 5), "North"),
        (back, day(1, 6), "North"),
        (back, day(1, 4), "South"),
    ] {
        builder.referral(key, entry::Referral::new("", start));
        builder.allocation(key, entry::Allocation { team, ..entry::Allocation::new("", start) });
    }
    for (key, start) in [(leaver, day(1, 5)), (referred, day(2, 2)), (later, day(3, 2)), (other, day(3, 9))] {
        builder.referral(key, entry::Referral::new("", start));
    }
    for (key, start) in [(on_plan, day(1, 6)), (in_need, day(1, 5)), (in_need, day(2, 3))] {
        builder.in_need_plan(key, entry::Plan::new("", start));
    }
    // Of another list, a child with the last team still comes before those without one.
    builder.allocation(on_plan, entry::Allocation { team: "South", ..entry::Allocation::new("", day(1, 6)) });
    // The earliest day counts, of the first kind of record that a child has.
    for (key, start) in [(on_plan, day(2, 9)), (other, day(3, 9)), (other, day(1, 5)), (looked_after, day(1, 5))] {
        builder.protection_plan(key, entry::Plan::new("", start));
    }
    builder.period_of_care(looked_after, entry::PeriodOfCare::new("", day(1, 5)));
    builder.leaver_spell(leaver, entry::LeaverSpell { start: Some(day(3, 2)), ..Default::default() });
    builder.leaver_spell(unknown, entry::LeaverSpell::default());
    let caseload = builder.finish().unwrap();
    assert!(
        caseload
            .by_storage_index()
            .map(|child| child.id())
            .eq(["I", "H", "G", "F", "E", "D", "B", "C", "L", "J", "K", "A"])
    );
    assert!(caseload.children().map(|child| child.id()).is_sorted());
    let storage_index = |id: &str| caseload.find(id).map(|child| child.storage_index());
    assert_eq!((storage_index("I"), storage_index("A"), storage_index("M")), (Some(0), Some(11), None));
    for (id_rank, child) in caseload.children().enumerate() {
        assert_eq!((child.id_rank(), caseload.child(child.storage_index()).unwrap().id()), (id_rank, child.id()));
    }
    assert!(caseload.child(12).is_none());
}

#[test]
fn storage_order_does_not_depend_on_the_order_of_adding() {
    let records = [("P1", "South", 5), ("P2", "North", 5), ("P3", "North", 4), ("P4", "East", 1), ("P2", "South", 5)];
    let order = |records: &mut dyn Iterator<Item = &(&'static str, &str, u32)>| {
        let mut builder = Caseload::builder();
        let mut keys = std::collections::BTreeMap::new();
        for (id, team, on) in records {
            let key = *keys.entry(*id).or_insert_with(|| builder.child(child(id)));
            builder.in_need_plan(key, entry::Plan::new("", day(1, *on)));
            builder.allocation(key, entry::Allocation { team, ..entry::Allocation::new("", day(1, *on)) });
        }
        let caseload = builder.finish().unwrap();
        caseload.by_storage_index().map(|child| child.id().to_owned()).collect::<Vec<_>>()
    };
    // P2 began in two teams on one day: the later of their names counts.
    assert_eq!(order(&mut records.iter()), ["P4", "P3", "P1", "P2"]);
    assert_eq!(order(&mut records.iter().rev()), ["P4", "P3", "P1", "P2"]);
}

/// A child with records of every kind, each of which differs in one column from the first of its kind; added in that order, or
/// the other way round.
fn differing_in_one_column(reversed: bool) -> Caseload {
    let mut builder = Caseload::builder();
    let key = builder.child(child("P1"));
    let (id, start, end) = ("1", day(1, 5), Some(day(2, 2)));
    let mut add = |records: &mut [&mut dyn FnMut(&mut CaseloadBuilder)]| {
        if reversed {
            records.reverse();
        }
        records.iter_mut().for_each(|add| add(&mut builder));
    };
    macro_rules! add {
        ($method:ident, $record:expr; $($column:ident: $value:expr),*) => {{
            let record = $record;
            add(&mut [
                &mut |builder| builder.$method(key, record),
                $(&mut |builder| builder.$method(key, { let mut other = record; other.$column = $value; other })),*
            ]);
        }};
    }
    add!(protection_plan, entry::Plan { id, start, end, team: "a", other_authority: false };
        id: "2", start: day(1, 4), end: None, team: "b", other_authority: true);
    add!(in_need_plan, entry::Plan { id, start, end, team: "a", other_authority: false };
        id: "2", start: day(1, 4), end: None, team: "b", other_authority: true);
    add!(referral, entry::Referral { id, start, end, nfa: true }; id: "2", start: day(1, 4), end: None, nfa: false);
    add!(period_of_care, entry::PeriodOfCare { id, start, end }; id: "2", start: day(1, 4), end: None);
    add!(legal_status, entry::LegalStatus { id, start, end, code: "b" }; id: "2", start: day(1, 4), end: None, code: "V3");
    add!(placement, entry::Placement { id, start, end, code: "b", setting: "b" };
        id: "2", start: day(1, 4), end: None, code: "a", setting: "a");
    add!(allocation, entry::Allocation { id, start, end, worker: "b", team: "b", role: "b" };
        id: "2", start: day(1, 4), end: None, worker: "a", team: "a", role: "a");
    add!(assessment, entry::Assessment { id, start: Some(start), end }; id: "2", start: None, end: None);
    add!(leaver_spell, entry::LeaverSpell { id, start: Some(start), end, eligibility: "b", team: "b" };
        id: "2", start: None, end: None, eligibility: "a", team: "a");
    add!(leaver_status, entry::LeaverStatus {
            id, recorded: Some(start), in_touch: "b", accommodation: "b", suitable: "b", activity: "b", contact: end,
            eligibility: "b"
        };
        id: "2", recorded: None, in_touch: "a", accommodation: "a", suitable: "a", activity: "a", contact: None,
        eligibility: "a");
    add!(health_check, entry::HealthCheck { id, date: start, kind: "b", status: "b" };
        id: "2", date: day(1, 4), kind: "a", status: "a");
    add!(stated_pathway_plan, entry::PathwayPlan { id, date: start, eligibility: "b" };
        id: "2", date: day(1, 4), eligibility: "a");
    for kind in EventKind::ALL {
        let event = entry::Event { id, date: start, seen: Seen::No };
        add(&mut [
            &mut |builder| builder.event(key, kind, event),
            &mut |builder| builder.event(key, kind, entry::Event { id: "2", ..event }),
            &mut |builder| builder.event(key, kind, entry::Event { date: day(1, 4), ..event }),
            &mut |builder| builder.event(key, kind, entry::Event { seen: Seen::Unknown, ..event }),
        ]);
    }
    for name in ["missing-episode", "b"] {
        let kind = carekpi_model::OwnKind::new(name).unwrap();
        let event = entry::OwnEvent { id, date: start, time: None, seen: Seen::No };
        let time = carekpi_dates::TimeOfDay::new(9, 30);
        let spell = entry::Spell { end, ..entry::Spell::new(id, start) };
        add(&mut [
            &mut |builder| builder.own_event(key, kind, event),
            &mut |builder| builder.own_event(key, kind, entry::OwnEvent { id: "2", ..event }),
            &mut |builder| builder.own_event(key, kind, entry::OwnEvent { time, ..event }),
            &mut |builder| builder.own_spell(key, kind, entry::Spell { start_time: time, ..spell }),
            &mut |builder| builder.own_spell(key, kind, entry::Spell { end_time: time, ..spell }),
            &mut |builder| builder.own_spell(key, kind, spell),
            &mut |builder| builder.own_spell(key, kind, entry::Spell { id: "2", ..spell }),
            &mut |builder| builder.own_spell(key, kind, entry::Spell { end: None, ..spell }),
        ]);
    }
    add(&mut [&mut |builder| builder.disability(key, "VIS"), &mut |builder| builder.disability(key, "HEAR")]);
    builder.finish().unwrap()
}

#[test]
fn the_order_of_records_does_not_depend_on_the_order_of_adding() {
    let texts = |caseload: &Caseload| {
        let child = caseload.find("P1").unwrap();
        let (text, code_text) = (|id| caseload.text(id).to_owned(), |code| caseload.code_text(code).to_owned());
        let plans = [child.protection_plans(), child.in_need_plans()].concat();
        let mut texts = Vec::new();
        texts.extend(plans.iter().map(|of| {
            let rest = (of.start, of.end, of.other_authority);
            format!("{} {rest:?} {}", text(of.id), code_text(of.team))
        }));
        texts.extend(child.referrals().iter().map(|of| format!("{} {:?}", text(of.id), (of.start, of.end, of.nfa))));
        texts.extend(child.periods_of_care().iter().map(|of| format!("{} {:?}", text(of.id), (of.start, of.end))));
        texts.extend(
            child
                .legal_statuses()
                .iter()
                .map(|of| format!("{} {:?} {}", text(of.id), (of.start, of.end), code_text(of.code))),
        );
        texts.extend(child.placements().iter().map(|of| {
            format!("{} {:?} {} {}", text(of.id), (of.start, of.end), code_text(of.code), code_text(of.setting))
        }));
        texts.extend(child.allocations().iter().map(|of| {
            format!("{} {:?} {:?}", text(of.id), (of.start, of.end), [of.worker, of.team, of.role].map(code_text))
        }));
        texts.extend(child.assessments().iter().map(|of| format!("{} {:?}", text(of.id), (of.start, of.end))));
        texts.extend(child.leaver_spells().iter().map(|of| {
            let codes = [of.eligibility, of.team].map(code_text);
            format!("{} {:?} {codes:?}", text(of.id), (of.start, of.end))
        }));
        texts.extend(
            child
                .health_checks()
                .iter()
                .map(|of| format!("{} {} {:?}", text(of.id), of.date, [of.kind, of.status].map(code_text))),
        );
        texts.extend(
            child
                .stated_pathway_plans()
                .iter()
                .map(|of| format!("{} {} {}", text(of.id), of.date, code_text(of.eligibility))),
        );
        texts.extend(child.leaver_statuses().iter().map(|of| {
            let codes = [of.in_touch, of.accommodation, of.suitable, of.activity, of.eligibility].map(code_text);
            format!("{} {:?} {codes:?}", text(of.id), (of.recorded, of.contact))
        }));
        for kind in EventKind::ALL {
            texts.extend(
                child.events(kind).iter().map(|(date, seen, id)| format!("{kind} {date} {seen:?} {}", text(id))),
            );
        }
        for kind in caseload.own_kinds() {
            let events = child.events(kind);
            let moments = events.iter().zip(events.moments());
            texts.extend(moments.map(|((_, seen, id), at)| format!("{kind} {at} {seen:?} {}", text(id))));
            let spells = child.spells(kind).iter();
            texts.extend(spells.map(|of| format!("{kind} {} {:?}", text(of.id), (of.began(), of.ended()))));
        }
        texts.extend(child.disabilities().iter().map(|code| code_text(*code)));
        texts
    };
    let [one, other] = [false, true].map(|reversed| texts(&differing_in_one_column(reversed)));
    // None is lost, except a placement that differs only in its identifier.
    assert_eq!(one.len(), 68 + 4 * EventKind::ALL.len() + 2 * 8);
    assert_eq!(one, other);
}

#[test]
fn what_is_kept_of_a_child() {
    let mut builder = Caseload::builder();
    let key = builder.child(entry::Child {
        id: "P1",
        born: Some(day(1, 1)),
        expected: Some(day(1, 2)),
        died: Some(day(1, 3)),
        sex: "F",
        gender: "G",
        ethnicity: "WBRI",
    });
    builder.disability(key, "LD");
    builder.disability(key, "AUT");
    let caseload = builder.finish().unwrap();
    let child = caseload.find("P1").unwrap();
    assert_eq!((child.born(), child.expected(), child.died()), (Some(day(1, 1)), Some(day(1, 2)), Some(day(1, 3))));
    assert_eq!((child.sex(), child.gender(), child.ethnicity()), ("F", "G", "WBRI"));
    assert!(child.disabilities().iter().map(|code| caseload.code_text(*code)).eq(["AUT", "LD"]));
    assert_eq!(child.caseload().len(), 1);
}

#[test]
fn two_children_with_one_identifier_are_refused() {
    let mut builder = Caseload::builder();
    for id in ["P1", "P3", "P2", "P3"] {
        builder.child(child(id));
    }
    let error = builder.finish().unwrap_err();
    assert_eq!(error, CaseloadError::DuplicateChild { id: "P3".to_owned() });
    assert!(error.to_string().contains("P3"));
}

#[test]
fn the_parts_of_a_caseload_make_the_whole() {
    let mut builder = Caseload::builder();
    let key = builder.child(child("P1"));
    builder.placement(key, entry::Placement { code: "U4", setting: "S1", ..entry::Placement::new("PL1", day(1, 5)) });
    let mut part = Caseload::builder();
    part.placement(key, entry::Placement { code: "K2", setting: "S1", ..entry::Placement::new("PL2", day(2, 2)) });
    part.allocation(
        key,
        entry::Allocation { worker: "W", team: "T7", role: "R", ..entry::Allocation::new("I1", day(1, 5)) },
    );
    part.legal_status(key, entry::LegalStatus { id: "L1", start: day(1, 5), end: None, code: "C2" });
    part.leaver_status(
        key,
        entry::LeaverStatus {
            id: "S1",
            in_touch: "YES",
            suitable: "1",
            activity: "F1",
            accommodation: "B",
            ..Default::default()
        },
    );
    part.leaver_spell(key, entry::LeaverSpell { id: "LS1", eligibility: "E", ..Default::default() });
    part.in_need_plan(key, entry::Plan { team: "T7", ..entry::Plan::new("N1", day(1, 5)) });
    part.protection_plan(key, entry::Plan { team: "T7", ..entry::Plan::new("CP1", day(1, 5)) });
    part.referral(key, entry::Referral::new("R1", day(1, 5)));
    part.period_of_care(key, entry::PeriodOfCare { id: "C1", start: day(1, 5), end: None });
    part.assessment(key, entry::Assessment { id: "A1", ..Default::default() });
    part.event(key, EventKind::Supervision, entry::Event { id: "X1", date: day(1, 5), seen: Seen::Yes });
    part.event(key, EventKind::Supervision, entry::Event { id: "", date: day(1, 6), seen: Seen::Yes });
    part.disability(key, "LD");
    part.team("T7", "CYPDS");
    builder.append(part);
    let caseload = builder.finish().unwrap();
    let child = caseload.find("P1").unwrap();
    let code_text = |code| caseload.code_text(code);
    let placements: Vec<_> = child
        .placements()
        .iter()
        .map(|one| (child.text(one.id), code_text(one.code), code_text(one.setting)))
        .collect();
    assert_eq!(placements, [("PL1", "U4", "S1"), ("PL2", "K2", "S1")]);
    assert_eq!(child.placements()[0].setting, child.placements()[1].setting);
    let allocation = child.allocations()[0];
    assert_eq!(
        (code_text(allocation.worker), code_text(allocation.team), code_text(allocation.role)),
        ("W", "T7", "R")
    );
    let status = child.leaver_statuses()[0];
    let codes = [status.in_touch, status.suitable, status.activity, status.accommodation].map(code_text);
    assert_eq!((child.text(status.id), codes), ("S1", ["YES", "1", "F1", "B"]));
    let ids = [
        child.legal_statuses()[0].id,
        child.leaver_spells()[0].id,
        child.in_need_plans()[0].id,
        child.protection_plans()[0].id,
        child.referrals()[0].id,
        child.periods_of_care()[0].id,
        child.assessments()[0].id,
    ];
    assert_eq!(ids.map(|id| child.text(id)), ["L1", "LS1", "N1", "CP1", "R1", "C1", "A1"]);
    let events: Vec<_> = child.events(EventKind::Supervision).iter().map(|(_, _, id)| child.text(id)).collect();
    assert_eq!(events, ["X1", ""]);
    assert_eq!(
        (code_text(child.legal_statuses()[0].code), code_text(child.leaver_spells()[0].eligibility)),
        ("C2", "E")
    );
    assert!(caseload.teams().map(|(number, name)| (code_text(number), code_text(name))).eq([("T7", "CYPDS")]));
    assert!(caseload.teams_named(&["CYPDS".to_owned()]).contains(allocation.team));
    assert_eq!(child.disabilities().len(), 1);

    // A key of another caseload names no child here.
    let mut other = Caseload::builder();
    other.event(key, EventKind::Supervision, entry::Event::new("", day(1, 5)));
    assert!(other.finish().unwrap().is_empty());
}

#[test]
fn a_child_on_a_day() {
    let mut builder = Caseload::builder();
    let key = builder.child(child("P1"));
    builder.referral(key, entry::Referral { id: "R1", start: day(1, 5), end: Some(day(2, 2)), nfa: false });
    builder.referral(key, entry::Referral { id: "R2", start: day(2, 9), end: None, nfa: true });
    builder.period_of_care(key, entry::PeriodOfCare { id: "C1", start: day(1, 5), end: Some(day(3, 2)) });
    for (date, seen) in [(day(1, 12), Seen::Yes), (day(1, 12), Seen::No), (day(2, 2), Seen::No), (day(4, 6), Seen::Yes)]
    {
        builder.event(key, EventKind::LookedAfterVisit, entry::Event { id: "", date, seen });
    }
    let caseload = builder.finish().unwrap();
    let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    let as_of = AsOf::new(day(2, 16), Period::YearToDate, &conventions);
    let today = caseload.find("P1").unwrap().as_of(&as_of);
    let care = CareStatuses::new(&caseload, ShortBreaks::Excluded, &CARE_STATUSES, &SHORT_BREAK_CODES);
    let eligibility = Eligibility::new(&caseload, 16..25, &[]);
    assert!(today.open_referral().is_none());
    assert_eq!(today.last_referral(), Some(day(1, 5)));
    assert!(today.period_of_care(&care).is_some());
    assert!(today.was_looked_after(day(1, 5), &care) && today.was_looked_after(day(3, 2), &care));
    assert!(!today.was_looked_after(day(1, 4), &care) && !today.was_looked_after(day(3, 3), &care));
    assert_eq!(as_of.valid_until(), day(3, 2));
    let visits = today.events(EventKind::LookedAfterVisit);
    assert_eq!(visits.latest(&as_of), Some(day(2, 2)));
    assert!(visits.any(&as_of, |visit| visit == day(1, 12)) && !visits.any(&as_of, |visit| visit == day(4, 6)));
    let seen = today.visits(EventKind::LookedAfterVisit, VisitsCounted::ChildSeen);
    assert_eq!(seen.latest(&as_of), Some(day(1, 12)));
    assert!(visits.since(day(2, 3)).none(&as_of) && !visits.since(day(2, 2)).none(&as_of));
    assert!(today.is_under(18).is_none());
    assert!(matches!(today.leaver_spell(&eligibility), CareLeaver::NotOpen));
    assert_eq!(today.child().id(), "P1");
    assert_eq!(SharedSettings::default().conventions(WorkingCalendar::england_and_wales()), conventions);
}
