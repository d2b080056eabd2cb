//! A finding can affect every indicator that reads the records it is about.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi::ssd::Extract;
use carekpi::{Definitions, WorkingCalendar};

const LEAVERS: [&str; 5] =
    ["leavers-eet", "leavers-accommodation", "leavers-in-touch", "leavers-pathway-plans", "leavers-visits"];

/// The indicators that one finding can affect. The extract is one person with an unreadable date of birth, and the text of the
/// finding contains `part`.
fn indicators(part: &str, definitions: &Definitions) -> Vec<String> {
    let extract = Extract::from_files([("ssd_person.csv", "pers_person_id,pers_dob\nP1,not-a-date\n")]).unwrap();
    let measurement = definitions.over(&extract.caseload, &WorkingCalendar::england_and_wales());
    let finding = extract.findings.iter().find(|finding| finding.to_string().contains(part)).unwrap();
    measurement.indicators_reading(&finding.records()).into_iter().map(str::to_owned).collect()
}

#[test]
fn an_unreadable_date_of_birth_can_affect_the_figures_of_care_leavers_too() {
    let found = indicators("not-a-date", &Definitions::default());
    let has = |id: &str| found.iter().any(|found| found == id);
    assert!(LEAVERS.into_iter().all(has), "{found:?}");
    assert!(has("cla-dental") && !has("cp-plans"), "{found:?}");
}

#[test]
fn the_definitions_decide_what_a_missing_table_can_affect() {
    let default = Definitions::default();
    assert_eq!(indicators("local_pathway_plans", &default), ["leavers-pathway-plans"]);
    let as_worded = "[care-leavers.leavers-visits]\nvisits_numerator = \"pathway_plans_as_worded\"\n";
    let definitions = default.with_overrides(as_worded).unwrap();
    assert_eq!(indicators("local_pathway_plans", &definitions), ["leavers-pathway-plans", "leavers-visits"]);
}
