//! What rules are made with, apart from their own settings.

use carekpi_dates::{Conventions, WorkingCalendar};
use carekpi_model::{AllocationSettings, CaseWorkers, Caseload, SharedSettings, ShortBreaks, VisitsCounted};

/// What rules are made with, apart from their own settings: the caseload, the conventions about dates, and the readings that
/// several rules share.
///
/// ```
/// use carekpi_dates::WorkingCalendar;
/// use carekpi_model::{Caseload, ShortBreaks};
/// use carekpi_rules::Context;
///
/// let caseload = Caseload::default();
/// let context = Context::new(&caseload, WorkingCalendar::england_and_wales()).with_short_breaks(ShortBreaks::Included);
/// assert_eq!(context.short_breaks(), ShortBreaks::Included);
/// ```
#[derive(Clone, Debug)]
pub struct Context<'c> {
    caseload: &'c Caseload,
    conventions: Conventions,
    visits_counted: VisitsCounted,
    short_breaks: ShortBreaks,
    case_workers: CaseWorkers,
}

impl<'c> Context<'c> {
    /// A context for a caseload and a calendar. Every shared reading has its default.
    #[must_use]
    pub fn new(caseload: &'c Caseload, calendar: WorkingCalendar) -> Self {
        let shared = SharedSettings::default();
        Self {
            caseload,
            conventions: shared.conventions(calendar),
            visits_counted: shared.visits_counted,
            short_breaks: ShortBreaks::default(),
            case_workers: CaseWorkers::new(caseload, &AllocationSettings::default()),
        }
    }

    /// The same, with these shared readings.
    #[must_use]
    pub fn with_shared(self, shared: &SharedSettings) -> Self {
        let conventions = shared.conventions(self.conventions.calendar);
        Self { conventions, visits_counted: shared.visits_counted, ..self }
    }

    /// The same, with these settings for which allocations are a case worker's.
    #[must_use]
    pub fn with_allocations(self, allocations: &AllocationSettings) -> Self {
        Self { case_workers: CaseWorkers::new(self.caseload, allocations), ..self }
    }

    /// The same, with this reading of whether a series of short breaks alone is a period of care that counts.
    #[must_use]
    pub fn with_short_breaks(self, short_breaks: ShortBreaks) -> Self {
        Self { short_breaks, ..self }
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

    /// Whether a series of short breaks alone is a period of care that counts.
    #[must_use]
    pub const fn short_breaks(&self) -> ShortBreaks {
        self.short_breaks
    }

    /// The case workers' allocations.
    #[must_use]
    pub const fn case_workers(&self) -> &CaseWorkers {
        &self.case_workers
    }
}
