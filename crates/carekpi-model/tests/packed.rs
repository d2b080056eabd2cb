//! A caseload is read back from its bytes as it was, and no bytes make reading panic.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that can't go on should stop")]

mod bytes;

use bytes::packed;
use carekpi_model::{
    Caseload, ChildKey, Cohort, EventKind, PopulationEstimate, Seen, UnpackError, VisitsCounted, entry,
};
use chrono::NaiveDate;
use proptest::prelude::*;

fn date() -> impl Strategy<Value = NaiveDate> {
    (-400_000..800_000).prop_filter_map("a date", NaiveDate::from_num_days_from_ce_opt)
}

fn text() -> impl Strategy<Value = String> {
    let length = prop_oneof![20 => 0..3_usize, 3 => 300..301_usize, 1 => 70_000..70_001_usize];
    (length, "[A-Zé]").prop_map(|(length, letter)| letter.repeat(length))
}

/// What one child has.
type Records = (Vec<(u8, NaiveDate, Option<NaiveDate>, String)>, [Option<NaiveDate>; 3], [String; 3]);

fn records() -> impl Strategy<Value = Records> {
    let dates = proptest::array::uniform3(proptest::option::of(date()));
    let record = (any::<u8>(), date(), proptest::option::of(date()), text());
    (proptest::collection::vec(record, 0..12), dates, proptest::array::uniform3("[A-Z]{0,2}"))
}

fn add(
    builder: &mut carekpi_model::CaseloadBuilder,
    child: ChildKey,
    record: &(u8, NaiveDate, Option<NaiveDate>, String),
) {
    let (kind, start, end, text) = record;
    let (start, end, id) = (*start, *end, text.as_str());
    let seen = [Seen::Unknown, Seen::No, Seen::Yes][usize::from(kind % 3)];
    let own = carekpi_model::OwnKind::new(["missing-episode", "b"][usize::from(kind / 16 % 2)]).unwrap();
    match kind % 16 {
        0 => builder
            .protection_plan(child, entry::Plan { end, other_authority: kind % 2 == 0, ..entry::Plan::new(id, start) }),
        1 => builder.in_need_plan(child, entry::Plan { end, team: id, ..entry::Plan::new(id, start) }),
        2 => builder.referral(child, entry::Referral { end, nfa: kind % 4 == 0, ..entry::Referral::new(id, start) }),
        3 => builder.period_of_care(child, entry::PeriodOfCare { id, start, end }),
        4 => builder.legal_status(child, entry::LegalStatus { id, start, end, code: "C2" }),
        5 => builder.placement(
            child,
            entry::Placement {
                end,
                code: ["U1", "A3", "R1"][usize::from(kind % 3)],
                ..entry::Placement::new("", start)
            },
        ),
        6 => builder
            .allocation(child, entry::Allocation { end, team: "T1", worker: id, ..entry::Allocation::new("", start) }),
        7 => builder.assessment(child, entry::Assessment { id, start: end, end: Some(start) }),
        8 => {
            builder.leaver_spell(child, entry::LeaverSpell { id, start: Some(start), end, eligibility: "R", team: "" })
        }
        9 => builder
            .leaver_status(child, entry::LeaverStatus { id, recorded: end, in_touch: "DIED", ..Default::default() }),
        10 => builder.disability(child, "BLIND"),
        11 => builder.health_check(child, entry::HealthCheck { id, date: start, kind: "Dental", status: "" }),
        12 => builder.stated_pathway_plan(child, entry::PathwayPlan { id, date: start, eligibility: "F" }),
        13 => builder.own_event(child, own, entry::OwnEvent { id, date: start, time: time(*kind), seen }),
        14 => {
            let (start_time, end_time) = (time(*kind), time(kind.rotate_left(3)));
            builder.own_spell(child, own, entry::Spell { id, start, start_time, end, end_time });
        }
        _ => builder.event(child, EventKind::ALL[usize::from(kind / 16) % 13], entry::Event { id, date: start, seen }),
    }
}

/// A time of day, or none.
fn time(number: u8) -> Option<carekpi_dates::TimeOfDay> {
    carekpi_dates::TimeOfDay::new(u32::from(number) / 8, u32::from(number) % 60)
}

