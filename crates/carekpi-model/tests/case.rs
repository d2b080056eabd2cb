//! A child with all its records: what goes into a caseload comes out of it, and what is written is read.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that can't go on should stop")]

use carekpi_model::entry::{
    Allocation, Assessment, Case, Event, HealthCheck, LeaverSpell, LeaverStatus, LegalStatus, PathwayPlan,
    PeriodOfCare, Placement, Plan, Referral, Spell,
};
use carekpi_model::{Caseload, EventKind, OwnKind, Seen};
use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// What a record of any kind could say.
type Said = (NaiveDate, [Option<NaiveDate>; 2], [&'static str; 5], bool, Seen);

fn said() -> impl Strategy<Value = Said> {
    let day = || (0_i32..40).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(739_000 + days * 7).unwrap());
    let text = || select(vec!["", "a", "Z 9", "\"é\u{2028}\"", "V3"]);
    let texts = (text(), text(), text(), text(), text()).prop_map(Into::into);
    let seen = select(vec![Seen::Unknown, Seen::No, Seen::Yes]);
    (day(), [option::of(day()), option::of(day())], texts, any::<bool>(), seen)
}

/// A record in the list of this number.
fn add(case: &mut Case<&'static str>, list: usize, said: Said) {
    let (start, [end, some], [id, one, two, three, four], nfa, seen) = said;
    match list {
        0 => case.referrals.push(Referral { id, start, end, nfa }),
        1 => case.assessments.push(Assessment { id, start: some, end }),
        2 => case.in_need_plans.push(Plan { id, start, end, team: one, other_authority: nfa }),
        3 => case.protection_plans.push(Plan { id, start, end, team: one, other_authority: nfa }),
        4 => case.periods_of_care.push(PeriodOfCare { id, start, end }),
        5 => case.legal_statuses.push(LegalStatus { id, start, end, code: one }),
        6 => case.placements.push(Placement { id, start, end, code: one, setting: two }),
        7 => case.allocations.push(Allocation { id, start, end, worker: one, team: two, role: three }),
        8 => case.leaver_spells.push(LeaverSpell { id, start: some, end, eligibility: one, team: two }),
        9 => {
            let [in_touch, accommodation, suitable, activity] = [one, two, three, four];
            let (recorded, contact, eligibility) = (some, end, id);
            let status =
                LeaverStatus { id, recorded, in_touch, accommodation, suitable, activity, contact, eligibility };
            case.leaver_statuses.push(status);
        }
        10 => case.disabilities.push(one),
        11 => case.health_checks.push(HealthCheck { id, date: start, kind: one, status: two }),
        12 => case.stated_pathway_plans.push(PathwayPlan { id, date: start, eligibility: one }),
        13..OWN => case.events_mut(*EventKind::ALL.get(list - 13).unwrap()).push(Event { id, date: start, seen }),
        own => {
            let records = case.other.entry(OwnKind::new(OWN_KINDS[(own - OWN) / 2]).unwrap()).or_default();
            if own % 2 == 0 {
                records.events.push(Event { id, date: start, seen });
            } else {
                records.spells.push(Spell { id, start, end });
            }
        }
    }
}

/// The first list of records of one's own kinds.
const OWN: usize = 13 + EventKind::ALL.len();

const OWN_KINDS: [&str; 2] = ["missing-episode", "b"];

const LISTS: usize = OWN + 2 * OWN_KINDS.len();

fn case() -> impl Strategy<Value = Case<&'static str>> {
    (said(), vec((0..LISTS, said()), 0..60)).prop_map(|((day, [born, died], texts, ..), records)| {
        let [_, sex, gender, ethnicity, _] = texts;
        let mut case = Case { id: "P1", born, expected: Some(day), died, sex, gender, ethnicity, ..Default::default() };
        records.into_iter().for_each(|(list, said)| add(&mut case, list, said));
        case
    })
}

