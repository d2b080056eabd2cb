//! Where the records that an indicator needs begin.

use chrono::NaiveDate;

use crate::Measurement;

impl Measurement<'_> {
    /// The day on which the records that an indicator reads begin: of the first dates of their kinds, the latest. Figures for earlier
    /// dates are not meaningful, because records are missing. `None` if there is no such indicator, or if it has no records. A kind
    /// without records is ignored.
    ///
    /// ```
    /// use carekpi::model::{Caseload, EventKind, entry};
    /// use carekpi::{Definitions, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.protection_plan(child, entry::Plan::new("CP1", day(2019, 1, 5)));
    /// builder.event(child, EventKind::ProtectionVisit, entry::Event::new("V1", day(2021, 4, 1)));
    /// let caseload = builder.finish().unwrap();
    /// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// assert_eq!(measurement.records_begin("cp-plans"), Some(day(2019, 1, 5)));
    /// assert_eq!(measurement.records_begin("cp-visits"), Some(day(2021, 4, 1)));
    /// assert_eq!(measurement.records_begin("cin-visits"), None);
    /// ```
    #[must_use]
    pub fn records_begin(&self, indicator: &str) -> Option<NaiveDate> {
        let rule = self.rules().iter().find(|rule| rule.info().id == indicator)?;
        rule.reads().iter().filter_map(|kind| self.caseload().first_date(*kind)).max()
    }
}
