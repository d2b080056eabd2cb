//! What rules are made with, apart from their own settings.

use carekpi_dates::{Conventions, WorkingCalendar};
use carekpi_model::{
    AllocationSettings, CARE_STATUSES, CareStatuses, CaseWorkers, Caseload, HealthCheckSettings, NOT_ELIGIBLE,
    SHORT_BREAK_CODES, SharedSettings, ShortBreaks, VisitsCounted,
};

/// What rules are made with, apart from their own settings: the caseload, the conventions about dates, and the readings that
/// several rules share.
///
/// ```
/// use carekpi_dates::WorkingCalendar;
/// use carekpi_model::{CARE_STATUSES, CareStatuses, Caseload, SHORT_BREAK_CODES, ShortBreaks};
/// use carekpi_rules::Context;
///
/// let caseload = Caseload::default();
/// let care = CareStatuses::new(&caseload, ShortBreaks::Included, &CARE_STATUSES, &SHORT_BREAK_CODES);
/// let context = Context::new(&caseload, WorkingCalendar::england_and_wales()).with_care_statuses(care);
/// assert_eq!(context.care_statuses().short_breaks(), ShortBreaks::Included);
/// ```
#[derive(Clone, Debug)]
pub struct Context<'c> {
    caseload: &'c Caseload,
    conventions: Conventions,
    visits_counted: VisitsCounted,
    care_statuses: CareStatuses,
    health: HealthCheckSettings,
    case_workers: CaseWorkers,
}

impl<'c> Context<'c> {
    /// A context for a caseload and a calendar. Every shared reading has its default.
    #[must_use]
    pub fn new(caseload: &'c Caseload, calendar: WorkingCalendar) -> Self {
        let shared = SharedSettings::default();
        let context = Self {
            caseload,
            conventions: shared.conventions(calendar),
            visits_counted: shared.visits_counted,
            care_statuses: CareStatuses::new(caseload, ShortBreaks::default(), &CARE_STATUSES, &SHORT_BREAK_CODES),
            health: HealthCheckSettings::default(),
            case_workers: CaseWorkers::new(caseload, &AllocationSettings::default()),
        };
        context.with_not_eligible(&NOT_ELIGIBLE)
    }

    /// With these entitlements of care leavers as none. A status beside one of them does not tell of a death.
    #[must_use]
    pub fn with_not_eligible<T: AsRef<str>>(mut self, entitlements: &[T]) -> Self {
        self.conventions.not_eligible = self.caseload.not_eligible(entitlements);
        self
    }

    /// The same, with these shared readings.
    #[must_use]
    pub fn with_shared(self, shared: &SharedSettings) -> Self {
        let not_eligible = self.conventions.not_eligible;
        let mut conventions = shared.conventions(self.conventions.calendar);
        conventions.not_eligible = not_eligible;
        Self { conventions, visits_counted: shared.visits_counted, ..self }
    }

    /// The same, with these settings for which allocations are a case worker's.
    #[must_use]
    pub fn with_allocations(self, allocations: &AllocationSettings) -> Self {
        Self { case_workers: CaseWorkers::new(self.caseload, allocations), ..self }
    }

    /// The same, with these legal statuses, and the reading of whether a series of short breaks alone is a period of care that
    /// counts.
    #[must_use]
    pub fn with_care_statuses(self, care_statuses: CareStatuses) -> Self {
        Self { care_statuses, ..self }
    }

    /// The same, with these settings for which health checks count.
    #[must_use]
    pub fn with_health(self, health: &HealthCheckSettings) -> Self {
        Self { health: health.clone(), ..self }
    }

    /// The caseload.
    #[must_use]
    pub const fn caseload(&self) -> &'c Caseload {
        self.caseload
    }

    /// The conventions for counting dates.
    #[must_use]
    pub const fn conventions(&self) -> &Conventions {
        &self.conventions
    }

    /// Which visits count.
    #[must_use]
    pub const fn visits_counted(&self) -> VisitsCounted {
        self.visits_counted
    }

    /// Which periods of care count.
    #[must_use]
    pub const fn care_statuses(&self) -> &CareStatuses {
        &self.care_statuses
    }

    /// Which health checks count, and as what.
    #[must_use]
    pub const fn health(&self) -> &HealthCheckSettings {
        &self.health
    }

    /// The case workers' allocations.
    #[must_use]
    pub const fn case_workers(&self) -> &CaseWorkers {
        &self.case_workers
    }
}
