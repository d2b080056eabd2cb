//! Small extracts of situations that occur in practice, in `cases`.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use std::path::Path;

use carekpi_model::{Child, EventKind, RecordKind};
use carekpi_ssd::{Extract, FindingKind, Severity, Table};

fn read(name: &str) -> Extract {
    Extract::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)).unwrap()
}

/// What is reported about the rows of a table.
fn reported(extract: &Extract, table: Table) -> Vec<String> {
    let causes = extract.causes();
    let of_rows = causes.iter().filter(|cause| cause.table == Some(table) && !cause.places.is_empty());
    of_rows.map(ToString::to_string).collect()
}

fn child<'e>(extract: &'e Extract, id: &str) -> Child<'e> {
    extract.caseload.find(id).unwrap()
}

/// The periods of care of a child, as start and end.
fn periods(extract: &Extract, id: &str) -> Vec<(String, String)> {
    let end = |end: Option<chrono::NaiveDate>| end.map_or("open".to_owned(), |end| end.to_string());
    child(extract, id).periods_of_care().iter().map(|period| (period.start.to_string(), end(period.end))).collect()
}

/// The child protection plans, each with its child and end.
fn plans(extract: &Extract) -> Vec<(&str, &str, Option<String>)> {
    let children = extract.caseload.children();
    children
        .flat_map(|child| {
            let end = |end: Option<chrono::NaiveDate>| end.map(|end| end.to_string());
            child.protection_plans().iter().map(move |plan| (child.id(), child.text(plan.id), end(plan.end)))
        })
        .collect()
}

#[test]
fn care_leaver_rows_multiply() {
    let extract = read("care-leaver-rows-multiply");
    let leaver = child(&extract, "401");
    assert_eq!((leaver.leaver_spells().len(), leaver.leaver_statuses().len()), (4, 4));
    assert!(leaver.leaver_spells().iter().all(|spell| spell.start.is_none() && spell.end.is_none()));
    let latest = leaver.leaver_statuses().last().unwrap();
    assert_eq!(latest.recorded.unwrap().to_string(), "2026-01-10");
    assert_eq!(leaver.stated_pathway_plans().len(), 4);
    assert_eq!(reported(&extract, Table::CareLeavers), [""; 0]);
    assert_eq!(extract.counts()[&FindingKind::LeaversUndated], 1);
}

#[test]
fn plans_whose_identifier_has_another_name() {
    let extract = read("mosaic-cin-plans");
    let person = child(&extract, "501");
    assert_eq!(person.text(person.in_need_plans()[0].id), "N1");
}

#[test]
fn visits_that_name_the_plan_alone() {
    let extract = read("mosaic-cp-visits-by-plan");
    assert_eq!(child(&extract, "501").events(EventKind::ProtectionVisit).len(), 1);
    assert_eq!(extract.count(Severity::Error), 0);
}

#[test]
fn involvements_that_name_a_referral_that_is_not_there() {
    let extract = read("mosaic-involvements-no-person");
    assert_eq!(extract.rows_of(Table::Involvements).set_aside, 1);
    assert_eq!(
        reported(&extract, Table::Involvements),
        [
            "ssd_involvements invo_referral_id: 1 row: \"R1\" is not a referral of a known person; row set aside; line 2 (I1)"
        ]
    );
}

#[test]
fn a_review_that_names_its_person_and_no_period() {
    let extract = read("review-person-without-period");
    for id in ["801", "802"] {
        assert_eq!(child(&extract, id).events(EventKind::LookedAfterReview).len(), 1, "{id}");
    }
    assert_eq!(extract.count(Severity::Error), 0);
}

#[test]
fn reviews_that_are_due_and_not_held() {
    let extract = read("review-due-not-held");
    for (table, column, place) in [
        (Table::CpReviews, "cppr_cp_review_date", "line 2 (C1)"),
        (Table::ClaReviews, "clar_cla_review_date", "line 3 (R2)"),
        (Table::ClaVisits, "clav_cla_visit_date", "line 2 (V1)"),
    ] {
        let expected =
            format!("{table} {column}: 1 row: there is no date, so it is treated as not held; row set aside; {place}");
        assert_eq!(reported(&extract, table), [expected]);
        assert_eq!(extract.rows_of(table).set_aside, 1);
    }
    assert_eq!((extract.counts()[&FindingKind::NotHeld], extract.count(Severity::Error)), (3, 0));
    let not_held = extract.findings.iter().find(|finding| finding.kind == FindingKind::NotHeld).unwrap();
    assert_eq!(*not_held.records(), [RecordKind::Event(EventKind::ReviewConference)]);
}

#[test]
fn a_plan_of_another_authority_is_read() {
    let extract = read("cp-plan-other-authority");
    assert_eq!(plans(&extract), [("1", "A", None), ("2", "B", None)]);
    assert_eq!(reported(&extract, Table::CpPlans), [""; 0]);
}

