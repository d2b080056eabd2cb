//! A finding is listed under every indicator that its records can move.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi::{Definitions, catalogue};
use carekpi_examples::quality;
use carekpi_ssd::Extract;

const LEAVERS: [&str; 5] =
    ["leavers-eet", "leavers-accommodation", "leavers-in-touch", "leavers-pathway-plans", "leavers-visits"];

/// The indicators of the finding whose text has this part, for an extract of one person with an unreadable date of birth.
fn indicators(part: &str, definitions: &Definitions) -> Vec<&'static str> {
    let extract = Extract::from_files([("ssd_person.csv", "pers_person_id,pers_dob\nP1,not-a-date\n")]).unwrap();
    let notes = quality(&extract, &[], definitions).notes;
    notes.into_iter().find(|note| note.text.contains(part)).unwrap().indicators
}

#[test]
fn an_unreadable_date_of_birth_is_listed_under_the_figures_of_care_leavers_too() {
    let found = indicators("not-a-date", &Definitions::default());
    assert!(LEAVERS.iter().all(|id| found.contains(id)), "{found:?}");
    assert!(found.contains(&"cla-dental") && !found.contains(&"cp-plans"), "{found:?}");
    let order: Vec<_> = catalogue().iter().map(|about| about.id).filter(|id| found.contains(id)).collect();
    assert_eq!(found, order);
}

#[test]
fn the_definitions_decide_what_a_missing_table_moves() {
    let default = Definitions::default();
    assert_eq!(indicators("local_pathway_plans", &default), ["leavers-pathway-plans"]);
    let as_worded = "[care-leavers.leavers-visits]\nvisits_numerator = \"pathway_plans_as_worded\"\n";
    let definitions = default.changed_by(as_worded).unwrap();
    assert_eq!(indicators("local_pathway_plans", &definitions), ["leavers-pathway-plans", "leavers-visits"]);
}
