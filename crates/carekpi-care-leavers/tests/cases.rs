//! The case tables of the area's indicators.

use carekpi_care_leavers::{Accommodation, CareLeavers, Eet, InTouch, PathwayPlans, Visits};
use carekpi_testkit::{Settings, check};

type Area = Settings<CareLeavers>;

#[test]
fn leavers_eet() {
    check(include_str!("../cases/leavers-eet.md"), "leavers-eet", |settings: &Area, caseload| {
        Box::new(Eet::new(&settings.area.leavers_eet, caseload))
    });
}

#[test]
fn leavers_accommodation() {
    check(include_str!("../cases/leavers-accommodation.md"), "leavers-accommodation", |_: &Area, caseload| {
        Box::new(Accommodation::new(caseload))
    });
}

#[test]
fn leavers_in_touch() {
    check(include_str!("../cases/leavers-in-touch.md"), "leavers-in-touch", |settings: &Area, caseload| {
        Box::new(InTouch::new(settings.area.leavers_in_touch, caseload))
    });
}

#[test]
fn leavers_pathway_plans() {
    check(include_str!("../cases/leavers-pathway-plans.md"), "leavers-pathway-plans", |settings: &Area, _| {
        Box::new(PathwayPlans::new(settings.area.leavers_pathway_plans))
    });
}

#[test]
fn leavers_visits() {
    check(include_str!("../cases/leavers-visits.md"), "leavers-visits", |settings: &Area, _| {
        Box::new(Visits::new(&settings.area, settings.shared.visits_counted))
    });
}
