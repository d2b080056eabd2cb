//! Who is allocated to the disability service.

use std::sync::Arc;

use carekpi_dates::DateRange;
use carekpi_model::{Allocation, Allocations, CaseWorkers, Caseload, ChildOn, Words};

use crate::Cypds;

/// The disability service, as one caseload's allocations show it: its teams and its case workers.
#[derive(Clone, Debug)]
pub struct Service {
    teams: Words,
    case_workers: CaseWorkers,
    /// The positions of the children who were ever allocated to one of the teams, and the days on which they may have been.
    children: Arc<[(u32, DateRange)]>,
}

impl Service {
    /// The service in `caseload`: the teams that the area's settings name, and the roles of case workers.
    #[must_use]
    pub fn new(caseload: &Caseload, area: &Cypds, allocations: &Allocations) -> Self {
        let teams = caseload.teams_named(&area.teams);
        let children = caseload.allocated_to(&teams).into();
        Self { teams, case_workers: CaseWorkers::new(caseload, allocations), children }
    }

    /// The positions of the children who were ever allocated to the service, and the days on which they may have been.
    pub(crate) fn children(&self) -> &[(u32, DateRange)] {
        &self.children
    }

    /// The allocation to the service that is open.
    #[inline]
    pub(crate) fn allocation<'a>(&self, child: ChildOn<'a, '_>) -> Option<&'a Allocation> {
        child.case_worker_in(&self.case_workers, &self.teams)
    }

    /// The allocation to the current case worker, of any team.
    #[inline]
    pub(crate) fn current_worker<'a>(&self, child: ChildOn<'a, '_>) -> Option<&'a Allocation> {
        child.case_worker(&self.case_workers)
    }
}