#[test]
fn a_death_an_adult_and_an_unborn_child() {
    let extract = read("died-adult-unborn");
    assert_eq!(child(&extract, "1").died().unwrap().to_string(), "2025-11-01");
    assert_eq!(child(&extract, "3").expected().unwrap().to_string(), "2026-06-01");
    assert_eq!(child(&extract, "5").born(), None);
    assert_eq!(
        reported(&extract, Table::Person),
        ["ssd_person pers_dob: 1 row: \"1900-01-01\" is before 1950; read as missing; line 6 (5)"]
    );
}

#[test]
fn flags_in_any_form() {
    let extract = read("flags");
    for id in ["1", "2", "3", "4"] {
        assert!(child(&extract, id).referrals()[0].nfa, "{id}");
        assert!(child(&extract, id).events(EventKind::LookedAfterReview).is_empty(), "{id}");
    }
    assert_eq!(extract.rows_of(Table::ClaReviews).kept, 4);
    assert!(!extract.counts().contains_key(&FindingKind::CodeUnknown));
}

#[test]
fn ends_that_stand_for_none() {
    let extract = read("placeholder-ends");
    assert_eq!(
        plans(&extract),
        [
            ("1", "A", None),
            ("2", "B", None),
            ("3", "C", None),
            ("4", "D", None),
            ("5", "E", Some("2078-12-31".to_owned())),
            ("6", "F", None),
        ]
    );
    assert_eq!(
        reported(&extract, Table::CpPlans),
        [
            "ssd_cp_plans cppl_cp_plan_start_date: 1 row: \"1753-01-01\" is before 1950, and counts as missing; row set aside; line 8 (G)",
            "ssd_cp_plans cppl_cp_plan_end_date: 2 rows: \"01/01/1900\" is before 1950; read as missing; lines 4 (C), 5 (D)",
            "ssd_cp_plans cppl_cp_plan_end_date: 3 rows: the date is in 2099 or later; read as none; lines 2 (A), 3 (B), 7 (F)",
        ]
    );
}

#[test]
fn a_person_twice() {
    let extract = read("person-two-rows");
    assert_eq!(child(&extract, "1").born().unwrap().to_string(), "2014-05-05");
    let counts = extract.rows_of(Table::Person);
    assert_eq!((counts.read, counts.kept, counts.set_aside), (4, 2, 2));
    assert_eq!(
        reported(&extract, Table::Person),
        [
            "ssd_person pers_person_id: 1 row: an earlier row is the same; row set aside; line 5 (2)",
            "ssd_person pers_person_id: 1 row: an earlier row with this identifier differs; row set aside; line 3 (1)",
        ]
    );
}

#[test]
fn identifiers_that_a_spreadsheet_spoilt() {
    let extract = read("ids-excel");
    let messages: Vec<&str> = extract
        .findings
        .iter()
        .filter(|finding| finding.kind == FindingKind::PersonUnknown)
        .map(|finding| finding.message.as_str())
        .collect();
    let unknown = |text: &str, likely: &str| {
        let question = if likely.is_empty() { String::new() } else { format!("; did you mean {likely:?}?") };
        format!("{text:?} is not a known person; row set aside{question}")
    };
    assert_eq!(
        messages,
        [
            unknown("1001.0", "1001"),
            unknown("42", "0042"),
            unknown("ab-CD", ""),
            unknown("1,001", "1001"),
            unknown("1.001E+03", "1001"),
        ]
    );
    assert_eq!(extract.causes().iter().filter(|cause| cause.kind == FindingKind::PersonUnknown).count(), 1);
}

#[test]
fn an_old_episode_that_was_never_closed() {
    let extract = read("stale-open-episode-left-care");
    for id in ["1", "2"] {
        assert_eq!(periods(&extract, id), [("2020-01-13".to_owned(), "2022-06-21".to_owned())], "{id}");
    }
    assert_eq!(
        reported(&extract, Table::ClaEpisodes),
        ["ssd_cla_episodes clae_cla_episode_ceased_date: 2 rows: the episode has no end, and a later one begins; \
          read as ended then, on 2021-08-20; lines 2 (E1), 4 (E3)"]
    );
}

#[test]
fn a_population_with_a_thousands_separator() {
    let extract = read("population-thousands");
    assert_eq!(extract.rows_of(Table::Population).set_aside, 1);
    assert_eq!(
        reported(&extract, Table::Population),
        ["local_population population_0_17: 1 row: \"52,000\" is not a whole number; row set aside; line 2"]
    );
}

#[test]
fn a_pathway_plan_of_1900_is_none() {
    let extract = read("worklist-1900");
    for id in ["1", "2"] {
        assert!(child(&extract, id).events(EventKind::PathwayPlan).is_empty(), "{id}");
    }
    assert_eq!(
        reported(&extract, Table::CareLeavers),
        ["ssd_care_leavers clea_pathway_plan_review_date: 1 row: \"1900-01-01 00:00:00\" is before 1950; \
          read as missing; line 2 (A1)"]
    );
}
