//! The catalogue of the indicators.

use carekpi_assessments::Completed;
use carekpi_care_leavers as care_leavers;
use carekpi_child_protection as child_protection;
use carekpi_children_in_need as children_in_need;
use carekpi_cypds as cypds;
use carekpi_looked_after as looked_after;
use carekpi_measure::{About, Indicator};
use carekpi_model::{CaseWorkers, Caseload, Child, Id};

use crate::Definitions;

/// An indicator of children: one of ours, or an embedder's own.
pub type BoxedIndicator = Box<dyn for<'c> Indicator<'c, Child<'c>, Id>>;

/// The 23 indicators as `definitions` define them, for one caseload, in the order of the definitions document.
///
/// ```
/// use carekpi::{Definitions, indicators};
/// use carekpi::model::Caseload;
///
/// let indicators = indicators(&Definitions::default(), &Caseload::default());
/// assert_eq!(indicators[0].about().id, "cp-plans");
/// assert_eq!(indicators.len(), 23);
/// ```
#[must_use]
pub fn indicators(definitions: &Definitions, caseload: &Caseload) -> Vec<BoxedIndicator> {
    let Definitions { shared, allocations, .. } = definitions;
    let visits_counted = shared.visits_counted;
    let protection = &definitions.child_protection;
    let in_need = &definitions.children_in_need;
    let care = &definitions.looked_after;
    let leavers = &definitions.care_leavers;
    let disability = &definitions.cypds;
    let service = cypds::Service::new(caseload, disability, allocations);
    vec![
        Box::new(child_protection::Plans),
        Box::new(child_protection::CoreGroups::new(protection.cp_core_groups)),
        Box::new(child_protection::Rate::new(caseload)),
        Box::new(child_protection::Reviews::new(protection.cp_reviews)),
        Box::new(child_protection::Visits::new(protection.cp_visits, visits_counted)),
        Box::new(children_in_need::Reviews::new(in_need, care.short_breaks)),
        Box::new(children_in_need::Visits::new(in_need, care.short_breaks, visits_counted)),
        Box::new(looked_after::SamePlacement::new(care)),
        Box::new(looked_after::ThreePlacements::new(care)),
        Box::new(looked_after::Dental::new(care)),
        Box::new(looked_after::Health::new(care)),
        Box::new(looked_after::Reviews::new(care)),
        Box::new(looked_after::Supervision::new(care, CaseWorkers::new(caseload, allocations))),
        Box::new(looked_after::Visits::new(care, visits_counted, caseload)),
        Box::new(looked_after::PlacementChangeMeetings::new(care)),
        Box::new(care_leavers::Eet::new(&leavers.leavers_eet, caseload)),
        Box::new(care_leavers::Accommodation::new(caseload)),
        Box::new(care_leavers::InTouch::new(leavers.leavers_in_touch, caseload)),
        Box::new(care_leavers::PathwayPlans::new(leavers.leavers_pathway_plans)),
        Box::new(care_leavers::Visits::new(leavers, visits_counted)),
        Box::new(cypds::Supervision::new(disability.cypds_supervision, service.clone())),
        Box::new(cypds::Visits::new(disability.cypds_visits, service, visits_counted)),
        Box::new(Completed),
    ]
}

/// What the 23 indicators are, in the order of the definitions document.
///
/// ```
/// let areas: std::collections::BTreeSet<_> = carekpi::catalogue().iter().map(|about| about.area).collect();
/// assert_eq!(areas.len(), 6);
/// ```
#[must_use]
pub fn catalogue() -> Vec<About> {
    indicators(&Definitions::default(), &Caseload::default()).iter().map(|indicator| *indicator.about()).collect()
}
