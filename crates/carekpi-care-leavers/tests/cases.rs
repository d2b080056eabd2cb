//! The case tables of the area's indicators.

use carekpi_care_leavers::{CareLeavers, indicators};
use carekpi_testkit::check;

fn cases(document: &str, id: &str) {
    check(document, id, |settings: &CareLeavers, context| indicators(settings, context).into());
}

#[test]
fn leavers_eet() {
    cases(include_str!("../cases/leavers-eet.md"), "leavers-eet");
}

#[test]
fn leavers_accommodation() {
    cases(include_str!("../cases/leavers-accommodation.md"), "leavers-accommodation");
}

#[test]
fn leavers_in_touch() {
    cases(include_str!("../cases/leavers-in-touch.md"), "leavers-in-touch");
}

#[test]
fn leavers_pathway_plans() {
    cases(include_str!("../cases/leavers-pathway-plans.md"), "leavers-pathway-plans");
}

#[test]
fn leavers_visits() {
    cases(include_str!("../cases/leavers-visits.md"), "leavers-visits");
}
