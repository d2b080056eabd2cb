//! The case tables of the area's indicators.

use carekpi_assessments::{Assessments, indicators};
use carekpi_testkit::check;

fn cases(document: &str, id: &str) {
    check(document, id, |settings: &Assessments, context| indicators(settings, context).into());
}

#[test]
fn assessments_completed() {
    cases(include_str!("../cases/assessments-completed.md"), "assessments-completed");
}
