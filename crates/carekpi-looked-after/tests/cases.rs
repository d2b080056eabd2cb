//! The case tables of the area's indicators.

use carekpi_looked_after::{
    Dental, Health, LookedAfter, PlacementChangeMeetings, Reviews, SamePlacement, Supervision, ThreePlacements, Visits,
};
use carekpi_model::{CaseWorkers, Caseload};
use carekpi_testkit::{BoxedIndicator, Settings, check};

type Area = Settings<LookedAfter>;

#[test]
fn cla_same_placement() {
    check(include_str!("../cases/cla-same-placement.md"), "cla-same-placement", |settings: &Area, _| {
        Box::new(SamePlacement::new(&settings.area))
    });
}

#[test]
fn cla_three_placements() {
    check(include_str!("../cases/cla-three-placements.md"), "cla-three-placements", |settings: &Area, _| {
        Box::new(ThreePlacements::new(&settings.area))
    });
}

#[test]
fn cla_dental() {
    check(include_str!("../cases/cla-dental.md"), "cla-dental", |settings: &Area, _| {
        Box::new(Dental::new(&settings.area))
    });
}

#[test]
fn cla_health() {
    check(include_str!("../cases/cla-health.md"), "cla-health", |settings: &Area, _| {
        Box::new(Health::new(&settings.area))
    });
}

#[test]
fn cla_reviews() {
    check(include_str!("../cases/cla-reviews.md"), "cla-reviews", |settings: &Area, _| {
        Box::new(Reviews::new(&settings.area))
    });
}

fn supervision(settings: &Area, caseload: &Caseload) -> BoxedIndicator {
    Box::new(Supervision::new(&settings.area, CaseWorkers::new(caseload, &settings.allocations)))
}

#[test]
fn cla_supervision() {
    check(include_str!("../cases/cla-supervision.md"), "cla-supervision", supervision);
}

fn visits(settings: &Area, caseload: &Caseload) -> BoxedIndicator {
    Box::new(Visits::new(&settings.area, settings.shared.visits_counted, caseload))
}

#[test]
fn cla_visits() {
    check(include_str!("../cases/cla-visits.md"), "cla-visits", visits);
}

#[test]
fn placement_change_meetings() {
    let document = include_str!("../cases/placement-change-meetings.md");
    check(document, "placement-change-meetings", |settings: &Area, _| {
        Box::new(PlacementChangeMeetings::new(&settings.area))
    });
}
