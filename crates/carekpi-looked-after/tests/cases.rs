//! The case tables of the area's indicators.

use carekpi_looked_after::{LookedAfter, indicators};
use carekpi_testkit::check;

fn cases(document: &str, id: &str) {
    check(document, id, |settings: &LookedAfter, context| indicators(settings, context).into());
}

#[test]
fn cla_same_placement() {
    cases(include_str!("../cases/cla-same-placement.md"), "cla-same-placement");
}

#[test]
fn cla_three_placements() {
    cases(include_str!("../cases/cla-three-placements.md"), "cla-three-placements");
}

#[test]
fn cla_dental() {
    cases(include_str!("../cases/cla-dental.md"), "cla-dental");
}

#[test]
fn cla_health() {
    cases(include_str!("../cases/cla-health.md"), "cla-health");
}

#[test]
fn cla_reviews() {
    cases(include_str!("../cases/cla-reviews.md"), "cla-reviews");
}

#[test]
fn cla_supervision() {
    cases(include_str!("../cases/cla-supervision.md"), "cla-supervision");
}

#[test]
fn cla_visits() {
    cases(include_str!("../cases/cla-visits.md"), "cla-visits");
}

#[test]
fn placement_change_meetings() {
    cases(include_str!("../cases/placement-change-meetings.md"), "placement-change-meetings");
}
