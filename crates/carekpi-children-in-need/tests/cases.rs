//! The case tables of the area's indicators.

use carekpi_children_in_need::{ChildrenInNeed, Reviews, Visits};
use carekpi_model::{Caseload, ShortBreaks};
use carekpi_testkit::{BoxedIndicator, Settings, check};

type Area = Settings<ChildrenInNeed>;

fn reviews(settings: &Area, _: &Caseload) -> BoxedIndicator {
    Box::new(Reviews::new(&settings.area, ShortBreaks::Excluded))
}

fn visits(settings: &Area, _: &Caseload) -> BoxedIndicator {
    Box::new(Visits::new(&settings.area, ShortBreaks::Excluded, settings.shared.visits_counted))
}

#[test]
fn cin_reviews() {
    check(include_str!("../cases/cin-reviews.md"), "cin-reviews", reviews);
}

#[test]
fn cin_visits() {
    check(include_str!("../cases/cin-visits.md"), "cin-visits", visits);
}