fn caseload(children: &[Records]) -> Caseload {
    let mut builder = Caseload::builder();
    for (number, (records, [born, expected, died], [sex, gender, ethnicity])) in children.iter().enumerate() {
        let id = &*format!("P{number}");
        let of = entry::Child { id, born: *born, expected: *expected, died: *died, sex, gender, ethnicity };
        let child = builder.child(of);
        records.iter().for_each(|record| add(&mut builder, child, record));
    }
    builder.team("T1", "North");
    if let Some((records, ..)) = children.first()
        && let Some((_, published, reference, _)) = records.first()
    {
        builder.population(PopulationEstimate { reference: *reference, published: *published, population: 52_000 });
        builder.ids_checked();
    }
    builder.finish().unwrap()
}

proptest! {
    #[test]
    fn a_caseload_is_read_back_as_it_was(children in proptest::collection::vec(records(), 0..6)) {
        let caseload = caseload(&children);
        let bytes = packed(&caseload);
        let back = Caseload::unpack(&mut bytes.as_slice()).unwrap();
        // Everything but the cache of codes, which nothing depends on.
        prop_assert_eq!(packed(&back), bytes);
        for cohort in Cohort::ALL {
            prop_assert_eq!(back.cohort(cohort), caseload.cohort(cohort));
        }
        prop_assert_eq!(back.len(), caseload.len());
        for (one, other) in caseload.children().zip(back.children()) {
            prop_assert_eq!(format!("{:?} {:?}", one.id(), one.placements()), format!("{:?} {:?}", other.id(), other.placements()));
            for kind in caseload.own_kinds() {
                let spells = |child: carekpi_model::Child<'_>| format!("{:?} {:?} {:?}", child.events(kind), child.events(kind).moments().collect::<Vec<_>>(), child.spells(kind));
                prop_assert_eq!(spells(one), spells(other));
            }
            for kind in EventKind::ALL {
                let events = |child: carekpi_model::Child<'_>| child.events(kind).iter().map(|(date, seen, id)| (date, seen, child.text(id).to_owned())).collect::<Vec<_>>();
                prop_assert_eq!(events(one), events(other));
                let visits = |child: carekpi_model::Child<'_>| format!("{:?}", child.events(kind).visits(VisitsCounted::ChildSeen));
                prop_assert_eq!(visits(one), visits(other));
            }
        }
    }

    #[test]
    fn damage_is_found(children in proptest::collection::vec(records(), 1..3), at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let mut bytes = packed(&caseload(&children));
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        let error = Caseload::unpack(&mut bytes.as_slice()).unwrap_err();
        let expected = match at {
            0..8 => matches!(error, UnpackError::NotPacked),
            8..12 => matches!(error, UnpackError::Version { .. }),
            _ => matches!(error, UnpackError::Damaged),
        };
        prop_assert!(expected, "{} {:?}", at, error);
    }

    #[test]
    fn what_ends_early_is_an_error(children in proptest::collection::vec(records(), 1..3), at in any::<prop::sample::Index>()) {
        let bytes = packed(&caseload(&children));
        let error = Caseload::unpack(&mut &bytes[..at.index(bytes.len())]).unwrap_err();
        prop_assert!(matches!(error, UnpackError::NotPacked | UnpackError::Damaged), "{:?}", error);
    }
}

#[test]
fn another_version_and_other_files_are_refused() {
    let mut bytes = packed(&Caseload::default());
    assert_eq!(Caseload::unpack(&mut bytes.as_slice()).unwrap().len(), 0);
    bytes[8] = 9;
    let error = Caseload::unpack(&mut bytes.as_slice()).unwrap_err();
    assert_eq!(error.to_string(), "packed in version 9 of the form; expected version 5; pack the records again");
    for other in [&b""[..], b"care", b"pers_person_id,pers_dob\n"] {
        let error = Caseload::unpack(&mut &*other).unwrap_err();
        assert_eq!(error.to_string(), "not packed records");
    }
}

/// Series keep digests, and packed caseloads too. If this number must change, the version of the packed form must change with it.
#[test]
fn the_digest_of_a_caseload_stays_as_it_is() {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let mut builder = Caseload::builder();
    let child = builder.child(entry::Child { id: "P0001144", born: Some(day(1, 2)), ..Default::default() });
    builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
    assert_eq!(builder.finish().unwrap().digest(), 61_866_159_902_859_797_962_187_046_193_441_461_494);
}
