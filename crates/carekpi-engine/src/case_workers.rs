//! The case worker of every child on a date.

use carekpi_dates::OutsideCalendar;
use carekpi_model::Child;
use chrono::NaiveDate;

use crate::Measurement;

/// The case worker of a child, and the team.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CaseWorker<'c> {
    /// The team: its name, or its number if it has no name; blank if there is none.
    pub team: &'c str,
    /// The code of the worker; blank if there is none.
    pub worker: &'c str,
}

/// The case worker of every child on a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseWorkers<'c> {
    /// In the order of the children's identifiers.
    of_children: Vec<(&'c str, CaseWorker<'c>)>,
}

impl<'c> CaseWorkers<'c> {
    /// The case worker of a child; blank if there is none, or no such child.
    #[must_use]
    pub fn of(&self, child: &str) -> CaseWorker<'c> {
        let place = self.of_children.binary_search_by_key(&child, |(id, _)| id);
        place.ok().and_then(|place| self.of_children.get(place)).map_or_else(CaseWorker::default, |(_, of)| *of)
    }
}

impl<'c> Measurement<'c> {
    /// The case worker of every child on a date, by the definitions of the measurement.
    ///
    /// ```
    /// use carekpi::model::{Caseload, entry};
    /// use carekpi::{Definitions, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.allocation(child, entry::Allocation { team: "North", worker: "W7", ..entry::Allocation::new("A1", day(1, 5)) });
    /// let caseload = builder.finish().unwrap();
    /// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// let workers = measurement.case_workers(day(3, 31)).unwrap();
    /// assert_eq!((workers.of("P1").team, workers.of("P1").worker), ("North", "W7"));
    /// assert_eq!(workers.of("P2").team, "");
    /// ```
    ///
    /// # Errors
    ///
    /// The date is outside the calendar.
    pub fn case_workers(&self, on: NaiveDate) -> Result<CaseWorkers<'c>, OutsideCalendar> {
        self.check(on)?;
        let of = |child: Child<'c>| (child.id(), self.case_worker(child, on));
        Ok(CaseWorkers { of_children: self.caseload().children().map(of).collect() })
    }

    /// The case worker of a child.
    pub(crate) fn case_worker(&self, child: Child<'c>, on: NaiveDate) -> CaseWorker<'c> {
        let case_worker = child.as_of(&self.as_of(on)).case_worker(self.context().case_workers());
        case_worker.map_or_else(CaseWorker::default, |allocation| CaseWorker {
            team: self.caseload().team_name(allocation.team),
            worker: self.caseload().code_text(allocation.worker),
        })
    }
}
