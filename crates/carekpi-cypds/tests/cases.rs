//! The case tables of the area's indicators.

use carekpi_cypds::{Cypds, Service, Supervision, Visits};
use carekpi_model::Caseload;
use carekpi_testkit::{BoxedIndicator, Settings, check};

type Area = Settings<Cypds>;

fn supervision(settings: &Area, caseload: &Caseload) -> BoxedIndicator {
    let service = Service::new(caseload, &settings.area, &settings.allocations);
    Box::new(Supervision::new(settings.area.cypds_supervision, service))
}

fn visits(settings: &Area, caseload: &Caseload) -> BoxedIndicator {
    let service = Service::new(caseload, &settings.area, &settings.allocations);
    Box::new(Visits::new(settings.area.cypds_visits, service, settings.shared.visits_counted))
}

#[test]
fn cypds_supervision() {
    check(include_str!("../cases/cypds-supervision.md"), "cypds-supervision", supervision);
}

#[test]
fn cypds_visits() {
    check(include_str!("../cases/cypds-visits.md"), "cypds-visits", visits);
}
