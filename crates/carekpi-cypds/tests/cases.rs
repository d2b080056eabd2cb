//! The case tables of the area's indicators.

use carekpi_cypds::{Cypds, indicators};
use carekpi_testkit::check;

fn cases(document: &str, id: &str) {
    check(document, id, |settings: &Cypds, context| indicators(settings, context).into());
}

#[test]
fn cypds_supervision() {
    cases(include_str!("../cases/cypds-supervision.md"), "cypds-supervision");
}

#[test]
fn cypds_visits() {
    cases(include_str!("../cases/cypds-visits.md"), "cypds-visits");
}