/// The same, each placement once: of several that differ only in the identifier, the greatest.
fn distinct(mut case: Case<&str>) -> Case<&str> {
    case.placements.sort_by_key(|one| std::cmp::Reverse(one.id));
    let mut seen = Vec::new();
    case.placements.retain(|one| {
        let first = !seen.contains(&Placement { id: "", ..*one });
        seen.push(Placement { id: "", ..*one });
        first
    });
    case
}

/// The same, each list in one order.
fn sorted(mut case: Case<&str>) -> Case<&str> {
    macro_rules! sort {
        ($($list:ident)*) => {$(case.$list.sort_by_key(|record| format!("{record:?}"));)*};
    }
    sort!(disabilities referrals assessments in_need_plans protection_plans periods_of_care legal_statuses placements);
    sort!(allocations leaver_spells leaver_statuses health_checks stated_pathway_plans);
    EventKind::ALL.iter().for_each(|kind| case.events_mut(*kind).sort_by_key(|event| format!("{event:?}")));
    for records in case.other.values_mut() {
        records.events.sort_by_key(|event| format!("{event:?}"));
        records.spells.sort_by_key(|spell| format!("{spell:?}"));
    }
    case
}

fn caseload(case: &Case<impl AsRef<str>>) -> Caseload {
    let mut builder = Caseload::builder();
    builder.case(case);
    builder.finish().unwrap()
}

proptest! {
    #[test]
    fn what_goes_into_a_caseload_comes_out_of_it(case in case()) {
        let caseload = caseload(&case);
        let child = caseload.find("P1").unwrap();
        prop_assert_eq!(sorted(child.into()), sorted(distinct(case.clone())));
        let owned = Case::<String>::from(child);
        let again = self::caseload(&owned);
        prop_assert_eq!(Case::<String>::from(again.find("P1").unwrap()), owned);
    }
}

#[test]
fn each_list_is_listed_and_each_kind_of_event_has_its_own() {
    let mut case = Case { id: "P1", ..Default::default() };
    let said: Said = (NaiveDate::MIN, [Some(NaiveDate::MAX); 2], [" R1 ", "x", "x", "x", "x"], true, Seen::Yes);
    (0..LISTS).for_each(|list| add(&mut case, list, said));
    let listed: Vec<_> = case.listed().collect();
    assert!(listed.iter().all(|record| (record.index, record.id) == (0, "R1") && record.start.is_some()));
    assert_eq!(listed.iter().filter(|record| record.end.is_some()).count(), 11);
    let lists: std::collections::BTreeSet<&str> = listed.iter().map(|record| &*record.list).collect();
    assert!(lists.contains("other.missing-episode.spells"));
    assert_eq!((listed.len(), lists.len()), (LISTS - 1, LISTS - 1));

    for kind in EventKind::ALL {
        let mut case = Case::default();
        case.events_mut(kind).push(Event::new("E1", NaiveDate::MIN));
        let caseload = caseload(&case);
        let child = caseload.find("").unwrap();
        for of in EventKind::ALL {
            let expected = usize::from(of == kind);
            assert_eq!((case.events(of).len(), child.events(of).len()), (expected, expected));
        }
    }
}

#[test]
fn texts_are_taken_without_white_space_around_them() {
    let mut case = Case { id: " P1\t", sex: " F", ..Default::default() };
    let said: Said = (NaiveDate::MIN, [None; 2], [" a ", "\tb", "c\n", " d", "  "], false, Seen::No);
    (0..LISTS).for_each(|list| add(&mut case, list, said));
    let caseload = caseload(&case);
    let child = caseload.find("P1").unwrap();
    let mut trimmed = Case { id: "P1", sex: "F", ..Default::default() };
    let said: Said = (NaiveDate::MIN, [None; 2], ["a", "b", "c", "d", ""], false, Seen::No);
    (0..LISTS).for_each(|list| add(&mut trimmed, list, said));
    assert_eq!(Case::from(child), trimmed);
}

