//! Measuring a range of days says on each what measuring that day says.

use carekpi_child_protection::{
    CoreGroups, CoreGroupsCounted, CoreGroupsSettings, Plans, Rate, Reviews, ReviewsSettings, Visits, VisitsInScope,
    VisitsSettings,
};
use carekpi_dates::{DateRange, Reading, WorkingCalendar};
use carekpi_model::VisitsCounted;
use carekpi_testkit::{BoxedIndicator, agree, conventions, day, world};
use proptest::prelude::*;
use proptest::sample::select;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_day_of_a_range_is_as_that_day_alone(
        world in world(),
        shared in conventions(),
        scope in select(VisitsInScope::ALL),
        counted in select(VisitsCounted::ALL),
        groups in select(CoreGroupsCounted::ALL),
    ) {
        let mut visits = VisitsSettings::default();
        visits.visits_in_scope = scope;
        let mut core_groups = CoreGroupsSettings::default();
        core_groups.core_groups_counted = groups;
        let caseload = world.caseload();
        let indicators: [BoxedIndicator; 5] = [
            Box::new(Plans),
            Box::new(CoreGroups::new(core_groups)),
            Box::new(Rate::new(&caseload)),
            Box::new(Reviews::new(ReviewsSettings::default())),
            Box::new(Visits::new(visits, counted)),
        ];
        let conventions = shared.conventions(WorkingCalendar::england_and_wales());
        let days = DateRange::half_open(day(2025, 6, 1), day(2026, 6, 1));
        for indicator in indicators {
            agree(indicator.as_ref(), &caseload, days, &conventions);
        }
    }
}
