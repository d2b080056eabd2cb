//! The same seed damages the same rows in the same way, in every version.
#![expect(clippy::indexing_slicing, reason = "a test that can't go on should stop")]

use std::collections::BTreeSet;

use carekpi_model::Seen;
use carekpi_ssd::{Corruptor, parse_date, parse_seen};

/// What becomes of `number` copies of a row, all of them damaged.
fn damaged(columns: &[&str], row: &[&str], number: usize) -> Vec<Vec<Vec<String>>> {
    let mut corruptor = Corruptor::new(1_000_000, 7, columns);
    (0..number).map(|_| corruptor.row(row.iter().map(|cell| (*cell).to_owned()).collect())).collect()
}

/// The texts that one column has in a single damaged row, each once.
fn texts(columns: &[&str], row: &[&str], at: usize) -> BTreeSet<String> {
    let single = damaged(columns, row, 4000).into_iter().filter(|rows| rows.len() == 1).flatten();
    single.map(|row| row[at].clone()).filter(|text| text != row[at]).collect()
}

const PLAN: [&str; 4] = ["cppl_cp_plan_id", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"];

#[test]
fn one_seed_one_damage() {
    let rows = damaged(&PLAN, &["CP1", "P1", "2026-01-05", "2026-03-09"], 10);
    let rows: Vec<String> = rows.into_iter().flatten().map(|row| row.join(",")).collect();
    assert_eq!(
        rows,
        [
            "CP1, P1  ,2026-01-05,2026-03-09",
            "CP1,P1,46112,2026-03-09",
            "CP1,P1.0,2026-01-05,2026-03-09",
            "CP1,P1,2062-03-01,2026-03-09",
            "CP1,P1,2026-01-05,n/k",
            "CP1,P1,2026-01-05,46112",
            "CP1,P1,2026-01-05,2026-03-09",
            "CP1,P1,2026-01-05,2026-03-09",
            "CP1,P1.0,2026-01-05,2026-03-09",
            "CP1, P1  ,2026-01-05,2026-03-09",
            "CP1,P1,2026-01-05,9999-12-31",
        ]
    );
}

#[test]
fn flags_are_written_in_every_way() {
    let columns = ["cine_referral_id", "cine_person_id", "cine_referral_date", "cine_referral_nfa"];
    for (flag, meaning, words) in
        [("Y", Seen::Yes, ["1", "true", "Yes", "y", "TRUE"]), ("N", Seen::No, ["0", "false", "No", "n", "FALSE"])]
    {
        let found = texts(&columns, &["R1", "P1", "2026-01-05", flag], 3);
        let understood: BTreeSet<_> =
            found.iter().filter(|text| parse_seen(text) == meaning).map(String::as_str).collect();
        assert_eq!(understood, BTreeSet::from(words));
        assert!(found.iter().any(|text| parse_seen(text) == Seen::Unknown));
    }
}

#[test]
fn dates_are_written_in_shapes_that_are_read_and_in_others() {
    let columns = ["core_group_id", "person_id", "core_group_date"];
    let found = texts(&columns, &["G1", "P1", "2026-01-25"], 2);
    let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
    let (read, others): (BTreeSet<_>, BTreeSet<_>) = found.into_iter().partition(|text| parse_date(text).is_some());
    assert_eq!(read.iter().filter(|text| parse_date(text) == Some(day)).count(), 13, "{read:?}");
    // A placeholder, a day in the future and one long ago.
    assert_eq!(read.iter().filter(|text| parse_date(text) != Some(day)).count(), 3, "{read:?}");
    for text in ["", "NULL", "25.01.2026", "25-Jan-2026", "20260125", "2026/01/25", "Jan 25 2026 12:00AM", "46112"] {
        assert!(others.contains(text), "{text:?} {others:?}");
    }
    let month_first = |text: &&String| text.starts_with("1/25") || text.starts_with("01/25");
    assert_eq!(others.iter().find(month_first), None);
}

#[test]
fn ends_are_placeholders() {
    let found = texts(&PLAN, &["CP1", "P1", "2026-01-05", "2026-03-09"], 3);
    for text in ["1900-01-01", "9999-12-31", "2300-01-01", "2999-12-31", "9999-12-31 23:59:59", "2026-01-04"] {
        assert!(found.contains(text), "{text} {found:?}");
    }
}

#[test]
fn identifiers_are_spoilt_and_persons_missing() {
    let found = texts(&PLAN, &["CP1", "1001", "2026-01-05", ""], 1);
    assert_eq!(found, ["", " 1001  ", "1001.0", "NULL", "X0000000"].map(str::to_owned).into());
}

#[test]
fn codes_have_words_behind_them_or_are_unknown() {
    let columns = ["lega_legal_status_id", "lega_person_id", "lega_legal_status", "lega_legal_status_start_date"];
    let found = texts(&columns, &["L1", "P1", "V4", "2026-01-05"], 2);
    let described = [" - ", " \u{2013} ", ": ", ") ", ". "].map(|between| format!("V4{between}as recorded"));
    let unknown = ["Other", "Not known", "ZZ"].map(str::to_owned);
    assert_eq!(found, described.into_iter().chain(unknown).collect());
    let columns = ["clah_health_check_id", "clah_person_id", "clah_health_check_type", "clah_health_check_date"];
    let found = texts(&columns, &["H1", "P1", "Dental check", "2026-01-05"], 2);
    assert_eq!(found, ["Other", "Not known", "ZZ"].map(str::to_owned).into());
}

#[test]
fn only_a_placement_comes_again_under_another_identifier() {
    let again = |columns: &[&str], row: &[&str]| {
        let pairs = damaged(columns, row, 2000).into_iter().filter(|rows| rows.len() == 2);
        pairs.map(|rows| (rows[0].clone(), rows[1].clone())).find(|(one, other)| one[0] != other[0])
    };
    let columns = ["clap_cla_placement_id", "clap_person_id", "clap_cla_placement_start_date"];
    let (one, other) = again(&columns, &["PL1", "P1", "2026-01-05"]).unwrap();
    assert_eq!((one[0].as_str(), other[0].as_str(), &one[1..]), ("PL1", "PL1-0", &other[1..]));
    assert_eq!(again(&PLAN, &["CP1", "P1", "2026-01-05", ""]), None);
}