#[cfg(feature = "serde")]
mod wire {
    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(case in case()) {
            let caseload = caseload(&case);
            let owned = Case::<String>::from(caseload.find("P1").unwrap());
            let json = serde_json::to_string(&owned).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Case<String>>(&json).unwrap(), &owned);
            let lent = Case::<&str>::from(caseload.find("P1").unwrap());
            prop_assert_eq!(serde_json::to_string(&lent).unwrap(), json);
        }
    }

    #[test]
    fn what_is_missing_is_left_out_or_null() {
        let json = r#"{"id":"P1","born":null,"sex":" ","gender":null,"dental_checks":[],"placements":[
            {"id":null,"start":"2026-03-02","end":null,"code":"  "}],"leaver_visits":[{"date":"2026-03-02","seen":null}]}"#;
        let case: Case<&str> = serde_json::from_str(json).unwrap();
        let date = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let expected = Case {
            id: "P1",
            placements: vec![Placement::new("", date)],
            leaver_visits: vec![Event::new("", date)],
            ..Default::default()
        };
        assert_eq!(case, Case { sex: "", ..expected });
        let written = r#"{"id":"P1","placements":[{"start":"2026-03-02"}],"leaver_visits":[{"date":"2026-03-02"}]}"#;
        assert_eq!(serde_json::to_string(&case).unwrap(), written);
        let blank = Case { sex: " ", gender: "", ..case };
        assert_eq!(serde_json::to_string(&blank).unwrap(), written);
    }

    #[test]
    fn what_is_of_another_form_is_refused() {
        for (json, says) in [
            ("{}", "missing field `id`"),
            (r#"{"id":null}"#, "invalid type: null, expected a string"),
            (r#"["P1"]"#, "invalid type: sequence, expected an object"),
            (r#"{"id":"P1","name":"x"}"#, "unknown field `name`, expected one of `id`, `born`"),
            (r#"{"id":"P1","placements":null}"#, "invalid type: null, expected a sequence"),
            (r#"{"id":"P1","placements":[["PL1","2026-03-02"]]}"#, "invalid type: sequence, expected an object"),
            (r#"{"id":"P1","placements":[{"id":"PL1"}]}"#, "missing field `start`"),
            (r#"{"id":"P1","placements":[{"start":"2026-03-02","team":""}]}"#, "unknown field `team`"),
            (r#"{"id":"P1","born":"1/6/2015"}"#, "invalid value: string \"1/6/2015\", expected a date of the form"),
            (
                r#"{"id":"P1","referrals":[{"start":"2026-03-02","nfa":null}]}"#,
                "invalid type: null, expected a boolean",
            ),
            (r#"{"id":"P1","other":[]}"#, "invalid type: sequence, expected an object"),
            (
                r#"{"id":"P1","other":{"Missing":{}}}"#,
                "\"Missing\" is not a name of a kind of record; expected 1 to 32",
            ),
            (r#"{"id":"P1","other":{"missing":{},"missing":{}}}"#, "duplicate field `missing`"),
            (r#"{"id":"P1","other":{"missing":[]}}"#, "invalid type: sequence, expected an object"),
            (
                r#"{"id":"P1","other":{"missing":{"visits":[]}}}"#,
                "unknown field `visits`, expected `events` or `spells`",
            ),
            (r#"{"id":"P1","other":{"missing":{"spells":[{}]}}}"#, "missing field `start`"),
            (r#"{"id":"P1","core_groups":[{"date":"2026-03-02","seen":"yes"}]}"#, "invalid type: string \"yes\""),
        ] {
            let said = serde_json::from_str::<Case<String>>(json).unwrap_err().to_string();
            assert!(said.starts_with(says), "{json}: {said}");
        }
        assert!(serde_json::from_str::<carekpi_model::PopulationEstimate>(r#"[null,"2026-03-02",1]"#).is_err());
    }
}
