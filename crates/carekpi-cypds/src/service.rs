//! The children and young people allocated to the disability service.

use std::sync::Arc;

use carekpi_dates::DateRange;
use carekpi_model::{Allocation, CaseWorkers, ChildAsOf, CodeSet};
use carekpi_rules::{Candidates, Context, NotCounted};

/// The disability service in one caseload: its teams and its case workers.
///
/// ```
/// use carekpi_cypds::{Cypds, Service};
/// use carekpi_dates::{AsOf, Period, WorkingCalendar};
/// use carekpi_model::{Caseload, entry};
/// use carekpi_rules::Context;
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.allocation(child, entry::Allocation { team: "CYPDS", ..entry::Allocation::new("I1", day(1, 12)) });
/// let caseload = builder.finish().unwrap();
/// let context = Context::new(&caseload, WorkingCalendar::england_and_wales());
/// let service = Service::new(&Cypds::default().teams, &context);
/// let as_of = AsOf::new(day(3, 31), Period::YearToDate, context.conventions());
/// let allocation = service.allocation(caseload.find("P1").unwrap().as_of(&as_of)).unwrap();
/// assert_eq!(allocation.start, day(1, 12));
/// ```
#[derive(Clone, Debug)]
pub struct Service {
    teams: CodeSet,
    case_workers: CaseWorkers,
    /// The positions of the children ever allocated to one of the teams, each with the days on which it can have been.
    children: Arc<[(u32, DateRange)]>,
}

/// What the rules of this area are made with, apart from their settings: the context, and the service.
#[derive(Clone, Debug)]
pub struct ServiceContext<'c> {
    /// The context of all rules.
    pub context: &'c Context<'c>,
    /// The service.
    pub service: Service,
}

impl Service {
    /// The service with these teams, by number or name.
    #[must_use]
    pub fn new(teams: &[String], context: &Context<'_>) -> Self {
        let teams = context.caseload().teams_named(teams);
        let children = context.caseload().allocated_to(&teams).into();
        Self { teams, case_workers: context.case_workers().clone(), children }
    }

    /// The children ever allocated to the service.
    #[must_use]
    pub fn candidates(&self) -> Candidates<'_> {
        Candidates::Listed(&self.children)
    }

    /// The child's open allocation to the service.
    ///
    /// # Errors
    ///
    /// [`NotCounted::NotInTeam`].
    #[inline]
    pub fn allocation<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<&'a Allocation, NotCounted> {
        child.case_worker_in(&self.case_workers, &self.teams).ok_or(NotCounted::NotInTeam)
    }
}
