//! The case tables of the area's indicators.

use carekpi_child_protection::{ChildProtection, CoreGroups, Plans, Rate, Reviews, Visits};
use carekpi_model::Caseload;
use carekpi_testkit::{BoxedIndicator, Settings, check};

type Area = Settings<ChildProtection>;

fn plans(_: &Area, _: &Caseload) -> BoxedIndicator {
    Box::new(Plans)
}

fn core_groups(settings: &Area, _: &Caseload) -> BoxedIndicator {
    Box::new(CoreGroups::new(settings.area.cp_core_groups))
}

fn rate(_: &Area, caseload: &Caseload) -> BoxedIndicator {
    Box::new(Rate::new(caseload))
}

fn reviews(settings: &Area, _: &Caseload) -> BoxedIndicator {
    Box::new(Reviews::new(settings.area.cp_reviews))
}

fn visits(settings: &Area, _: &Caseload) -> BoxedIndicator {
    Box::new(Visits::new(settings.area.cp_visits, settings.shared.visits_counted))
}

#[test]
fn cp_plans() {
    check(include_str!("../cases/cp-plans.md"), "cp-plans", plans);
}

#[test]
fn cp_core_groups() {
    check(include_str!("../cases/cp-core-groups.md"), "cp-core-groups", core_groups);
}

#[test]
fn cp_rate() {
    check(include_str!("../cases/cp-rate.md"), "cp-rate", rate);
}

#[test]
fn cp_reviews() {
    check(include_str!("../cases/cp-reviews.md"), "cp-reviews", reviews);
}

#[test]
fn cp_visits() {
    check(include_str!("../cases/cp-visits.md"), "cp-visits", visits);
}
