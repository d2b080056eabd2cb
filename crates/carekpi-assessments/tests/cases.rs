//! The case table of the area's indicator.

use carekpi_assessments::{Assessments, Completed};
use carekpi_testkit::{Settings, check};

#[test]
fn assessments_completed() {
    let document = include_str!("../cases/assessments-completed.md");
    check(document, "assessments-completed", |_: &Settings<Assessments>, _| Box::new(Completed));
}
