//! The case tables of the area's indicators.

use carekpi_child_protection::{ChildProtection, indicators};
use carekpi_testkit::check;

fn cases(document: &str, id: &str) {
    check(document, id, |settings: &ChildProtection, context| indicators(settings, context).into());
}

#[test]
fn cp_plans() {
    cases(include_str!("../cases/cp-plans.md"), "cp-plans");
}

#[test]
fn cp_core_groups() {
    cases(include_str!("../cases/cp-core-groups.md"), "cp-core-groups");
}

#[test]
fn cp_rate() {
    cases(include_str!("../cases/cp-rate.md"), "cp-rate");
}

#[test]
fn cp_reviews() {
    cases(include_str!("../cases/cp-reviews.md"), "cp-reviews");
}

#[test]
fn cp_visits() {
    cases(include_str!("../cases/cp-visits.md"), "cp-visits");
}
