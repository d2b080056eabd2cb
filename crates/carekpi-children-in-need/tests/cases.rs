//! The case tables of the area's indicators.

use carekpi_children_in_need::{ChildrenInNeed, indicators};
use carekpi_testkit::check;

fn cases(document: &str, id: &str) {
    check(document, id, |settings: &ChildrenInNeed, context| indicators(settings, context).into());
}

#[test]
fn cin_reviews() {
    cases(include_str!("../cases/cin-reviews.md"), "cin-reviews");
}

#[test]
fn cin_visits() {
    cases(include_str!("../cases/cin-visits.md"), "cin-visits");
}
